/** Validation figures of one epoch, as far as the comparison needs them. */
export type EpochFigures = { epoch: number; step: number; validationLoss: number }

/** How much sooner, and how much better, one way of training is than another. */
export type TransferGain = {
  /** The rival's best validation loss: the mark that both had to reach. */
  target: number
  stepsToTarget: number | null
  rivalSteps: number
  /** How many times fewer steps; null when the mark was never reached. */
  speedup: number | null
}

/**
 * Steps until the validation loss is at least as good as the rival's best. Null when there is nothing
 * to compare.
 */
export function stepsToTarget(
  own: readonly EpochFigures[],
  rival: readonly EpochFigures[],
): TransferGain | null {
  const best = rival.reduce<EpochFigures | null>(
    (lowest, epoch) => (!lowest || epoch.validationLoss < lowest.validationLoss ? epoch : lowest),
    null,
  )
  if (!best || own.length === 0) return null
  const reached = own.find(({ validationLoss }) => validationLoss <= best.validationLoss)
  return {
    target: best.validationLoss,
    stepsToTarget: reached?.step ?? null,
    rivalSteps: best.step,
    speedup: reached ? best.step / reached.step : null,
  }
}

/** Which share of the rival's errors is gone: 0.12 is 12% fewer. Null when the rival made none. */
export function errorReduction(ownScore: number, rivalScore: number): number | null {
  return rivalScore >= 1 ? null : (ownScore - rivalScore) / (1 - rivalScore)
}
