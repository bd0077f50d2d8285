/** The learning rate over a run. */

/**
 * Linear warm-up, then half a cosine down (Loshchilov and Hutter 2017), as a share of the peak rate.
 *
 * @param step counted from 0
 */
export function rateAt(
  step: number,
  totalSteps: number,
  options: { warmup: number; finalRate: number },
): number {
  const warmupSteps = Math.max(1, Math.round(totalSteps * options.warmup))
  if (step < warmupSteps) return (step + 1) / warmupSteps
  const progress = Math.min(1, (step - warmupSteps) / Math.max(1, totalSteps - warmupSteps))
  return options.finalRate + (1 - options.finalRate) * 0.5 * (1 + Math.cos(Math.PI * progress))
}
