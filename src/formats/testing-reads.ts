import type { Project } from '@/project/project'
import type { FormatId, ImportOutcome, InputFile, ReadOptions } from './format'
import { readFiles } from './read-files'

/** For tests: reads one text or some files; what cannot be read fails the test. */
export function readForTest(
  input: string | InputFile[],
  options: ReadOptions = {},
): Extract<ImportOutcome, { kind: 'imported' }> {
  const files = typeof input === 'string' ? [{ name: 'x', content: input }] : input
  const outcome = readFiles(files, { projectId: 'p', ...options })
  if (outcome.kind === 'failed') throw new Error(`${outcome.reason}: ${outcome.message}`)
  return outcome
}

/** `Intent: text [slot=words]` for each utterance. */
export function linesOf(project: Project): string[] {
  return project.utterances.map(
    ({ intent, text, spans }) =>
      `${intent}: ${text}${spans.map((span) => ` [${span.slot}=${text.slice(span.start, span.end)}]`).join('')}`,
  )
}

/** The formats that were recognised. */
export function formatsOf(input: string | InputFile[]): FormatId[] {
  return readForTest(input).report.files.map(({ format }) => format)
}
