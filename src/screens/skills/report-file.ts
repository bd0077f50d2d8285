import type { ImportOutcome, ReportEntry } from '@/formats/format'

const HEADINGS = ['what', 'file', 'place', 'text', 'utterances', 'reason', 'remedy']

/** The whole report as a table of tab-separated values. */
export function reportFile(outcome: ImportOutcome): Uint8Array {
  const entries = outcome.kind === 'imported' ? outcome.report.entries : outcome.entries
  const rows = entries.map(cellsOf).map((cells) => cells.map(plain).join('\t'))
  return new TextEncoder().encode(`${[HEADINGS.join('\t'), ...rows].join('\n')}\n`)
}

function cellsOf({ kind, file, place, text, made, reason, remedy }: ReportEntry): string[] {
  return [kind, file, place, text, String(made), reason, remedy]
}

/** No tabs or breaks in a cell, and nothing that a spreadsheet takes for a formula. */
function plain(cell: string): string {
  const flat = cell.replace(/[\t\r\n]+/gu, ' ')
  return /^[=+\-@]/u.test(flat) ? `'${flat}` : flat
}
