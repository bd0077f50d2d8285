/**
 * What one step of Adam is (Kingma & Ba 2015), with decoupled weight decay (Loshchilov & Hutter 2019) and clipping by
 * global norm (Pascanu, Mikolov & Bengio 2013). For each weight w with the gradient g, at step t:
 *
 *     g ← g · min(1, maxGradientNorm / ‖all gradients‖)
 *     m ← β₁·m + (1 − β₁)·g              v ← β₂·v + (1 − β₂)·g²
 *     w ← w − rate · (m/(1 − β₁ᵗ) / (√(v/(1 − β₂ᵗ)) + ε) + decay · w)
 */

/** Numbers shared by all tensors of a step. */
export type AdamSettings = {
  beta1: number
  beta2: number
  /** Added to the root of the variance; 1e-8 by default, whatever the backend's own epsilon. */
  epsilon: number
  /** Share of the weights taken away per step, times the learning rate; 0 for none. Not for biases (rank < 2). */
  weightDecay: number
  /** Gradients longer than this, all tensors together, are scaled down to it; Infinity for never. */
  maxGradientNorm: number
}

/** What the kernel of a step is told; the lists have an entry for each tensor that moves. */
export type AdamStep = AdamSettings & {
  /** Counts from 1. */
  step: number
  rates: number[]
  decays: number[]
  /** Where each tensor's means begin among the moments; its variances follow them. */
  places: number[]
}

/** One tensor's part; all four arrays have the same length, and `gradient` alone is left as it was. */
export type AdamSlot = {
  weight: Float32Array
  gradient: Float32Array
  mean: Float32Array
  variance: Float32Array
  learningRate: number
  weightDecay: number
}

/**
 * Changes weights, means and variances in place; `step` counts from 1. Returns the norm of all gradients before
 * clipping. When that is not finite, every weight becomes NaN: a broken step must be seen, never be a silent zero.
 */
export function adamStep(slots: AdamSlot[], settings: AdamSettings, step: number): number {
  const { beta1, beta2, epsilon } = settings
  let squares = 0
  for (const { gradient } of slots) for (const value of gradient) squares += value * value
  const norm = Math.sqrt(squares)
  const scale = clipScale(norm, settings.maxGradientNorm)
  const { meanCorrection, varianceCorrection } = biasCorrections(settings, step)
  for (const { weight, gradient, mean, variance, learningRate, weightDecay } of slots) {
    for (let i = 0; i < weight.length; i++) {
      const slope = gradient[i]! * scale
      mean[i] = beta1 * mean[i]! + (1 - beta1) * slope
      variance[i] = beta2 * variance[i]! + (1 - beta2) * slope * slope
      const move =
        (mean[i]! * meanCorrection) / (Math.sqrt(variance[i]! * varianceCorrection) + epsilon)
      weight[i] = weight[i]! - learningRate * (move + weightDecay * weight[i]!)
    }
  }
  return norm
}

/** What gradients of this total norm are multiplied by; NaN for a norm that is not finite. */
export function clipScale(norm: number, maxGradientNorm: number): number {
  if (!Number.isFinite(norm)) return Number.NaN
  return norm > maxGradientNorm ? maxGradientNorm / norm : 1
}

/** Factors that make mean and variance unbiased after `step` steps from zero. */
export function biasCorrections({ beta1, beta2 }: AdamSettings, step: number) {
  return { meanCorrection: 1 / (1 - beta1 ** step), varianceCorrection: 1 / (1 - beta2 ** step) }
}
