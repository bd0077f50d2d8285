import type { Span, Utterance } from '@/project/project'
import { tokensOf } from '@/project/utterance-tokens'

/** A stretch of a text: the tokens of one span, of one suggested span (`isGhost`), or one bare token. */
export type TextPiece = { tokens: number[]; span: Span | null; isGhost: boolean }

/** Cuts an utterance into its spans, what is suggested where there are none, and the words between. */
export function piecesOf(utterance: Utterance, ghosts: readonly Span[]): TextPiece[] {
  const pieces: TextPiece[] = []
  tokensOf(utterance).forEach((token, index) => {
    const touches = (span: Span) => span.start < token.end && span.end > token.start
    const own = utterance.spans.find(touches) ?? null
    const span = own ?? ghosts.find(touches) ?? null
    const last = pieces.at(-1)
    if (last && last.span === span && span !== null) last.tokens.push(index)
    else pieces.push({ tokens: [index], span, isGhost: own === null && span !== null })
  })
  return pieces
}

/** Spans and suggestions in the order of the text, for drawing it without its single words. */
export function marksOf(
  spans: readonly Span[],
  ghosts: readonly Span[],
): { span: Span; isGhost: boolean }[] {
  if (spans.length + ghosts.length === 0) return []
  const free = ghosts.filter((ghost) =>
    spans.every((span) => span.end <= ghost.start || span.start >= ghost.end),
  )
  return [
    ...spans.map((span) => ({ span, isGhost: false })),
    ...free.map((span) => ({ span, isGhost: true })),
  ].sort((a, b) => a.span.start - b.span.start)
}
