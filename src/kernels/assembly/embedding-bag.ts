// Means of table rows, and their gradient through the by-bucket index: every sum in a fixed order. The host gives the
// first half of the bags (or buckets) to one call and the rest to another; both read everything and write their own.

/** target [width] += scale · source [width] */
function addScaled(target: usize, source: usize, scale: f32, width: i32): void {
  const factor = f32x4.splat(scale)
  let d = 0
  for (; d + 4 <= width; d += 4) {
    v128.store(target, f32x4.add(v128.load(target), f32x4.mul(factor, v128.load(source))))
    target += 16
    source += 16
  }
  for (; d < width; d++) {
    store<f32>(target, load<f32>(target) + scale * load<f32>(source))
    target += 4
    source += 4
  }
}

// @ts-ignore: decorator
@inline
function integer(base: usize, index: i32): i32 {
  return load<i32>(base + (<usize>index << 2))
}

/**
 * Bags `from` to `to` of vectors [bags, prefixWidth + width]: prefix [bags, prefixWidth] ++ the mean of table rows
 * values[offsets[i]..offsets[i + 1]]. The host passes `prefix` 0 with `prefixWidth` 0 when there is none.
 */
export function bagForward(
  table: usize, offsets: usize, values: usize, prefix: usize, vectors: usize,
  from: i32, to: i32, width: i32, prefixWidth: i32,
): void {
  const prefixBytes = <usize>prefixWidth << 2
  prefix += <usize>from * prefixBytes
  vectors += <usize>(from * (prefixWidth + width)) << 2
  for (let bag = from; bag < to; bag++) {
    const start = integer(offsets, bag)
    const end = integer(offsets, bag + 1)
    // Each row is scaled as it is added: one pass less than dividing the sum, and equal to it but for rounding.
    const scale: f32 = 1 / <f32>max(1, end - start)
    memory.copy(vectors, prefix, prefixBytes)
    prefix += prefixBytes
    vectors += prefixBytes
    memory.fill(vectors, 0, <usize>width << 2)
    for (let i = start; i < end; i++) {
      addScaled(vectors, table + (<usize>(integer(values, i) * width) << 2), scale, width)
    }
    vectors += <usize>width << 2
  }
}

/**
 * Buckets `from` to `to` of dTable [buckets, width]: each bucket's share of the gradients of the bags that name it,
 * without those of the prefix. dE[k] = Σ 1/n_b · dv_b over the bags b that name k; a bucket that no bag of this batch
 * names costs two reads and a row of zeros.
 */
export function bagBackward(
  dy: usize, offsets: usize, useOffsets: usize, uses: usize, dTable: usize,
  from: i32, to: i32, width: i32, prefixWidth: i32,
): void {
  dTable += <usize>(from * width) << 2
  memory.fill(dTable, 0, <usize>((to - from) * width) << 2)
  for (let bucket = from; bucket < to; bucket++) {
    const end = integer(useOffsets, bucket + 1)
    for (let i = integer(useOffsets, bucket); i < end; i++) {
      const bag = integer(uses, i)
      const scale: f32 = 1 / <f32>(integer(offsets, bag + 1) - integer(offsets, bag))
      addScaled(dTable, dy + (<usize>(bag * (prefixWidth + width) + prefixWidth) << 2), scale, width)
    }
    dTable += <usize>width << 2
  }
}
