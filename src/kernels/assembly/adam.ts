// Adam over a table of tensors, half of each tensor per part; the host adds up the squares in between.
//
// An entry of the table is 32 bytes: pointers to weight, gradient, mean and variance, the number of values, learning
// rate and decay.

const ENTRY_BYTES: i32 = 32

// @ts-ignore: decorator
@inline
function entry(table: usize, index: i32): usize {
  return table + <usize>(index * ENTRY_BYTES)
}

/** Where the second part of a tensor begins: at a multiple of the four values that a vector holds. */
// @ts-ignore: decorator
@inline
function middle(count: i32): i32 {
  return (count >> 3) << 2
}

/** Writes the sum of squares of one part (0 or 1) of all gradients to its place among the two sums (f64) at `sums`. */
export function sumsOfSquares(part: i32, table: usize, tensors: i32, sums: usize): void {
  let total: f64 = 0
  for (let i = 0; i < tensors; i++) {
    const gradient = load<usize>(entry(table, i), 4)
    const count = load<i32>(entry(table, i), 16)
    const half = middle(count)
    total += part == 0
      ? sumOfSquares(gradient, half)
      : sumOfSquares(gradient + (<usize>half << 2), count - half)
  }
  store<f64>(sums + (<usize>part << 3), total)
}

/** Moves one part of each tensor by one step; `scale` is the clipping factor. */
export function adamSteps(
  part: i32, table: usize, tensors: i32, scale: f32, beta1: f32, beta2: f32,
  meanCorrection: f32, varianceCorrection: f32, epsilon: f32,
): void {
  for (let i = 0; i < tensors; i++) {
    const at = entry(table, i)
    const count = load<i32>(at, 16)
    const half = middle(count)
    adamStep(
      load<usize>(at), load<usize>(at, 4), load<usize>(at, 8), load<usize>(at, 12),
      part == 0 ? 0 : half, part == 0 ? half : count,
      scale, beta1, beta2, meanCorrection, varianceCorrection, epsilon, load<f32>(at, 20), load<f32>(at, 24),
    )
  }
}

/** Sum of squares, in double precision per block of 1,024. */
function sumOfSquares(values: usize, count: i32): f64 {
  let total: f64 = 0
  let i = 0
  while (i + 4 <= count) {
    let sum = f32x4.splat(0)
    const end = min(i + 1024, count - 3)
    for (; i < end; i += 4) {
      const value = v128.load(values + ((<usize>i) << 2))
      sum = f32x4.add(sum, f32x4.mul(value, value))
    }
    total += <f64>f32x4.extract_lane(sum, 0) + <f64>f32x4.extract_lane(sum, 1)
    total += <f64>f32x4.extract_lane(sum, 2) + <f64>f32x4.extract_lane(sum, 3)
  }
  for (; i < count; i++) {
    const value = <f64>load<f32>(values + ((<usize>i) << 2))
    total += value * value
  }
  return total
}

/** Moves elements `from` to `to` of weight, mean and variance by one step (`from` a multiple of 4); see the reference for the formula. `scale` is the clipping factor. */
function adamStep(
  weight: usize,
  gradient: usize,
  mean: usize,
  variance: usize,
  from: i32,
  to: i32,
  scale: f32,
  beta1: f32,
  beta2: f32,
  meanCorrection: f32,
  varianceCorrection: f32,
  epsilon: f32,
  learningRate: f32,
  decay: f32,
): void {
  // m ← β₁·m + (1 − β₁)·g, v ← β₂·v + (1 − β₂)·g², w ← w − rate · (m̂ / (√v̂ + ε) + decay · w)
  const rest1 = f32x4.splat(1 - beta1)
  const rest2 = f32x4.splat(1 - beta2)
  const skipped = <usize>from << 2
  weight += skipped
  gradient += skipped
  mean += skipped
  variance += skipped
  let i = from
  while (i < to) {
    const isWhole = i + 4 <= to
    const g = f32x4.mul(
      isWhole ? v128.load(gradient) : v128.load32_splat(gradient),
      f32x4.splat(scale),
    )
    const m = isWhole ? v128.load(mean) : v128.load32_splat(mean)
    const v = isWhole ? v128.load(variance) : v128.load32_splat(variance)
    const w = isWhole ? v128.load(weight) : v128.load32_splat(weight)
    const newMean = f32x4.add(f32x4.mul(m, f32x4.splat(beta1)), f32x4.mul(g, rest1))
    const newVariance = f32x4.add(
      f32x4.mul(v, f32x4.splat(beta2)),
      f32x4.mul(f32x4.mul(g, g), rest2),
    )
    const root = f32x4.sqrt(f32x4.mul(newVariance, f32x4.splat(varianceCorrection)))
    const move = f32x4.div(
      f32x4.mul(newMean, f32x4.splat(meanCorrection)),
      f32x4.add(root, f32x4.splat(epsilon)),
    )
    const step = f32x4.add(move, f32x4.mul(w, f32x4.splat(decay)))
    const newWeight = f32x4.sub(w, f32x4.mul(step, f32x4.splat(learningRate)))
    if (isWhole) {
      v128.store(mean, newMean)
      v128.store(variance, newVariance)
      v128.store(weight, newWeight)
    } else {
      v128.store_lane<f32>(mean, newMean, 0)
      v128.store_lane<f32>(variance, newVariance, 0)
      v128.store_lane<f32>(weight, newWeight, 0)
    }
    const bytes: usize = isWhole ? 16 : 4
    weight += bytes
    gradient += bytes
    mean += bytes
    variance += bytes
    i += isWhole ? 4 : 1
  }
}
