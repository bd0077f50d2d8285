import type { SplitChoice, UtteranceStatus } from '@/project/project'
import { announce } from '@/screens/annotate/view/announce'
import {
  focusUtterance,
  moveFocus,
  neighbourId,
  targetIds,
  visibleNow,
} from '@/screens/annotate/view/focus'
import { STATUS_WORDS } from '@/screens/annotate/view/row-words'
import { useAnnotateView } from '@/screens/annotate/view/view-state'
import {
  chooseSplit,
  chooseStatus,
  clearSpans,
  deleteUtterances,
  relabelInBulk,
} from '@/store/project-actions'
import { showToast } from '@/ui/toasts'
import { undoAction } from './undo-actions'

/** What is done to many utterances at once, and ticking them. */

const view = useAnnotateView

/** Gives the ticked utterances or the focused one a status. */
export function markAs(status: UtteranceStatus): void {
  const ids = targetIds()
  chooseStatus(ids, status)
  announce(`${countIn(ids)}${STATUS_WORDS[status]}`)
}

/** Puts the ticked utterances or the focused one on a side of the evaluation. */
export function putOnSide(split: SplitChoice): void {
  const ids = targetIds()
  chooseSplit(ids, split)
  announce(`${countIn(ids)}${split === 'auto' ? 'side chosen by itself' : `${split} side`}`)
}

/** Gives a slot of the ticked utterances another name, takes its labels off, or takes all labels off. */
export function relabelTicked(change: { from: string; to: string | null } | 'clear'): void {
  const { tickedIds } = view.getState()
  const text =
    change === 'clear'
      ? 'Removed all labels'
      : change.to === null
        ? `Removed ${change.from}`
        : `Relabelled ${change.from} as ${change.to}`
  const isChanged =
    change === 'clear' ? clearSpans(tickedIds) : relabelInBulk(tickedIds, change.from, change.to)
  if (!isChanged) return
  showToast(`${text} in the ticked utterances.`, {
    tone: 'good',
    action: undoAction(),
  })
}

/** Deletes the ticked utterances or the focused one; the toast brings them back. */
export function deleteTargets(): void {
  const ids = targetIds()
  if (ids.size === 0) return
  const next = neighbourId(ids)
  deleteUtterances(ids)
  view.setState({ tickedIds: new Set(), focusedId: null, selection: null })
  if (next !== null) focusUtterance(next)
  showToast(ids.size === 1 ? 'Utterance deleted.' : `${ids.size} utterances deleted.`, {
    action: undoAction(),
  })
}

/** Ticks or unticks an utterance. */
export function toggleTicked(id: string): void {
  const tickedIds = new Set(view.getState().tickedIds)
  if (!tickedIds.delete(id)) tickedIds.add(id)
  view.setState({ tickedIds })
  announce(`${tickedIds.size} ticked`)
}

/** Ticks everything from the focused utterance to the one `step` further, and goes there. */
export function extendTicked(step: 1 | -1): void {
  const { focusedId, tickedIds } = view.getState()
  if (focusedId === null) return
  const next = new Set([...tickedIds, focusedId])
  moveFocus(step)
  const { focusedId: nowId } = view.getState()
  if (nowId !== null) next.add(nowId)
  view.setState({ tickedIds: next })
  announce(`${next.size} ticked`)
}

/** Ticks everything between the focused utterance and another one. */
export function tickThrough(id: string): void {
  const visible = visibleNow()
  const from = visible.findIndex((one) => one.id === view.getState().focusedId)
  const to = visible.findIndex((one) => one.id === id)
  if (from < 0 || to < 0) return
  const between = visible.slice(Math.min(from, to), Math.max(from, to) + 1)
  const tickedIds = new Set([...view.getState().tickedIds, ...between.map((one) => one.id)])
  view.setState({ tickedIds })
}

/** Ticks all utterances that the list shows. */
export function tickAll(): void {
  view.setState({ tickedIds: new Set(visibleNow().map((one) => one.id)) })
  announce(`${view.getState().tickedIds.size} ticked`)
}

function countIn({ size }: ReadonlySet<string>): string {
  return size === 1 ? '' : `${size} utterances: `
}
