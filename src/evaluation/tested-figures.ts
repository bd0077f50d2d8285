import type { FrameScores } from './frame-scores'
import type { Interval } from './intervals'
import type { Report } from './report'
import type { Score } from './scores'

/** A share, or null where it would rest on nothing: nobody may read 0% or 100% there. */
export type Figure = number | null

/** Precision, recall and F1 of one intent or slot, each only where there was something to judge. */
export function scoreFigures({ predicted, gold, precision, recall, f1 }: Score): {
  precision: Figure
  recall: Figure
  f1: Figure
} {
  return {
    precision: predicted === 0 ? null : precision,
    recall: gold === 0 ? null : recall,
    // Without a tested case an F1 of 0 or 1 says nothing of the intent or slot.
    f1: gold === 0 ? null : f1,
  }
}

/** The figures that sum up a test set, under their usual names. */
export type SummaryFigures = Record<
  'intentAccuracy' | 'slotF1' | 'frameAccuracy' | 'semanticErrorRate',
  Figure
>

/** The figures of a test set, each only where there was something to judge. */
export function summaryFigures(
  scores: Pick<FrameScores, 'count' | 'slots' | keyof SummaryFigures>,
): SummaryFigures {
  const { count, slots, intentAccuracy, slotF1, frameAccuracy, semanticErrorRate } = scores
  const orNull = (value: number): Figure => (count === 0 ? null : value)
  return {
    intentAccuracy: orNull(intentAccuracy),
    slotF1: slots.gold === 0 ? null : slotF1,
    frameAccuracy: orNull(frameAccuracy),
    semanticErrorRate: orNull(semanticErrorRate),
  }
}

/**
 * The figures of a report. With a single intent there is nothing to tell apart: its share of right intents,
 * always all of them, is no achievement and is not given.
 */
export function reportFigures(report: Pick<Report, 'summary' | 'learned'>): SummaryFigures {
  const figures = summaryFigures(report.summary)
  return isSingleIntent(report) ? { ...figures, intentAccuracy: null } : figures
}

/** Whether a model knows one intent only, and thus only finds slots. */
export function isSingleIntent({ learned }: Pick<Report, 'learned'>): boolean {
  return learned.byIntent.filter(({ count }) => count > 0).length === 1
}

/** The 95% intervals of these figures; none where there is no figure. */
export function reportIntervals(
  report: Pick<Report, 'summary' | 'intervals' | 'learned'>,
): Record<keyof SummaryFigures, Interval | null> {
  const { intervals } = report
  const figures = reportFigures(report)
  return {
    intentAccuracy: figures.intentAccuracy === null ? null : intervals.intentAccuracy,
    slotF1: figures.slotF1 === null ? null : intervals.slotF1,
    frameAccuracy: figures.frameAccuracy === null ? null : intervals.frameAccuracy,
    semanticErrorRate: figures.semanticErrorRate === null ? null : intervals.semanticErrorRate,
  }
}
