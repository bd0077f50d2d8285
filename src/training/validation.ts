/** How a network does on examples that it does not learn from. */
import * as tf from '@tensorflow/tfjs-core'
import { argMax, decodeTags } from '@/model/decoding'
import { createBatch, type Example } from '@/model/encoding'
import { forward, type Weights } from '@/model/network'
import { disposeBatch, uploadBatch } from '@/model/tensors'
import type { Vocabulary } from '@/model/vocabulary'

/** Raw outputs for one example. */
export type RawOutput = {
  /** `[intents]`; empty when the head has none. */
  intentLogits: Float32Array
  /** `[tokens, tags]` row by row; empty when the head has none. */
  slotLogits: Float32Array
}

/**
 * Runs examples through the network without dropout, in batches of like length.
 * The result has the order of the examples. Frees all its tensors.
 */
export async function runNetwork(options: {
  weights: Weights
  head: string
  examples: readonly Example[]
  vocabulary: Vocabulary
  buckets: number
  batchSize?: number
}): Promise<RawOutput[]> {
  const { weights, head, examples, vocabulary, buckets, batchSize = 64 } = options
  const order = examples
    .map((_, index) => index)
    .sort((a, b) => (examples[a]?.words.length ?? 0) - (examples[b]?.words.length ?? 0))
  const outputs = new Array<RawOutput>(examples.length)
  for (let start = 0; start < order.length; start += batchSize) {
    const members = order.slice(start, start + batchSize)
    const batch = createBatch(
      members.map((index) => examples[index]!),
      vocabulary,
    )
    const tensors = uploadBatch(batch, buckets)
    const [intents, slots] = tf.tidy(() => {
      const { intentLogits, slotLogits } = forward(weights, tensors, head, null)
      return [intentLogits ?? tf.zeros([batch.size, 0]), slotLogits ?? tf.zeros([0, 0])]
    }) as [tf.Tensor2D, tf.Tensor2D]
    const [intentValues, slotValues] = await Promise.all([
      intents.size > 0 ? intents.data<'float32'>() : new Float32Array(),
      slots.size > 0 ? slots.data<'float32'>() : new Float32Array(),
    ])
    const classes = intents.shape[1]
    const tags = slots.shape[1]
    members.forEach((index, row) => {
      const from = row * batch.time * tags
      const tokens = examples[index]!.words.length
      outputs[index] = {
        intentLogits: intentValues.slice(row * classes, (row + 1) * classes),
        slotLogits: slotValues.slice(from, from + tokens * tags),
      }
    })
    tf.dispose([intents, slots])
    disposeBatch(tensors)
  }
  return outputs
}

/** Counts that every figure of a validation pass comes from; they add up over sources. */
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

/** Compares outputs with labels: losses in nats, exact-match slots, whole frames. */
export function countValidation(
  outputs: readonly RawOutput[],
  examples: readonly Example[],
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
    let isRight = true
    if (example.intent >= 0 && intentLogits.length > 0) {
      counts.intents += 1
      counts.intentLossSum += crossEntropy(intentLogits, 0, intentLogits.length, example.intent)
      isRight = argMax(intentLogits) === example.intent
      if (isRight) counts.intentHits += 1
    }
    const tokens = example.words.length
    if (example.tags && slotLogits.length > 0) {
      const tags = slotLogits.length / tokens
      const gold = example.tags
      gold.forEach((tag, token) => {
        counts.slotLossSum += crossEntropy(slotLogits, token * tags, tags, tag)
      })
      counts.tokens += tokens
      const goldSpans = spanKeys(gold)
      const predicted = spanKeys(decodeTags(slotLogits, tokens, tags))
      const hits = [...predicted].filter((key) => goldSpans.has(key)).length
      counts.goldSlots += goldSpans.size
      counts.predictedSlots += predicted.size
      counts.slotHits += hits
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

/** The tokens and slot of each span of a tag sequence, as text. */
function spanKeys(tags: Int32Array): Set<string> {
  const keys = new Set<string>()
  let start = -1
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
