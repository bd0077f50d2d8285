/** Makes a model file whole: rounded, with golden answers that its own numbers give. */
import type { ModelBundle } from '@/model/model-bundle'
import type { Vocabulary } from '@/model/vocabulary'
import type { SkillFacts } from '@/project/skill-facts'
import { factsOfModel, rulesOf } from '@/records/answer-rules'
import type { GoldenAnswer, ModelStory } from '@/records/model-file'
import { type ModelPrecision, roundWeights, writeModelFile } from '@/records/write-model-file'
import { createPredictor } from './predictor'
import type { Understanding } from './public-types'
import { understand } from './understanding'
import { wordsThatFit } from './words-that-fit'

const GOLDEN_ANSWERS = 10

/**
 * `whole` answers as the model does. `compact` has some 6 bits a weight and of the vocabulary the words nearest to the
 * skill, as many as fit, the others being read as one of these: less than a third of the size, and nearly the same answers. `withoutWords` answers as the model does,
 * beside the pretrained network that it was made from.
 */
export type ModelVariant = 'whole' | 'compact' | 'withoutWords'

/** A compact model's size, and what of it is left to golden answers. */
const COMPACT_BYTES = 1_980_000
const GOLDEN_BYTES = 15_000

/** Packs a model with what is known of its skill. */
export async function makeModelFile(options: {
  bundle: ModelBundle
  vocabulary: Vocabulary
  skill: SkillFacts
  /** Where a person has put it; by default the model's own. */
  threshold?: number
  story: ModelStory
  /** Utterances to draw the golden ones from. */
  goldenTexts: readonly string[]
  variant?: ModelVariant
  /** What the skill is made of: utterances, beside the values that `skill` lists. Only `compact` reads it. */
  skillTexts?: readonly string[]
}): Promise<Uint8Array<ArrayBuffer>> {
  const { story, goldenTexts, variant = 'whole', skillTexts = [] } = options
  const isCompact = variant === 'compact'
  const precision: ModelPrecision = isCompact ? 'compact' : 'full'
  const skill = factsOfModel(options.bundle, options.skill)
  const rules = rulesOf(skill, options.threshold ?? options.bundle.threshold)
  const bundle = { ...roundWeights(options.bundle, precision), ...rules }
  const vocabulary = isCompact
    ? wordsThatFit(
        options.vocabulary,
        [...skillTexts, ...valuesIn(skill)],
        COMPACT_BYTES -
          GOLDEN_BYTES -
          writeModelFile({ bundle, vocabulary: null, skill, story, golden: [] }, precision).length,
      )
    : options.vocabulary
  const predictor = await createPredictor(bundle, vocabulary)
  const golden = spreadOut([...new Set(goldenTexts)], GOLDEN_ANSWERS).map((text): GoldenAnswer => {
    const answer = understand(predictor.predict([text])[0]!, skill, bundle)
    return { text, answer: withRoundedShares(answer) }
  })
  predictor.dispose()
  const words = variant === 'withoutWords' ? null : vocabulary
  return writeModelFile({ bundle, vocabulary: words, skill, story, golden }, precision)
}

function valuesIn({ types }: SkillFacts): string[] {
  return types.flatMap(({ values }) =>
    values.flatMap(({ value, synonyms }) => [value, ...synonyms]),
  )
}

/** Members at equal distances: texts come in the order of their intents. */
function spreadOut<T>(members: readonly T[], count: number): T[] {
  if (members.length <= count) return [...members]
  return Array.from({ length: count }, (_, place) => {
    return members[Math.floor((place * members.length) / count)]!
  })
}

/** Six digits: more of them say nothing that engines agree on. */
function withRoundedShares({ intent, alternatives, slots }: Understanding): GoldenAnswer['answer'] {
  const rounded = <T extends { confidence: number }>(one: T): T => ({
    ...one,
    confidence: Math.round(1e6 * one.confidence) / 1e6,
  })
  return {
    intent: intent && rounded(intent),
    alternatives: alternatives.map(rounded),
    slots: slots.map(rounded),
  }
}
