import { usePreferences } from './preferences'
import type { Route } from './route'

/**
 * Something that a person can make the program do: the same entry feeds buttons, shortcuts, the
 * command palette and the help sheet. `keys` are alternatives such as `Ctrl+K`, `Shift+ArrowLeft`,
 * `1`; `Ctrl` also means the Command key of a Mac.
 */
export type Command = {
  id: string
  label: string | (() => string)
  group: string
  keys: readonly string[]
  /** `list`: plain keys that work while the list of a screen has the focus; `page`: everywhere but in text fields. */
  scope: 'page' | 'list'
  /** Where it works; the same keys may mean other things on other screens. */
  screen: 'everywhere' | Route['screen']
  isEnabled: () => boolean
  run: () => void
}

/** Whether two commands can be asked for on the same screen, and so must not share keys. */
export function canMeet(a: Command, b: Command): boolean {
  return a.screen === b.screen || a.screen === 'everywhere' || b.screen === 'everywhere'
}

/** What a command is called now. */
export function labelOf(command: Command): string {
  return typeof command.label === 'string' ? command.label : command.label()
}

/** The shortcuts of a command after the person's own changes. */
export function keysOf(command: Command): readonly string[] {
  return usePreferences.getState().keys[command.id] ?? command.keys
}

/** The first shortcut of a command, for showing it on a button. */
export function hintOf(command: Command | undefined): string | undefined {
  const keys = command && keysOf(command)[0]
  return keys === undefined ? undefined : keysForPeople(keys)
}

/** The first shortcut of a command as `aria-keyshortcuts` spells it. */
export function ariaKeysOf(command: Command | undefined): string | undefined {
  return (command && keysOf(command)[0])?.replace('Ctrl', 'Control')
}

/** `ArrowLeft` → `←`, and the Mac's own signs on a Mac. */
export function keysForPeople(keys: string): string {
  const isMac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent)
  return keys
    .split(/(?<=.)\+/)
    .map((key) => SIGNS[key] ?? (isMac ? (MAC_SIGNS[key] ?? key) : key))
    .map((key) => (key.length === 1 ? key.toUpperCase() : key))
    .join('+')
}

/** The name of what was pressed, in the spelling of `Command.keys`. */
export function keysOfEvent(event: {
  key: string
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  shiftKey: boolean
  code?: string
}): string {
  // With Alt a Mac has another sign on each digit.
  const digit = event.altKey ? /^Digit(\d)$/.exec(event.code ?? '')?.[1] : undefined
  const key = digit ?? (event.key === ' ' ? 'Space' : event.key)
  const isSign = key.length === 1 && key.toLowerCase() === key.toUpperCase()
  return [
    event.ctrlKey || event.metaKey ? 'Ctrl' : '',
    event.altKey ? 'Alt' : '',
    // A sign such as `?` already says that Shift was needed.
    event.shiftKey && !isSign ? 'Shift' : '',
    key.length === 1 ? key.toLowerCase() : key,
  ]
    .filter(Boolean)
    .join('+')
}

/** The enabled command that these keys stand for. */
export function commandForKeys(commands: readonly Command[], keys: string): Command | undefined {
  return commands.find((command) => keysOf(command).includes(keys) && command.isEnabled())
}

const SIGNS: Record<string, string> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Enter: '⏎',
  Backspace: '⌫',
  Delete: 'Del',
  Escape: 'Esc',
  Tab: '⇥',
}

const MAC_SIGNS: Record<string, string> = { Ctrl: '⌘', Alt: '⌥', Shift: '⇧' }
