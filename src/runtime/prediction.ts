/** Logits to what they say of a text: probabilities of intents, and the spans of slots. */
import type { PredictedSpan, Prediction, TokenScore } from '@/evaluation/prediction'
import type { AllowedSlots } from '@/model/allowed-slots'
import { tagsToSpans } from '@/model/bio'
import { decodeTags, softmax, tagProbabilities } from '@/model/decoding'
import { slotOfTag, tagCount } from '@/model/labels'
import type { ModelBundle } from '@/model/model-bundle'
import type { RawOutput } from '@/model/run-network'
import type { Token } from '@/project/tokenizer'

/**
 * Reads an answer's logits; `allowed` are the slots that the best intent declares, `scope` is how likely the text is
 * any of the skill's business, `meantBy` how the model read a word.
 */
export function predictionOf(
  { labels, temperature, adjacency }: Pick<ModelBundle, 'labels' | 'temperature' | 'adjacency'>,
  {
    text,
    tokens,
    answer,
    allowed,
    scope,
    meantBy = (word) => word,
  }: {
    text: string
    tokens: readonly Token[]
    answer: RawOutput
    allowed: AllowedSlots
    scope: number
    meantBy?: (word: string) => string
  },
): Prediction {
  const probabilities = softmax(answer.intentLogits, temperature)
  const intents = labels.intents
    .map((intent, index) => ({ intent, probability: scope * (probabilities[index] ?? 0) }))
    .sort((a, b) => b.probability - a.probability)
  const tags = tagCount(labels)
  const read = answer.slotLogits.length / tags
  const decoded = decodeTags(answer.slotLogits, read, tags, { adjacency, allowed })
  const scores = tokens.map((place, index): TokenScore => {
    const word = text.slice(place.start, place.end)
    const meant = meantBy(word)
    const token = meant === word ? place : { ...place, meant }
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
