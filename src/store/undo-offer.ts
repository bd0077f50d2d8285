import type { Change } from '@/project/change'
import { lastEdit, type TakenBack, takeBack } from './project-store'

/**
 * What a message about the edit just made offers: to take back that edit and no other, however much was done
 * before somebody presses it. `say` hears why it can't be done. Where nothing was changed, there is nothing to offer.
 */
export function undoOffer(options: {
  say: (sentence: string) => void
  onUndone?: (change: Change) => void
}): { label: string; run: () => void } | undefined {
  const { say, onUndone = () => {} } = options
  const edit = lastEdit()
  if (!edit) return undefined
  return {
    label: 'Undo',
    run() {
      const taken = takeBack(edit)
      if (taken.kind === 'undone') onUndone(taken.change)
      else say(WHY_NOT[taken.kind])
    },
  }
}

const WHY_NOT: Record<Exclude<TakenBack['kind'], 'undone'>, string> = {
  'nothing-left': 'That was taken back already.',
  'built-upon':
    'Not undone: what was done since stands on it. Ctrl+Z on Annotate takes back step by step.',
  'not-open': 'Not undone: its skill is not open any more.',
}
