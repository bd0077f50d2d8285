import type { RunRecord } from '@/records/run'

export type { RunRecord } from '@/records/run'

/** What a run is called: its number, which is never given twice, and its owner's name for it. */
export function runTitle({ number, name }: Pick<RunRecord, 'number' | 'name'>): string {
  return name ? `Run ${number} · ${name}` : `Run ${number}`
}

/** Below this probability of the best intent an utterance is turned away. */
export function thresholdOf({
  threshold,
  report,
}: Pick<RunRecord, 'threshold' | 'report'>): number {
  return threshold ?? report.outOfScope.threshold
}
