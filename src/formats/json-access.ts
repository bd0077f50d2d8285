/** Careful access to parsed JSON of unknown shape: never a prototype's property, never a throw. */

/** The value as a record, or null where it is none. */
export function asRecord(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null
}

/** An own property of a record; undefined of anything else. */
export function get(value: unknown, key: string): unknown {
  const record = asRecord(value)
  return record && Object.hasOwn(record, key) ? record[key] : undefined
}

/** The value as an array; empty where it is none. */
export function asArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** A string, or a number or boolean as text; null of anything else. */
export function asText(value: unknown): string | null {
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null
}

/** The same, and an empty text of anything else. */
export function textOf(value: unknown): string {
  return asText(value) ?? ''
}

/** All strings of an array of strings. */
export function asTexts(value: unknown): string[] {
  return asArray(value).flatMap((member) => asText(member) ?? [])
}

/** Own entries of a record; none of anything else. */
export function entriesOf(value: unknown): [string, unknown][] {
  const record = asRecord(value)
  return record ? Object.entries(record) : []
}

/** A whole number, or -1. */
export function asOffset(value: unknown): number {
  return typeof value === 'number' && Number.isInteger(value) ? value : -1
}

/** Whether a value is nested deeper than `limit`: such a value must not meet a recursive function. */
export function isDeeperThan(value: unknown, limit: number): boolean {
  let level: unknown[] = [value]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > limit) return true
    const next: unknown[] = []
    for (const member of level) {
      if (typeof member === 'object' && member !== null) {
        for (const child of Object.values(member)) {
          if (typeof child === 'object' && child !== null) next.push(child)
        }
      }
    }
    level = next
  }
  return false
}

/** Parses JSON; forgives comments and trailing commas, as editors do. Undefined where it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Two lines that are JSON each will not become one value by dropping comments.
    if ((firstJsonLines(text, 2)?.length ?? 0) > 1) return undefined
    try {
      return JSON.parse(withoutNoise(text))
    } catch {
      return undefined
    }
  }
}

/** Where strict JSON breaks, for people: `line 3: …`. Null where the text is JSON. */
export function jsonProblem(text: string): { line: number; message: string } | null {
  try {
    JSON.parse(withoutNoise(text))
    return null
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const position = /position (\d+)/u.exec(message)?.[1]
    const end = position === undefined ? text.length : Number(position)
    const short = message.length > 160 ? `${message.slice(0, 160)}…` : message
    return { line: text.slice(0, end).split('\n').length, message: short }
  }
}

/** The text as strict JSON, as far as comments and trailing commas go. */
function withoutNoise(text: string): string {
  return withoutComments(text).replace(STRING_OR_COMMA, (match) =>
    match.startsWith('"') ? match : '',
  )
}

const STRING_OR_COMMA = /"(?:[^"\\\n]|\\.)*"|,(?=\s*[\]}])/gu
const STRING_OR_COMMENT = /"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*/gu

/** A comment without an end is looked through once only, however many begin in it. */
function withoutComments(text: string): string {
  const lastClose = text.lastIndexOf('*/')
  let result = ''
  let end = 0
  STRING_OR_COMMENT.lastIndex = 0
  for (let match = STRING_OR_COMMENT.exec(text); match; match = STRING_OR_COMMENT.exec(text)) {
    if (match[0].startsWith('"')) continue
    if (match[0] === '/*') {
      if (match.index + 2 > lastClose) continue
      STRING_OR_COMMENT.lastIndex = text.indexOf('*/', match.index + 2) + 2
    }
    result += text.slice(end, match.index)
    end = STRING_OR_COMMENT.lastIndex
  }
  return result + text.slice(end)
}

/** The first `count` lines that are JSON objects; null when the very first line is none. */
export function firstJsonLines(text: string, count: number): Record<string, unknown>[] | null {
  const found: Record<string, unknown>[] = []
  let start = 0
  while (start < text.length && found.length < count) {
    const end = text.indexOf('\n', start)
    const line = text.slice(start, end < 0 ? text.length : end).trim()
    start = end < 0 ? text.length : end + 1
    if (line === '') continue
    if (!line.startsWith('{')) {
      if (found.length > 0) continue
      return null
    }
    let parsed: unknown
    try {
      parsed = JSON.parse(line)
    } catch {
      // A broken line among good ones is reported by the reader.
      if (found.length > 0) continue
      return null
    }
    const record = asRecord(parsed)
    if (!record) return null
    found.push(record)
  }
  return found.length > 0 ? found : null
}
