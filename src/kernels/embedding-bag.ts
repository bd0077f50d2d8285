/** The op `embeddingBag`: mean of a few rows of a table per token, with a gradient that needs no atomics and no scatter. */
import * as tf from '@tensorflow/tfjs-core'
import { type RaggedRows, raggedRows } from './embedding-bag-reference'
import { EMBEDDING_BAG, EMBEDDING_BAG_GRADIENT } from './kernel-names'

/**
 * A batch's bags on the device, in both directions: by token for the forward pass, by bucket for the gradient. The bags
 * [2, 0] and [2] of three buckets:
 *
 *     offsets     0 2 3      values  2 0 2      bag 0 names buckets 2 and 0, bag 1 names 2
 *     useOffsets  0 1 1 3    uses    0 0 1      bucket 0 is named by bag 0, 1 by none, 2 by bags 0 and 1
 */
export type Bags = {
  count: number
  buckets: number
  /** int32 [count + 1] and [entries]: the buckets of each bag */
  offsets: tf.Tensor1D
  values: tf.Tensor1D
  /** int32 [buckets + 1] and [entries]: the bags that name each bucket */
  useOffsets: tf.Tensor1D
  uses: tf.Tensor1D
}

/** Builds the bags of n tokens from each token's bucket ids (0 ≤ id < buckets). Free them with `disposeBags`. */
export function createBags(
  bucketIds: readonly (readonly number[])[] | RaggedRows,
  buckets: number,
): Bags {
  const bags = 'offsets' in bucketIds ? bucketIds : raggedRows(bucketIds)
  const uses = transpose(bags, buckets)
  return {
    count: bags.offsets.length - 1,
    buckets,
    offsets: tf.tensor1d(bags.offsets, 'int32'),
    values: tf.tensor1d(atLeastOne(bags.values), 'int32'),
    useOffsets: tf.tensor1d(uses.offsets, 'int32'),
    uses: tf.tensor1d(atLeastOne(uses.values), 'int32'),
  }
}

/** Frees what `createBags` made. */
export function disposeBags({ offsets, values, useOffsets, uses }: Bags): void {
  tf.dispose([offsets, values, useOffsets, uses])
}

/**
 * Looks up table [buckets, width] for every bag: [count, width], the mean of the bag's rows, 0 for an empty bag. A
 * `prefix` [count, prefixWidth], which nothing differentiates, is put before each: [count, prefixWidth + width].
 * Differentiable for the table; sums run in a fixed order, so that a seed gives the same result each time.
 */
export function embeddingBag({
  table,
  bags,
  prefix,
}: {
  table: tf.Tensor2D
  bags: Bags
  prefix?: tf.Tensor2D
}): tf.Tensor2D {
  if (table.shape[0] !== bags.buckets) {
    throw new Error(
      `embeddingBag: the table has ${table.shape[0]} rows, the bags ${bags.buckets} buckets`,
    )
  }
  const { offsets, values, useOffsets, uses } = bags
  const inputs = { table, offsets, values, useOffsets, uses, ...(prefix ? { prefix } : {}) }
  return tf.engine().runKernel(EMBEDDING_BAG, inputs, { prefixWidth: prefix?.shape[1] ?? 0 })
}

/**
 * Tells TensorFlow.js how to differentiate `embeddingBag`. The table's gradient has all its rows, most of them zero:
 * Adam moves the table as one tensor.
 */
export function registerEmbeddingBagGradient() {
  tf.registerGradient({
    kernelName: EMBEDDING_BAG,
    inputsToSave: ['offsets', 'useOffsets', 'uses'],
    gradFunc: (dy, saved, attributes) => {
      const [offsets, useOffsets, uses] = saved as [tf.Tensor, tf.Tensor, tf.Tensor]
      const inputs = { dy: dy as tf.Tensor, offsets, useOffsets, uses }
      return {
        table: () => tf.engine().runKernel(EMBEDDING_BAG_GRADIENT, inputs, attributes) as tf.Tensor,
      }
    },
  })
}

/**
 * By-bucket index of by-bag lists; within a bucket the bags keep their order. A counting sort: how often each bucket is
 * named, the sums of that as offsets, then each bag written to the next free place of its buckets. Throws for a bucket
 * that the table does not have, here once and not in every kernel.
 */
function transpose(bags: RaggedRows, buckets: number): RaggedRows {
  const offsets = new Int32Array(buckets + 1)
  const entries = bags.offsets[bags.offsets.length - 1]!
  for (let at = 0; at < entries; at++) {
    const bucket = bags.values[at]!
    if (bucket < 0 || bucket >= buckets)
      throw new Error(`createBags: no bucket ${bucket} among ${buckets}`)
    offsets[bucket + 1]!++
  }
  for (let bucket = 0; bucket < buckets; bucket++) offsets[bucket + 1]! += offsets[bucket]!
  const next = offsets.slice()
  const values = new Int32Array(entries)
  for (let bag = 0; bag + 1 < bags.offsets.length; bag++) {
    for (let at = bags.offsets[bag]!; at < bags.offsets[bag + 1]!; at++) {
      values[next[bags.values[at]!]!++] = bag
    }
  }
  return { offsets, values }
}

/** Backends dislike empty tensors. */
const atLeastOne = (values: Int32Array) => (values.length > 0 ? values : new Int32Array(1))
