import { expect, it } from 'vitest'
import { hashText } from '@/project/random'
import { MOST_SUBWORDS, subwordBuckets, wordShape } from './subwords'

it('sees a word with its edges, small, every digit alike, and no more than 24 letters of it', () => {
  expect(wordShape('Jazz')).toBe('<jazz>')
  expect(wordShape('7:45pm')).toBe('<0:00pm>')
  expect(wordShape('٣')).toBe('<0>')
  expect(wordShape('x'.repeat(30))).toBe(`<${'x'.repeat(24)}>`)
})

it('cuts it into all pieces of three, then of four letters', () => {
  const bucketsOf = (...pieces: string[]) => pieces.map((piece) => hashText(piece) % 1000)
  expect(subwordBuckets('Jazz', 1000)).toEqual(
    bucketsOf('<ja', 'jaz', 'azz', 'zz>', '<jaz', 'jazz', 'azz>'),
  )
  expect(subwordBuckets('a', 1000)).toEqual(bucketsOf('<a>'))
  expect(subwordBuckets('ab', 1000)).toEqual(bucketsOf('<ab', 'ab>', '<ab>'))
  // Too short for any piece: the whole is one.
  expect(subwordBuckets('', 1000)).toEqual(bucketsOf('<>'))
})

it('gives no word more than the most', () => {
  expect(subwordBuckets('x'.repeat(99), 64)).toHaveLength(MOST_SUBWORDS)
  expect(Math.max(...subwordBuckets('discombobulated', 7))).toBeLessThan(7)
})
