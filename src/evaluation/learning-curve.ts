import type { FrameScores } from './frame-scores'
import type { Interval } from './intervals'

/** What a network learned from a share of the training utterances, always tested on the same ones. */
export type LearningCurvePoint = {
  /** Share of the training utterances, 0 to 1. */
  share: number
  utterances: number
  /** How many utterances it was tested on; points of older versions do not know. */
  tested?: number
  scores: Pick<FrameScores, 'intentAccuracy' | 'slotF1' | 'frameAccuracy' | 'semanticErrorRate'>
  intents: { intent: string; utterances: number; f1: number }[]
}

/** Whether more data is worth the work, and where. */
export type LearningCurveVerdict = {
  /**
   * `rising` and `falling` are beyond what chance explains; `flat` has been measured closely enough to say
   * so; `unclear` may be either; `unknown` has no two points.
   */
  kind: 'rising' | 'flat' | 'falling' | 'unclear' | 'unknown'
  /** The first and the last point: utterances learned, and whole frames. */
  from: { utterances: number; frames: number }
  to: { utterances: number; frames: number }
  /** The 95% interval of the difference between them. */
  difference: Interval
  /** The gain that doubling the data would bring if the trend holds (a straight line over log n). */
  gainFromDoubling: number
  /** Intents whose own F1 rose most over the last step. */
  risingIntents: { intent: string; gain: number }[]
}

/** Gains in frame accuracy under this share are not worth the work: about one utterance in fifty. */
const WORTHWHILE = 0.02
/** A difference that is known this closely and may be nothing is nothing. */
const CLOSE = 0.06
/** Curves of older versions do not say how many they were tested on: few, for a test set. */
const UNKNOWN_TESTED = 40

/** Reads a learning curve: its ends and what chance explains between them, and the trend over log(utterances). */
export function readLearningCurve(points: readonly LearningCurvePoint[]): LearningCurveVerdict {
  const sorted = [...points].sort((a, b) => a.utterances - b.utterances)
  const ends = [sorted[0], sorted.at(-1)] as const
  const [first, last] = ends
  const endOf = (point: LearningCurvePoint | undefined) => ({
    utterances: point?.utterances ?? 0,
    frames: point?.scores.frameAccuracy ?? 0,
  })
  const [from, to] = [endOf(first), endOf(last)]
  const difference = differenceOf(first, last)
  const before = sorted.at(-2)
  if (!first || !last || !before || first.utterances === last.utterances) {
    return { kind: 'unknown', from, to, difference, gainFromDoubling: 0, risingIntents: [] }
  }
  const gainFromDoubling = Math.min(
    1 - last.scores.frameAccuracy,
    slopeOf(sorted.map((p) => [Math.log2(p.utterances), p.scores.frameAccuracy])),
  )
  const lastStep = last.scores.frameAccuracy - before.scores.frameAccuracy
  const kind = () => {
    if (difference.high < 0) return 'falling'
    if (difference.low > 0) {
      // What has climbed and stands still now promises nothing.
      return gainFromDoubling > WORTHWHILE && (sorted.length === 2 || lastStep > -WORTHWHILE)
        ? 'rising'
        : 'flat'
    }
    return difference.high - difference.low <= 2 * CLOSE ? 'flat' : 'unclear'
  }
  return {
    kind: kind(),
    from,
    to,
    difference,
    gainFromDoubling,
    risingIntents: gainsByIntent(sorted)
      .map(({ intent, lastGain }) => ({ intent, gain: lastGain }))
      .filter(({ gain }) => gain > WORTHWHILE),
  }
}

/** What a learning curve says, in words that follow from its numbers. */
export function sayLearningCurve(verdict: LearningCurveVerdict): string {
  const { kind, from, to, difference, gainFromDoubling, risingIntents } = verdict
  const way = `from ${from.utterances} to ${to.utterances} utterances, whole frames went from ${percent(from.frames)} to ${percent(to.frames)}`
  const chance = `between ${points(difference.low)} and ${points(difference.high)} points, at 95%`
  switch (kind) {
    case 'unknown':
      return 'Two points are needed to see a trend.'
    case 'rising': {
      const names = risingIntents.slice(0, 3).map(({ intent }) => intent)
      const most = names.length === 0 ? '' : ` Most for ${names.join(', ')}.`
      return `Still climbing: ${way}. Twice the data would bring about ${percent(gainFromDoubling)} more, if it goes on like this.${most}`
    }
    case 'flat':
      return `Flat: ${way}. More of the same will hardly help; look at the errors instead.`
    case 'falling':
      return `It falls: ${way}, more than chance explains. What was added last disagrees with the rest: check its labels before you add more.`
    case 'unclear':
      return `Not clear: ${way}; the difference may be anything ${chance}. More test utterances would tell.`
  }
}

/** One intent along a learning curve. */
export type IntentGain = {
  intent: string
  /** One for each point, by growing share. */
  steps: { utterances: number; f1: number }[]
  /** What the last step of the curve has brought. */
  lastGain: number
}

/** F1 of each intent along the curve, those that gained most by the last step first. */
export function gainsByIntent(points: readonly LearningCurvePoint[]): IntentGain[] {
  const sorted = [...points].sort((a, b) => a.utterances - b.utterances)
  const intents = sorted.at(-1)?.intents.map(({ intent }) => intent) ?? []
  return intents
    .map((intent): IntentGain => {
      const steps = sorted.map((point) => {
        const own = point.intents.find((one) => one.intent === intent)
        return { utterances: own?.utterances ?? 0, f1: own?.f1 ?? 0 }
      })
      return { intent, steps, lastGain: (steps.at(-1)?.f1 ?? 0) - (steps.at(-2)?.f1 ?? 0) }
    })
    .sort((a, b) => b.lastGain - a.lastGain)
}

function slopeOf(points: readonly (readonly [number, number])[]): number {
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / points.length
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / points.length
  const spread = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0)
  if (spread === 0) return 0
  return points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0) / spread
}

/**
 * The 95% interval of the difference in whole frames (normal approximation, with one hit and one miss added to
 * each, as Agresti and Caffo 2000). Both points were tested on the same utterances, so that it is
 * rather too wide than too narrow.
 */
function differenceOf(
  first: LearningCurvePoint | undefined,
  last: LearningCurvePoint | undefined,
): Interval {
  if (!first || !last) return { low: -1, high: 1 }
  const sideOf = ({ scores, tested = UNKNOWN_TESTED }: LearningCurvePoint) => {
    const share = (scores.frameAccuracy * tested + 1) / (tested + 2)
    return { share, variance: (share * (1 - share)) / (tested + 2) }
  }
  const [a, b] = [sideOf(first), sideOf(last)]
  const half = 1.96 * Math.sqrt(a.variance + b.variance)
  return { low: b.share - a.share - half, high: b.share - a.share + half }
}

function percent(share: number): string {
  return `${Math.round(100 * share)}%`
}

function points(share: number): string {
  const value = Math.round(100 * share)
  return value < 0 ? `−${-value}` : `+${value}`
}
