import { describe, expect, it } from 'vitest'
import { LABEL_KEYS } from '@/screens/annotate/commands/annotate-commands'
import { type Command, canMeet, keysOfEvent, labelOf } from '@/store/command'
import { SKILL_SCREENS } from '@/store/route'
import { commands } from './commands'

/** Keys that two commands of one screen want. Keys of a list meet those of the page. */
function sharedKeys(all: readonly Command[]): string[] {
  return all.flatMap((command, index) =>
    all
      .slice(index + 1)
      .filter((other) => canMeet(command, other))
      .flatMap((other) =>
        command.keys
          .filter((key) => other.keys.includes(key))
          .map((key) => `${key}: ${command.id} and ${other.id}`),
      ),
  )
}

describe('the list of commands', () => {
  it('gives each command an id of its own', () => {
    const ids = commands.map(({ id }) => id)
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
  })

  it('gives each key of a screen to one command', () => {
    expect(sharedKeys(commands)).toEqual([])
  })

  it('leaves the keys that label to the slots', () => {
    const labels = new Set(LABEL_KEYS)
    const others = commands.filter(
      ({ id, screen }) =>
        !id.startsWith('annotate.label') && (screen === 'annotate' || screen === 'everywhere'),
    )
    expect(others.filter(({ keys }) => keys.some((key) => labels.has(key)))).toEqual([])
  })

  it.each(['skills', ...SKILL_SCREENS])('has some with shortcuts for the screen %s', (screen) => {
    const own = commands.filter((command) => command.screen === screen)
    expect(own.filter(({ keys }) => keys.length > 0).map(labelOf)).not.toEqual([])
  })
})

it('knows a digit with Alt by its place, where a Mac makes another sign of it', () => {
  const plain = { ctrlKey: false, metaKey: false, shiftKey: false }
  const option5 = { ...plain, key: '[', code: 'Digit5', altKey: true }
  expect(keysOfEvent(option5)).toBe('Alt+5')
  expect(keysOfEvent({ ...option5, altKey: false })).toBe('[')
})
