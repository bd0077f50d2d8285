import { coverageOf } from './coverage'
import { confusedPairs } from './intent-scores'
import type { Report } from './report'
import type { Verdict } from './verdict'

/** One thing that is worth doing, with what it rests on. `weight` orders the list, largest first. */
export type NextStep = { weight: number; reason: string } & NextStepKind

export type NextStepKind =
  | { kind: 'annotateMore'; intent: string; count: number }
  | { kind: 'separateIntents'; intents: [string, string]; utteranceIds: string[] }
  | { kind: 'checkEdges'; slot: string; utteranceIds: string[] }
  | { kind: 'addValues'; slot: string; values: string[]; utteranceIds: string[] }
  | { kind: 'separateSlots'; slots: [string, string]; utteranceIds: string[] }
  | { kind: 'checkLabels'; utteranceIds: string[] }
  | { kind: 'addOutOfScope'; count: number }
  /** Which intents, and how many each; all of them together when `intents` is empty. */
  | { kind: 'testMore'; intents: string[]; count: number }
  /** Intents that the model can never answer with. */
  | { kind: 'fillIntent'; intents: string[] }

/** What ServiceNow's workbench recommends at least; below it intents are fragile. */
const ENOUGH_UTTERANCES = 15
/** With fewer the 95% interval of an accuracy of 90% is wider than 15 points. */
const ENOUGH_TESTED = 60
/** Test utterances an intent, to begin with. */
const FEW_TESTS = 5

/** A short ordered list of what to do next, from what the report shows. */
export function suggestNextSteps(
  report: Report,
  learnedByIntent: ReadonlyMap<string, number>,
  verdict?: Verdict,
): NextStep[] {
  const steps: NextStep[] = [
    ...moreUtterances(report, learnedByIntent),
    ...mixedUpIntents(report),
    ...slotSteps(report),
  ]
  if (report.suspects.length > 0) {
    steps.push({
      kind: 'checkLabels',
      utteranceIds: report.suspects.map(({ utteranceId }) => utteranceId),
      weight: 1.5 * report.suspects.length,
      reason:
        'The model was shown these labels and still says otherwise, which often means a slip of the annotator.',
    })
  }
  if (!report.outOfScope.hasOwnExamples) {
    const passing = 1 - report.outOfScope.atThreshold.rejected
    steps.push({
      kind: 'addOutOfScope',
      count: 30,
      weight: 2 + 8 * passing,
      reason: `The skill has no out-of-scope examples; ${percent(passing)} of strange utterances get through.`,
    })
  }
  steps.push(...coverageSteps(report), ...testSteps(report, verdict))
  return steps.sort((a, b) => b.weight - a.weight)
}

/** Intents that nobody has tested, and those that cannot even be learned. */
function coverageSteps(report: Report): NextStep[] {
  const { untested } = coverageOf(report).intents
  const empty = untested.filter(({ learned }) => learned === 0).map(({ name }) => name)
  const blind = untested.filter(({ learned }) => learned > 0).map(({ name }) => name)
  return [
    ...(empty.length === 0
      ? []
      : [
          {
            kind: 'fillIntent' as const,
            intents: empty,
            weight: 3 + empty.length,
            reason:
              'Without an utterance the model can never answer with them: what belongs there goes to another intent.',
          },
        ]),
    ...(blind.length === 0
      ? []
      : [
          {
            kind: 'testMore' as const,
            intents: blind,
            count: FEW_TESTS,
            weight: 3 + blind.length,
            reason: `${blind.length === 1 ? 'It was' : 'They were'} never tested, so nothing is known of ${blind.length === 1 ? 'it' : 'them'}.`,
          },
        ]),
  ]
}

