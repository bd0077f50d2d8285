import { create } from 'zustand'
import type { Project, Span, SplitChoice, Utterance, UtteranceStatus } from '@/project/project'
import { statisticsOf } from '@/project/statistics'
import { tokensOf } from '@/project/utterance-tokens'
import { usePreferences } from '@/store/preferences'
import { useChecks } from '@/store/project-checks'
import { useProjectStore } from '@/store/project-store'
import type { RouteQuery } from '@/store/route'
import { useSuggestions } from '@/store/suggestions-store'
import { findCandidates, rangeOf, type TokenRange } from './candidates'
import { createHeldOffers } from './held-offers'
import { type Dismissed, offerFor, withoutDismissed } from './offers'
import type { RowSuggestion } from './row-words'
import { visibleUtterances } from './visible-utterances'

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
  check: string | null
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
  checkedIds: ReadonlySet<string>
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
  check: null,
  only: null,
}

const START: AnnotateView = {
  filters: NO_FILTERS,
  sort: 'skill',
  focusedId: null,
  selection: null,
  wordsEnd: null,
  checkedIds: new Set(),
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

const set = useAnnotateView.setState
const get = useAnnotateView.getState

/** Begins afresh for a skill, from the query of the address. */
export function openView(query: RouteQuery): void {
  const ids = query.ids?.split(',').filter(Boolean)
  held.release()
  set({
    ...START,
    filters: {
      text: query.q ?? '',
      intent: query.intent ?? null,
      isIntentMissing: query.nointent === '1',
      slot: query.slot ?? null,
      status: STATUSES.find((status) => status === query.status) ?? null,
      special: SPECIALS.find((special) => special === query.special) ?? null,
      check: query.check ?? null,
      only: ids ? { ids: new Set(ids), label: query.because ?? 'Chosen utterances' } : null,
    },
    sort: SORTS.find((sort) => sort === query.sort) ?? 'skill',
    panel: PANELS.find((panel) => panel === query.panel) ?? START.panel,
    ...(query.add === undefined ? {} : { addsTo: query.add === 'test' ? 'test' : 'auto' }),
  })
  if (query.utterance !== undefined) focusUtterance(query.utterance)
  const first = visibleNow()[0]
  if (get().focusedId === null && first) focusUtterance(first.id)
  if (query.add !== undefined) set({ mode: 'add' })
}

/** The query that leads back to this view. */
export function queryOf({ filters, sort, focusedId }: AnnotateView): RouteQuery {
  return {
    utterance: focusedId ?? '',
    q: filters.text,
    intent: filters.intent ?? '',
    nointent: filters.isIntentMissing ? '1' : '',
    slot: filters.slot ?? '',
    status: filters.status ?? '',
    special: filters.special ?? '',
    check: filters.check ?? '',
    ids: filters.only && filters.only.ids.size <= 50 ? [...filters.only.ids].join(',') : '',
    because: filters.only && filters.only.ids.size <= 50 ? filters.only.label : '',
    sort: sort === 'skill' ? '' : sort,
  }
}

/**
 * Narrows or widens the list. The focus stays where it is if that still shows, else it goes to the
 * first that does: only an edit may leave an utterance in view that no longer fits.
 */
export function setFilters(change: Partial<Filters>): void {
  const { focusedId } = get()
  set({ filters: { ...get().filters, ...change }, focusedId: null })
  const visible = visibleNow()
  const stays = focusedId !== null && visible.some(({ id }) => id === focusedId)
  const first = visible[0]
  if (stays) set({ focusedId })
  else if (first) focusUtterance(first.id)
}

/** A kind of filter of which one value can be on. */
export type Facet = 'status' | 'special' | 'intent' | 'slot' | 'check'

/** Switches a filter on, or off when it is on. */
export function toggleFilter<F extends Facet>(facet: F, value: Filters[F]): void {
  const isOn = get().filters[facet] === value
  setFilters({
    [facet]: isOn ? null : value,
    ...(facet === 'intent' && { isIntentMissing: false }),
  })
}

/** The utterances that the list shows, in its order. */
export function visibleNow(): readonly Utterance[] {
  const { project, past } = useProjectStore.getState()
  if (!project) return []
  return visibleUtterances(project, get(), {
    suggestions: useSuggestions.getState(),
    findings: useChecks.getState().findings,
    past,
  })
}

/** The focused utterance as it is now. */
export function focusedUtterance(): Utterance | null {
  const { focusedId } = get()
  return focusedId === null ? null : findUtterance(useProjectStore.getState().project, focusedId)
}

/** Moves to an utterance and selects what is most likely to be labelled next. */
export function focusUtterance(id: string): void {
  const utterance = findUtterance(useProjectStore.getState().project, id)
  if (!utterance) return
  const candidate = usePreferences.getState().movesOnAfterLabel
    ? candidatesOf(utterance)[0]
    : undefined
  set({
    focusedId: id,
    selection: candidate ? { anchor: candidate.first, head: candidate.last } : null,
    mode: 'rest',
  })
}

/** Goes `steps` down the list (up when negative); stays at its ends. Returns whether it moved. */
export function moveFocus(steps: number): boolean {
  const visible = visibleNow()
  if (visible.length === 0) return false
  const at = visible.findIndex((utterance) => utterance.id === get().focusedId)
  const next = visible[Math.min(visible.length - 1, Math.max(0, at + steps))]
  if (!next || next.id === get().focusedId) return false
  focusUtterance(next.id)
  return true
}

/** The neighbour to go to when the focused utterance leaves the list. */
export function neighbourId(leaving: ReadonlySet<string>): string | null {
  const visible = visibleNow()
  const at = visible.findIndex((utterance) => utterance.id === get().focusedId)
  const after = visible.slice(Math.max(0, at)).find((utterance) => !leaving.has(utterance.id))
  const before = visible.slice(0, Math.max(0, at)).findLast((one) => !leaving.has(one.id))
  return after?.id ?? before?.id ?? null
}

/** Selects tokens of an utterance. */
export function selectTokens(id: string, anchor: number, head: number): void {
  set({ focusedId: id, selection: { anchor, head }, mode: 'rest' })
}

/** The selected tokens, in order; null when none are. */
export function selectedRange(): TokenRange | null {
  const { selection } = get()
  const utterance = focusedUtterance()
  if (!selection || !utterance) return null
  const last = tokensOf(utterance).length - 1
  const clamp = (index: number) => Math.min(last, Math.max(0, index))
  return {
    first: clamp(Math.min(selection.anchor, selection.head)),
    last: clamp(Math.max(selection.anchor, selection.head)),
  }
}

/** The end of the words to label at which Tab has stopped: 1 for the last, -1 for the first. */
export function wordsEndReached(): 1 | -1 | null {
  const { wordsEnd, focusedId, selection } = get()
  const isHere = wordsEnd?.focusedId === focusedId && wordsEnd.selection === selection
  return isHere ? wordsEnd.direction : null
}

/** The span that the selection touches; where nothing is selected, the one labelled last in this utterance. */
export function spanInHand(): Span | null {
  return selectedRange() ? touchedSpan() : recentSpan()
}

/** The span that the selection touches, else the one labelled last in this utterance. */
export function recentSpan(): Span | null {
  const touched = touchedSpan()
  const utterance = focusedUtterance()
  const { lastSpan } = get()
  if (touched || !utterance || lastSpan?.utteranceId !== utterance.id) return touched
  return (
    utterance.spans.find(
      (span) => span.start === lastSpan.span.start && span.slot === lastSpan.span.slot,
    ) ?? null
  )
}

function touchedSpan(): Span | null {
  const utterance = focusedUtterance()
  const range = selectedRange()
  if (!utterance || !range) return null
  const touches = (span: Span) => {
    const own = rangeOf(utterance, span)
    return own.first <= range.last && own.last >= range.first
  }
  return utterance.spans.find(touches) ?? null
}

const held = createHeldOffers()

/** What is suggested for an utterance: what was shown of it before, unless it was waved away. */
export function suggestionNow(utterance: Utterance): RowSuggestion {
  const { dismissed, focusedId } = get()
  const isInHand = utterance.id === focusedId
  const shown = held.show(utterance, freshOffer(utterance), { isInHand })
  return withoutDismissed(shown, dismissed.get(utterance.id))
}

/** What would be suggested if nothing had been shown before; null when that is the same. */
export function newerSuggestion(utterance: Utterance): RowSuggestion | null {
  if (get().dismissed.has(utterance.id)) return null
  return held.newer(utterance, freshOffer(utterance))
}

/** Shows the newest suggestions, for one utterance or for all. */
export function takeNewerSuggestions(utteranceId?: string): void {
  held.release(utteranceId)
  set({ asked: get().asked + 1 })
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
): { own: string[]; others: string[] } {
  const name = utterance && (utterance.intent ?? suggestionNow(utterance).intent)
  const intent = project.intents.find((candidate) => candidate.name === name)
  const own = intent?.slots.map((slot) => slot.name) ?? []
  const all = [...statisticsOf(project).slots.keys()]
  return { own, others: all.filter((name) => !own.includes(name)) }
}

/** The utterances that a command works on: the ticked ones, else the focused one. */
export function targetIds(): ReadonlySet<string> {
  const { checkedIds, focusedId } = get()
  if (checkedIds.size > 0) return checkedIds
  return new Set(focusedId === null ? [] : [focusedId])
}

/** Says something to screen readers; the same words again are said again. */
export function announce(words: string): void {
  set({ announcement: words === get().announcement ? `${words}\u00a0` : words })
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

/** The words between two tokens. */
export function textOfRange(utterance: Utterance, range: TokenRange): string {
  const tokens = tokensOf(utterance)
  return utterance.text.slice(tokens[range.first]?.start, tokens[range.last]?.end)
}

const indexes = new WeakMap<readonly Utterance[], Map<string, Utterance>>()

/** Finds an utterance by id; an index is built once for each version of the list. */
export function findUtterance(project: Project | null, id: string): Utterance | null {
  if (!project) return null
  const index =
    indexes.get(project.utterances) ?? new Map(project.utterances.map((one) => [one.id, one]))
  indexes.set(project.utterances, index)
  return index.get(id) ?? null
}

const STATUSES = ['todo', 'done', 'check'] as const
const SPECIALS = ['doubted', 'unlabelled', 'suggested'] as const
/** The tabs beside the list. */
export const PANELS = ['details', 'slots', 'templates', 'checks'] as const
const SORTS = ['skill', 'uncertain', 'longest', 'shortest', 'recent'] as const
