/** A batch on the device. */
import * as tf from '@tensorflow/tfjs-core'
import { type Bags, createBags, disposeBags } from '@/kernels/embedding-bag'
import type { Batch } from './encoding'

export type BatchTensors = {
  size: number
  time: number
  /** int32 `[size]` */
  lengths: tf.Tensor1D
  /** `[size · time, wordDimensions]` */
  wordVectors: tf.Tensor2D
  bags: Bags
  /** int32 `[size]` and float32 `[size]`; the label is −1 where the weight is 0 */
  intents: tf.Tensor1D
  intentWeights: tf.Tensor1D
  /** int32 `[size · time]` and float32 `[size · time]`, likewise */
  tags: tf.Tensor1D
  tagWeights: tf.Tensor1D
}

/** Uploads a batch; free it with `disposeBatch`. */
export function uploadBatch(batch: Batch, buckets: number): BatchTensors {
  const places = batch.size * batch.time
  return {
    size: batch.size,
    time: batch.time,
    lengths: tf.tensor1d(batch.lengths, 'int32'),
    wordVectors: tf.tensor2d(batch.wordVectors, [places, batch.wordVectors.length / places]),
    bags: createBags(batch.bags, buckets),
    intents: tf.tensor1d(known(batch.intents, batch.intentWeights), 'int32'),
    intentWeights: tf.tensor1d(batch.intentWeights),
    tags: tf.tensor1d(known(batch.tags, batch.tagWeights), 'int32'),
    tagWeights: tf.tensor1d(batch.tagWeights),
  }
}

/** The labels, −1 where they count for nothing. */
function known(labels: Int32Array, weights: Float32Array): Int32Array {
  return labels.map((label, index) => (weights[index] === 0 ? -1 : label))
}

/** Frees what `uploadBatch` made. */
export function disposeBatch(batch: BatchTensors): void {
  disposeBags(batch.bags)
  tf.dispose([
    batch.lengths,
    batch.wordVectors,
    batch.intents,
    batch.intentWeights,
    batch.tags,
    batch.tagWeights,
  ])
}
