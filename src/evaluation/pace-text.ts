/** A rate in digits: three figures are more than a noisy machine can promise. */
export function perSecond(rate: number): string {
  if (rate < 9.95) return rate.toFixed(1)
  return rate < 99.5 ? String(Math.round(rate)) : String(Math.round(rate / 10) * 10)
}

/** How fast something learns, in words. */
export function paceText(stepsPerSecond: number): string {
  return `${perSecond(stepsPerSecond)} steps/s`
}
