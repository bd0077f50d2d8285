/** One utterance of a .lu file: `fly to {@city:to=new york}`, read as Microsoft's own parser reads it. */
import type { Utterance } from '@/project/project'
import { isLuisPattern } from './luis-pattern'
import type { SourceSpan } from './source-utterance'

export type LuLine = {
  text: string
  spans: SourceSpan[]
  /** It holds placeholders, optional words or alternatives. */
  isPattern: boolean
  /** It has both labels and placeholders, which no reader takes. */
  isMixed: boolean
}

/**
 * Reads `{@type:role=value}`. A backslash counts before a brace, before another backslash that precedes
 * a label, and, in a line without labels, before brackets; elsewhere it is a mark like any other.
 */
export function parseLuLine(line: string, roleOwner: RoleOwner = () => undefined): LuLine {
  const spans: SourceSpan[] = []
  const open: { start: number; type: string; role: string; close: number }[] = []
  const partner = matchBraces(line)
  let text = ''
  let hasPlaceholder = false
  let index = 0
  while (index < line.length) {
    const mark = line[index]!
    const next = line[index + 1] ?? ''
    const innermost = open[open.length - 1]
    // Braces of a label are counted whether or not they are escaped.
    const isClose = innermost?.close === index
    if (mark === '\\' && next !== '') {
      const isBrace = next === '{' || next === '}'
      const isBeforeLabel = next === '\\' && line[index + 2] === '{'
      const isInLabel = next === '\\' && open.length > 0
      text += isBrace || isBeforeLabel || isInLabel ? next : mark + next
      index += innermost?.close === index + 1 ? 1 : 2
      continue
    }
    const close = partner.get(index)
    const label = mark === '{' && close !== undefined ? labelAt(line, index) : null
    if (label && close !== undefined) {
      const { type, role } = label
      if (label.hasValue) open.push({ start: text.length, type, role, close })
      else {
        hasPlaceholder = true
        text += role ? `{${type}:${role}}` : `{${type}}`
      }
      index = label.end
      continue
    }
    const closed = isClose ? open.pop() : undefined
    if (closed) {
      const said = text.slice(closed.start)
      const lead = said.length - said.trimStart().length
      const owner = closed.role ? undefined : roleOwner(closed.type)
      spans.push({
        start: closed.start + lead,
        end: closed.start + said.trimEnd().length,
        slot: closed.role || closed.type,
        type: owner ?? closed.type,
      })
    } else if (mark !== ' ' || !innermost || text.length > innermost.start) {
      text += mark
    }
    index += 1
  }
  const isPlain = spans.length === 0 && !hasPlaceholder
  const isPattern = hasPlaceholder || (isPlain && isLuisPattern(text))
  return {
    text: isPlain && !isPattern ? text.replace(/\\([[\]()])/gu, '$1') : text,
    spans,
    isPattern,
    isMixed: hasPlaceholder && spans.length > 0,
  }
}

/** The closing brace of each opening one. Outside of braces a backslash makes the next mark plain. */
function matchBraces(line: string): Map<number, number> {
  const partner = new Map<number, number>()
  const open: number[] = []
  for (let index = 0; index < line.length; index += 1) {
    const mark = line[index]
    if (mark === '\\' && open.length === 0) index += 1
    else if (mark === '{') open.push(index)
    else if (mark === '}') {
      const start = open.pop()
      if (start !== undefined) partner.set(start, index)
    }
  }
  return partner
}

/** The entity whose role a label without one names, as in `{@to=new york}`. */
export type RoleOwner = (role: string) => string | undefined

/** What stands behind a brace: `@type`, `@type:role`, and `=` or the closing brace. */
function labelAt(
  line: string,
  place: number,
): { type: string; role: string; hasValue: boolean; end: number } | null {
  const match = /^\{ *@?([^{}=:\\]+)(?::([^{}=\\]*))?(=|\})/u.exec(line.slice(place, place + 300))
  if (!match?.[1]?.trim()) return null
  return {
    type: match[1].trim(),
    role: match[2]?.trim() ?? '',
    hasValue: match[3] === '=',
    end: place + match[0].length,
  }
}

/** Writes an utterance as a line, its labels with their types. */
export function writeLuLine(
  utterance: Pick<Utterance, 'text' | 'spans'>,
  typeOf: (slot: string) => string,
): string {
  if (utterance.spans.length === 0) return utterance.text.replace(/[{}[\]()]/gu, '\\$&')
  let line = ''
  let end = 0
  for (const span of utterance.spans) {
    const type = typeOf(span.slot)
    const said = utterance.text.slice(span.start, span.end).replace(/[\\{}]/gu, '\\$&')
    line += utterance.text.slice(end, span.start).replace(/[{}]/gu, '\\$&')
    if (line.endsWith('\\')) line += '\\'
    line += `{@${type}${type === span.slot ? '' : `:${span.slot}`}=${said}}`
    end = span.end
  }
  return line + utterance.text.slice(end).replace(/[{}]/gu, '\\$&')
}
