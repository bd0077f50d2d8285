/** Lists what a file holds beside what was read, so that nothing is passed over in silence. */
import { entriesOf } from './json-access'
import type { ProjectBuilder } from './project-builder'
import type { Place } from './source-utterance'

/**
 * Reports each part of a record that is neither in `read` nor a mere setting (a text, a number, a
 * switch) nor empty: as skipped, or as kept when the writer gives it back.
 */
export function reportUnused(
  record: unknown,
  options: {
    at: Place
    read: readonly string[]
    builder: ProjectBuilder
    isKept?: boolean
  },
): void {
  const { at, read, builder, isKept = false } = options
  for (const [key, value] of entriesOf(record)) {
    if (read.includes(key) || !holdsSomething(value)) continue
    const place = { file: at.file, place: at.place === '' ? key : `${at.place}.${key}` }
    const reason = `“${key}” is not used here`
    if (isKept) builder.keep(place, shorten(value), `${reason}; it is written back on export.`)
    else builder.skip(place, shorten(value), `${reason} and is left out.`)
  }
}

/** The beginning of a value as JSON, for a report. */
export function shorten(value: unknown): string {
  const text = JSON.stringify(value) ?? ''
  return text.length > 200 ? `${text.slice(0, 200)}…` : text
}

function holdsSomething(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0
}
