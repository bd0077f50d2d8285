import { create } from 'zustand'
import type { Prediction } from '@/evaluation/prediction'
import { buildGazetteer, findKnownValues, type Gazetteer } from '@/project/gazetteer'
import { guessIntent, type IntentGuesser, learnIntents } from '@/project/intent-guess'
import type { Project, Span, Utterance } from '@/project/project'
import { tokensOf, wordsOf } from '@/project/utterance-tokens'

/** What a model said of an utterance of the open skill. It counts only while the text is still the same. */
export type Suggestion = { utteranceId: string; prediction: Prediction }

/** Answers for utterances, in any order, or null when no model is ready. The worker's client is behind it. */
export type SuggestionProvider = (
  utterances: readonly Utterance[],
  signal: AbortSignal,
) => Promise<readonly Suggestion[] | null>

export type SuggestionsState = {
  projectId: string | null
  provider: SuggestionProvider | null
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

const EMPTY = {
  projectId: null,
  provider: null,
  predictions: new Map(),
  judgements: new Map(),
  gazetteer: new Map(),
  guesser: { intents: new Map(), vocabulary: 0, texts: 0 },
  carrierWords: new Set<string>(),
}

/** Suggestions for the open skill. */
export const useSuggestions = create<SuggestionsState>(() => EMPTY)

/** Spans below this probability are not suggested. */
const SURE_ENOUGH = 0.5
const BATCH = 200

let running: AbortController | null = null

/** Says who answers for utterances of a skill; null when there is no model any more. */
export function provideSuggestions(projectId: string, provider: SuggestionProvider | null): void {
  running?.abort()
  useSuggestions.setState({ projectId, provider, predictions: new Map() })
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
  const open = project.utterances.filter(
    (utterance) =>
      utterance.status !== 'done' && predictions.get(utterance.id)?.text !== utterance.text,
  )
  for (let first = 0; first < open.length && !controller.signal.aborted; first += BATCH) {
    const answers = await provider(open.slice(first, first + BATCH), controller.signal)
    if (!answers || controller.signal.aborted) return
    const next = new Map(useSuggestions.getState().predictions)
    for (const { utteranceId, prediction } of answers) next.set(utteranceId, prediction)
    useSuggestions.setState({ predictions: next })
  }
}

/** Learns anew which values and which carrier words the skill holds. A few milliseconds for 1,000 utterances. */
export function refreshKnowledge(project: Project): void {
  if (useSuggestions.getState().projectId !== project.id) {
    running?.abort()
    useSuggestions.setState({ ...EMPTY, projectId: project.id })
  }
  useSuggestions.setState({
    gazetteer: buildGazetteer(project),
    guesser: learnIntents(project),
    carrierWords: findCarrierWords(project),
  })
}

/** What to offer for an utterance: the model's spans, else known values; never where a label is. */
export function suggestionFor(
  utterance: Utterance,
  state: Pick<SuggestionsState, 'predictions' | 'gazetteer' | 'guesser'>,
): { intent: string | null; spans: Span[]; from: 'model' | 'values' } {
  if (utterance.status === 'done') return { intent: null, spans: [], from: 'values' }
  const prediction = state.predictions.get(utterance.id)
  if (prediction?.text === utterance.text) {
    const top = prediction.intents[0]
    return {
      intent:
        utterance.intent === null && top && top.probability >= SURE_ENOUGH ? top.intent : null,
      spans: prediction.spans
        .filter(
          (span) =>
            span.probability >= SURE_ENOUGH &&
            utterance.spans.every((own) => own.end <= span.start || own.start >= span.end),
        )
        .map(({ start, end, slot }) => ({ start, end, slot })),
      from: 'model',
    }
  }
  const intent = utterance.intent === null ? guessIntent(utterance, state.guesser) : null
  // Known values are looked up as if the guess were right: both are accepted together.
  const guessed = intent === null ? utterance : withIntent(utterance, intent)
  return { intent, spans: findKnownValues(guessed, state.gazetteer), from: 'values' }
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

function findCarrierWords(project: Project): Set<string> {
  const counts = new Map<string, number>()
  for (const utterance of project.utterances) {
    const { spans } = utterance
    if (spans.length === 0 && utterance.status !== 'done') continue
    const words = wordsOf(utterance)
    let next = 0
    tokensOf(utterance).forEach((token, index) => {
      while ((spans[next]?.end ?? Number.POSITIVE_INFINITY) <= token.start) next++
      const isLabelled = (spans[next]?.start ?? Number.POSITIVE_INFINITY) < token.end
      const word = words[index] ?? ''
      counts.set(word, (counts.get(word) ?? 0) + (isLabelled ? -2 : 1))
    })
  }
  return new Set([...counts].filter(([, count]) => count >= 2).map(([word]) => word))
}
