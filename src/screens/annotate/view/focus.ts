import type { Utterance } from '@/project/project'
import { usePreferences } from '@/store/preferences'
import { useFindings } from '@/store/project-checks'
import { useProjectStore } from '@/store/project-store'
import { useSuggestions } from '@/store/suggestions-store'
import { findUtterance } from './find-utterance'
import { candidatesOf } from './shown-offers'
import { useAnnotateView } from './view-state'
import { visibleUtterances } from './visible-utterances'

/** Which utterances show, which of them has the focus, and how that moves. */

/** The utterances that the list shows, in its order. */
export function visibleNow(): readonly Utterance[] {
  const { project, past } = useProjectStore.getState()
  if (!project) return []
  return visibleUtterances(project, useAnnotateView.getState(), {
    suggestions: useSuggestions.getState(),
    findings: useFindings.getState().findings,
    past,
  })
}

/** The focused utterance as it is now. */
export function focusedUtterance(): Utterance | null {
  const { focusedId } = useAnnotateView.getState()
  return focusedId === null ? null : findUtterance(useProjectStore.getState().project, focusedId)
}

/** Moves to an utterance and selects what is most likely to be labelled next. */
export function focusUtterance(id: string): void {
  const utterance = findUtterance(useProjectStore.getState().project, id)
  if (!utterance) return
  const candidate = usePreferences.getState().movesOnAfterLabel
    ? candidatesOf(utterance)[0]
    : undefined
  useAnnotateView.setState({
    focusedId: id,
    selection: candidate ? { anchor: candidate.first, head: candidate.last } : null,
    mode: 'rest',
  })
}

/** Goes on by so many rows, back when negative; stays at its ends. Returns whether it moved. */
export function moveFocus(rows: number): boolean {
  const visible = visibleNow()
  if (visible.length === 0) return false
  const at = visible.findIndex((utterance) => utterance.id === useAnnotateView.getState().focusedId)
  const next = visible[Math.min(visible.length - 1, Math.max(0, at + rows))]
  if (!next || next.id === useAnnotateView.getState().focusedId) return false
  focusUtterance(next.id)
  return true
}

/** The neighbour to go to when the focused utterance leaves the list. */
export function neighbourId(leaving: ReadonlySet<string>): string | null {
  const visible = visibleNow()
  const at = visible.findIndex((utterance) => utterance.id === useAnnotateView.getState().focusedId)
  const after = visible.slice(Math.max(0, at)).find((utterance) => !leaving.has(utterance.id))
  const before = visible.slice(0, Math.max(0, at)).findLast((one) => !leaving.has(one.id))
  return after?.id ?? before?.id ?? null
}

/** The utterances that a command works on: the ticked ones, else the focused one. */
export function targetIds(): ReadonlySet<string> {
  const { tickedIds, focusedId } = useAnnotateView.getState()
  if (tickedIds.size > 0) return tickedIds
  return new Set(focusedId === null ? [] : [focusedId])
}
