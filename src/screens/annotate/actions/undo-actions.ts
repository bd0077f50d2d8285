import type { Change } from '@/project/change'
import { announce, placeInWords } from '@/screens/annotate/view/announce'
import { findUtterance } from '@/screens/annotate/view/find-utterance'
import { focusUtterance, visibleNow } from '@/screens/annotate/view/focus'
import { useAnnotateView } from '@/screens/annotate/view/view-state'
import { redo, undo, useProjectStore } from '@/store/project-store'
import { undoOffer } from '@/store/undo-offer'
import { showToast } from '@/ui/toasts'

/** Undo and redo that say what they did and go to where it was. */

/** Takes the last edit back, says which one, and goes to what it was about. */
export function undoWithNote(): void {
  const change = undo()
  if (change) goToChange(change, 'removed')
  announce(change ? `Undone: ${change.label}. ${placeInWords()}` : 'Nothing to undo')
}

/** Undo of the change made just now, for the toast that tells of it; goes to what it was about. */
export function undoAction(): { label: string; run: () => void } | undefined {
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

/**
 * Puts the focus on the utterance that an undone or redone change was about, where it was about one;
 * where the focused one is gone, on what now stands in its place.
 */
function goToChange({ utterances }: Change, spliced: 'removed' | 'added'): void {
  const { focusedId } = useAnnotateView.getState()
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
