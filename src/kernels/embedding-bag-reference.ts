/**
 * What an embedding bag is: the mean of the table's rows that a token's bag names, as fastText makes a word's vector of
 * its character n-grams (Bojanowski and others 2017). For bag b with the n_b buckets B_b, one bucket maybe twice:
 *
 *     v_b = 1/n_b · Σ_{k ∈ B_b} E[k]              0 for an empty bag
 *     ∂L/∂E[k] = Σ_{b names k} 1/n_b · ∂L/∂v_b    once per mention
 */

/** A list of lists in two arrays: list i is `values[offsets[i]]` up to, not including, `values[offsets[i + 1]]`. */
export type RaggedRows = { offsets: Int32Array; values: Int32Array }

/** Puts a list of lists into two arrays. */
export function raggedRows(lists: readonly (readonly number[])[]): RaggedRows {
  const offsets = new Int32Array(lists.length + 1)
  for (let index = 0; index < lists.length; index++) {
    offsets[index + 1] = offsets[index]! + lists[index]!.length
  }
  const values = new Int32Array(offsets[lists.length]!)
  for (let index = 0; index < lists.length; index++) values.set(lists[index]!, offsets[index]!)
  return { offsets, values }
}

/** Something that stands before each bag's mean: [bags, width] */
export type BagPrefix = { values: Float32Array; width: number }

/**
 * Returns [bags, prefix.width + width]: the prefix, then the mean of each bag's table rows, 0 for an empty bag.
 * `bags.values` are table rows.
 */
export function bagForward(
  width: number,
  table: Float32Array,
  bags: RaggedRows,
  prefix: BagPrefix,
): Float32Array {
  const count = bags.offsets.length - 1
  const rowWidth = prefix.width + width
  const vectors = new Float32Array(count * rowWidth)
  for (let bag = 0; bag < count; bag++) {
    const start = bags.offsets[bag]!
    const end = bags.offsets[bag + 1]!
    const mean = bag * rowWidth + prefix.width
    for (let d = 0; d < prefix.width; d++) {
      vectors[bag * rowWidth + d] = prefix.values[bag * prefix.width + d]!
    }
    for (let at = start; at < end; at++) {
      const from = bags.values[at]! * width
      for (let d = 0; d < width; d++) vectors[mean + d]! += table[from + d]!
    }
    for (let d = 0; d < width; d++) vectors[mean + d]! /= Math.max(1, end - start)
  }
  return vectors
}

/**
 * The gradient for the table, [buckets, width]; `uses` lists by bucket the bags that name it, once per mention.
 *
 * Written bag by bag, it would be a scatter: each bag adds to the rows that it names, two bags perhaps to the same one,
 * so that threads would need atomic sums, in an order that changes. Read bucket by bucket, each row of the result
 * belongs to one loop, and is summed in the order of the bags.
 */
export function bagBackward(
  { width, prefixWidth }: { width: number; prefixWidth: number },
  bagOffsets: Int32Array,
  uses: RaggedRows,
  dy: Float32Array,
): Float32Array {
  const buckets = uses.offsets.length - 1
  const dTable = new Float32Array(buckets * width)
  for (let bucket = 0; bucket < buckets; bucket++) {
    for (let at = uses.offsets[bucket]!; at < uses.offsets[bucket + 1]!; at++) {
      const bag = uses.values[at]!
      const scale = 1 / (bagOffsets[bag + 1]! - bagOffsets[bag]!)
      const from = bag * (prefixWidth + width) + prefixWidth
      for (let d = 0; d < width; d++) dTable[bucket * width + d]! += scale * dy[from + d]!
    }
  }
  return dTable
}
