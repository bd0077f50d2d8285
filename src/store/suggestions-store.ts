import { create } from 'zustand'
import type { Prediction } from '@/evaluation/prediction'
import { findEverydayValues } from '@/project/everyday-values'
import { findKnownValues, type Gazetteer } from '@/project/gazetteer'
import { guessIntent, type IntentGuesser } from '@/project/intent-guess'
import type { Project, Span, Utterance } from '@/project/project'
import { createLearner } from './suggestions-knowledge'

/** What a model said of an utterance of the open skill. It counts only while the text is still the same. */
export type Suggestion = { utteranceId: string; prediction: Prediction }

/** Answers for utterances, in any order, or null when no model is ready. The worker's client is behind it. */
export type SuggestionProvider = (
  utterances: readonly Utterance[],
  signal: AbortSignal,
) => Promise<readonly Suggestion[] | null>

/**
 * What a provider answers with: a model that was trained on the skill, or one that was made of its labels at
 * once. An instant one knows less of values than the skill itself, so both are offered.
 */
export type ProviderKind = 'trained' | 'instant'

export type SuggestionsState = {
  projectId: string | null
  provider: SuggestionProvider | null
  providerKind: ProviderKind
  /** By utterance: what the model would label. */
  predictions: ReadonlyMap<string, Prediction>
  /** By utterance: what a model that had not seen it says (cross-validation), for finding label errors. */
  judgements: ReadonlyMap<string, Prediction>
  /** What the skill itself knows, before any model. */
  gazetteer: Gazetteer
  /** Guesses intents by words, before any model. */
  guesser: IntentGuesser
  /** Words that people left unlabelled so far, and that are thus hardly slot values. */
  carrierWords: ReadonlySet<string>
}

/**
 * What is less probable is not suggested. Of an instant model, only what is right as often as a value that
 * the skill has seen before (`bench/annotate/offers.ts`): taking back costs more than labelling.
 */
const SURE_ENOUGH = {
  trained: { intent: 0.5, span: 0.5 },
  instant: { intent: 0.7, span: 0.85 },
} as const
const BATCH = 200

/** How long learning may hold the page at a time: well within a frame. */
const SLICE_MS = 6

let running: AbortController | null = null
/** Which utterances the provider of now has answered; other predictions are of one before it. */
let answeredBy: { provider: SuggestionProvider | null; ids: Set<string> } = {
  provider: null,
  ids: new Set(),
}
let learner = createLearner()
let nextSlice: ReturnType<typeof setTimeout> | undefined

/** Suggestions for the open skill. */
export const useSuggestions = create<SuggestionsState>(() => emptyFor(null))

/** Says who answers for utterances of a skill; null when there is no model any more. */
export function provideSuggestions(
  projectId: string,
  provider: SuggestionProvider | null,
  providerKind: ProviderKind = 'trained',
): void {
  running?.abort()
  const before = useSuggestions.getState()
  // A renewed instant model replaces answers one by one: offers should not vanish and come again.
  const isRenewed = providerKind === 'instant' && before.providerKind === 'instant' && provider
  const predictions = isRenewed && before.projectId === projectId ? before.predictions : new Map()
  useSuggestions.setState({ projectId, provider, providerKind, predictions })
}

/** Replaces what cross-validation said of a skill's utterances. */
export function publishJudgements(projectId: string, judgements: readonly Suggestion[]): void {
  if (useSuggestions.getState().projectId !== projectId) {
    useSuggestions.setState({ projectId, provider: null, predictions: new Map() })
  }
  useSuggestions.setState({
    judgements: new Map(judgements.map(({ utteranceId, prediction }) => [utteranceId, prediction])),
  })
}

/** Asks the provider about utterances that are still to do and not yet answered, a batch at a time. */
export async function requestSuggestions(project: Project): Promise<void> {
  const { provider, projectId, predictions } = useSuggestions.getState()
  if (!provider || projectId !== project.id) return
  running?.abort()
  const controller = new AbortController()
  running = controller
  const isAnswered = (utterance: Utterance) =>
    answeredBy.provider === provider &&
    answeredBy.ids.has(utterance.id) &&
    predictions.get(utterance.id)?.text === utterance.text
  const open = project.utterances.filter(
    (utterance) => utterance.status !== 'done' && !isAnswered(utterance),
  )
  if (answeredBy.provider !== provider) answeredBy = { provider, ids: new Set() }
  for (let first = 0; first < open.length && !controller.signal.aborted; first += BATCH) {
    const answers = await provider(open.slice(first, first + BATCH), controller.signal)
    if (!answers || controller.signal.aborted) return
    const next = new Map(useSuggestions.getState().predictions)
    for (const { utteranceId, prediction } of answers) {
      next.set(utteranceId, prediction)
      answeredBy.ids.add(utteranceId)
    }
    useSuggestions.setState({ predictions: next })
  }
}

/**
 * Learns from the edits since the last time which values and carrier words a skill holds and what
 * its intents sound like. The first look at a large skill goes on in slices, between frames.
 */
export function refreshKnowledge(project: Project): void {
  clearTimeout(nextSlice)
  if (useSuggestions.getState().projectId !== project.id) {
    running?.abort()
    learner = createLearner()
    useSuggestions.setState(emptyFor(project.id))
  }
  const isFirst = learner.knowledge().guesser.texts === 0
  const isAll = learner.learn(project, SLICE_MS)
  const { gazetteer, guesser, carrier } = learner.knowledge()
  if ((isAll || isFirst) && gazetteer !== useSuggestions.getState().gazetteer) {
    useSuggestions.setState({ gazetteer, guesser, carrierWords: carrier.words })
  }
  if (!isAll) nextSlice = setTimeout(() => refreshKnowledge(project), 0)
}

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

function emptyFor(projectId: string | null): SuggestionsState {
  const { gazetteer, guesser, carrier } = learner.knowledge()
  return {
    projectId,
    provider: null,
    providerKind: 'trained',
    predictions: new Map(),
    judgements: new Map(),
    gazetteer,
    guesser,
    carrierWords: carrier.words,
  }
}
