import type { Project, Utterance } from '@/project/project'
import { statisticsOf } from '@/project/statistics'
import { useProjectStore } from '@/store/project-store'
import { useSuggestions } from '@/store/suggestions-store'
import { findCandidates, type TokenRange } from './candidates'
import { createHeldOffers } from './held-offers'
import { offerFor, withoutDismissed } from './offers'
import type { RowSuggestion } from './row-words'
import { useAnnotateView } from './view-state'

/** What is offered for an utterance: what was shown of it holds still until newer offers are asked for. */

export const held = createHeldOffers()

/** What is suggested for an utterance: what was shown of it before, unless it was waved away. */
export function suggestionNow(utterance: Utterance): RowSuggestion {
  const { dismissed, focusedId } = useAnnotateView.getState()
  const isInHand = utterance.id === focusedId
  const shown = held.show(utterance, freshOffer(utterance), { isInHand })
  return withoutDismissed(shown, dismissed.get(utterance.id))
}

/** What would be suggested if nothing had been shown before; null when that is the same. */
export function newerSuggestion(utterance: Utterance): RowSuggestion | null {
  if (useAnnotateView.getState().dismissed.has(utterance.id)) return null
  return held.newer(utterance, freshOffer(utterance))
}

/** Shows the newest suggestions, for one utterance or for all. */
export function takeNewerSuggestions(utteranceId?: string): void {
  held.release(utteranceId)
  useAnnotateView.setState({ asked: useAnnotateView.getState().asked + 1 })
}

function freshOffer(utterance: Utterance): RowSuggestion {
  const intents = useProjectStore.getState().project?.intents ?? []
  return offerFor(utterance, intents, useSuggestions.getState())
}

/** The runs of tokens to visit with Tab. */
export function candidatesOf(utterance: Utterance): TokenRange[] {
  return findCandidates(
    utterance,
    suggestionNow(utterance).spans,
    useSuggestions.getState().carrierWords,
  )
}

/** The slots in the order of their keys for an utterance: those of its intent, else of the likely one, then all others. */
export function slotChoices(
  project: Project,
  utterance: Utterance | null,
): { own: string[]; others: string[]; isIntentKnown: boolean } {
  const name = utterance && (utterance.intent ?? suggestionNow(utterance).intent)
  const intent = project.intents.find((candidate) => candidate.name === name)
  const own = intent?.slots.map((slot) => slot.name) ?? []
  const all = [...statisticsOf(project).slots.keys()]
  return {
    own,
    others: all.filter((name) => !own.includes(name)),
    isIntentKnown: intent !== undefined,
  }
}
