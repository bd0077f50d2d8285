import type { Change } from '@/project/change'
import type { Span, Utterance } from '@/project/project'
import { findSameValue, type SamePlace } from '@/project/same-value'
import { tokensOf } from '@/project/utterance-tokens'
import { usePreferences } from '@/store/preferences'
import {
  acceptUtterance,
  addSpanToValues,
  annotatePlaces,
  annotateSpan,
  changeSpanEdges,
  chooseIntent,
  copyUtterance,
  removeSpan,
  splitUtteranceAt,
} from '@/store/project-actions'
import { redo, undo, useProjectStore } from '@/store/project-store'
import { undoOffer } from '@/store/undo-offer'
import { showToast } from '@/ui/toasts'
import {
  announce,
  candidatesOf,
  findUtterance,
  focusedUtterance,
  focusUtterance,
  moveFocus,
  newerSuggestion,
  placeInWords,
  recentSpan,
  selectedRange,
  setFilters,
  slotChoices,
  spanInHand,
  suggestionNow,
  takeNewerSuggestions,
  targetIds,
  textOfRange,
  useAnnotateView,
  visibleNow,
  wordsEndReached,
} from './annotate-view'
import { offsetsOf, rangeOf, type TokenRange } from './candidates'
import { NOTHING, type RowSuggestion } from './row-words'

/** What the keys and buttons of the Annotate screen do: edits of the skill together with where the hand goes next. */

const view = useAnnotateView

/** Moves the end of the selection; with `extends` the other end stays. Spans are stepped over token by token. */
export function moveCaret(step: number, options: { extends: boolean }): void {
  const utterance = focusedUtterance()
  if (!utterance) return
  const { selection } = view.getState()
  const last = tokensOf(utterance).length - 1
  const start = selection?.head ?? (step > 0 ? -1 : last + 1)
  const head = Math.min(last, Math.max(0, start + step))
  const anchor = options.extends && selection ? selection.anchor : head
  view.setState({ selection: { anchor, head } })
  announceSelection()
}

/** Puts the caret on the first or last token. */
export function moveCaretTo(edge: 'first' | 'last'): void {
  const utterance = focusedUtterance()
  if (!utterance) return
  const head = edge === 'first' ? 0 : tokensOf(utterance).length - 1
  view.setState({ selection: { anchor: head, head } })
  announceSelection()
}

/** The next (or previous) run of tokens that is worth a label; null when there is none. */
export function nextCandidate(direction: 1 | -1): TokenRange | null {
  const utterance = focusedUtterance()
  if (!utterance) return null
  const range = selectedRange()
  const candidates = candidatesOf(utterance)
  if (direction === 1) {
    return candidates.find((one) => range === null || one.first > range.last) ?? null
  }
  return range ? (candidates.findLast((one) => one.last < range.first) ?? null) : null
}

/**
 * Goes to the next words that are worth a label. Past the last of them it stays once and says so, for a
 * hand that presses Tab quickly must not land on a button; the press after that leaves the list.
 */
export function goToCandidate(direction: 1 | -1): void {
  const candidate = nextCandidate(direction)
  if (candidate) {
    view.setState({ selection: { anchor: candidate.first, head: candidate.last } })
    announceSelection()
    return
  }
  const { focusedId, selection } = view.getState()
  view.setState({ wordsEnd: { focusedId, selection, direction } })
  announce(
    `No ${direction === 1 ? 'more' : 'earlier'} words to label. The same key again leaves the list.`,
  )
}

/** Whether there are words to go to, or their end is still to be told of. */
export function canGoToCandidate(direction: 1 | -1): boolean {
  return nextCandidate(direction) !== null || wordsEndReached() !== direction
}

/** Opens the list of slots for the selected words; says so where there are none. */
export function openSlots(): void {
  if (selectedRange()) view.setState({ mode: 'label' })
  else askForSelection()
}

function askForSelection(): void {
  showToast('Select words first: click them, or use the arrow keys.')
}

/** Labels the selection, then selects what comes next. */
export function labelSelection(slot: string): void {
  const utterance = focusedUtterance()
  const range = selectedRange()
  if (!utterance || !range) {
    askForSelection()
    return
  }
  const span: Span = { ...offsetsOf(utterance, range), slot }
  annotateSpan(utterance.id, span)
  const next = usePreferences.getState().movesOnAfterLabel ? nextCandidate(1) : null
  view.setState({
    lastSpan: { utteranceId: utterance.id, span },
    mode: 'rest',
    selection: next
      ? { anchor: next.first, head: next.last }
      : { anchor: range.first, head: range.last },
  })
  const places = sameValuePlaces()
  const more =
    places.length > 0 ? ` Unlabelled in ${places.length} more places: press G to label them.` : ''
  announce(`${textOfRange(utterance, range)}: labelled ${slot}.${more}`)
}

