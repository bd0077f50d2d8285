/** Scores as lines of text, for people at a terminal. */
import { coverageOf, sayTested } from '@/evaluation/coverage'
import type { FrameScores } from '@/evaluation/frame-scores'
import type { Report } from '@/evaluation/report'
import {
  type Figure,
  reportFigures,
  type SummaryFigures,
  summaryFigures,
} from '@/evaluation/tested-figures'
import { describeWording } from '@/evaluation/wording'

/** The bench's four figures under the bench's names; null where nothing was tested. */
export function figuresOf(scores: FrameScores): SummaryFigures {
  return summaryFigures(scores)
}

/** A report in a few lines: figures with their intervals, then intents and slots, the weakest first. */
export function formatReport(report: Report): string {
  const { summary, intervals } = report
  if (summary.count === 0) return 'No utterance was kept back, so there is nothing to report.\n'
  const { intents: tested, slots: testedSlots } = coverageOf(report)
  const figures = reportFigures(report)
  const lines = [
    `${summary.count} utterances tested (95% intervals): ${sayTested(tested, 'intent')}${testedSlots.total > 0 ? `, ${sayTested(testedSlots, 'slot')}` : ''}`,
  ]
  for (const name of ['intentAccuracy', 'slotF1', 'frameAccuracy', 'semanticErrorRate'] as const) {
    const { low, high } = intervals[name]
    const range = figures[name] === null ? '' : `   ${share(low)} to ${share(high)}`
    lines.push(`  ${name.padEnd(18)} ${share(figures[name])}${range}`)
  }
  const byF1 = <T extends { f1: number; gold: number }>(scores: readonly T[]) =>
    scores.filter(({ gold }) => gold > 0).sort((a, b) => a.f1 - b.f1)
  lines.push('', 'Intents, the weakest first')
  for (const { intent, f1, gold } of byF1(report.intents)) {
    lines.push(`  ${share(f1)}  ${intent} (${gold})`)
  }
  const slots = byF1(report.slots)
  if (slots.length > 0) lines.push('', 'Slots, the weakest first')
  for (const { slot, f1, gold } of slots) lines.push(`  ${share(f1)}  ${slot} (${gold})`)
  const untested = [
    ...tested.untested.map(({ name, learned }) => `intent ${name} (${learned} learned)`),
    ...testedSlots.untested.map(({ name, learned }) => `slot ${name} (${learned} learned)`),
  ]
  if (untested.length > 0) lines.push('', `Not tested: ${untested.join(', ')}`)
  const wording = report.wording ? describeWording(report.wording) : ''
  if (wording !== '') lines.push('', wording)
  return `${lines.join('\n')}\n`
}

/** The figures of a test set, a line each. */
export function formatFigures(scores: FrameScores): string {
  const lines = Object.entries(figuresOf(scores)).map(
    ([name, value]) => `  ${name.padEnd(18)} ${share(value)}`,
  )
  return `${scores.count} utterances tested\n${lines.join('\n')}\n`
}

function share(value: Figure): string {
  return value === null ? '–' : value.toFixed(3)
}
