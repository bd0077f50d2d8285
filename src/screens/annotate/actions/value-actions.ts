import { findSameValue, type SamePlace } from '@/project/same-value'
import { focusedUtterance } from '@/screens/annotate/view/focus'
import { recentSpan } from '@/screens/annotate/view/selection'
import { addSpanToValues, annotatePlaces } from '@/store/project-actions'
import { useProjectStore } from '@/store/project-store'
import { showToast } from '@/ui/toasts'
import { undoAction } from './undo-actions'

/** What one labelled value means for others: the same words elsewhere, the values of the slot type. */

let lastSearch: { key: readonly unknown[]; places: SamePlace[] } | null = null

/** Where the value labelled last, or the one in hand, stands without a label in other utterances. */
export function sameValuePlaces(): SamePlace[] {
  const { project } = useProjectStore.getState()
  const utterance = focusedUtterance()
  const span = recentSpan()
  if (!project || !utterance || !span) return []
  const key = [project, utterance.id, span.start, span.end, span.slot]
  if (!lastSearch || key.some((part, index) => part !== lastSearch?.key[index])) {
    lastSearch = { key, places: findSameValue(project, utterance.id, span, 500) }
  }
  return lastSearch.places
}

/** Labels the same value in all other utterances. */
export function labelSameValue(): void {
  const places = sameValuePlaces()
  if (places.length === 0) return
  annotatePlaces(places)
  const slot = places[0]?.span.slot ?? ''
  const text = `Labelled ${places.length} more ${places.length === 1 ? 'place' : 'places'} as ${slot}.`
  showToast(text, { tone: 'good', action: undoAction() })
}

/** Adds the text of the latest span to the values of its slot type. */
export function addToValues(): void {
  const utterance = focusedUtterance()
  const span = recentSpan()
  if (!utterance || !span) return
  const type = addSpanToValues(utterance.id, span)
  if (type === null) return
  const value = utterance.text.slice(span.start, span.end)
  showToast(`“${value}” is a value of ${type}.`, { tone: 'good' })
}
