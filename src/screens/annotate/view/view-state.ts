import { create } from 'zustand'
import type { Span, SplitChoice, UtteranceStatus } from '@/project/project'
import type { Dismissed } from './offers'

export type SortOrder = 'skill' | 'uncertain' | 'longest' | 'shortest' | 'recent'

/** Which utterances to show; an empty or null field lets everything through. */
export type Filters = {
  text: string
  /** An intent's name, or `none` under `isIntentMissing`. */
  intent: string | null
  isIntentMissing: boolean
  slot: string | null
  status: UtteranceStatus | null
  /** `doubted`: a model that had not seen it disagrees; `unlabelled`: no spans; `suggested`: something is suggested. */
  special: 'doubted' | 'unlabelled' | 'suggested' | null
  /** The id of a rule of the checks: only utterances that it complains about. */
  rule: string | null
  /** Only these utterances: what a finding or another screen points at, in words. */
  only: { ids: ReadonlySet<string>; label: string } | null
}

/** What is open over the list. `finish`: the intents, asked for by accepting an utterance that has none. */
export type Mode = 'rest' | 'text' | 'intent' | 'finish' | 'label' | 'add'

export type AnnotateView = {
  filters: Filters
  sort: SortOrder
  focusedId: string | null
  /** Selected tokens of the focused utterance: `head` moves, `anchor` stays. */
  selection: { anchor: number; head: number } | null
  /** Where Tab found no more words; moot once the focus or the selection is another. */
  wordsEnd: (Pick<AnnotateView, 'focusedId' | 'selection'> & { direction: 1 | -1 }) | null
  /** Utterances that are ticked, for doing something to many. */
  tickedIds: ReadonlySet<string>
  /** The span that was labelled last, so that it can be corrected after the selection went on. */
  lastSpan: { utteranceId: string; span: Span } | null
  /** The intent that was chosen or accepted last: likely the next one's, too. */
  lastIntent: string | null
  /** What was waved away, by utterance. */
  dismissed: ReadonlyMap<string, Dismissed>
  /** Counts up when newer suggestions are asked for. */
  asked: number
  mode: Mode
  /** The side of the split that the dialog which adds utterances puts them on, to begin with. */
  addsTo: SplitChoice
  /** Text that was pasted onto the list, for the dialog that adds utterances. */
  pasted: string
  panel: (typeof PANELS)[number]
  /** Which side panel lies over the list on a narrow page. */
  drawer: 'none' | 'filters' | 'panel'
  /** For screen readers. */
  announcement: string
}

export const NO_FILTERS: Filters = {
  text: '',
  intent: null,
  isIntentMissing: false,
  slot: null,
  status: null,
  special: null,
  rule: null,
  only: null,
}

export const START: AnnotateView = {
  filters: NO_FILTERS,
  sort: 'skill',
  focusedId: null,
  selection: null,
  wordsEnd: null,
  tickedIds: new Set(),
  lastSpan: null,
  lastIntent: null,
  dismissed: new Map(),
  asked: 0,
  mode: 'rest',
  addsTo: 'auto',
  pasted: '',
  panel: 'details',
  drawer: 'none',
  announcement: '',
}

/** What the Annotate screen shows and has selected. */
export const useAnnotateView = create<AnnotateView>(() => START)

/** The tabs beside the list. */
export const PANELS = ['details', 'slots', 'templates', 'checks'] as const
