/** A piece of a pattern such as `play {song} by {artist}`. */
export type TemplatePart = { kind: 'text'; text: string } | { kind: 'slot'; slot: string }

const PLACEHOLDER = /\{([^{}|\n]*[^{}|\s][^{}|\n]*)\}/gu

/** Cuts a template into plain text and placeholders. Text outside placeholders stays as it is. */
export function parseTemplate(template: string): TemplatePart[] {
  const parts: TemplatePart[] = []
  let end = 0
  for (const match of template.matchAll(PLACEHOLDER)) {
    if (match.index > end) parts.push({ kind: 'text', text: template.slice(end, match.index) })
    parts.push({ kind: 'slot', slot: match[1]!.trim() })
    end = match.index + match[0].length
  }
  if (end < template.length) parts.push({ kind: 'text', text: template.slice(end) })
  return parts
}

/** The slots of a template, in order, each once. */
export function templateSlots(template: string): string[] {
  return [
    ...new Set(
      parseTemplate(template).flatMap((part) => (part.kind === 'slot' ? [part.slot] : [])),
    ),
  ]
}

/** A template with one placeholder under another name, wherever it stands. */
export function renamePlaceholder(template: string, slot: string, newName: string): string {
  return parseTemplate(template)
    .map((part) =>
      part.kind === 'text' ? part.text : `{${part.slot === slot ? newName : part.slot}}`,
    )
    .join('')
}

/** The pattern behind an annotated text: its spans become placeholders. */
export function templateOf(utterance: {
  text: string
  spans: readonly { start: number; end: number; slot: string }[]
}): string {
  let result = ''
  let end = 0
  for (const span of utterance.spans) {
    result += `${utterance.text.slice(end, span.start)}{${span.slot}}`
    end = span.end
  }
  return result + utterance.text.slice(end)
}

/** The pairs of slots of a pattern that no word parts. */
export function neighbouringSlots(pattern: string): [string, string][] {
  const pairs: [string, string][] = []
  let last: string | null = null
  for (const part of parseTemplate(pattern)) {
    if (part.kind === 'slot') {
      if (last !== null) pairs.push([last, part.slot])
      last = part.slot
    } else if (/[\p{L}\p{N}]/u.test(part.text)) last = null
  }
  return pairs
}

/** How many steps unfolding may take, whatever the template holds. */
const MOST_STEPS = 5000

/**
 * The readings of `(what is|what's) the (|next) {day}`: parentheses that hold a bar are
 * alternatives. At most `limit` different readings, the first ones, for a bounded amount of work.
 */
export function expandAlternatives(template: string, limit = 64): string[] {
  const readings = new Set<string>()
  const open = [template]
  for (let step = 0; step < MOST_STEPS && readings.size < limit; step += 1) {
    const current = open.pop()
    if (current === undefined) break
    const match = /\(([^()|]*(?:\|[^()|]*)+)\)/u.exec(current)
    if (!match) {
      readings.add(current.replace(/\s+/gu, ' ').trim())
      continue
    }
    const head = current.slice(0, match.index)
    const tail = current.slice(match.index + match[0].length)
    for (const choice of match[1]!.split('|').reverse()) open.push(head + choice + tail)
  }
  return [...readings]
}
