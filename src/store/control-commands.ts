import type { Command } from './command'
import { type Route, useRoute } from './route'

/**
 * Commands of screens whose controls live in their own components: each presses, or goes into, the very
 * control that is on the page, so it can do no more than the control, and no less.
 */

/** Presses the control that carries `data-command`. */
export function pressCommand(
  screen: Route['screen'],
  id: string,
  label: string,
  key: string,
): Command {
  return controlCommand(screen, id, label, key, `#main [data-command="${screen}.${id}"]`, press)
}

/** Shows a tab of the screen and goes into it. */
export function tabCommand(
  screen: Route['screen'],
  id: string,
  label: string,
  key: string,
): Command {
  return controlCommand(screen, `tab-${id}`, label, key, `#main [data-tab="${id}"]`, (found) => {
    found.click()
    found.focus()
  })
}

/** Does something with the control that the selector finds. */
export function controlCommand(
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
export function press(element: HTMLElement): void {
  const closed = element.closest('details:not([open])')
  if (!closed) element.click()
  else {
    closed.setAttribute('open', '')
    element.focus()
  }
}

/** Goes into it. */
export function enter(element: HTMLElement): void {
  element.focus()
}
