/** Rasa's way to mark entities: `[text](entity)`, `[text](entity:value)`, `[text]{"entity": …}`. */

import { asArray, asText, get } from './json-access'
import { strayMarks } from './line-shapes'
import type { SourceSpan } from './source-utterance'

/** Lengths are bounded, so that a line of nothing but brackets costs no more than its length. */
const ENTITY =
  /\[([^\]]{1,1000}?)\](?:\(([^:)]{1,300}?)(?::([^)]{1,1000}))?\)|(\{[^}]{1,1000}\})|\[(\{[^\]]{1,2000}\})\])/gu

/** A line of Rasa, and what Skillet has no place for. */
export type RasaLine = {
  text: string
  spans: SourceSpan[]
  /** What is like an annotation and is none; it stays in the text. */
  doubts: string[]
  /** Groups and further entities of the same words, each in a sentence. */
  unused: string[]
}

/** Reads one line. A role becomes the slot and its entity the type of the slot. */
export function parseRasaLine(line: string): RasaLine {
  const spans: SourceSpan[] = []
  const doubts: string[] = []
  const unused: string[] = []
  let text = ''
  let end = 0
  for (const match of line.matchAll(ENTITY)) {
    const [whole, said = '', entity, value, json, list] = match
    const details = entity ? [{ entity, value }] : readDetails(json ?? `[${list}]`)
    const [first, ...others] = details.filter((one) => asText(get(one, 'entity'))?.trim())
    if (!first) {
      doubts.push(`“${whole}” names no entity and is read as plain text.`)
      continue
    }
    text += line.slice(end, match.index)
    end = match.index + whole.length
    const span = spanOf(first, text.length, said)
    spans.push(span)
    unused.push(...unusedOf(first, span.slot))
    for (const other of others) {
      const name = asText(get(other, 'entity'))
      unused.push(`“${said}” can be one slot; ${name} is left out beside ${span.slot}.`)
    }
    text += said
  }
  return { text: text + line.slice(end), spans, doubts: [...doubts, ...strayMarks(line)], unused }
}

/** An entity's record as a span of `said` at a place; Rasa's JSON files have the same records. */
export function spanOf(entity: unknown, start: number, said: string): SourceSpan {
  const type = asText(get(entity, 'entity'))?.trim() ?? ''
  const role = asText(get(entity, 'role'))?.trim()
  const value = asText(get(entity, 'value'))
  return {
    start,
    end: start + said.length,
    slot: role || type,
    type,
    ...(value ? { value } : {}),
  }
}

/** What of an entity's record has no place in a slot. */
export function unusedOf(entity: unknown, slot: string): string[] {
  const group = asText(get(entity, 'group'))
  return group === null || group === ''
    ? []
    : [`The group “${group}” of ${slot} is left out: slots have no groups.`]
}

function readDetails(json: string): readonly unknown[] {
  try {
    const parsed: unknown = JSON.parse(json)
    return Array.isArray(parsed) ? asArray(parsed) : [parsed]
  } catch {
    return []
  }
}

/** Writes one line; a slot whose type has another name becomes a role of that entity. */
export function writeRasaLine(
  utterance: { text: string; spans: readonly { start: number; end: number; slot: string }[] },
  typeOf: (slot: string) => string,
): string {
  let line = ''
  let end = 0
  for (const span of utterance.spans) {
    const said = utterance.text.slice(span.start, span.end)
    const type = typeOf(span.slot)
    const isPlain = type === span.slot && !/[:()]/u.test(type)
    line += utterance.text.slice(end, span.start)
    line += isPlain
      ? `[${said}](${type})`
      : `[${said}]${JSON.stringify({ entity: type, ...(type === span.slot ? {} : { role: span.slot }) })}`
    end = span.end
  }
  return line + utterance.text.slice(end)
}
