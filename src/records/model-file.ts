/**
 * The model file (`.skillet`): what it holds, and the one schema of its card, for whoever writes and whoever
 * reads. `docs/model-file.md` tells the same to people who write readers of their own.
 */
import * as v from 'valibot'
import type { ModelBundle } from '@/model/model-bundle'
import { answeringFields, labelNames, weightEntries } from '@/model/stored-network'
import type { Vocabulary } from '@/model/vocabulary'
import { count, finite, named, share, size } from '@/project/schema-parts'
import type { SkillFacts } from '@/project/skill-facts'

/** The members of the zip. */
export const CARD_FILE = 'card.json'
export const WEIGHTS_FILE = 'weights.bin'
export const VOCABULARY_FILE = 'vocabulary.bin'

/** The version that is written; `docs/model-file.md` says when it rises. */
export const MODEL_FILE_VERSION = 2

/** A model file, read and found whole. */
export type ModelFile = {
  version: 1 | 2
  /** What the network is and has learned. */
  bundle: ModelBundle
  /** Null when it was written without its words: then those of the pretrained network are needed. */
  vocabulary: Vocabulary | null
  /** Says of intents, slots and what is out of scope the same as the bundle. */
  skill: SkillFacts
  /** Null in files of version 1. */
  story: ModelStory | null
  /** Texts with the answers that every runtime has to give; none in files of version 1. */
  golden: GoldenAnswer[]
}

/** Files of version 1 know labels and nothing of the skill. */
const firstCardSchema = v.object({
  format: v.literal('skillet-model'),
  version: v.literal(1),
  labels: labelNames,
  ...answeringFields,
  weights: weightEntries,
})

/** An answer as `understand` of the runtime gives it. */
const answer = v.object({
  intent: v.nullable(v.object({ name: v.string(), confidence: share })),
  alternatives: v.array(v.object({ name: v.string(), confidence: share })),
  slots: v.array(
    v.object({
      slot: v.string(),
      type: v.string(),
      raw: v.string(),
      value: v.string(),
      values: v.array(v.string()),
      start: count,
      end: size,
      confidence: share,
    }),
  ),
})

const interval = v.object({
  value: finite,
  low: finite,
  high: finite,
})

const secondCardSchema = v.object({
  format: v.literal('skillet-model'),
  version: v.literal(MODEL_FILE_VERSION),
  name: v.string(),
  locale: v.string(),
  /** Of the rules by which texts are cut into words; a reader that knows others must refuse. */
  tokenizer: v.picklist([1, 2, 3]),
  /** In the order of the network's classes. */
  intents: v.array(
    v.object({
      name: named,
      kind: v.picklist(['custom', 'builtIn', 'outOfScope']),
      /** The slots that its answers may have; null when any. */
      slots: v.nullable(v.array(v.object({ name: named, type: v.string() }))),
    }),
  ),
  /** In the order of the network's tags. */
  slots: v.array(named),
  types: v.array(
    v.object({
      name: named,
      isBuiltIn: v.boolean(),
      isExtensible: v.boolean(),
      values: v.array(v.object({ value: v.string(), synonyms: v.array(v.string()) })),
    }),
  ),
  threshold: share,
  ...answeringFields,
  weights: weightEntries,
  card: v.object({
    createdAt: v.string(),
    skillet: v.string(),
    fingerprint: v.string(),
    learned: count,
    tested: count,
    scores: v.nullable(
      v.object({
        intentAccuracy: interval,
        slotF1: interval,
        frameAccuracy: interval,
        semanticErrorRate: interval,
      }),
    ),
  }),
  golden: v.array(v.object({ text: v.string(), answer })),
})

/** The card of any version that this code reads. */
export const modelCardSchema = v.variant('version', [firstCardSchema, secondCardSchema])

export type FirstCard = v.InferOutput<typeof firstCardSchema>
export type SecondCard = v.InferOutput<typeof secondCardSchema>
/** What is known of how a model was made and what it is worth. */
export type ModelStory = SecondCard['card']
export type GoldenAnswer = SecondCard['golden'][number]
