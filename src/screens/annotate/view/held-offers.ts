import type { Span, Utterance } from '@/project/project'
import type { RowSuggestion } from './row-words'

/** Offers that hold still: what was shown for an utterance stays until somebody asks for newer ones. */
export type HeldOffers = {
  /** What to show of a fresh offer. Remembers it as shown. */
  show: (
    utterance: Utterance,
    fresh: RowSuggestion,
    options: { isInHand: boolean },
  ) => RowSuggestion
  /** What a fresh offer says otherwise, or beyond, what is shown; null when it says the same. */
  newer: (utterance: Utterance, fresh: RowSuggestion) => RowSuggestion | null
  /** Forgets what was shown, of one utterance or of all: the next offer shows as it comes. */
  release: (utteranceId?: string) => void
}

type Held = {
  /** As it was when the offer was shown last: an edit of one's own makes another object. */
  utterance: Utterance
  offer: RowSuggestion
  /** What of the offer is still open beside the utterance's own labels. */
  open: RowSuggestion
}

/**
 * Offers change while a person labels: each label teaches something. What somebody has read must not
 * flip under the finger that accepts it, so what was shown stays. Where nothing was shown, an offer
 * may appear as long as the utterance is not in hand; in hand only together with an edit of one's own
 * to it, when the eyes are on it. A new text or a chosen intent makes the old offers moot.
 */
export function createHeldOffers(): HeldOffers {
  const shown = new Map<string, Held>()
  return {
    show: (utterance, fresh, { isInHand }) => {
      const held = shown.get(utterance.id)
      const next = nextOffer(held, utterance, fresh, isInHand)
      if (held && next === held.offer && utterance === held.utterance) return held.open
      const open = openPart(next, utterance)
      const isSame = isEqual(open, fresh)
      const kept = held && isEqual(open, held.open) ? held.open : isSame ? fresh : open
      shown.set(utterance.id, { utterance, offer: next, open: kept })
      return kept
    },
    newer: (utterance, fresh) => {
      const held = shown.get(utterance.id)
      if (!held) return null
      const open = openPart(held.offer, utterance)
      return isEqual(open, fresh) || (fresh.intent === null && fresh.spans.length === 0)
        ? null
        : fresh
    },
    release: (utteranceId) => {
      if (utteranceId === undefined) shown.clear()
      else shown.delete(utteranceId)
    },
  }
}

function nextOffer(
  held: Held | undefined,
  utterance: Utterance,
  fresh: RowSuggestion,
  isInHand: boolean,
): RowSuggestion {
  if (!held || held.utterance.text !== utterance.text) return fresh
  const { offer } = held
  const isEdited = held.utterance !== utterance
  if (isInHand && !isEdited) return offer
  // Slots go with an intent: another one asks for others.
  const isIntentChosen = held.utterance.intent !== utterance.intent
  const spans = isIntentChosen
    ? fresh.spans
    : [...offer.spans, ...fresh.spans.filter((span) => isFree(span, offer.spans))]
  const next = { intent: offer.intent ?? fresh.intent, spans: inOrder(spans) }
  return isEqual(next, offer) ? offer : next
}

/** What is offered where nothing is labelled yet. */
function openPart(offer: RowSuggestion, utterance: Utterance): RowSuggestion {
  if (utterance.status === 'done') return { intent: null, spans: [] }
  return {
    intent: utterance.intent === null ? offer.intent : null,
    spans: offer.spans.filter((span) => isFree(span, utterance.spans)),
  }
}

function isFree({ start, end }: Span, taken: readonly Span[]): boolean {
  return taken.every((own) => own.end <= start || own.start >= end)
}

function inOrder(spans: readonly Span[]): Span[] {
  return [...spans].sort((a, b) => a.start - b.start)
}

function isEqual(a: RowSuggestion, b: RowSuggestion): boolean {
  return (
    a.intent === b.intent &&
    a.spans.length === b.spans.length &&
    a.spans.every((span, index) => {
      const other = b.spans[index]
      return other?.start === span.start && other.end === span.end && other.slot === span.slot
    })
  )
}
