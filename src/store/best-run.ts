import { CHANCE, compareRuns } from '@/evaluation/compare'
import { reportFigures } from '@/evaluation/tested-figures'
import type { RunRecord } from './run-record'

type Candidate = Pick<RunRecord, 'number' | 'fingerprint' | 'isPinned'> & {
  report: Pick<RunRecord['report'], 'summary' | 'learned' | 'judged'>
}

/** The run that is begun with, and why it and not another; `only` when there is no choice. */
export type BestRun<Run> = { run: Run; because: 'only' | 'pinned' | 'newestData' | 'sharedTests' }

/**
 * The run to take when nobody says which: the one that a person has pinned; else, of those that learned the newest data,
 * the one with the most whole frames right, of equals the newest. Scores on other data say nothing about each other, so
 * a run of older data comes first only if it knows as much, and on what both were tested on it is better by more than
 * chance.
 */
export function bestRun<Run extends Candidate>(runs: readonly Run[]): BestRun<Run> | undefined {
  const newestFirst = runs.toSorted((a, b) => b.number - a.number)
  const [newest] = newestFirst
  if (!newest) return undefined
  if (runs.length === 1) return { run: newest, because: 'only' }
  const pinned = newestFirst.find(({ isPinned }) => isPinned)
  if (pinned) return { run: pinned, because: 'pinned' }
  let best = newest
  for (const run of newestFirst) {
    if (run.fingerprint === newest.fingerprint && frames(run) > frames(best)) best = run
  }
  const ofNewestData = best
  for (const run of newestFirst) {
    if (run.fingerprint !== newest.fingerprint && isSurelyBetter(run, best)) best = run
  }
  return { run: best, because: best === ofNewestData ? 'newestData' : 'sharedTests' }
}

/** Why a run is begun with, in a few words. */
export const BEST_RUN_WORDS: Readonly<Record<BestRun<unknown>['because'], string>> = {
  only: 'the only one',
  pinned: 'pinned',
  newestData: 'best of the newest data',
  sharedTests: 'best on the same tests',
}

function frames({ report }: Pick<Candidate, 'report'>): number {
  return reportFigures(report).frameAccuracy ?? -1
}

function isSurelyBetter(run: Candidate, than: Candidate): boolean {
  if (!knowsAllOf(run, than)) return false
  const { fixed, broken, chance } = compareRuns(than.report.judged, run.report.judged)
  return fixed.length > broken.length && chance < CHANCE
}

/** Whether a run has learned each intent and slot of another's. */
function knowsAllOf({ report }: Candidate, other: Candidate): boolean {
  const known = new Set(labelsOf(report))
  return labelsOf(other.report).every((label) => known.has(label))
}

function labelsOf({ learned }: Candidate['report']): string[] {
  const { byIntent, bySlot = [] } = learned
  return [
    ...byIntent.filter(({ count }) => count > 0).map(({ intent }) => `intent ${intent}`),
    ...bySlot.filter(({ count }) => count > 0).map(({ slot }) => `slot ${slot}`),
  ]
}
