/** JSON lines: one JSON object a line; a broken line is reported and the others are read. */
import type { SourceFile } from './format'
import { asRecord, jsonProblem } from './json-access'
import type { ProjectBuilder } from './project-builder'
import type { Place } from './source-utterance'
import { shorten } from './unused-parts'

/** Calls `take` with each record and its line number. */
export function eachJsonLine(
  file: SourceFile,
  builder: ProjectBuilder,
  take: (record: Record<string, unknown>, at: Place) => void,
): void {
  for (const [index, raw] of file.text.split('\n').entries()) {
    const line = raw.trim()
    if (line === '') continue
    const at = { file: file.name, place: String(index + 1) }
    let record: Record<string, unknown> | null = null
    try {
      record = asRecord(JSON.parse(line))
    } catch {
      builder.skip(
        at,
        line.slice(0, 200),
        `The line is broken JSON: ${jsonProblem(line)?.message ?? ''}`,
        'Correct the line.',
      )
      continue
    }
    if (record) take(record, at)
    else builder.skip(at, line.slice(0, 200), 'The line is no JSON object.')
  }
}

/** The same for a file that may as well be one JSON array of such objects. */
export function eachJsonRecord(
  file: SourceFile,
  builder: ProjectBuilder,
  take: (record: Record<string, unknown>, at: Place) => void,
): void {
  const json = file.json()
  if (!Array.isArray(json)) {
    eachJsonLine(file, builder, take)
    return
  }
  for (const [index, one] of json.entries()) {
    const at = { file: file.name, place: `[${index}]` }
    const record = asRecord(one)
    if (record) take(record, at)
    else builder.skip(at, shorten(one), 'It is no JSON object.')
  }
}
