import type { Span, Utterance } from '@/project/project'
import { tokensOf } from '@/project/utterance-tokens'
import { announce } from '@/screens/annotate/view/announce'
import { offsetsOf, rangeOf, type TokenRange } from '@/screens/annotate/view/candidates'
import { focusedUtterance } from '@/screens/annotate/view/focus'
import { selectedRange, spanInHand, textOfRange } from '@/screens/annotate/view/selection'
import { slotChoices, suggestionNow } from '@/screens/annotate/view/shown-offers'
import { useAnnotateView } from '@/screens/annotate/view/view-state'
import { usePreferences } from '@/store/preferences'
import { annotateSpan, changeSpanEdges, removeSpan } from '@/store/project-actions'
import { useProjectStore } from '@/store/project-store'
import { showToast } from '@/ui/toasts'
import { announceSelection, nextCandidate } from './caret-actions'
import { sameValuePlaces } from './value-actions'

/** Labels of the focused utterance: given, moved, taken away, together with where the hand goes next. */

/** Opens the list of slots for the selected words; says so where there are none. */
export function openSlots(): void {
  if (selectedRange()) useAnnotateView.setState({ mode: 'label' })
  else askForSelection()
}

function askForSelection(): void {
  showToast('Select words first: click them, or use the arrow keys.')
}

/** Labels the selection, then selects what comes next. */
export function labelSelection(slot: string): void {
  const utterance = focusedUtterance()
  const range = selectedRange()
  if (!utterance || !range) {
    askForSelection()
    return
  }
  const span: Span = { ...offsetsOf(utterance, range), slot }
  annotateSpan(utterance.id, span)
  const next = usePreferences.getState().movesOnAfterLabel ? nextCandidate(1) : null
  useAnnotateView.setState({
    lastSpan: { utteranceId: utterance.id, span },
    mode: 'rest',
    selection: next
      ? { anchor: next.first, head: next.last }
      : { anchor: range.first, head: range.last },
  })
  const places = sameValuePlaces()
  const more =
    places.length > 0 ? ` Unlabelled in ${places.length} more places: press G to label them.` : ''
  announce(`${textOfRange(utterance, range)}: labelled ${slot}.${more}`)
}

/** The slot behind the nth label key of the focused utterance. */
export function slotOfKey(index: number): string | null {
  const { project } = useProjectStore.getState()
  if (!project) return null
  const { own, others } = slotChoices(project, focusedUtterance())
  return [...own, ...others][index] ?? null
}

/** Widens or narrows the span in hand, else the selection, by a token at one side. */
export function resizeSpan(side: 'start' | 'end', step: 1 | -1): void {
  changeEdges((range) =>
    side === 'start'
      ? { first: range.first + step, last: range.last }
      : { first: range.first, last: range.last + step },
  )
}

/** Moves the span in hand, else the selection, by a token. */
export function shiftSpan(step: 1 | -1): void {
  changeEdges((range) => ({ first: range.first + step, last: range.last + step }))
}

/** Gives a span of the focused utterance other tokens, and keeps it in hand. */
export function stretchSpan(span: Span, range: TokenRange): void {
  const utterance = focusedUtterance()
  if (!utterance) return
  const moved = { ...offsetsOf(utterance, range), slot: span.slot }
  changeSpanEdges(utterance.id, span, moved)
  // A border inside a word goes with the span that made it.
  const now = rangeOf(focusedUtterance() ?? utterance, moved)
  useAnnotateView.setState({
    lastSpan: { utteranceId: utterance.id, span: moved },
    selection: { anchor: now.first, head: now.last },
  })
  announce(`${span.slot}: ${textOfRange(utterance, range)}`)
}

/** Takes the label off the span in hand; without one, waves suggestions away. */
export function removeSpanInHand(): void {
  const utterance = focusedUtterance()
  if (!utterance) return
  const span = spanInHand()
  if (span) {
    removeSpan(utterance.id, span)
    announce(`${span.slot} removed`)
    return
  }
  dismissSuggestions(utterance)
}

/** Waves away the suggested slot that the selection touches; where it touches none, all that is suggested. */
function dismissSuggestions(utterance: Utterance): void {
  const { spans, intent } = suggestionNow(utterance)
  if (spans.length === 0 && intent === null) return
  const range = selectedRange()
  const selected = range && offsetsOf(utterance, range)
  const touched = selected
    ? spans.filter((span) => span.start < selected.end && span.end > selected.start)
    : []
  const { dismissed } = useAnnotateView.getState()
  const before = dismissed.get(utterance.id) ?? []
  const gone = touched.length === 0 || before === 'all' ? 'all' : [...before, ...touched]
  useAnnotateView.setState({ dismissed: new Map(dismissed).set(utterance.id, gone) })
  announce(
    gone === 'all'
      ? 'Suggestions waved away'
      : `${touched.map(({ slot }) => slot).join(', ')} waved away`,
  )
}

/** Changes the span in hand, else the selection itself. */
function changeEdges(change: (range: TokenRange) => TokenRange): void {
  const utterance = focusedUtterance()
  if (!utterance) return
  const span = spanInHand()
  const now = span ? rangeOf(utterance, span) : selectedRange()
  if (!now) return
  const range = change(now)
  const last = tokensOf(utterance).length - 1
  if (range.first > range.last || range.first < 0 || range.last > last) return
  if (span) {
    stretchSpan(span, range)
    return
  }
  useAnnotateView.setState({ selection: { anchor: range.first, head: range.last } })
  announceSelection()
}
