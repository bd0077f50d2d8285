import { focusedUtterance, visibleNow } from './focus'
import { selectedRange, textOfRange } from './selection'
import { useAnnotateView } from './view-state'

/** Says something to screen readers; the same words again are said again. */
export function announce(words: string): void {
  useAnnotateView.setState({
    announcement: words === useAnnotateView.getState().announcement ? `${words}\u00a0` : words,
  })
}

/** Where in the list the focused utterance stands, and which of its words are selected. */
export function placeInWords(): string {
  const visible = visibleNow()
  const utterance = focusedUtterance()
  if (!utterance) return ''
  const range = selectedRange()
  const at = visible.findIndex(({ id }) => id === utterance.id) + 1
  const selected = range ? ` Selected: ${textOfRange(utterance, range)}.` : ''
  return `${at} of ${visible.length}.${selected}`
}
