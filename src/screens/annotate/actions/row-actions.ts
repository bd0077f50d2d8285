import { announce, placeInWords } from '@/screens/annotate/view/announce'
import { offsetsOf } from '@/screens/annotate/view/candidates'
import { setFilters } from '@/screens/annotate/view/filters'
import { focusedUtterance, focusUtterance, moveFocus } from '@/screens/annotate/view/focus'
import { selectedRange } from '@/screens/annotate/view/selection'
import { useAnnotateView } from '@/screens/annotate/view/view-state'
import { copyUtterance, splitUtteranceAt } from '@/store/project-actions'

/** Going through the list, and what is done to the focused utterance as a whole. */

/** Cuts the focused utterance in two before the selection. */
export function splitHere(): void {
  const utterance = focusedUtterance()
  const range = selectedRange()
  if (!utterance || !range) return
  const id = splitUtteranceAt(utterance.id, offsetsOf(utterance, range).start)
  if (id !== null) announce('Split in two')
}

/** Copies the focused utterance and goes to the copy. */
export function duplicateHere(): void {
  const utterance = focusedUtterance()
  const id = utterance && copyUtterance(utterance.id)
  if (!id) return
  focusUtterance(id)
  announce(`Duplicated. ${placeInWords()}`)
}

/** Goes on by so many rows, back when negative, and says where that is. */
export function goBy(rows: number): void {
  const isMoved = moveFocus(rows)
  announce(isMoved ? placeInWords() : rows > 0 ? 'This is the last one' : 'This is the first one')
}

/** Goes to the first or last row of the list and says where that is. */
export function goToEdge(edge: 'first' | 'last'): void {
  goBy(edge === 'first' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY)
}

/** Lets go of one thing after the other: dialog, selection, ticks, filters of another screen. */
export function letGo(): void {
  const { mode, selection, tickedIds, drawer, filters } = useAnnotateView.getState()
  if (mode !== 'rest') useAnnotateView.setState({ mode: 'rest' })
  else if (drawer !== 'none') useAnnotateView.setState({ drawer: 'none' })
  else if (tickedIds.size > 0) useAnnotateView.setState({ tickedIds: new Set() })
  else if (selection) useAnnotateView.setState({ selection: null })
  else if (filters.only) setFilters({ only: null })
}

/** The element that has the keyboard while annotating. */
export function focusList(): void {
  document.querySelector<HTMLElement>('[data-annotate-list]')?.focus({ preventScroll: true })
}
