// Softmax and its loss: softmax-cross-entropy-reference.ts has the formulas. Row-major logits [rows, classes], i32
// labels and f32 weights [rows]. Sums run in double precision: a batch has thousands of terms.
import { exp4 } from './activations'

@external("env", "log")
declare function log(x: f64): f64

/** The largest logit of a row; NaN if any is. */
function largestOf(row: usize, classes: i32): f32 {
  let largest: f32 = load<f32>(row)
  for (let k = 1; k < classes; k++) largest = max(largest, load<f32>(row + (<usize>k << 2)))
  return largest
}

/** Writes exp(logit − largest) to `target` (may be 0 for nowhere) and returns their sum. */
function exponentials(row: usize, target: usize, largest: f32, classes: i32): f64 {
  const shift = f32x4.splat(largest)
  let total: f64 = 0
  let k = 0
  for (; k + 4 <= classes; k += 4) {
    const e = exp4(f32x4.sub(v128.load(row), shift))
    if (target) {
      v128.store(target, e)
      target += 16
    }
    // Four terms meet in single precision, which the sum of all rows does not feel; then they join the double.
    total += <f64>(f32x4.extract_lane(e, 0) + f32x4.extract_lane(e, 1) + f32x4.extract_lane(e, 2) + f32x4.extract_lane(e, 3))
    row += 16
  }
  for (; k < classes; k++) {
    const e = f32x4.extract_lane(exp4(f32x4.sub(v128.load32_splat(row), shift)), 0)
    if (target) {
      store<f32>(target, e)
      target += 4
    }
    total += <f64>e
    row += 4
  }
  return total
}

/** Sum of the weights, never 0: with no row that counts, loss and gradient are 0. */
function weightSum(weights: usize, rows: i32): f64 {
  let sum: f64 = 0
  for (let row = 0; row < rows; row++) sum += <f64>load<f32>(weights + (<usize>row << 2))
  return max(sum, 1e-12)
}

/** loss [1]: sum(w · cross-entropy) / sum(w) */
export function crossEntropyForward(
  logits: usize, labels: usize, weights: usize, loss: usize, rows: i32, classes: i32,
): void {
  let sum: f64 = 0
  for (let row = 0; row < rows; row++) {
    const weight = load<f32>(weights + (<usize>row << 2))
    const from = logits + (<usize>(row * classes) << 2)
    if (weight == 0) continue
    // −log softmax = log Σ exp(z − largest) + largest − z[label]
    const largest = largestOf(from, classes)
    const label = load<i32>(labels + (<usize>row << 2))
    const own = load<f32>(from + (<usize>label << 2))
    sum += <f64>weight * (log(exponentials(from, 0, largest, classes)) + <f64>largest - <f64>own)
  }
  store<f32>(loss, <f32>(sum / weightSum(weights, rows)))
}

/** dLogits [rows, classes] = dy · w / sum(w) · (softmax − one-hot) */
export function crossEntropyBackward(
  dy: usize, logits: usize, labels: usize, weights: usize, dLogits: usize, rows: i32, classes: i32,
): void {
  memory.fill(dLogits, 0, <usize>(rows * classes) << 2)
  const total = weightSum(weights, rows)
  for (let row = 0; row < rows; row++) {
    const weight = load<f32>(weights + (<usize>row << 2))
    if (weight == 0) continue
    const from = logits + (<usize>(row * classes) << 2)
    const to = dLogits + (<usize>(row * classes) << 2)
    const scale = <f64>load<f32>(dy) * <f64>weight / total
    // dz = scale · (p − [k = label]) with p = exponential / their sum, in two passes over a row that is in the cache.
    // The exponentials are left in dLogits and become scale · softmax there.
    const factor = <f32>(scale / exponentials(from, to, largestOf(from, classes), classes))
    for (let k = 0; k < classes; k++) {
      const at = to + (<usize>k << 2)
      store<f32>(at, load<f32>(at) * factor)
    }
    const own = to + (<usize>load<i32>(labels + (<usize>row << 2)) << 2)
    store<f32>(own, load<f32>(own) - <f32>scale)
  }
}
