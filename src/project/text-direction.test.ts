import { expect, it } from 'vitest'
import { directionOf } from './text-direction'

it.each([
  ['play jazz', 'ltr'],
  ['', 'ltr'],
  ['2 + 2', 'ltr'],
  ['נגן ג׳אז', 'rtl'],
  ['… 7 أغنية', 'rtl'],
  ['YouTube افتح', 'ltr'],
  ['日本語', 'ltr'],
] as const)('%s runs %s', (text, direction) => {
  expect(directionOf(text)).toBe(direction)
})
