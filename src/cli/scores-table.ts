/** Scores as lines of text, for people at a terminal. */
import type { FrameScores } from '@/evaluation/frame-scores'
import type { Report } from '@/evaluation/report'

/** The bench's four figures under the bench's names. */
export function figuresOf(scores: FrameScores) {
  const { intentAccuracy, slotF1, frameAccuracy, semanticErrorRate } = scores
  return { intentAccuracy, slotF1, frameAccuracy, semanticErrorRate }
}

/** A report in a few lines: figures with their intervals, then intents and slots, the weakest first. */
export function formatReport(report: Report): string {
  const { summary, intervals } = report
  const lines = [`${summary.count} utterances tested (95% intervals)`]
  for (const name of ['intentAccuracy', 'slotF1', 'frameAccuracy', 'semanticErrorRate'] as const) {
    const { low, high } = intervals[name]
    lines.push(`  ${name.padEnd(18)} ${share(summary[name])}   ${share(low)} to ${share(high)}`)
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
  return `${lines.join('\n')}\n`
}

/** The figures of a test set, a line each. */
export function formatFigures(scores: FrameScores): string {
  const lines = Object.entries(figuresOf(scores)).map(
    ([name, value]) => `  ${name.padEnd(18)} ${share(value)}`,
  )
  return `${scores.count} utterances tested\n${lines.join('\n')}\n`
}

function share(value: number): string {
  return value.toFixed(3)
}
