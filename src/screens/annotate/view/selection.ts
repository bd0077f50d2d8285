import type { Span, Utterance } from '@/project/project'
import { tokensOf } from '@/project/utterance-tokens'
import { rangeOf, type TokenRange } from './candidates'
import { focusedUtterance } from './focus'
import { useAnnotateView } from './view-state'

/** The selected words of the focused utterance, and the span that they touch. */

/** Selects tokens of an utterance. */
export function selectTokens(id: string, anchor: number, head: number): void {
  useAnnotateView.setState({ focusedId: id, selection: { anchor, head }, mode: 'rest' })
}

/** The selected tokens, in order; null when none are. */
export function selectedRange(): TokenRange | null {
  const { selection } = useAnnotateView.getState()
  const utterance = focusedUtterance()
  if (!selection || !utterance) return null
  const last = tokensOf(utterance).length - 1
  const clamp = (index: number) => Math.min(last, Math.max(0, index))
  return {
    first: clamp(Math.min(selection.anchor, selection.head)),
    last: clamp(Math.max(selection.anchor, selection.head)),
  }
}

/** The end of the words to label at which Tab has stopped: 1 for the last, -1 for the first. */
export function wordsEndReached(): 1 | -1 | null {
  const { wordsEnd, focusedId, selection } = useAnnotateView.getState()
  const isHere = wordsEnd?.focusedId === focusedId && wordsEnd.selection === selection
  return isHere ? wordsEnd.direction : null
}

/** The span that the selection touches; where nothing is selected, the one labelled last in this utterance. */
export function spanInHand(): Span | null {
  return selectedRange() ? touchedSpan() : recentSpan()
}

/** The span that the selection touches, else the one labelled last in this utterance. */
export function recentSpan(): Span | null {
  const touched = touchedSpan()
  const utterance = focusedUtterance()
  const { lastSpan } = useAnnotateView.getState()
  if (touched || !utterance || lastSpan?.utteranceId !== utterance.id) return touched
  return (
    utterance.spans.find(
      (span) => span.start === lastSpan.span.start && span.slot === lastSpan.span.slot,
    ) ?? null
  )
}

function touchedSpan(): Span | null {
  const utterance = focusedUtterance()
  const range = selectedRange()
  if (!utterance || !range) return null
  const touches = (span: Span) => {
    const own = rangeOf(utterance, span)
    return own.first <= range.last && own.last >= range.first
  }
  return utterance.spans.find(touches) ?? null
}

/** The words between two tokens. */
export function textOfRange(utterance: Utterance, range: TokenRange): string {
  const tokens = tokensOf(utterance)
  return utterance.text.slice(tokens[range.first]?.start, tokens[range.last]?.end)
}
