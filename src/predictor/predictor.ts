/** A trained model that answers: text in, intent and slots out. */
import * as tf from '@tensorflow/tfjs-core'
import type { PredictedSpan, Prediction, TokenScore } from '@/evaluation/prediction'
import type { AnswerRules } from '@/evaluation/understanding'
import { type AllowedSlots, createAllowedSlots } from '@/model/allowed-slots'
import { tagsToSpans } from '@/model/bio'
import { argMax, decodeTags, softmax, tagProbabilities } from '@/model/decoding'
import { createEncoder, type Example } from '@/model/encoding'
import { type LabelSet, slotOfTag } from '@/model/labels'
import { poolLogits } from '@/model/lexical-model'
import { type ModelBundle, SKILL_HEAD } from '@/model/model-bundle'
import { type RawOutput, runNetwork } from '@/model/run-network'
import type { Vocabulary } from '@/model/vocabulary'
import { uploadWeights } from '@/model/weight-values'
import type { Token } from '@/project/tokenizer'

export type Predictor = {
  labels: LabelSet
  /** When its answers count. */
  rules: AnswerRules
  /** Answers in the order of the texts. An empty text gets the intents' prior and no slots. */
  predict: (texts: readonly string[]) => Promise<Prediction[]>
  /** Intent logits of each text before the temperature, for calibration. */
  intentLogits: (texts: readonly string[]) => Promise<Float32Array[]>
  dispose: () => void
}

/** Puts a bundle's weights on the current backend; `dispose` frees them. */
export function createPredictor(bundle: ModelBundle, vocabulary: Vocabulary): Predictor {
  const weights = uploadWeights(bundle.weights)
  const allowedFor = createAllowedSlots(bundle.labels, bundle.declared)
  const encoder = createEncoder(vocabulary, bundle.network.subwordBuckets, bundle)
  async function run(texts: readonly string[]) {
    const encoded = texts.map((text) => encoder.encode(text))
    const examples = encoded.map((entry): Example => ({ ...entry.encoded, intent: -1, tags: null }))
    const outputs = await runNetwork({
      weights,
      head: SKILL_HEAD,
      examples,
      vocabulary,
      buckets: bundle.network.subwordBuckets,
    })
    const answers = outputs.map((output, index) =>
      poolLogits(output, examples[index]!, bundle.lexical),
    )
    return { encoded, answers }
  }
  return {
    labels: bundle.labels,
    rules: { threshold: bundle.threshold, outOfScope: bundle.outOfScope },
    predict: async (texts) => {
      const { encoded, answers } = await run(texts)
      return texts.map((text, index) =>
        toPrediction({
          text,
          tokens: encoded[index]!.tokens,
          answer: answers[index]!,
          bundle,
          allowed: allowedFor(argMax(answers[index]!.intentLogits)),
        }),
      )
    },
    intentLogits: async (texts) => (await run(texts)).answers.map((answer) => answer.intentLogits),
    dispose: () => tf.dispose(weights),
  }
}

function toPrediction({
  text,
  tokens,
  answer,
  bundle: { labels, temperature, adjacency },
  allowed,
}: {
  text: string
  tokens: readonly Token[]
  answer: RawOutput
  bundle: ModelBundle
  /** The slots that the best intent declares. */
  allowed: AllowedSlots
}): Prediction {
  const probabilities = softmax(answer.intentLogits, temperature)
  const intents = labels.intents
    .map((intent, index) => ({ intent, probability: probabilities[index] ?? 0 }))
    .sort((a, b) => b.probability - a.probability)
  const tags = 1 + 2 * labels.slots.length
  const read = answer.slotLogits.length === 0 ? 0 : answer.slotLogits.length / tags
  const decoded = decodeTags(answer.slotLogits, read, tags, { adjacency, allowed })
  const scores = tokens.map((token, index): TokenScore => {
    if (index >= read) return { ...token, slot: null, probability: 1 }
    const row = tagProbabilities(answer.slotLogits.slice(index * tags, (index + 1) * tags), allowed)
    const slot = slotOfTag(decoded[index] ?? 0)
    if (slot < 0) return { ...token, slot: null, probability: row[0] ?? 0 }
    const probability = (row[1 + 2 * slot] ?? 0) + (row[2 + 2 * slot] ?? 0)
    return { ...token, slot: labels.slots[slot] ?? null, probability }
  })
  const spans = tagsToSpans(tokens.slice(0, read), decoded, labels).map(
    (span): PredictedSpan => ({
      ...span,
      probability: Math.min(
        ...scores
          .filter((score) => score.start >= span.start && score.end <= span.end)
          .map((score) => score.probability),
      ),
    }),
  )
  return { text, intents, spans, tokens: scores }
}
