import type { Project, Span, Utterance } from '@/project/project'
import { type OfferSources, suggestionFor } from '@/store/offer'
import { NOTHING, type RowSuggestion } from './row-words'

/** What was waved away of an utterance: some of its suggested slots, or everything. */
export type Dismissed = readonly Span[] | 'all'

const known = new WeakMap<RowSuggestion, Map<string, RowSuggestion>>()

/**
 * What could be offered now: what was learned so far, and what the labels say of the
 * intent. A slot that only one intent takes names that intent, whatever else was guessed. Equal
 * offers are the same object.
 */
export function offerFor(
  utterance: Utterance,
  intents: Project['intents'],
  sources: OfferSources,
): RowSuggestion {
  const offer = suggestionFor(utterance, sources)
  const asksIntent =
    utterance.intent === null && utterance.spans.length > 0 && utterance.status !== 'done'
  const intent = asksIntent ? intentOfSlots(utterance, intents, offer.intent) : offer.intent
  return variantOf(offer, { intent, spans: offer.spans })
}

/** What of an offer was not waved away. */
export function withoutDismissed(offer: RowSuggestion, dismissed?: Dismissed): RowSuggestion {
  if (dismissed === 'all') return NOTHING
  if (!dismissed) return offer
  const spans = offer.spans.filter((span) => !dismissed.some((gone) => isSame(gone, span)))
  return variantOf(offer, { intent: offer.intent, spans })
}

/** The same object each time for the same change of an offer, so that a row is drawn again only when it must. */
function variantOf(offer: RowSuggestion, { intent, spans }: RowSuggestion): RowSuggestion {
  if (intent === offer.intent && spans.length === offer.spans.length) return offer
  const others = known.get(offer) ?? new Map<string, RowSuggestion>()
  known.set(offer, others)
  const key = `${intent ?? ''} ${spans.map(({ start }) => start).join(' ')}`
  const changed = others.get(key) ?? { intent, spans }
  others.set(key, changed)
  return changed
}

function isSame(a: Span, b: Span): boolean {
  return a.start === b.start && a.end === b.end && a.slot === b.slot
}

/** The guess if it takes all slots of an utterance, else the only intent that does. */
function intentOfSlots(
  { spans }: Utterance,
  intents: Project['intents'],
  guess: string | null,
): string | null {
  const takers = intents.filter(({ slots }) =>
    spans.every((span) => slots.some(({ name }) => name === span.slot)),
  )
  if (takers.some(({ name }) => name === guess)) return guess
  return takers.length === 1 ? (takers[0]?.name ?? null) : null
}
