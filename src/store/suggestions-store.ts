import { create, type StoreApi, type UseBoundStore } from 'zustand'
import type { Prediction } from '@/evaluation/prediction'
import type { Gazetteer } from '@/project/gazetteer'
import type { IntentGuesser } from '@/project/intent-guess'
import type { Project, Utterance } from '@/project/project'
import { type Clock, pageClock } from './clock'
import { createLearner, type Learner } from './suggestions-knowledge'

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

const BATCH = 200

/** How long learning may hold the page at a time: well within a frame. */
const SLICE_MS = 6

/** Suggestions for one skill at a time. */
export type Suggestions = {
  state: UseBoundStore<StoreApi<SuggestionsState>>
  /** Says who answers for utterances of a skill; null when there is no model any more. */
  provide: (
    projectId: string,
    provider: SuggestionProvider | null,
    providerKind?: ProviderKind,
  ) => void
  /** Replaces what cross-validation said of a skill's utterances. */
  publishJudgements: (projectId: string, judgements: readonly Suggestion[]) => void
  /** Asks the provider about utterances that are still to do and not yet answered, a batch at a time. */
  request: (project: Project) => Promise<void>
  /**
   * Learns from the edits since the last time which values and carrier words a skill holds and what
   * its intents sound like. The first look at a large skill goes on in slices, between frames.
   */
  refreshKnowledge: (project: Project) => void
}

/** Suggestions before any skill was looked at. */
export function createSuggestions(clock: Clock): Suggestions {
  let running: AbortController | null = null
  /** Which utterances the provider of now has answered; other predictions are of one before it. */
  let answeredBy: { provider: SuggestionProvider | null; ids: Set<string> } = {
    provider: null,
    ids: new Set(),
  }
  let learner = createLearner()
  let cancelSlice = () => {}
  const state = create<SuggestionsState>(() => emptyFor(null, learner))
  const { getState: get, setState: set } = state

  function refreshKnowledge(project: Project): void {
    cancelSlice()
    if (get().projectId !== project.id) {
      running?.abort()
      learner = createLearner()
      set(emptyFor(project.id, learner))
    }
    const isFirst = learner.knowledge().guesser.texts === 0
    const isAll = learner.learn(project, SLICE_MS)
    const { gazetteer, guesser, carrier } = learner.knowledge()
    if ((isAll || isFirst) && gazetteer !== get().gazetteer) {
      set({ gazetteer, guesser, carrierWords: carrier.words })
    }
    if (!isAll) cancelSlice = clock.after(0, () => refreshKnowledge(project))
  }

  return {
    state,
    provide(projectId, provider, providerKind = 'trained') {
      running?.abort()
      const before = get()
      // A renewed instant model replaces answers one by one: offers should not vanish and come again.
      const isRenewed = providerKind === 'instant' && before.providerKind === 'instant' && provider
      const isKept = isRenewed && before.projectId === projectId
      const predictions = isKept ? before.predictions : new Map()
      set({ projectId, provider, providerKind, predictions })
    },
    publishJudgements(projectId, judgements) {
      if (get().projectId !== projectId) {
        set({ projectId, provider: null, predictions: new Map() })
      }
      set({
        judgements: new Map(
          judgements.map(({ utteranceId, prediction }) => [utteranceId, prediction]),
        ),
      })
    },
    async request(project) {
      const { provider, projectId, predictions } = get()
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
        const next = new Map(get().predictions)
        for (const { utteranceId, prediction } of answers) {
          next.set(utteranceId, prediction)
          answeredBy.ids.add(utteranceId)
        }
        set({ predictions: next })
      }
    },
    refreshKnowledge,
  }
}

/** The suggestions of this page. */
export const {
  state: useSuggestions,
  provide: provideSuggestions,
  publishJudgements,
  request: requestSuggestions,
  refreshKnowledge,
} = createSuggestions(pageClock)

function emptyFor(projectId: string | null, learner: Learner): SuggestionsState {
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
