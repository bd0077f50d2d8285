import {
  acceptAndGoOn,
  acceptSuggestions,
  showNewer,
} from '@/screens/annotate/actions/accept-actions'
import {
  deleteTargets,
  extendTicked,
  markAs,
  putOnSide,
  tickAll,
  toggleTicked,
} from '@/screens/annotate/actions/bulk-actions'
import {
  canGoToCandidate,
  goToCandidate,
  moveCaret,
  moveCaretTo,
} from '@/screens/annotate/actions/caret-actions'
import {
  labelSelection,
  openSlots,
  removeSpanInHand,
  resizeSpan,
  shiftSpan,
  slotOfKey,
} from '@/screens/annotate/actions/label-actions'
import {
  duplicateHere,
  focusList,
  goBy,
  goToEdge,
  letGo,
  splitHere,
} from '@/screens/annotate/actions/row-actions'
import { redoWithNote, undoWithNote } from '@/screens/annotate/actions/undo-actions'
import {
  addToValues,
  labelSameValue,
  sameValuePlaces,
} from '@/screens/annotate/actions/value-actions'
import { showTemplates, startTemplate } from '@/screens/annotate/templates/templates-view'
import { focusedUtterance, targetIds, visibleNow } from '@/screens/annotate/view/focus'
import { recentSpan, selectedRange, spanInHand } from '@/screens/annotate/view/selection'
import {
  newerSuggestion,
  suggestionNow,
  takeNewerSuggestions,
} from '@/screens/annotate/view/shown-offers'
import { useAnnotateView } from '@/screens/annotate/view/view-state'
import type { Command } from '@/store/command'
import { useProjectStore } from '@/store/project-store'
import { useRoute } from '@/store/route'

/** The keys that label, in the order of the slots; letters that mean something else are left out. */
export const LABEL_KEYS = [...'1234567890qwryofhzbm']

const set = useAnnotateView.setState

const isHere = () =>
  useRoute.getState().screen === 'annotate' && useProjectStore.getState().project !== null
const hasFocus = () => isHere() && focusedUtterance() !== null
const hasTargets = () => isHere() && targetIds().size > 0
const hasHand = () => hasFocus() && (spanInHand() !== null || selectedRange() !== null)

function command(
  id: string,
  label: Command['label'],
  group: string,
  keys: readonly string[],
  run: () => void,
  options: { isEnabled?: () => boolean; scope?: Command['scope'] } = {},
): Command {
  return {
    id: `annotate.${id}`,
    label,
    group,
    keys,
    scope: options.scope ?? 'list',
    screen: 'annotate',
    isEnabled: options.isEnabled ?? hasFocus,
    run,
  }
}