/** How many more utterances would tell whether the bar is cleared. */
function testSteps({ summary, intervals }: Report, verdict: Verdict | undefined): NextStep[] {
  const { understood } = verdict ?? {}
  if (understood?.kind === 'open' && understood.moreToSettle !== null) {
    return [
      {
        kind: 'testMore',
        intents: [],
        count: understood.moreToSettle,
        weight: 2,
        reason: `${understood.hits} of ${understood.count} were understood: that may mean ${percent(understood.interval.low)} to ${percent(understood.interval.high)}. So many more would tell whether it is above ${percent(understood.bar)}.`,
      },
    ]
  }
  if (summary.count >= ENOUGH_TESTED) return []
  const { low, high } = intervals.frameAccuracy
  return [
    {
      kind: 'testMore',
      intents: [],
      count: ENOUGH_TESTED - summary.count,
      weight: 1,
      reason:
        summary.count === 0
          ? 'No utterance was tested.'
          : `${summary.count} utterances were tested: whole frames lie anywhere from ${percent(low)} to ${percent(high)}.`,
    },
  ]
}

function moreUtterances(report: Report, learned: ReadonlyMap<string, number>): NextStep[] {
  const counts = [...learned.values()].sort((a, b) => a - b)
  const middle = counts[Math.floor(counts.length / 2)] ?? 0
  const target = Math.max(ENOUGH_UTTERANCES, middle)
  return report.intents.flatMap((row): NextStep[] => {
    const have = learned.get(row.intent) ?? 0
    const missed = row.gold - row.correct
    if (row.gold === 0 || row.f1 >= 0.85 || have >= 2 * target) return []
    const count = Math.max(5, target - have)
    const reason = `F1 is ${percent(row.f1)} from ${have} example${have === 1 ? '' : 's'}.`
    return [
      {
        kind: 'annotateMore',
        intent: row.intent,
        count,
        weight: missed + 3 * (1 - row.f1),
        reason,
      },
    ]
  })
}

function mixedUpIntents(report: Report): NextStep[] {
  return confusedPairs(report.confusion)
    .filter(({ utteranceIds }) => utteranceIds.length >= 2)
    .slice(0, 3)
    .map(({ intents, utteranceIds }) => ({
      kind: 'separateIntents',
      intents,
      utteranceIds,
      weight: 1.2 * utteranceIds.length,
      reason: `${utteranceIds.length} utterances went to the other one. Make their wording differ, or merge them.`,
    }))
}

function slotSteps(report: Report): NextStep[] {
  const steps: NextStep[] = []
  for (const row of report.slots) {
    const errors = report.errors.flatMap(({ utteranceId, slotErrors }) =>
      slotErrors.filter(({ gold }) => gold?.slot === row.slot).map((e) => ({ ...e, utteranceId })),
    )
    const edges = errors.filter(({ kind }) => kind === 'boundary')
    if (edges.length >= 2) {
      const reason = `${edges.length} of ${row.gold} were found with other edges. Are articles and units always in, or always out?`
      steps.push({
        kind: 'checkEdges',
        slot: row.slot,
        utteranceIds: idsOf(edges),
        weight: edges.length,
        reason,
      })
    }
    const unseen = errors.filter(({ kind, isValueSeen }) => kind === 'missed' && !isValueSeen)
    if (unseen.length >= 2) {
      const values = [...new Set(unseen.map((e) => spanText(report, e.utteranceId, e.gold)))]
      const reason = `${unseen.length} of ${row.gold} were missed with values that no training utterance has.`
      steps.push({
        kind: 'addValues',
        slot: row.slot,
        values,
        utteranceIds: idsOf(unseen),
        weight: 1.1 * unseen.length,
        reason,
      })
    }
    const rival = row.takenFor[0]
    if (rival && rival.count >= 2) {
      const wrong = errors.filter(
        ({ kind, predicted }) => kind === 'wrongSlot' && predicted?.slot === rival.slot,
      )
      steps.push({
        kind: 'separateSlots',
        slots: [row.slot, rival.slot],
        utteranceIds: idsOf(wrong),
        weight: rival.count,
        reason: `${rival.count} of ${row.gold} were taken for ${rival.slot}.`,
      })
    }
  }
  return steps
}

function idsOf(errors: readonly { utteranceId: string }[]): string[] {
  return [...new Set(errors.map(({ utteranceId }) => utteranceId))]
}

function spanText(
  report: Report,
  utteranceId: string,
  span: { start: number; end: number } | null,
): string {
  const judged = report.judged.find((one) => one.utteranceId === utteranceId)
  return span && judged ? judged.text.slice(span.start, span.end) : ''
}

function percent(share: number): string {
  return `${Math.round(100 * share)}%`
}
