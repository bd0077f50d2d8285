/** Examples through the network, many at a time, to plain numbers. */
import * as tf from '@tensorflow/tfjs-core'
import { createBatch, type Example } from './encoding'
import { forward, type Weights } from './network'
import { disposeBatch, uploadBatch } from './tensors'
import type { Vocabulary } from './vocabulary'

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