/** The slot behind the nth label key of the focused utterance. */
export function slotOfKey(index: number): string | null {
  const { project } = useProjectStore.getState()
  if (!project) return null
  const { own, others } = slotChoices(project, focusedUtterance())
  return [...own, ...others][index] ?? null
}

/** Widens or narrows the span in hand, else the selection, by a token at one side. */
export function resizeSpan(side: 'start' | 'end', step: 1 | -1): void {
  changeEdges((range) =>
    side === 'start'
      ? { first: range.first + step, last: range.last }
      : { first: range.first, last: range.last + step },
  )
}

/** Moves the span in hand, else the selection, by a token. */
export function shiftSpan(step: 1 | -1): void {
  changeEdges((range) => ({ first: range.first + step, last: range.last + step }))
}

/** Gives a span of the focused utterance other tokens, and keeps it in hand. */
export function stretchSpan(span: Span, range: TokenRange): void {
  const utterance = focusedUtterance()
  if (!utterance) return
  const moved = { ...offsetsOf(utterance, range), slot: span.slot }
  changeSpanEdges(utterance.id, span, moved)
  // A border inside a word goes with the span that made it.
  const now = rangeOf(focusedUtterance() ?? utterance, moved)
  view.setState({
    lastSpan: { utteranceId: utterance.id, span: moved },
    selection: { anchor: now.first, head: now.last },
  })
  announce(`${span.slot}: ${textOfRange(utterance, range)}`)
}

/** Takes the label off the span in hand; without one, waves suggestions away. */
export function removeSpanInHand(): void {
  const utterance = focusedUtterance()
  if (!utterance) return
  const span = spanInHand()
  if (span) {
    removeSpan(utterance.id, span)
    announce(`${span.slot} removed`)
    return
  }
  dismissSuggestions(utterance)
}

/** Waves away the suggested slot that the selection touches; where it touches none, all that is suggested. */
function dismissSuggestions(utterance: Utterance): void {
  const { spans, intent } = suggestionNow(utterance)
  if (spans.length === 0 && intent === null) return
  const range = selectedRange()
  const selected = range && offsetsOf(utterance, range)
  const touched = selected
    ? spans.filter((span) => span.start < selected.end && span.end > selected.start)
    : []
  const { dismissed } = view.getState()
  const before = dismissed.get(utterance.id) ?? []
  const gone = touched.length === 0 || before === 'all' ? 'all' : [...before, ...touched]
  view.setState({ dismissed: new Map(dismissed).set(utterance.id, gone) })
  announce(
    gone === 'all'
      ? 'Suggestions waved away'
      : `${touched.map(({ slot }) => slot).join(', ')} waved away`,
  )
}

/**
 * Accepts the utterance, with its suggestions or without, and goes on to the next one. With them, an
 * utterance that has no intent and none suggested asks for it first.
 */
