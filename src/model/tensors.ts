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
  /** int32 `[size]` and float32 `[size]` */
  intents: tf.Tensor1D
  intentWeights: tf.Tensor1D
  /** int32 `[size · time]` and float32 `[size · time]` */
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
    intents: tf.tensor1d(batch.intents, 'int32'),
    intentWeights: tf.tensor1d(batch.intentWeights),
    tags: tf.tensor1d(batch.tags, 'int32'),
    tagWeights: tf.tensor1d(batch.tagWeights),
  }
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
