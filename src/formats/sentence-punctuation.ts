/**
 * Marks that Home Assistant takes out of what is said before it looks for a sentence: at the edges of
 * words they must be optional, or the sentence would never be found.
 */
import { escapeSentence, type SentencePart } from './sentence-grammar'

const MARKS = '.。,，?¿？؟!¡！;；:：…—–―'
const AT_EDGE = new RegExp(`(?<![\\p{L}\\p{N}_])[${MARKS}]+|[${MARKS}]+(?![\\p{L}\\p{N}_])`, 'gu')
const ONLY_MARKS = new RegExp(`^[${MARKS}\\s]*$`, 'u')

/** Whether nothing is left of a text when its marks are taken out. */
export function isOnlyMarks(text: string): boolean {
  return ONLY_MARKS.test(text)
}

/** Whether a text holds marks that would keep it from being found. */
export function hasEdgeMarks(text: string): boolean {
  return text.search(AT_EDGE) >= 0
}

/** A text as a template, its marks optional: `what now?` → `what now[?]`. */
export function writeMarks(text: string): string {
  let written = ''
  let end = 0
  for (const match of text.matchAll(AT_EDGE)) {
    written += `${escapeSentence(text.slice(end, match.index))}[${escapeSentence(match[0])}]`
    end = match.index + match[0].length
  }
  return written + escapeSentence(text.slice(end))
}

/** Optional marks as plain ones, so that a template says what it was made from. */
export function readMarks(part: SentencePart): SentencePart {
  switch (part.kind) {
    case 'sequence':
      return { ...part, parts: part.parts.map(readMarks) }
    case 'choice': {
      const [first, second] = part.options
      const isOptional = part.options.length === 2 && second?.kind === 'text' && second.text === ''
      return isOptional && first?.kind === 'text' && isOnlyMarks(first.text)
        ? first
        : { ...part, options: part.options.map(readMarks) }
    }
    case 'permutation':
      return { ...part, members: part.members.map(readMarks) }
    default:
      return part
  }
}