/** Everything that can be done on the Annotate screen. */
export const annotateCommands: readonly Command[] = [
  command('accept', 'Accept and go on', 'Utterance', ['Enter'], () =>
    acceptAndGoOn({ withSuggestions: true }),
  ),
  command(
    'accept-plain',
    'Accept without the suggestions, go on',
    'Utterance',
    ['Shift+Enter'],
    () => acceptAndGoOn({ withSuggestions: false }),
  ),
  command('suggestions', 'Take the suggestions', 'Utterance', ['a'], acceptSuggestions, {
    isEnabled: () => {
      const utterance = isHere() ? focusedUtterance() : null
      if (!utterance) return false
      const suggestion = suggestionNow(utterance)
      return suggestion.intent !== null || suggestion.spans.length > 0
    },
  }),
  command('newer', 'Show newer suggestions', 'Utterance', ['.'], showNewer, {
    isEnabled: () => {
      const utterance = isHere() ? focusedUtterance() : null
      return utterance !== null && newerSuggestion(utterance) !== null
    },
  }),
  command(
    'newer-all',
    'Show newer suggestions everywhere',
    'Utterance',
    [],
    () => takeNewerSuggestions(),
    { isEnabled: isHere },
  ),
  command('intent', 'Choose the intent…', 'Utterance', ['i'], () => set({ mode: 'intent' }), {
    isEnabled: hasTargets,
  }),
  command('text', 'Edit the text', 'Utterance', ['e', 'F2'], () => set({ mode: 'text' })),
  command('note', 'Write a note', 'Utterance', ['n'], () => {
    set({ panel: 'details', drawer: 'panel' })
    requestAnimationFrame(() =>
      document.querySelector<HTMLElement>('[data-annotate-note] textarea')?.focus(),
    )
  }),
  command('split', 'Split before the selection', 'Utterance', ['s'], splitHere, {
    isEnabled: () => hasFocus() && (selectedRange()?.first ?? 0) > 0,
  }),
  command('duplicate', 'Duplicate', 'Utterance', ['d'], duplicateHere),
  command('delete', 'Delete', 'Utterance', ['Delete', 'Ctrl+Backspace'], deleteTargets, {
    isEnabled: hasTargets,
  }),
  command('done', 'Mark as done', 'Utterance', [], () => markAs('done'), {
    isEnabled: hasTargets,
  }),
  command('todo', 'Mark as to do', 'Utterance', ['u'], () => markAs('todo'), {
    isEnabled: hasTargets,
  }),
  command('check', 'Flag for checking', 'Utterance', ['c'], () => markAs('check'), {
    isEnabled: hasTargets,
  }),
  command(
    'side',
    'Change the side: auto, train, test',
    'Utterance',
    ['t'],
    () => {
      const now = focusedUtterance()?.split ?? 'auto'
      putOnSide(now === 'auto' ? 'train' : now === 'train' ? 'test' : 'auto')
    },
    { isEnabled: hasTargets },
  ),

  ...LABEL_KEYS.map((key, index) =>
    command(
      `label-${index + 1}`,
      () => `Label the selection as ${slotOfKey(index) ?? `slot ${index + 1}`}`,
      'Label',
      [key],
      () => {
        const slot = slotOfKey(index)
        if (slot !== null) labelSelection(slot)
      },
      { isEnabled: () => hasFocus() && slotOfKey(index) !== null },
    ),
  ),
  command('label', 'Label by name, or with a new slot…', 'Label', ['l'], openSlots),
  command('unlabel', 'Remove the label', 'Label', ['Backspace'], removeSpanInHand),
  command('grow-end', 'Extend to the right', 'Label', [']'], () => resizeSpan('end', 1), {
    isEnabled: hasHand,
  }),
  command('grow-start', 'Extend to the left', 'Label', ['['], () => resizeSpan('start', -1), {
    isEnabled: hasHand,
  }),
  command('shrink-end', 'Shrink at its end', 'Label', ['}'], () => resizeSpan('end', -1), {
    isEnabled: hasHand,
  }),
  command('shrink-start', 'Shrink at its start', 'Label', ['{'], () => resizeSpan('start', 1), {
    isEnabled: hasHand,
  }),
  command('shift-right', 'Move right', 'Label', ['>', 'Alt+ArrowRight'], () => shiftSpan(1), {
    isEnabled: hasHand,
  }),
  command('shift-left', 'Move left', 'Label', ['<', 'Alt+ArrowLeft'], () => shiftSpan(-1), {
    isEnabled: hasHand,
  }),
  command('same', 'Label the same value everywhere', 'Label', ['g'], labelSameValue, {
    isEnabled: () => hasFocus() && sameValuePlaces().length > 0,
  }),
  command('value', 'Add to the values of the slot type', 'Label', ['v'], addToValues, {
    isEnabled: () => hasFocus() && recentSpan() !== null,
  }),

  command('right', 'Next word', 'Move', ['ArrowRight'], () => moveCaret(1, { extends: false })),
  command('left', 'Previous word', 'Move', ['ArrowLeft'], () => moveCaret(-1, { extends: false })),
  command('extend-right', 'Select more to the right', 'Move', ['Shift+ArrowRight'], () =>
    moveCaret(1, { extends: true }),
  ),
  command('extend-left', 'Select more to the left', 'Move', ['Shift+ArrowLeft'], () =>
    moveCaret(-1, { extends: true }),
  ),
  command('first', 'First word', 'Move', ['Home'], () => moveCaretTo('first')),
  command('last', 'Last word', 'Move', ['End'], () => moveCaretTo('last')),
  command('next-run', 'Next words without a label', 'Move', ['Tab'], () => goToCandidate(1), {
    isEnabled: () => hasFocus() && canGoToCandidate(1),
  }),
  command(
    'previous-run',
    'Previous words without a label',
    'Move',
    ['Shift+Tab'],
    () => goToCandidate(-1),
    {
      isEnabled: () => hasFocus() && canGoToCandidate(-1),
    },
  ),
  command('down', 'Next utterance', 'Move', ['ArrowDown', 'j'], () => goBy(1)),
  command('up', 'Previous utterance', 'Move', ['ArrowUp', 'k'], () => goBy(-1)),
  command('page-down', 'Ten further', 'Move', ['PageDown'], () => goBy(10)),
  command('page-up', 'Ten back', 'Move', ['PageUp'], () => goBy(-10)),
  command('top', 'First utterance', 'Move', ['Ctrl+Home'], () => goToEdge('first')),
  command('bottom', 'Last utterance', 'Move', ['Ctrl+End'], () => goToEdge('last')),

  command('tick', 'Tick this utterance', 'Many at once', ['x'], () => {
    const utterance = focusedUtterance()
    if (utterance) toggleTicked(utterance.id)
  }),
  command('tick-down', 'Tick this and the next', 'Many at once', ['Shift+ArrowDown'], () =>
    extendTicked(1),
  ),
  command('tick-up', 'Tick this and the previous', 'Many at once', ['Shift+ArrowUp'], () =>
    extendTicked(-1),
  ),
  command('tick-all', 'Tick all that are shown', 'Many at once', ['Ctrl+a'], tickAll, {
    isEnabled: () => isHere() && visibleNow().length > 0,
  }),
  command('escape', 'Let go', 'Many at once', ['Escape'], letGo, { isEnabled: isHere }),

  command('add', 'Add utterances…', 'Skill', ['p'], () => set({ mode: 'add' }), {
    isEnabled: isHere,
    scope: 'page',
  }),
  command('templates', 'Templates', 'Skill', ['Shift+t'], () => showTemplates(), {
    isEnabled: isHere,
    scope: 'page',
  }),
  command('new-template', 'New template…', 'Skill', [], startTemplate, {
    isEnabled: isHere,
    scope: 'page',
  }),
  command(
    'search',
    'Search utterances',
    'Skill',
    ['/'],
    () => document.querySelector<HTMLElement>('[data-annotate-search] input')?.focus(),
    { isEnabled: isHere, scope: 'page' },
  ),
  command('list', 'Go to the list of utterances', 'Skill', [], focusList, {
    isEnabled: isHere,
    scope: 'page',
  }),
  command('undo', undoLabel, 'Skill', ['Ctrl+z'], undoWithNote, {
    isEnabled: () => isHere() && useProjectStore.getState().past.length > 0,
    scope: 'page',
  }),
  command('redo', redoLabel, 'Skill', ['Ctrl+Shift+z', 'Ctrl+y'], redoWithNote, {
    isEnabled: () => isHere() && useProjectStore.getState().future.length > 0,
    scope: 'page',
  }),
]

/** A command of this screen by its short id, for the buttons. */
export function annotateCommand(id: string): Command {
  const found = annotateCommands.find((candidate) => candidate.id === `annotate.${id}`)
  if (!found) throw new Error(`There is no command annotate.${id}`)
  return found
}

function undoLabel(): string {
  const change = useProjectStore.getState().past.at(-1)
  return change ? `Undo: ${change.label}` : 'Undo'
}

function redoLabel(): string {
  const change = useProjectStore.getState().future.at(-1)
  return change ? `Redo: ${change.label}` : 'Redo'
}
