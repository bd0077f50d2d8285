/**
 * What the loss is: the weighted mean of −log softmax(z)[label] over the rows, z being a row's logits.
 *
 *     softmax(z)ₖ = exp(zₖ) / Σⱼ exp(zⱼ)         L = Σ_rows w · −log softmax(z)[l] / Σ_rows w
 *
 * The largest logit m is taken from all others first. That changes nothing, as exp(−m) stands above and below the
 * line, but no exp can overflow then, and the sum is at least 1, so that its logarithm is never that of 0:
 *
 *     −log softmax(z)[l] = log Σₖ exp(zₖ − m) + m − z_l     with m = max z
 *     ∂L/∂zₖ = w / Σw · (softmax(z)ₖ − [k = l])
 *
 * The gradient is prediction less truth (Bridle 1990): it needs no logarithm, and a row's parts of it add up to 0.
 */

export type ClassificationInputs = {
  /** [n, classes] */
  logits: Float32Array
  /** [n], each 0..classes − 1 where the weight is not 0 */
  labels: Int32Array
  /** [n]; a row with weight 0 is ignored */
  weights: Float32Array
  classes: number
}

/** Below this a sum of weights counts as nothing at all. */
export const SMALLEST_WEIGHT_SUM = 1e-12

/** Returns sum(w · cross-entropy) / sum(w), in nats; 0 when all weights are 0. */
export function crossEntropyForward({
  logits,
  labels,
  weights,
  classes,
}: ClassificationInputs): number {
  let sum = 0
  let weightSum = 0
  for (let row = 0; row < weights.length; row++) {
    const weight = weights[row]!
    if (weight === 0) continue
    const { largest, total } = normaliser(logits, row * classes, classes)
    weightSum += weight
    sum += weight * (Math.log(total) + largest - logits[row * classes + labels[row]!]!)
  }
  return sum / Math.max(weightSum, SMALLEST_WEIGHT_SUM)
}

/** The gradient for the logits, times `dy`, the gradient of whatever uses the loss. */
export function crossEntropyBackward(
  { logits, labels, weights, classes }: ClassificationInputs,
  dy: number,
): Float32Array {
  const dLogits = new Float32Array(logits.length)
  const weightSum = weights.reduce((sum, weight) => sum + weight, 0)
  for (let row = 0; row < weights.length; row++) {
    const weight = weights[row]!
    if (weight === 0) continue
    const scale = (dy * weight) / Math.max(weightSum, SMALLEST_WEIGHT_SUM)
    const start = row * classes
    const { largest, total } = normaliser(logits, start, classes)
    // scale · p for all classes, then − scale · 1 at the label.
    for (let k = 0; k < classes; k++) {
      dLogits[start + k] = (scale * Math.exp(logits[start + k]! - largest)) / total
    }
    dLogits[start + labels[row]!]! -= scale
  }
  return dLogits
}

/** The row's largest logit, and the sum of exp(logit − largest). */
function normaliser(logits: Float32Array, start: number, classes: number) {
  let largest = -Infinity
  for (let k = 0; k < classes; k++) largest = Math.max(largest, logits[start + k]!)
  let total = 0
  for (let k = 0; k < classes; k++) total += Math.exp(logits[start + k]! - largest)
  return { largest, total }
}
