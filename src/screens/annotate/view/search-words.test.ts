import { expect, test } from 'vitest'
import { hitsIn, searchWordsOf } from './search-words'

test('a search is its words, in lower case', () => {
  expect(searchWordsOf('  Large   COFFEE ')).toEqual(['large', 'coffee'])
  expect(searchWordsOf('   ')).toEqual([])
})

test('every place of every word is found, whatever its case', () => {
  expect(hitsIn('Tea or iced tea', ['tea', 'or'])).toEqual([
    { start: 0, end: 3 },
    { start: 12, end: 15 },
    { start: 4, end: 6 },
  ])
  expect(hitsIn('aaaa', ['aa'])).toHaveLength(2)
})

test('a text that folding makes longer has no marks rather than wrong ones', () => {
  expect(hitsIn('İstanbul tea', ['tea'])).toEqual([])
})
