/** Rasa's way to mark entities: `[text](entity)`, `[text](entity:value)`, `[text]{"entity": …}`. */

import { asArray, asRecord, asText, get } from './json-access'
import type { SourceSpan } from './project-builder'

/** Lengths are bounded, so that a line of open brackets is not searched to its end for each of them. */
const ENTITY =
  /\[([^\]]{1,2000}?)\](?:\(([^:)]{1,1000}?)(?::([^)]{1,1000}))?\)|(\{[^}]{1,2000}\})|\[(\{[^\]]{1,2000}\})\])/gu

/** Reads one line. A role becomes the slot and its entity the type of the slot. */
export function parseRasaLine(line: string): { text: string; spans: SourceSpan[] } {
  const spans: SourceSpan[] = []
  let text = ''
  let end = 0
  for (const match of line.matchAll(ENTITY)) {
    const [whole, said = '', entity, value, json, list] = match
    const details = entity ? null : readDetails(json ?? list ?? '')
    if (!entity && !details) continue
    text += line.slice(end, match.index)
    end = match.index + whole.length
    const span = entity ? { slot: entity.trim(), value } : details!
    spans.push({
      start: text.length,
      end: text.length + said.length,
      slot: span.slot,
      ...('type' in span && span.type ? { type: span.type } : {}),
      ...(span.value ? { value: span.value } : {}),
    })
    text += said
  }
  return { text: text + line.slice(end), spans }
}

function readDetails(json: string): { slot: string; type?: string; value?: string } | null {
  try {
    const parsed: unknown = JSON.parse(
      json.startsWith('{') && !json.includes('},') ? json : `[${json}]`,
    )
    const details = asRecord(parsed) ?? asRecord(asArray(parsed)[0])
    const entity = asText(get(details, 'entity'))
    if (!entity) return null
    const role = asText(get(details, 'role'))
    const value = asText(get(details, 'value'))
    return { slot: role || entity, type: entity, ...(value ? { value } : {}) }
  } catch {
    return null
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
