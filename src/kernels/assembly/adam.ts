// Adam over a table of tensors, half of each tensor per part; the host adds up the squares in between, as clipping
// needs the norm of all gradients before any weight may move. adam-reference.ts has the formulas and their sources.
// Each number of a tensor goes with those at the same place of its gradient, mean and variance, and with nothing else.
import { AdamCall, AdamTensor } from './calls'

// @ts-ignore: decorator
@inline
function tensorAt(call: AdamCall, index: i32): AdamTensor {
  return changetype<AdamTensor>(call.table + <usize>index * offsetof<AdamTensor>())
}

/** Where the second part of a tensor begins: at a multiple of the four values that a vector holds. */
// @ts-ignore: decorator
@inline
function middle(count: i32): i32 {
  return (count >> 3) << 2
}

/**
 * Writes the sum of squares of one part (0 or 1) of all gradients to its place among the two sums (f64) at `sums`; the
 * root of both is the norm. Not finite when a gradient is not.
 */
export function sumsOfSquares(part: i32, sums: usize, call: AdamCall): void {
  let total: f64 = 0
  for (let i = 0; i < call.tensors; i++) {
    const tensor = tensorAt(call, i)
    const half = middle(tensor.count)
    total += part == 0
      ? sumOfSquares(tensor.gradient, half)
      : sumOfSquares(tensor.gradient + (<usize>half << 2), tensor.count - half)
  }
  store<f64>(sums + (<usize>part << 3), total)
}

/** Moves one part of each tensor by one step. */
export function adamSteps(part: i32, call: AdamCall): void {
  for (let i = 0; i < call.tensors; i++) {
    const tensor = tensorAt(call, i)
    const half = middle(tensor.count)
    adamStep(tensor, call, part == 0 ? 0 : half, part == 0 ? half : tensor.count)
  }
}

/**
 * Sum of squares, in double precision per block of 1,024: within one, each of four lanes adds 256 squares in single
 * precision, of which little is lost; the sum of a million would lose small ones altogether.
 */
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

/** Moves elements `from` to `to` of a tensor and its moments by one step (`from` a multiple of 4); see the reference for the formula. */
function adamStep(tensor: AdamTensor, call: AdamCall, from: i32, to: i32): void {
  // m ← β₁·m + (1 − β₁)·g, v ← β₂·v + (1 − β₂)·g², w ← w − rate · (m̂ / (√v̂ + ε) + decay · w)
  const scale = f32x4.splat(call.scale)
  const beta1 = f32x4.splat(call.beta1)
  const beta2 = f32x4.splat(call.beta2)
  const rest1 = f32x4.splat(1 - call.beta1)
  const rest2 = f32x4.splat(1 - call.beta2)
  const meanCorrection = f32x4.splat(call.meanCorrection)
  const varianceCorrection = f32x4.splat(call.varianceCorrection)
  const epsilon = f32x4.splat(call.epsilon)
  const learningRate = f32x4.splat(tensor.learningRate)
  const decay = f32x4.splat(tensor.decay)
  const skipped = <usize>from << 2
  let weight = tensor.weight + skipped
  let gradient = tensor.gradient + skipped
  let mean = tensor.mean + skipped
  let variance = tensor.variance + skipped
  let i = from
  while (i < to) {
    const isWhole = i + 4 <= to
    const g = f32x4.mul(isWhole ? v128.load(gradient) : v128.load32_splat(gradient), scale)
    const m = isWhole ? v128.load(mean) : v128.load32_splat(mean)
    const v = isWhole ? v128.load(variance) : v128.load32_splat(variance)
    const w = isWhole ? v128.load(weight) : v128.load32_splat(weight)
    const newMean = f32x4.add(f32x4.mul(m, beta1), f32x4.mul(g, rest1))
    const newVariance = f32x4.add(f32x4.mul(v, beta2), f32x4.mul(f32x4.mul(g, g), rest2))
    const root = f32x4.sqrt(f32x4.mul(newVariance, varianceCorrection))
    const move = f32x4.div(f32x4.mul(newMean, meanCorrection), f32x4.add(root, epsilon))
    const step = f32x4.add(move, f32x4.mul(w, decay))
    const newWeight = f32x4.sub(w, f32x4.mul(step, learningRate))
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