export function acceptAndGoOn(options: { withSuggestions: boolean }): void {
  const utterance = focusedUtterance()
  if (!utterance) return
  const suggestion = options.withSuggestions ? suggestionNow(utterance) : NOTHING
  if (options.withSuggestions && utterance.intent === null && suggestion.intent === null) {
    view.setState({ mode: 'finish' })
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
  view.setState({ lastIntent: suggestion.intent ?? utterance.intent, mode: 'rest' })
  if (nextId !== null) {
    focusUtterance(nextId)
    announce(`Accepted. ${placeInWords()}`)
    return
  }
  view.setState({ selection: null })
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
  view.setState({ mode: 'rest', lastIntent: intent })
  announce(intent === null ? 'Intent taken away' : `Intent ${intent}`)
}

let lastSearch: { key: readonly unknown[]; places: SamePlace[] } | null = null

/** Where the value labelled last, or the one in hand, stands without a label in other utterances. */
export function sameValuePlaces(): SamePlace[] {
  const { project } = useProjectStore.getState()
  const utterance = focusedUtterance()
  const span = recentSpan()
  if (!project || !utterance || !span) return []
  const key = [project, utterance.id, span.start, span.end, span.slot]
  if (!lastSearch || key.some((part, index) => part !== lastSearch?.key[index])) {
    lastSearch = { key, places: findSameValue(project, utterance.id, span, 500) }
  }
  return lastSearch.places
}

/** Labels the same value in all other utterances. */
export function labelSameValue(): void {
  const places = sameValuePlaces()
  if (places.length === 0) return
  annotatePlaces(places)
  const slot = places[0]?.span.slot ?? ''
  const text = `Labelled ${places.length} more ${places.length === 1 ? 'place' : 'places'} as ${slot}.`
  showToast(text, { tone: 'good', action: undoAction() })
}

/** Adds the text of the latest span to the values of its slot type. */
export function addToValues(): void {
  const utterance = focusedUtterance()
  const span = recentSpan()
  if (!utterance || !span) return
  const type = addSpanToValues(utterance.id, span)
  if (type === null) return
  const value = utterance.text.slice(span.start, span.end)
  showToast(`“${value}” is a value of ${type}.`, { tone: 'good' })
}

/** Cuts the focused utterance in two before the selection. */
export function splitHere(): void {
  const utterance = focusedUtterance()
  const range = selectedRange()
  if (!utterance || !range) return
  const id = splitUtteranceAt(utterance.id, offsetsOf(utterance, range).start)
  if (id !== null) announce('Split in two')
}

/** Copies the focused utterance and goes to the copy. */
export function duplicateHere(): void {
  const utterance = focusedUtterance()
  const id = utterance && copyUtterance(utterance.id)
  if (!id) return
  focusUtterance(id)
  announce(`Duplicated. ${placeInWords()}`)
}

/** Goes `steps` down the list (up when negative) and says where that is. */
export function goDown(steps: number): void {
  const isMoved = moveFocus(steps)
  announce(isMoved ? placeInWords() : steps > 0 ? 'This is the last one' : 'This is the first one')
}

/** Takes the last edit back, says which one, and goes to what it was about. */
export function undoWithNote(): void {
  const change = undo()
  if (change) goToChange(change, 'removed')
  announce(change ? `Undone: ${change.label}. ${placeInWords()}` : 'Nothing to undo')
}

/** Undo of the change made just now, for the toast that tells of it; goes to what it was about. */
export function undoAction(): { label: string; run: () => void } {
  return undoOffer({
    say: showToast,
    onUndone(change) {
      goToChange(change, 'removed')
      announce(`Undone: ${change.label}. ${placeInWords()}`)
    },
  })
}

/** Does the last undone edit again, says which one, and goes to what it was about. */
export function redoWithNote(): void {
  const change = redo()
  if (change) goToChange(change, 'added')
  announce(change ? `Done again: ${change.label}. ${placeInWords()}` : 'Nothing to redo')
}

/** Lets go of one thing after the other: dialog, selection, ticks, filters of another screen. */
export function letGo(): void {
  const { mode, selection, checkedIds, drawer, filters } = view.getState()
  if (mode !== 'rest') view.setState({ mode: 'rest' })
  else if (drawer !== 'none') view.setState({ drawer: 'none' })
  else if (checkedIds.size > 0) view.setState({ checkedIds: new Set() })
  else if (selection) view.setState({ selection: null })
  else if (filters.only) setFilters({ only: null })
}

/** The element that has the keyboard while annotating. */
export function focusList(): void {
  document.querySelector<HTMLElement>('[data-annotate-list]')?.focus({ preventScroll: true })
}

/** Changes the span in hand, else the selection itself. */
function changeEdges(change: (range: TokenRange) => TokenRange): void {
  const utterance = focusedUtterance()
  if (!utterance) return
  const span = spanInHand()
  const now = span ? rangeOf(utterance, span) : selectedRange()
  if (!now) return
  const range = change(now)
  const last = tokensOf(utterance).length - 1
  if (range.first > range.last || range.first < 0 || range.last > last) return
  if (span) {
    stretchSpan(span, range)
    return
  }
  view.setState({ selection: { anchor: range.first, head: range.last } })
  announceSelection()
}

function announceSelection(): void {
  const utterance = focusedUtterance()
  const range = selectedRange()
  if (!utterance || !range) return
  const span = spanInHand()
  announce(`${textOfRange(utterance, range)}${span ? `, ${span.slot}` : ''}`)
}

/**
 * Puts the focus on the utterance that an undone or redone change was about, where it was about one;
 * where the focused one is gone, on what now stands in its place.
 */
function goToChange({ utterances }: Change, spliced: 'removed' | 'added'): void {
  const { focusedId } = view.getState()
  const { project } = useProjectStore.getState()
  const touched =
    utterances.kind === 'replaced'
      ? utterances.places.map(({ after }) => after)
      : utterances[spliced]
  const ids = new Set(touched.map(({ id }) => id))
  const hasFocus = focusedId !== null && findUtterance(project, focusedId) !== null
  if (hasFocus && (ids.has(focusedId) || ids.size !== 1)) return
  const visible = visibleNow()
  const place = utterances.kind === 'spliced' ? project?.utterances[utterances.start] : undefined
  const target =
    visible.find(({ id }) => ids.has(id)) ??
    (hasFocus ? undefined : (visible.find((one) => one === place) ?? visible.at(-1)))
  if (target) focusUtterance(target.id)
}
