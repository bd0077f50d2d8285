/**
 * The card of a pretrained network: what it is, what it was made from, and what its files must be. Read before anything
 * else of it: without a card of this shape no file is asked for.
 */
import * as v from 'valibot'
import { knownVersion } from '@/project/known-version'
import { finite, integer, named, size } from '@/project/schema-parts'
import { networkSizes, weightEntries } from './stored-network'

/** A file beside the card. `bytes` bounds a download, `sha256` (64 hex digits) is what it must hash to. */
const fileSchema = v.object({
  path: named,
  bytes: size,
  sha256: v.pipe(v.string(), v.length(64)),
})

/** `public/models/<id>/model.json`. */
export const modelCardSchema = v.object({
  format: v.literal('skillet-pretrained'),
  version: knownVersion(1),
  /** The folder's name and the first digits of the weights' hash: networks are told apart by it. */
  id: named,
  createdAt: v.string(),
  network: networkSizes,
  /** Where each weight lies in its file. */
  weights: weightEntries,
  files: v.object({ weights: fileSchema, vocabulary: fileSchema }),
  /** Of the word vectors: how many, whence, and under what licence. */
  vocabulary: v.object({ words: size, source: v.string(), licence: v.string() }),
  /** What was learned from, one entry for each output head that pretraining had; these heads are not in the file. */
  sources: v.array(
    v.object({
      head: v.string(),
      title: v.string(),
      licence: v.string(),
      rows: integer,
      intents: integer,
      slots: integer,
      /** Scores on rows of the source that were not learned from; null for what it has no labels of. */
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
  /**
   * How it was made; `utterancesSeen` counts an utterance each time, `seconds` are those of the machine that did it.
   */
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
