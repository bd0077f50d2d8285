import { describe, expect, it } from 'vitest'
import { LABEL_KEYS } from '@/screens/annotate/annotate-commands'
import type { Command } from '@/store/command'
import { commands } from './commands'

/** Which commands a key belongs to, for keys that have more than one. Keys of a list meet those of the page. */
function sharedKeys(all: readonly Command[]): Record<string, string[]> {
  const owners = new Map<string, string[]>()
  for (const { id, keys } of all)
    for (const key of keys) owners.set(key, [...(owners.get(key) ?? []), id])
  return Object.fromEntries([...owners].filter(([, ids]) => ids.length > 1))
}

describe('the list of commands', () => {
  it('gives each command an id of its own', () => {
    const ids = commands.map(({ id }) => id)
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
  })

  it('gives each key to one command', () => {
    expect(sharedKeys(commands)).toEqual({})
  })

  it('leaves the keys that label to the slots', () => {
    const labels = new Set(LABEL_KEYS)
    const others = commands.filter(({ id }) => !id.startsWith('annotate.label'))
    expect(others.filter(({ keys }) => keys.some((key) => labels.has(key)))).toEqual([])
  })
})
