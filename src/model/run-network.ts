/** Examples through the network, many at a time, to plain numbers. */
import * as tf from '@tensorflow/tfjs-core'
import { createBatch, type Example } from './encoding'
import { forward, type Weights } from './network'
import { disposeBatch, uploadBatch } from './tensors'
import type { Vocabulary } from './vocabulary'
import { copyWeights } from './weight-values'

/** Raw outputs for one example. */
export type RawOutput = {
  /** `[intents]`; empty when the head has none. */
  intentLogits: Float32Array
  /** `[tokens, tags]` row by row; empty when the head has none. */
  slotLogits: Float32Array
}

/** Batches that are recorded before the first is read: as many outputs as a device's memory holds with ease. */
const BATCHES_AHEAD = 64

/**
 * Runs examples through the network without dropout, in batches of like length. The result has the order of the
 * examples. Frees all its tensors. Everything is recorded before the first wait, so that the weights may be changed
 * as soon as this has returned; for more than `BATCHES_AHEAD` batches it works on a copy of them.
 */
export async function runNetwork(options: {
  weights: Weights
  head: string
  examples: readonly Example[]
  vocabulary: Vocabulary
  buckets: number
  batchSize?: number
}): Promise<RawOutput[]> {
  const { head, examples, vocabulary, buckets, batchSize = 64 } = options
  // Shortest first: a batch is padded to its longest example, so that like lengths belong together.
  const order = examples
    .map((_, index) => index)
    .sort((a, b) => (examples[a]?.words.length ?? 0) - (examples[b]?.words.length ?? 0))
  const batches = Array.from({ length: Math.ceil(order.length / batchSize) }, (_, index) =>
    order.slice(index * batchSize, (index + 1) * batchSize),
  )
  const isLong = batches.length > BATCHES_AHEAD
  const weights = isLong ? copyWeights(options.weights) : options.weights
  const outputs = new Array<RawOutput>(examples.length)

  /** Records one batch; what it gives reads it. */
  function record(members: readonly number[]): () => Promise<void> {
    const batch = createBatch(
      members.map((index) => examples[index]!),
      vocabulary,
    )
    const tensors = uploadBatch(batch, buckets)
    const [intents, slots] = tf.tidy(() => {
      const { intentLogits, slotLogits } = forward(weights, tensors, head, null)
      return [intentLogits ?? tf.zeros([batch.size, 0]), slotLogits ?? tf.zeros([0, 0])]
    }) as [tf.Tensor2D, tf.Tensor2D]
    disposeBatch(tensors)
    return async () => {
      const [intentValues, slotValues] = await Promise.all([
        intents.size > 0 ? intents.data<'float32'>() : new Float32Array(),
        slots.size > 0 ? slots.data<'float32'>() : new Float32Array(),
      ])
      const classes = intents.shape[1]
      const tags = slots.shape[1]
      // Rows lie in the order of the batch, padded to its `time`; each goes to its example's place, without the
      // padding.
      members.forEach((index, row) => {
        const from = row * batch.time * tags
        const tokens = examples[index]!.words.length
        outputs[index] = {
          intentLogits: intentValues.slice(row * classes, (row + 1) * classes),
          slotLogits: slotValues.slice(from, from + tokens * tags),
        }
      })
      tf.dispose([intents, slots])
    }
  }

  try {
    for (let start = 0; start < batches.length; start += BATCHES_AHEAD) {
      const reads = batches.slice(start, start + BATCHES_AHEAD).map(record)
      await Promise.all(reads.map((read) => read()))
    }
  } finally {
    if (isLong) tf.dispose(weights)
  }
  return outputs
}
