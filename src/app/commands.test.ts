import { expect, test } from 'vitest'
import { canMeet, labelOf } from '@/store/command'
import { SKILL_SCREENS } from '@/store/route'
import { commands } from './commands'

test('no two commands of one screen share a shortcut', () => {
  const shared = commands.flatMap((command, index) =>
    commands
      .slice(index + 1)
      .filter((other) => canMeet(command, other))
      .flatMap((other) =>
        command.keys
          .filter((key) => other.keys.includes(key))
          .map((key) => `${key}: ${command.id} and ${other.id}`),
      ),
  )
  expect(shared).toEqual([])
})

test('commands have ids of their own', () => {
  const ids = commands.map(({ id }) => id)
  expect(ids).toEqual([...new Set(ids)])
})

test.each(['skills', ...SKILL_SCREENS])('the screen %s has commands with shortcuts', (screen) => {
  const own = commands.filter((command) => command.screen === screen)
  expect(own.filter(({ keys }) => keys.length > 0).map(labelOf)).not.toEqual([])
})
