/** An annotated text as the pieces that chunk formats are made of. */
import type { Span } from '@/project/project'

/** The pieces of a text in order; `slot` is null between the spans. No piece is empty. */
export function cutBySpans(annotated: {
  text: string
  spans: readonly Span[]
}): { text: string; slot: string | null }[] {
  const pieces: { text: string; slot: string | null }[] = []
  let end = 0
  for (const span of annotated.spans) {
    pieces.push({ text: annotated.text.slice(end, span.start), slot: null })
    pieces.push({ text: annotated.text.slice(span.start, span.end), slot: span.slot })
    end = span.end
  }
  pieces.push({ text: annotated.text.slice(end), slot: null })
  return pieces.filter(({ text }) => text !== '')
}
