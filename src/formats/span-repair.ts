/** Makes spans from outside fit the document: trimmed text, whole characters, no overlaps. */
import { fitSpan } from '@/project/whole-characters'
import type { SourceSpan } from './source-utterance'

const LINE_BREAK = /[\r\n\u2028\u2029\u0085\v\f]/gu

/**
 * Trims the text, makes line breaks spaces, and makes spans fit. Their borders stay as they are given,
 * inside a word, too; only white space at their edges goes, and characters stay whole. Of overlapping
 * spans the longer one stays. `repairs` says in sentences what had to change; a trimmed text alone is none.
 */
export function trimSpans(
  rawText: string,
  rawSpans: readonly SourceSpan[],
): { text: string; spans: SourceSpan[]; repairs: string[] } {
  const oneLine = rawText.replace(/\r\n|[\r\n\u2028\u2029\u0085\v\f]/gu, ' ')
  // `\r\n` is one break of two units: keep offsets by replacing unit by unit where spans exist.
  const even = rawSpans.length > 0 ? rawText.replace(LINE_BREAK, ' ') : oneLine
  const lead = even.length - even.trimStart().length
  const text = even.trim()
  const repairs: string[] = []
  if (rawSpans.length === 0) return { text, spans: [], repairs }
  const fitted: SourceSpan[] = []
  for (const span of rawSpans) {
    if (!Number.isInteger(span.start) || !Number.isInteger(span.end) || span.slot === '') {
      repairs.push('A slot without a place or name was left out.')
      continue
    }
    const start = span.start - lead
    const end = span.end - lead
    if (start >= end || end <= 0 || start >= text.length) {
      repairs.push(`The slot ${span.slot} lay outside the text and was left out.`)
      continue
    }
    const place = fitSpan(text, { start, end })
    if (!place) {
      repairs.push(`The slot ${span.slot} held only white space and was left out.`)
      continue
    }
    const said = text.slice(Math.max(0, start), end)
    const { value, ...rest } = span
    // What the file calls by its own words has no other name; nor has what is no longer those words.
    const isOwn = said.trim() === text.slice(place.start, place.end)
    const named = value !== undefined && isOwn && value.trim() !== said.trim() ? { value } : {}
    fitted.push({ ...rest, ...named, ...place })
    if (place.start === start && place.end === end) continue
    repairs.push(
      `The slot ${span.slot} was moved from “${said}” to “${text.slice(place.start, place.end)}”.`,
    )
  }
  return { text, spans: keepLonger(text.length, fitted, repairs), repairs }
}

/** Spans that do not overlap, in order. A shorter span that overlaps a longer one has an edge within it. */
function keepLonger(length: number, spans: readonly SourceSpan[], repairs: string[]): SourceSpan[] {
  if (spans.length === 1) return [...spans]
  const kept: SourceSpan[] = []
  const ownerAt = new Int32Array(length).fill(-1)
  const longestFirst = spans.toSorted(
    (a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start,
  )
  for (const span of longestFirst) {
    const other = kept[Math.max(ownerAt[span.start] ?? -1, ownerAt[span.end - 1] ?? -1)]
    if (!other) {
      ownerAt.fill(kept.length, span.start, span.end)
      kept.push(span)
    } else if (other.start !== span.start || other.end !== span.end || other.slot !== span.slot) {
      repairs.push(`The slot ${span.slot} overlaps ${other.slot} and was left out.`)
    }
  }
  return kept.sort((a, b) => a.start - b.start)
}
