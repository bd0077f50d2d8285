/** One utterance for the choice of a threshold. */
export type ScopeJudgement = {
  /** Whether it belongs to one of the skill's intents. */
  isInScope: boolean
  /** Whether the intent with the highest probability is the right one. */
  isRight: boolean
  /** Whether the network itself chose the skill's out-of-scope intent. */
  isRejected: boolean
  /** The highest probability among the intents that are in scope. */
  confidence: number
}

/** What a threshold does: below it an utterance is rejected. */
export type ThresholdPoint = {
  threshold: number
  /** Share of in-scope utterances that pass. */
  accepted: number
  /** Share of in-scope utterances that pass and are given the right intent. */
  understood: number
  /** Share of out-of-scope utterances that are turned away. */
  rejected: number
}

/** The trade-off at thresholds 0, 0.01, … 1. Shares of an empty side are 0. */
export function thresholdCurve(judgements: readonly ScopeJudgement[]): ThresholdPoint[] {
  return Array.from({ length: 101 }, (_, index) => thresholdPoint(judgements, index / 100))
}

/** What one threshold does. */
export function thresholdPoint(
  judgements: readonly ScopeJudgement[],
  threshold: number,
): ThresholdPoint {
  const inScope = judgements.filter((one) => one.isInScope)
  const outside = judgements.filter((one) => !one.isInScope)
  const passes = (one: ScopeJudgement) => !one.isRejected && one.confidence >= threshold
  const passing = inScope.filter(passes)
  return {
    threshold,
    accepted: share(passing.length, inScope.length),
    understood: share(passing.filter((one) => one.isRight).length, inScope.length),
    rejected: share(outside.filter((one) => !passes(one)).length, outside.length),
  }
}

/** How many of the utterances that a skill hears are taken to be none of its business. */
export const STRANGERS_SHARE = 0.2

/**
 * The threshold that treats most utterances right, those in scope understood and strangers turned
 * away, if `STRANGERS_SHARE` of them are strangers; of equals the middle one, far from both cliffs.
 * 0, which rejects nothing, when there is no out-of-scope utterance to choose by.
 */
export function chooseThreshold(judgements: readonly ScopeJudgement[]): number {
  if (!judgements.some((one) => !one.isInScope)) return 0
  const curve = thresholdCurve(judgements)
  const worth = ({ understood, rejected }: ThresholdPoint) =>
    (1 - STRANGERS_SHARE) * understood + STRANGERS_SHARE * rejected
  const best = Math.max(...curve.map(worth))
  const equals = curve.filter((point) => best - worth(point) < 1e-9)
  return equals[Math.floor((equals.length - 1) / 2)]?.threshold ?? 0
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole
}
