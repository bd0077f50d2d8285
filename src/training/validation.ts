/**
 * How a network does on examples that it does not learn from, in the figures of the field:
 *
 *     intent accuracy   hits / texts with an intent
 *     slot F1           2 · hits / (gold + predicted), the harmonic mean of precision and recall; a span is a hit when
 *                       its first token, its last token and its slot are right (CoNLL-2003: Tjong Kim Sang and
 *                       De Meulder 2003)
 *     frame accuracy    texts with intent and all slots right / all texts
 *     losses            mean −log p of what is right, in nats: of an intent, of a token's tag
 *
 * Losses are those of the network alone, as training lowers them; hits are those of the answer that people get, in
 * which the lexical model shares and decoding keeps to the BIO rule.
 */
import type { AllowedSlots } from '@/model/allowed-slots'
import { argMax, decodeTags } from '@/model/decoding'
import type { Example } from '@/model/encoding'
import type { RawOutput } from '@/model/run-network'

/**
 * Counts that every figure of a validation pass comes from; they add up over sources. Figures do not: the F1 of two
 * sources together is no mean of theirs.
 */
export type ValidationCounts = {
  intents: number
  intentHits: number
  intentLossSum: number
  tokens: number
  slotLossSum: number
  goldSlots: number
  predictedSlots: number
  slotHits: number
  frames: number
  frameHits: number
}

/**
 * Compares outputs with labels: losses in nats, exact-match slots, whole frames. What is hit is counted of
 * `answers` where others share in them than the network; `adjacency` as in `decodeTags`, `allowedFor` by intent class.
 */
export function countValidation(
  outputs: readonly RawOutput[],
  examples: readonly Example[],
  {
    answers = outputs,
    adjacency = 0,
    allowedFor = () => null,
  }: {
    answers?: readonly RawOutput[]
    adjacency?: number
    allowedFor?: (intent: number) => AllowedSlots
  } = {},
): ValidationCounts {
  const counts: ValidationCounts = {
    intents: 0,
    intentHits: 0,
    intentLossSum: 0,
    tokens: 0,
    slotLossSum: 0,
    goldSlots: 0,
    predictedSlots: 0,
    slotHits: 0,
    frames: 0,
    frameHits: 0,
  }
  examples.forEach((example, index) => {
    const { intentLogits, slotLogits } = outputs[index]!
    const answer = answers[index]!
    // Until something is wrong. What the example says nothing of can't be.
    let isRight = true
    if (example.intent >= 0 && intentLogits.length > 0) {
      counts.intents += 1
      counts.intentLossSum += crossEntropy(intentLogits, 0, intentLogits.length, example.intent)
      isRight = argMax(answer.intentLogits) === example.intent
      if (isRight) counts.intentHits += 1
    }
    const tokens = example.words.length
    if (example.tags && slotLogits.length > 0) {
      // `[tokens, tags]` row by row.
      const tags = slotLogits.length / tokens
      const gold = example.tags
      gold.forEach((tag, token) => {
        counts.slotLossSum += crossEntropy(slotLogits, token * tags, tags, tag)
      })
      counts.tokens += tokens
      const goldSpans = spanKeys(gold)
      // As in an answer: slots are those that the intent which was chosen may have, be it the right one or not.
      const allowed = allowedFor(argMax(answer.intentLogits))
      const predicted = spanKeys(
        decodeTags(answer.slotLogits, tokens, tags, { adjacency, allowed }),
      )
      const hits = [...predicted].filter((key) => goldSpans.has(key)).length
      counts.goldSlots += goldSpans.size
      counts.predictedSlots += predicted.size
      counts.slotHits += hits
      // As many hits as there are and as were said: both sides are the same.
      isRight = isRight && hits === goldSpans.size && hits === predicted.size
    }
    counts.frames += 1
    if (isRight) counts.frameHits += 1
  })
  return counts
}

/** The figures of a validation pass. Slot F1 is 1 when there is no slot and none was predicted. */
export function summariseCounts(
  counts: ValidationCounts,
  weights: { intentWeight: number; slotWeight: number },
) {
  const intentLoss = counts.intentLossSum / Math.max(1, counts.intents)
  const slotLoss = counts.slotLossSum / Math.max(1, counts.tokens)
  const slots = counts.goldSlots + counts.predictedSlots
  return {
    loss: weights.intentWeight * intentLoss + weights.slotWeight * slotLoss,
    intentLoss,
    slotLoss,
    intentAccuracy: counts.intentHits / Math.max(1, counts.intents),
    slotF1: slots === 0 ? 1 : (2 * counts.slotHits) / slots,
    frameAccuracy: counts.frameHits / Math.max(1, counts.frames),
  }
}

/**
 * The tokens and slot of each span of a tag sequence, as text: first token, the token behind the last, tag that opened
 * it. Tags are O = 0, B = 1 + 2·slot, I = 2 + 2·slot. An I that continues nothing opens no span; one of another slot
 * continues what is open, but `decodeTags` makes neither.
 */
function spanKeys(tags: Int32Array): Set<string> {
  const keys = new Set<string>()
  let start = -1
  // One token more than there are: it ends what is open at the end.
  for (let token = 0; token <= tags.length; token += 1) {
    const tag = tags[token] ?? 0
    const continues = tag > 0 && tag % 2 === 0
    if (start >= 0 && !continues) {
      keys.add(`${start}-${token}:${tags[start]}`)
      start = -1
    }
    if (tag % 2 === 1) start = token
  }
  return keys
}

/** −log softmax(logits)[label] of one row, the largest logit taken from all others first. */
function crossEntropy(logits: Float32Array, from: number, count: number, label: number): number {
  let largest = Number.NEGATIVE_INFINITY
  for (let index = 0; index < count; index += 1) {
    largest = Math.max(largest, logits[from + index] ?? 0)
  }
  let sum = 0
  for (let index = 0; index < count; index += 1) {
    sum += Math.exp((logits[from + index] ?? 0) - largest)
  }
  return largest + Math.log(sum) - (logits[from + label] ?? 0)
}
