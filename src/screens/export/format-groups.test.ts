import { expect, test } from 'vitest'
import { formats } from '@/formats/all-formats'
import { formatGroups } from './format-groups'

const ids = (search: string) =>
  formatGroups(search).flatMap((group) => group.formats.map(({ id }) => id))

test('every format that is written is in one group', () => {
  expect(ids('').sort()).toEqual(formats.map(({ id }) => id).sort())
  expect(formatGroups('')).toHaveLength(3)
})

test('a search finds by name, ending and description, whatever the order of its words', () => {
  expect(ids('yaml rasa')).toEqual(['rasa-yaml'])
  expect(ids('.conll')).toEqual(ids('CONLL'))
  expect(ids('no such platform')).toEqual([])
})
