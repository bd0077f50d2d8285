import type { Utterance } from '@/project/project'
import { announce, placeInWords } from '@/screens/annotate/view/announce'
import {
  focusedUtterance,
  focusUtterance,
  targetIds,
  visibleNow,
} from '@/screens/annotate/view/focus'
import { NOTHING, type RowSuggestion } from '@/screens/annotate/view/row-words'
import {
  newerSuggestion,
  suggestionNow,
  takeNewerSuggestions,
} from '@/screens/annotate/view/shown-offers'
import { useAnnotateView } from '@/screens/annotate/view/view-state'
import { acceptUtterance, chooseIntent } from '@/store/project-actions'
import { showToast } from '@/ui/toasts'

/** Accepting utterances and what is offered for them. */

/**
 * Accepts the utterance, with its suggestions or without, and goes on to the next one. With them, an
 * utterance that has no intent and none suggested asks for it first.
 */
export function acceptAndGoOn(options: { withSuggestions: boolean }): void {
  const utterance = focusedUtterance()
  if (!utterance) return
  const suggestion = options.withSuggestions ? suggestionNow(utterance) : NOTHING
  if (options.withSuggestions && utterance.intent === null && suggestion.intent === null) {
    useAnnotateView.setState({ mode: 'finish' })
    return
  }
  accept(utterance, suggestion)
}

/** Gives the focused utterance the intent that accepting it asked for, accepts it and goes on. */
export function finishWith(intent: string): void {
  const utterance = focusedUtterance()
  if (utterance) accept(utterance, { intent, spans: suggestionNow(utterance).spans })
}

function accept(utterance: Utterance, suggestion: RowSuggestion): void {
  const nextId = idAfter(utterance.id)
  acceptUtterance(utterance.id, suggestion, { marksDone: true })
  useAnnotateView.setState({ lastIntent: suggestion.intent ?? utterance.intent, mode: 'rest' })
  if (nextId !== null) {
    focusUtterance(nextId)
    announce(`Accepted. ${placeInWords()}`)
    return
  }
  useAnnotateView.setState({ selection: null })
  announce('Accepted. That was the last one.')
  showToast('That was the last one: all that is shown is done.', { tone: 'good' })
}

/** Where to go from an accepted utterance: the next one; at the end of the list the first that is still to do. */
function idAfter(id: string): string | null {
  const visible = visibleNow()
  const at = visible.findIndex((one) => one.id === id)
  const next = visible[at + 1] ?? visible.find((one) => one.id !== id && one.status !== 'done')
  return next?.id ?? null
}

/** Turns the suggestions of the focused utterance into labels. */
export function acceptSuggestions(): void {
  const utterance = focusedUtterance()
  if (!utterance) return
  acceptUtterance(utterance.id, suggestionNow(utterance), { marksDone: false })
  announce('Suggestions accepted')
}

/** Shows what would be suggested for the focused utterance by now, in place of what was shown. */
export function showNewer(): void {
  const utterance = focusedUtterance()
  if (!utterance || !newerSuggestion(utterance)) return
  takeNewerSuggestions(utterance.id)
  const { intent, spans } = suggestionNow(utterance)
  const slots = spans.map(({ slot }) => slot).join(', ')
  announce(`Now suggested: ${[intent ?? utterance.intent ?? 'no intent', slots].join(' ')}`)
}

/** Sets the intent of the ticked utterances or the focused one. */
export function applyIntent(intent: string | null): void {
  const ids = targetIds()
  if (intent !== null) chooseIntent(ids, intent.trim())
  else chooseIntent(ids, null)
  useAnnotateView.setState({ mode: 'rest', lastIntent: intent })
  announce(intent === null ? 'Intent taken away' : `Intent ${intent}`)
}
