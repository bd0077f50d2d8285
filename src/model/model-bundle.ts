/** A trained skill model: plain data that can be stored, sent between threads and exported. */

import { z } from 'zod'
import { knownVersion } from '@/project/known-version'
import type { DeclaredSlots } from './allowed-slots'
import type { TokenRules } from './encoding'
import type { LabelSet } from './labels'
import type { LexicalModel } from './lexical-model'
import { networkConfigSchema } from './model-card'
import type { NetworkConfig } from './network-shapes'
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
  /** Words of its skill, hashed, by which it knows strangers (`scope.ts`); older models know none. */
  seen?: readonly number[] | null
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

/** What is stored of a model's rules; models of before there were any read as they did then. */
export const answerRuleShapes = {
  declared: z.record(z.string(), z.array(z.string())).nullable().default(null),
  threshold: z.number().min(0).max(1).default(0),
  outOfScope: z.array(z.string()).default([]),
}

/** Borders inside words, as they stand in stored models. Models of before they were learned have none. */
export const wordCutsSchema = z
  .object({
    joints: z.array(z.string()),
    heads: z.array(z.string()),
    tails: z.array(z.string()),
    values: z.array(z.string()),
  })
  .nullable()
  .default(null)

/** What a stored bundle must look like before anything trusts it. */
export const modelBundleSchema: z.ZodType<ModelBundle> = z.object({
  format: z.literal('skillet-model'),
  version: knownVersion(1),
  labels: z.object({ intents: z.array(z.string()), slots: z.array(z.string()) }),
  network: networkConfigSchema,
  vocabularyId: z.string(),
  temperature: z.number().positive(),
  // Models of before it was learned read as they did then.
  adjacency: z.number().max(0).default(0),
  tokenizer: knownVersion(1, 2).default(1),
  cuts: wordCutsSchema,
  ...answerRuleShapes,
  seen: z.array(z.int()).nullable().default(null),
  weights: z.record(
    z.string(),
    z.object({ shape: z.array(z.int()), values: z.instanceof(Float32Array) }),
  ),
  lexical: z
    .object({ intents: z.instanceof(Float32Array), tags: z.instanceof(Float32Array) })
    .nullable()
    .default(null),
})
