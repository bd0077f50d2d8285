import type { Command } from '@/store/command'
import { type Route, useRoute } from '@/store/route'

/**
 * What can be done on the screens whose controls live in their own components: each command presses, or
 * goes into, the very control that is on the page, so it can do no more than the control, and no less.
 */
export const screenCommands: readonly Command[] = [
  press('skills', 'new', 'New skill…', 'n'),
  press('skills', 'paste', 'Paste text…', 'v'),
  control(
    'skills',
    'files',
    'Choose files to bring in…',
    'o',
    '#main [data-chooser="files"]',
    click,
  ),
  control(
    'skills',
    'folder',
    'Choose a folder to bring in…',
    'Shift+o',
    '#main [data-chooser="folder"]',
    click,
  ),

  press('train', 'start', 'Fine-tune', 'f'),
  press('train', 'pause', 'Pause, or go on', 'p'),
  press('train', 'stop', 'Stop', 's'),

  tab('evaluate', 'overview', 'Overview', '1'),
  tab('evaluate', 'errors', 'Errors', '2'),
  tab('evaluate', 'confusion', 'Confusion', '3'),
  tab('evaluate', 'trust', 'Trust', '4'),
  tab('evaluate', 'compare', 'Compare runs', '5'),
  tab('evaluate', 'more', 'More data', '6'),
  press('evaluate', 'files', 'Save figures as a file…', 's'),
  press('evaluate', 'curve', 'Draw the learning curve', 'l'),
  press('evaluate', 'folds', 'Cross-validate', 'x'),

  tab('try', 'one', 'One at a time', '1'),
  tab('try', 'many', 'Many lines', '2'),
  control(
    'try',
    'text',
    'Type an utterance',
    '/',
    '#main [data-command="try.text"], #main textarea',
    focus,
  ),

  press('export', 'model', 'Download the model', 'm'),
  press('export', 'skill', 'Download the skill', 'd'),
]

function press(screen: Route['screen'], id: string, label: string, key: string): Command {
  return control(screen, id, label, key, `#main [data-command="${screen}.${id}"]`, click)
}

function tab(screen: Route['screen'], id: string, label: string, key: string): Command {
  return control(screen, `tab-${id}`, label, key, `#main [data-tab="${id}"]`, (found) => {
    found.click()
    found.focus()
  })
}

function control(
  screen: Route['screen'],
  id: string,
  label: string,
  key: string,
  selector: string,
  use: (element: HTMLElement) => void,
): Command {
  const find = () =>
    useRoute.getState().screen === screen
      ? document.querySelector<HTMLElement>(`:is(${selector}):not(:disabled)`)
      : null
  return {
    id: `${screen}.${id}`,
    label,
    group: `${screen[0]?.toUpperCase()}${screen.slice(1)}`,
    keys: [key],
    scope: 'page',
    screen,
    isEnabled: () => find() !== null,
    run: () => {
      const element = find()
      if (element) use(element)
    },
  }
}

/** Presses it; what lies in a part that is closed is shown first, to be seen before it is pressed. */
function click(element: HTMLElement): void {
  const closed = element.closest('details:not([open])')
  if (!closed) element.click()
  else {
    closed.setAttribute('open', '')
    element.focus()
  }
}

function focus(element: HTMLElement): void {
  element.focus()
}
