import type { SplitChoice, UtteranceStatus } from '@/project/project'
import {
  chooseSplit,
  chooseStatus,
  clearSpans,
  deleteUtterances,
  relabelInBulk,
} from '@/store/project-actions'
import { showToast } from '@/ui/toasts'
import { undoAction } from './annotate-actions'
import {
  announce,
  focusUtterance,
  moveFocus,
  neighbourId,
  targetIds,
  useAnnotateView,
  visibleNow,
} from './annotate-view'
import { STATUS_WORDS } from './row-words'

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
  const { checkedIds } = view.getState()
  const text =
    change === 'clear'
      ? 'Removed all labels'
      : change.to === null
        ? `Removed ${change.from}`
        : `Relabelled ${change.from} as ${change.to}`
  const isChanged =
    change === 'clear' ? clearSpans(checkedIds) : relabelInBulk(checkedIds, change.from, change.to)
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
  view.setState({ checkedIds: new Set(), focusedId: null, selection: null })
  if (next !== null) focusUtterance(next)
  showToast(ids.size === 1 ? 'Utterance deleted.' : `${ids.size} utterances deleted.`, {
    action: undoAction(),
  })
}

/** Ticks or unticks an utterance. */
export function toggleChecked(id: string): void {
  const checkedIds = new Set(view.getState().checkedIds)
  if (!checkedIds.delete(id)) checkedIds.add(id)
  view.setState({ checkedIds })
  announce(`${checkedIds.size} ticked`)
}

/** Ticks everything from the focused utterance to the one `step` further, and goes there. */
export function extendChecked(step: 1 | -1): void {
  const { focusedId, checkedIds } = view.getState()
  if (focusedId === null) return
  const next = new Set([...checkedIds, focusedId])
  moveFocus(step)
  const { focusedId: nowId } = view.getState()
  if (nowId !== null) next.add(nowId)
  view.setState({ checkedIds: next })
  announce(`${next.size} ticked`)
}

/** Ticks everything between the focused utterance and another one. */
export function checkThrough(id: string): void {
  const visible = visibleNow()
  const from = visible.findIndex((one) => one.id === view.getState().focusedId)
  const to = visible.findIndex((one) => one.id === id)
  if (from < 0 || to < 0) return
  const between = visible.slice(Math.min(from, to), Math.max(from, to) + 1)
  const checkedIds = new Set([...view.getState().checkedIds, ...between.map((one) => one.id)])
  view.setState({ checkedIds })
}

/** Ticks all utterances that the list shows. */
export function checkAll(): void {
  view.setState({ checkedIds: new Set(visibleNow().map((one) => one.id)) })
  announce(`${view.getState().checkedIds.size} ticked`)
}

function countIn({ size }: ReadonlySet<string>): string {
  return size === 1 ? '' : `${size} utterances: `
}
