import { summaryFigures } from '@/evaluation/tested-figures'
import type { RunRecord } from '@/store/run-record'

type Candidate = Pick<RunRecord, 'number' | 'fingerprint'> & {
  report: Pick<RunRecord['report'], 'summary'>
}

/**
 * The run to take when nobody says which: of those that learned the newest data, the one with the most whole frames
 * right; of equals the newest. Scores on other data say nothing about each other.
 */
export function bestRun<Run extends Candidate>(runs: readonly Run[]): Run | undefined {
  const newest = runs.toSorted((a, b) => b.number - a.number)
  return newest
    .filter(({ fingerprint }) => fingerprint === newest[0]?.fingerprint)
    .toSorted((a, b) => frames(b) - frames(a))[0]
}

function frames({ report }: Candidate): number {
  return summaryFigures(report.summary).frameAccuracy ?? -1
}
