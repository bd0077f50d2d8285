import type { Utterance } from '@/project/project'
import { hashText } from '@/project/random'
import type { RunRecord } from '@/records/run'

export type { CurveRecord } from '@/records/learning-curve'
export type { RunRecord } from '@/records/run'

/** Below this probability of the best intent an utterance is turned away. */
export function thresholdOf({
  threshold,
  report,
}: Pick<RunRecord, 'threshold' | 'report'>): number {
  return threshold ?? report.outOfScope.threshold
}

/** Eight hexadecimal digits that change with any text, intent or span, but not with their order. */
export function fingerprintOf(utterances: readonly Utterance[]): string {
  const parts = utterances
    .map(({ text, intent, spans }) => hashText(JSON.stringify([text, intent, spans])))
    .sort((a, b) => a - b)
  return hashText(parts.join(',')).toString(16).padStart(8, '0')
}
