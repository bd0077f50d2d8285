import type { FrameScores } from './frame-scores'

/** What a network learned from a share of the training utterances, always tested on the same ones. */
export type LearningCurvePoint = {
  /** Share of the training utterances, 0 to 1. */
  share: number
  utterances: number
  scores: Pick<FrameScores, 'intentAccuracy' | 'slotF1' | 'frameAccuracy' | 'semanticErrorRate'>
  intents: { intent: string; utterances: number; f1: number }[]
}

/** Whether more data is worth the work, and where. */
export type LearningCurveVerdict = {
  kind: 'rising' | 'flat' | 'unknown'
  /** Gain in frame accuracy from the last step of the curve. */
  lastGain: number
  /** The gain that doubling the data would bring if the trend holds (a straight line over log n). */
  gainFromDoubling: number
  /** Intents whose own F1 rose most over the last step. */
  risingIntents: { intent: string; gain: number }[]
}

/** Gains in frame accuracy under this share are called flat: about one utterance in fifty. */
const WORTHWHILE = 0.02

/** Reads a learning curve: the trend over log(utterances), by least squares. */
export function readLearningCurve(points: readonly LearningCurvePoint[]): LearningCurveVerdict {
  const sorted = [...points].sort((a, b) => a.utterances - b.utterances)
  const last = sorted[sorted.length - 1]
  const before = sorted[sorted.length - 2]
  if (!last || !before) {
    return { kind: 'unknown', lastGain: 0, gainFromDoubling: 0, risingIntents: [] }
  }
  const gainFromDoubling = Math.min(
    1 - last.scores.frameAccuracy,
    slopeOf(sorted.map((p) => [Math.log2(p.utterances), p.scores.frameAccuracy])),
  )
  return {
    kind: gainFromDoubling > WORTHWHILE ? 'rising' : 'flat',
    lastGain: last.scores.frameAccuracy - before.scores.frameAccuracy,
    gainFromDoubling,
    risingIntents: gainsByIntent(sorted)
      .map(({ intent, lastGain }) => ({ intent, gain: lastGain }))
      .filter(({ gain }) => gain > WORTHWHILE),
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
