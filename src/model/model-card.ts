/** The card of a pretrained network: what it is, what it was made from, and what its files must be. */
import { z } from 'zod'
import { knownVersion } from '@/project/known-version'

const fileSchema = z.object({
  path: z.string().min(1),
  bytes: z.int().positive(),
  sha256: z.string().length(64),
})

/** Sizes of a network, as files state them. */
export const networkConfigSchema = z.object({
  wordDimensions: z.int().positive(),
  subwordBuckets: z.int().positive(),
  subwordDimensions: z.int().positive(),
  units: z.int().positive(),
})

/** `public/models/<id>/model.json`. */
export const modelCardSchema = z.object({
  format: z.literal('skillet-pretrained'),
  version: knownVersion(1),
  id: z.string().min(1),
  createdAt: z.string(),
  network: networkConfigSchema,
  weights: z.array(
    z.object({
      name: z.string(),
      shape: z.array(z.int().positive()),
      encoding: z.enum(['float16', 'int8']),
      offset: z.int().nonnegative(),
      bytes: z.int().positive(),
    }),
  ),
  files: z.object({ weights: fileSchema, vocabulary: fileSchema }),
  vocabulary: z.object({ words: z.int().positive(), source: z.string(), licence: z.string() }),
  sources: z.array(
    z.object({
      head: z.string(),
      title: z.string(),
      licence: z.string(),
      rows: z.int(),
      intents: z.int(),
      slots: z.int(),
      heldOut: z
        .object({
          rows: z.int(),
          intentAccuracy: z.number().nullable(),
          slotF1: z.number().nullable(),
          frameAccuracy: z.number(),
        })
        .nullable(),
    }),
  ),
  training: z.object({
    seed: z.number(),
    steps: z.int(),
    batchSize: z.int(),
    utterancesSeen: z.int(),
    learningRate: z.number(),
    seconds: z.number(),
  }),
})
export type ModelCard = z.infer<typeof modelCardSchema>
