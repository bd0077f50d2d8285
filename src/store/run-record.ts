import type { RunRecord } from '@/records/run'

export type { RunRecord } from '@/records/run'

/** Below this probability of the best intent an utterance is turned away. */
export function thresholdOf({
  threshold,
  report,
}: Pick<RunRecord, 'threshold' | 'report'>): number {
  return threshold ?? report.outOfScope.threshold
}
