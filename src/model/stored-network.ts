/** What a pretrained network's card, a model file's card and a stored model say of a network, in one place. */
import * as v from 'valibot'
import { count, finite, integer, positive, recordOf, size } from '@/project/schema-parts'

/** Sizes of a network (`NetworkConfig`). */
export const networkSizes = v.object({
  wordDimensions: size,
  subwordBuckets: size,
  subwordDimensions: size,
  units: size,
})

/** Where each weight lies in `weights.bin`. */
export const weightEntries = v.array(
  v.object({
    name: v.string(),
    shape: v.array(size),
    encoding: v.picklist(['float16', 'int8']),
    offset: count,
    bytes: size,
  }),
)

/** Weights as the browser stores them: numbers, where files hold bytes. */
export const weightValues = recordOf(
  v.looseObject({ shape: v.array(integer), values: v.instance(Float32Array) }),
)

/** Labels in the order of the network's classes and tags. */
export const labelNames = v.object({ intents: v.array(v.string()), slots: v.array(v.string()) })

/** Borders inside words; see `src/project/word-cuts.ts`. */
const wordCuts = v.object({
  joints: v.array(v.string()),
  heads: v.array(v.string()),
  tails: v.array(v.string()),
  values: v.array(v.string()),
})

/** By what a trained model answers, in a file as in the browser; what older models lack reads as it did then. */
export const answeringFields = {
  network: networkSizes,
  vocabularyId: v.string(),
  temperature: positive,
  adjacency: v.optional(v.pipe(finite, v.maxValue(0)), 0),
  /** Words of the skill, hashed; models of before they were kept know none. */
  seen: v.optional(v.nullable(v.array(integer)), null),
  /** Where words of this skill come apart; models of before this was learned cut none. */
  cuts: v.optional(v.nullable(wordCuts), null),
}
