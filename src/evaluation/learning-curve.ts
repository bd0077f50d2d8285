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
  const earlier = new Map(before.intents.map(({ intent, f1 }) => [intent, f1]))
  return {
    kind: gainFromDoubling > WORTHWHILE ? 'rising' : 'flat',
    lastGain: last.scores.frameAccuracy - before.scores.frameAccuracy,
    gainFromDoubling,
    risingIntents: last.intents
      .map(({ intent, f1 }) => ({ intent, gain: f1 - (earlier.get(intent) ?? 0) }))
      .filter(({ gain }) => gain > WORTHWHILE)
      .sort((a, b) => b.gain - a.gain),
  }
}

function slopeOf(points: readonly (readonly [number, number])[]): number {
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / points.length
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / points.length
  const spread = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0)
  if (spread === 0) return 0
  return points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0) / spread
}
