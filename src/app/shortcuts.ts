import { type Command, commandForKeys, keysOfEvent } from '@/store/command'
import { pageCommands } from './page-commands'

/** The commands whose keys are heard; those of annotating come with its screen. */
let heard: readonly Command[] = pageCommands

/** Hears the keys of more commands from now on. */
export function hearAlso(commands: readonly Command[]): void {
  heard = [...new Set([...heard, ...commands])]
}

/**
 * Whether a key with Alt goes to another screen, and writes nothing. A Mac writes with it (`[` is ⌥5 in German), and
 * AltGr and the number pad elsewhere, so there it stays with the text.
 */
function isGoing(event: KeyboardEvent): boolean {
  return event.altKey && !event.ctrlKey && /^\d$/.test(event.key) && event.code.startsWith('Digit')
}

/** Runs commands as keys are pressed; returns how to stop. Text fields, dialogs and menus keep their keys. */
export function listenForShortcuts(): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return
    const keys = keysOfEvent(event)
    const target = event.target instanceof Element ? event.target : document.body
    const isWriting = target.closest(
      'input:not([type=checkbox]), textarea, select, [contenteditable]',
    )
    const isInOverlay = target.closest('[role="dialog"], [role="menu"], [role="listbox"]')
    const isAtRest =
      target === document.body ||
      target.id === 'main' ||
      target.closest('[data-annotate-list]') === target
    const found = commandForKeys(
      heard.filter(
        (candidate) =>
          candidate.id === 'palette' ||
          (isWriting && !isInOverlay && isGoing(event) && candidate.scope === 'page') ||
          (!isWriting && !isInOverlay && (candidate.scope === 'page' || isAtRest)),
      ),
      keys,
    )
    if (!found) return
    event.preventDefault()
    found.run()
  }
  addEventListener('keydown', onKeyDown)
  return () => removeEventListener('keydown', onKeyDown)
}
