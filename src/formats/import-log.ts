/** The account of an import: one entry for every sample, whatever became of it. */
import type { ReadOptions, ReportCounts, ReportEntry } from './format'
import type { Place } from './source-utterance'

/** So many samples between two words of progress: about a tenth of a second. */
const REPORT_EVERY = 5000

export type ImportLog = {
  /** Adds an entry, and gives it back for what is known of it only later. */
  note: (
    kind: ReportEntry['kind'],
    at: Place,
    text: string,
    more?: { reason?: string; remedy?: string; made?: number },
  ) => ReportEntry
  /** Adds entries that somebody else has made. */
  add: (entries: Iterable<ReportEntry>) => void
  report: () => { counts: ReportCounts; entries: ReportEntry[] }
}

/** An account that tells of its progress. */
export function createImportLog(onProgress: ReadOptions['onProgress']): ImportLog {
  const entries: ReportEntry[] = []
  return {
    note(kind, at, text, { reason = '', remedy = '', made = 0 } = {}) {
      const entry = { kind, file: at.file, place: at.place, text, reason, remedy, made }
      entries.push(entry)
      if (entries.length % REPORT_EVERY === 0) {
        onProgress?.({ phase: 'reading', done: entries.length, total: 0, file: at.file })
      }
      return entry
    },
    add(others) {
      for (const entry of others) entries.push(entry)
    },
    report: () => ({ counts: countEntries(entries), entries }),
  }
}

function countEntries(entries: readonly ReportEntry[]): ReportCounts {
  const counts = { imported: 0, expanded: 0, changed: 0, kept: 0, skipped: 0, made: 0 }
  for (const entry of entries) {
    counts[entry.kind] += 1
    if (entry.kind === 'expanded') counts.made += entry.made
  }
  return counts
}
