/** A trained skill model: plain data that can be stored, sent between threads and exported. */

import * as v from 'valibot'
import { knownVersion } from '@/project/known-version'
import { recordOf, share } from '@/project/schema-parts'
import type { DeclaredSlots } from './allowed-slots'
import type { TokenRules } from './encoding'
import type { LabelSet } from './labels'
import type { LexicalModel } from './lexical-model'
import type { NetworkConfig } from './network-shapes'
import { answeringFields, labelNames, weightValues } from './stored-network'
import type { WeightValues } from './weight-values'

export type ModelBundle = TokenRules & {
  format: 'skillet-model'
  version: 1
  labels: LabelSet
  network: NetworkConfig
  /** The words that it reads by (`vocabulary-id.ts`); in models of before these had ids, the network's id. */
  vocabularyId: string
  /** Divides intent logits, so that confidences can be believed (Guo et al. 2017); 1 changes nothing. */
  temperature: number
  /** Log probability, at most 0, that a slot's value directly follows another of its own (`decodeTags`). */
  adjacency: number
  /** Which slots an answer may have, by its intent; null in older models, which know no such rule. */
  declared: DeclaredSlots | null
  /** Below this probability of the best intent a text is not understood. */
  threshold: number
  /** Names of the intents that stand for "none of these". */
  outOfScope: readonly string[]
  weights: WeightValues
  /** What answers beside the network; null in models without one. */
  lexical: LexicalModel | null
}

/** The rules of a model that has none of its own: every answer counts. */
export const NO_RULES: Pick<ModelBundle, 'declared' | 'threshold' | 'outOfScope'> = {
  declared: null,
  threshold: 0,
  outOfScope: [],
}

/** What a stored bundle must look like before anything trusts it. */
export const modelBundleSchema: v.GenericSchema<unknown, ModelBundle> = v.object({
  format: v.literal('skillet-model'),
  version: knownVersion(1),
  labels: labelNames,
  ...answeringFields,
  tokenizer: v.optional(knownVersion(1, 2, 3), 1),
  // Models of before there were any rules read as they did then.
  declared: v.optional(v.nullable(recordOf(v.array(v.string()))), null),
  threshold: v.optional(share, 0),
  outOfScope: v.optional(v.array(v.string()), []),
  weights: weightValues,
  lexical: v.optional(
    v.nullable(v.object({ intents: v.instance(Float32Array), tags: v.instance(Float32Array) })),
    null,
  ),
})
