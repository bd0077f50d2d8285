import type { Comparison } from '@/evaluation/compare'
import { allIntentRows, allSlotRows } from '@/evaluation/coverage'
import { type Figure, reportFigures, scoreFigures } from '@/evaluation/tested-figures'
import type { Span } from '@/project/project'
import type { RunRecord } from '@/store/run-record'
import { NO_FIGURE } from '@/ui/charts/numbers'
import { toCsv } from '@/ui/charts/table-text'

/** A row for each intent. */
export function intentsCsv({ report }: RunRecord): string {
  return toCsv([
    ['intent', 'precision', 'recall', 'f1', 'correct', 'predicted', 'gold'],
    ...allIntentRows(report).map((row) => [
      row.intent,
      ...figureCells(scoreFigures(row)),
      row.correct,
      row.predicted,
      row.gold,
    ]),
  ])
}

/** A row for each slot. */
export function slotsCsv({ report }: RunRecord): string {
  return toCsv([
    [
      'slot',
      'precision',
      'recall',
      'f1',
      'exact',
      'predicted',
      'gold',
      'boundary',
      'wrong_slot',
      'missed',
      'spurious',
    ],
    ...allSlotRows(report).map((row) => [
      row.slot,
      ...figureCells(scoreFigures(row)),
      row.correct,
      row.predicted,
      row.gold,
      row.boundary,
      row.wrongSlot,
      row.missed,
      row.spurious,
    ]),
  ])
}

/** A row for each utterance that was tested. */
export function predictionsCsv({ report }: RunRecord): string {
  return toCsv([
    ['utterance', 'intent', 'predicted_intent', 'probability', 'slots', 'predicted_slots'],
    ...report.judged.map(({ text, intent, spans: gold, prediction }) => [
      text,
      intent,
      prediction.intents[0]?.intent ?? '',
      prediction.intents[0]?.probability ?? 0,
      spansText(text, gold),
      spansText(text, prediction.spans),
    ]),
  ])
}

/** A row for each right intent, a column for each that was said. */
export function confusionCsv({ report: { confusion } }: RunRecord): string {
  const { intents, cells } = confusion
  const countOf = (gold: string, predicted: string) =>
    cells.find((cell) => cell.gold === gold && cell.predicted === predicted)?.utteranceIds.length ??
    0
  return toCsv([
    ['right \\ said', ...intents],
    ...intents.map((gold) => [gold, ...intents.map((predicted) => countOf(gold, predicted))]),
  ])
}

/** A row for each utterance that changed sides between two runs, or is wrong in both. */
export function comparisonCsv({ fixed, broken, stillWrong }: Comparison): string {
  const rows = (change: string, pairs: Comparison['fixed']) =>
    pairs.map(({ before, after }) => [
      change,
      after.text,
      after.intent,
      before.prediction.intents[0]?.intent ?? '',
      after.prediction.intents[0]?.intent ?? '',
      spansText(after.text, after.spans),
      spansText(after.text, before.prediction.spans),
      spansText(after.text, after.prediction.spans),
    ])
  return toCsv([
    ['change', 'utterance', 'intent', 'before', 'now', 'slots', 'slots_before', 'slots_now'],
    ...rows('broke', broken),
    ...rows('got better', fixed),
    ...rows('wrong in both', stillWrong),
  ])
}

/** A row for each run. */
export function runsCsv(runs: readonly RunRecord[]): string {
  return toCsv([
    [
      'run',
      'kind',
      'started_at',
      'utterances',
      'tested',
      'intent_accuracy',
      'slot_f1',
      'frame_accuracy',
      'semantic_error_rate',
      'seconds',
      'backend',
    ],
    ...runs.map(({ number, kind, startedAt, utterances, report, elapsedMs, backend }) => [
      number,
      kind,
      new Date(startedAt).toISOString(),
      utterances,
      report.summary.count,
      ...figureCells(reportFigures(report)),
      elapsedMs / 1000,
      backend.backend,
    ]),
  ])
}

/** A dash stands where a score would rest on nothing. */
function figureCells(figures: Record<string, Figure>): (number | string)[] {
  return Object.values(figures).map((figure) => figure ?? NO_FIGURE)
}

function spansText(text: string, spans: readonly Span[]): string {
  return spans.map(({ start, end, slot }) => `${slot}=${text.slice(start, end)}`).join('; ')
}
