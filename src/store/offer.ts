import type { Prediction } from '@/evaluation/prediction'
import { findEverydayValues } from '@/project/everyday-values'
import { findKnownValues } from '@/project/gazetteer'
import { guessIntent } from '@/project/intent-guess'
import type { Span, Utterance } from '@/project/project'
import type { SuggestionsState } from './suggestions-store'

/**
 * What is less probable is not suggested. Of an instant model, only what is right as often as a value that
 * the skill has seen before (`bench/annotate/offers.ts`): taking back costs more than labelling.
 */
const SURE_ENOUGH = {
  trained: { intent: 0.5, span: 0.5 },
  instant: { intent: 0.7, span: 0.85 },
} as const

/** What is offered for an utterance. */
export type Offer = { intent: string | null; spans: Span[]; from: 'model' | 'values' }

/** All that an offer depends on. */
export type OfferSources = Pick<
  SuggestionsState,
  'predictions' | 'gazetteer' | 'guesser' | 'providerKind'
>

const NO_OFFER: Offer = { intent: null, spans: [], from: 'values' }
const offers = new WeakMap<Utterance, { sources: OfferSources; offer: Offer }>()

/**
 * What to offer for an utterance: the model's spans, else known values; never where a label is.
 * Equal offers are the same object, so that a row is drawn again only when its offer changes.
 */
export function suggestionFor(utterance: Utterance, state: OfferSources): Offer {
  if (utterance.status === 'done') return NO_OFFER
  const known = offers.get(utterance)
  if (
    known?.sources.gazetteer === state.gazetteer &&
    known.sources.guesser === state.guesser &&
    known.sources.predictions === state.predictions
  ) {
    return known.offer
  }
  const { predictions, gazetteer, guesser, providerKind } = state
  const fresh = findOffer(utterance, state)
  const offer = known && isSameOffer(known.offer, fresh) ? known.offer : fresh
  offers.set(utterance, { sources: { predictions, gazetteer, guesser, providerKind }, offer })
  return offer
}

function findOffer(utterance: Utterance, state: OfferSources): Offer {
  const prediction = state.predictions.get(utterance.id)
  const isOfText = prediction?.text === utterance.text
  if (isOfText && state.providerKind === 'trained')
    return offerOf(utterance, prediction, [], SURE_ENOUGH.trained)
  const byWords = offerByWords(utterance, state)
  if (!isOfText) return byWords
  // The skill's own values first (they are exact), then what the instant model sees beside them.
  const offer = offerOf(utterance, prediction, byWords.spans, SURE_ENOUGH.instant)
  return {
    intent: offer.intent ?? byWords.intent,
    spans: [...byWords.spans, ...offer.spans].sort((a, b) => a.start - b.start),
    from: 'model',
  }
}

/** What a model is sure enough of, where nothing is labelled or taken yet. */
function offerOf(
  utterance: Utterance,
  prediction: Prediction,
  taken: readonly Span[],
  least: { intent: number; span: number },
): Offer {
  const top = prediction.intents[0]
  const isFree = ({ start, end }: Span) =>
    [...utterance.spans, ...taken].every((own) => own.end <= start || own.start >= end)
  return {
    intent: utterance.intent === null && top && top.probability >= least.intent ? top.intent : null,
    spans: prediction.spans
      .filter((span) => span.probability >= least.span && isFree(span))
      .map(({ start, end, slot }) => ({ start, end, slot })),
    from: 'model',
  }
}

function offerByWords(utterance: Utterance, state: OfferSources): Offer {
  const intent = utterance.intent === null ? guessIntent(utterance, state.guesser) : null
  // Known values are looked up as if the guess were right: both are accepted together.
  const guessed = intent === null ? utterance : withIntent(utterance, intent)
  const known = findKnownValues(guessed, state.gazetteer)
  const everyday = findEverydayValues(state.gazetteer, guessed, known)
  const spans = [...known, ...everyday].sort((a, b) => a.start - b.start)
  return { intent, spans, from: 'values' }
}

const guesses = new WeakMap<Utterance, Utterance>()

/** A copy with an intent, the same one each time, so that its tokens are cut once. */
function withIntent(utterance: Utterance, intent: string): Utterance {
  const known = guesses.get(utterance)
  if (known?.intent === intent) return known
  const copy = { ...utterance, intent }
  guesses.set(utterance, copy)
  return copy
}

/** How unsure the model is of an utterance, 0 to 1: its weakest of intent and tokens; null without an answer. */
export function uncertaintyOf(
  utterance: Utterance,
  predictions: ReadonlyMap<string, Prediction>,
): number | null {
  const prediction = predictions.get(utterance.id)
  if (!prediction || prediction.text !== utterance.text) return null
  const weakest = Math.min(
    prediction.intents[0]?.probability ?? 0,
    ...prediction.tokens.map((token) => token.probability),
  )
  return 1 - weakest
}

/** Whether a model that had not seen the utterance contradicts its labels with confidence. */
export function isDoubted(
  utterance: Utterance,
  judgements: ReadonlyMap<string, Prediction>,
): boolean {
  const judgement = judgements.get(utterance.id)
  if (!judgement || judgement.text !== utterance.text || utterance.intent === null) return false
  const top = judgement.intents[0]
  if (top && top.intent !== utterance.intent && top.probability > 0.8) return true
  const isSure = judgement.tokens.every((token) => token.probability > 0.8)
  const spans = judgement.spans
  return (
    isSure &&
    (spans.length !== utterance.spans.length ||
      spans.some((span, index) => {
        const own = utterance.spans[index]
        return own?.start !== span.start || own.end !== span.end || own.slot !== span.slot
      }))
  )
}

function isSameOffer(a: Offer, b: Offer): boolean {
  return (
    a.intent === b.intent &&
    a.from === b.from &&
    a.spans.length === b.spans.length &&
    a.spans.every(({ start, end, slot }, index) => {
      const other = b.spans[index]
      return other?.start === start && other.end === end && other.slot === slot
    })
  )
}
