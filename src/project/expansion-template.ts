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

/**
 * All readings of `(what is|what's) the (|next) {day}`: parentheses that hold a bar are
 * alternatives. At most `limit` readings, the first ones.
 */
export function expandAlternatives(template: string, limit = 64): string[] {
  const match = /\(([^()|]*(?:\|[^()|]*)+)\)/u.exec(template)
  if (!match) return [template.replace(/\s+/gu, ' ').trim()]
  const results: string[] = []
  for (const choice of match[1]!.split('|')) {
    // Checked before descending: the readings of a choice that is not needed are exponentially many.
    if (results.length >= limit) break
    const filled =
      template.slice(0, match.index) + choice + template.slice(match.index + match[0].length)
    for (const reading of expandAlternatives(filled, limit)) {
      if (results.length >= limit) return results
      results.push(reading)
    }
  }
  return [...new Set(results)]
}
