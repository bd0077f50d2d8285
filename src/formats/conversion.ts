/** What the command line's `convert` does: any files in, one format out. */
import type { FormatId, ImportReport, InputFile, OutputFile, ReadOptions } from './format'
import { readFiles } from './read-files'
import { writeProject } from './write-project'

export type Conversion =
  | {
      kind: 'converted'
      files: OutputFile[]
      losses: string[]
      report: ImportReport
      summary: string
    }
  | { kind: 'failed'; message: string; remedy: string }

/** Reads files of any format and writes them in another. */
export function convertFiles(
  inputs: readonly InputFile[],
  to: FormatId,
  options: ReadOptions = {},
): Conversion {
  const outcome = readFiles(inputs, options)
  if (outcome.kind === 'failed') return outcome
  const { files, losses } = writeProject(outcome.project, to)
  return {
    kind: 'converted',
    files,
    losses,
    report: outcome.report,
    summary: summarise(outcome.report),
  }
}

/** One line for people: `12 imported, 3 expanded into 40 utterances, 1 skipped`. */
export function summarise({ counts }: ImportReport): string {
  const parts = [
    `${counts.imported} imported`,
    `${counts.expanded} patterns expanded`,
    `${counts.changed} changed`,
    `${counts.kept} kept for export`,
    `${counts.skipped} skipped`,
  ].filter((part) => !part.startsWith('0 '))
  return `${parts.join(', ') || 'nothing found'}; ${counts.made} utterances`
}
