import { tokensOf } from '@/project/utterance-tokens'
import { announce } from '@/screens/annotate/view/announce'
import type { TokenRange } from '@/screens/annotate/view/candidates'
import { focusedUtterance } from '@/screens/annotate/view/focus'
import {
  selectedRange,
  spanInHand,
  textOfRange,
  wordsEndReached,
} from '@/screens/annotate/view/selection'
import { candidatesOf } from '@/screens/annotate/view/shown-offers'
import { useAnnotateView } from '@/screens/annotate/view/view-state'

/** Where the hand is among the words of the focused utterance. */

/** Moves the end of the selection; with `extends` the other end stays. Spans are stepped over token by token. */
export function moveCaret(step: number, options: { extends: boolean }): void {
  const utterance = focusedUtterance()
  if (!utterance) return
  const { selection } = useAnnotateView.getState()
  const last = tokensOf(utterance).length - 1
  const start = selection?.head ?? (step > 0 ? -1 : last + 1)
  const head = Math.min(last, Math.max(0, start + step))
  const anchor = options.extends && selection ? selection.anchor : head
  useAnnotateView.setState({ selection: { anchor, head } })
  announceSelection()
}

/** Puts the caret on the first or last token. */
export function moveCaretTo(edge: 'first' | 'last'): void {
  const utterance = focusedUtterance()
  if (!utterance) return
  const head = edge === 'first' ? 0 : tokensOf(utterance).length - 1
  useAnnotateView.setState({ selection: { anchor: head, head } })
  announceSelection()
}

/** The next (or previous) run of tokens that is worth a label; null when there is none. */
export function nextCandidate(direction: 1 | -1): TokenRange | null {
  const utterance = focusedUtterance()
  if (!utterance) return null
  const range = selectedRange()
  const candidates = candidatesOf(utterance)
  if (direction === 1) {
    return candidates.find((one) => range === null || one.first > range.last) ?? null
  }
  return range ? (candidates.findLast((one) => one.last < range.first) ?? null) : null
}

/**
 * Goes to the next words that are worth a label. Past the last of them it stays once and says so, for a
 * hand that presses Tab quickly must not land on a button; the press after that leaves the list.
 */
export function goToCandidate(direction: 1 | -1): void {
  const candidate = nextCandidate(direction)
  if (candidate) {
    useAnnotateView.setState({ selection: { anchor: candidate.first, head: candidate.last } })
    announceSelection()
    return
  }
  const { focusedId, selection } = useAnnotateView.getState()
  useAnnotateView.setState({ wordsEnd: { focusedId, selection, direction } })
  announce(
    `No ${direction === 1 ? 'more' : 'earlier'} words to label. The same key again leaves the list.`,
  )
}

/** Whether there are words to go to, or their end is still to be told of. */
export function canGoToCandidate(direction: 1 | -1): boolean {
  return nextCandidate(direction) !== null || wordsEndReached() !== direction
}

export function announceSelection(): void {
  const utterance = focusedUtterance()
  const range = selectedRange()
  if (!utterance || !range) return
  const span = spanInHand()
  announce(`${textOfRange(utterance, range)}${span ? `, ${span.slot}` : ''}`)
}
