/** The card of a pretrained network: what it is, what it was made from, and what its files must be. */
import * as v from 'valibot'
import { knownVersion } from '@/project/known-version'
import { finite, integer, named, size } from '@/project/schema-parts'
import { networkSizes, weightEntries } from './stored-network'

const fileSchema = v.object({
  path: named,
  bytes: size,
  sha256: v.pipe(v.string(), v.length(64)),
})

/** `public/models/<id>/model.json`. */
export const modelCardSchema = v.object({
  format: v.literal('skillet-pretrained'),
  version: knownVersion(1),
  id: named,
  createdAt: v.string(),
  network: networkSizes,
  weights: weightEntries,
  files: v.object({ weights: fileSchema, vocabulary: fileSchema }),
  vocabulary: v.object({ words: size, source: v.string(), licence: v.string() }),
  sources: v.array(
    v.object({
      head: v.string(),
      title: v.string(),
      licence: v.string(),
      rows: integer,
      intents: integer,
      slots: integer,
      heldOut: v.nullable(
        v.object({
          rows: integer,
          intentAccuracy: v.nullable(finite),
          slotF1: v.nullable(finite),
          frameAccuracy: finite,
        }),
      ),
    }),
  ),
  training: v.object({
    seed: finite,
    steps: integer,
    batchSize: integer,
    utterancesSeen: integer,
    learningRate: finite,
    seconds: finite,
  }),
})
export type ModelCard = v.InferOutput<typeof modelCardSchema>
