/**
 * The model file (`.skillet`): what it holds, and the one schema of its card, for whoever writes and whoever
 * reads. `docs/model-file.md` tells the same to people who write readers of their own.
 */
import * as z from 'zod/mini'
import type { ModelBundle } from '@/model/model-bundle'
import type { Vocabulary } from '@/model/vocabulary'
import type { SkillFacts } from '@/project/skill-facts'

/** Usual ending of a model file. */
export const MODEL_EXTENSION = '.skillet'

/** The members of the zip. */
export const CARD_FILE = 'card.json'
export const WEIGHTS_FILE = 'weights.bin'
export const VOCABULARY_FILE = 'vocabulary.bin'

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

const count = z.int().check(z.nonnegative())
const size = z.int().check(z.positive())
const share = z.number().check(z.gte(0), z.lte(1))
const name = z.string().check(z.minLength(1))

const network = z.object({
  wordDimensions: size,
  subwordBuckets: size,
  subwordDimensions: size,
  units: size,
})

/** Where each weight lies in `weights.bin`. */
const weights = z.array(
  z.object({
    name: z.string(),
    shape: z.array(size),
    encoding: z.enum(['float16', 'int8']),
    offset: count,
    bytes: size,
  }),
)

/** Borders inside words; see `src/project/word-cuts.ts`. */
const wordCuts = z.object({
  joints: z.array(z.string()),
  heads: z.array(z.string()),
  tails: z.array(z.string()),
  values: z.array(z.string()),
})

/** What both versions say of the network. */
const answering = {
  network,
  vocabularyId: z.string(),
  temperature: z.number().check(z.positive()),
  adjacency: z._default(z.number().check(z.lte(0)), 0),
  /** Where words of this skill come apart; models of before this was learned cut none. */
  cuts: z._default(z.nullable(wordCuts), null),
  weights,
}

/** Files of version 1 know labels and nothing of the skill. */
const firstCardSchema = z.object({
  format: z.literal('skillet-model'),
  version: z.literal(1),
  labels: z.object({ intents: z.array(z.string()), slots: z.array(z.string()) }),
  ...answering,
})

/** An answer as `understand` of the runtime gives it. */
const answer = z.object({
  intent: z.nullable(z.object({ name: z.string(), confidence: share })),
  alternatives: z.array(z.object({ name: z.string(), confidence: share })),
  slots: z.array(
    z.object({
      slot: z.string(),
      type: z.string(),
      raw: z.string(),
      value: z.string(),
      values: z.array(z.string()),
      start: count,
      end: size,
      confidence: share,
    }),
  ),
})

const interval = z.object({ value: z.number(), low: z.number(), high: z.number() })

const secondCardSchema = z.object({
  format: z.literal('skillet-model'),
  version: z.literal(2),
  name: z.string(),
  locale: z.string(),
  /** Of the rules by which texts are cut into words; a reader that knows others must refuse. */
  tokenizer: size,
  /** In the order of the network's classes. */
  intents: z.array(
    z.object({
      name,
      kind: z.enum(['custom', 'builtIn', 'outOfScope']),
      /** The slots that its answers may have; null when any. */
      slots: z.nullable(z.array(z.object({ name, type: z.string() }))),
    }),
  ),
  /** In the order of the network's tags. */
  slots: z.array(name),
  types: z.array(
    z.object({
      name,
      isBuiltIn: z.boolean(),
      isExtensible: z.boolean(),
      values: z.array(z.object({ value: z.string(), synonyms: z.array(z.string()) })),
    }),
  ),
  threshold: share,
  ...answering,
  card: z.object({
    createdAt: z.string(),
    skillet: z.string(),
    fingerprint: z.string(),
    learned: count,
    tested: count,
    scores: z.nullable(
      z.object({
        intentAccuracy: interval,
        slotF1: interval,
        frameAccuracy: interval,
        semanticErrorRate: interval,
      }),
    ),
  }),
  golden: z.array(z.object({ text: z.string(), answer })),
})

/** The card of any version that this code reads. */
export const modelCardSchema = z.discriminatedUnion('version', [firstCardSchema, secondCardSchema])

export type FirstCard = z.infer<typeof firstCardSchema>
export type SecondCard = z.infer<typeof secondCardSchema>
/** What is known of how a model was made and what it is worth. */
export type ModelStory = SecondCard['card']
export type GoldenAnswer = SecondCard['golden'][number]
