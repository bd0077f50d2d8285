/** Makes spans from outside fit the document: trimmed text, whole tokens, no overlaps. */
import { snapToTokens, tokenize } from '@/project/tokenizer'
import type { SourceSpan } from './project-builder'

/**
 * Trims the text, makes line breaks spaces, and snaps spans to tokens. Of overlapping spans the
 * longer one stays. `repairs` says in sentences what had to change; a trimmed text alone is none.
 */
export function trimSpans(
  rawText: string,
  rawSpans: readonly SourceSpan[],
): { text: string; spans: SourceSpan[]; repairs: string[] } {
  const oneLine = rawText.replace(/\r\n|[\r\n\u2028\u2029\u0085\v\f]/gu, ' ')
  // `\r\n` is one break of two units: keep offsets by replacing unit by unit where spans exist.
  const even =
    rawSpans.length > 0 ? rawText.replace(/[\r\n\u2028\u2029\u0085\v\f]/gu, ' ') : oneLine
  const lead = even.length - even.trimStart().length
  const text = even.trim()
  const repairs: string[] = []
  if (rawSpans.length === 0) return { text, spans: [], repairs }
  const tokens = tokenize(text)
  const snapped: SourceSpan[] = []
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
    const place = snapToTokens(tokens, { start, end })
    if (!place) {
      repairs.push(`The slot ${span.slot} held only white space and was left out.`)
      continue
    }
    if (place.start !== start || place.end !== end) {
      repairs.push(
        `The slot ${span.slot} was moved from “${text.slice(Math.max(0, start), end)}” to the whole words “${text.slice(place.start, place.end)}”.`,
      )
    }
    snapped.push({ ...span, ...place })
  }
  const kept: SourceSpan[] = []
  for (const span of [...snapped].sort(
    (a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start,
  )) {
    const other = kept.find((one) => one.start < span.end && one.end > span.start)
    if (!other) kept.push(span)
    else if (other.start !== span.start || other.end !== span.end || other.slot !== span.slot) {
      repairs.push(`The slot ${span.slot} overlaps ${other.slot} and was left out.`)
    }
  }
  return { text, spans: kept.sort((a, b) => a.start - b.start), repairs }
}
