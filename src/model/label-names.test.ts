import { expect, test } from 'vitest'
import { createTinyVocabulary } from './fixtures'
import { embedNames, wordsOfName } from './label-names'

test('names are read in every spelling that developers use', () => {
  for (const name of ['toCity', 'to_city', 'TO-CITY', 'to.city', 'ToCity', 'AMAZON.ToCity']) {
    expect(wordsOfName(name), name).toEqual(['to', 'city'])
  }
  expect(wordsOfName('HTTPServer2Go')).toEqual(['http', 'server', '2', 'go'])
  expect(wordsOfName('größe')).toEqual(['größe'])
  expect(wordsOfName('…')).toEqual([])
})

test('a name lies where the mean of its words points, and an unknown one nowhere', () => {
  const vocabulary = createTinyVocabulary()
  const { dimensions } = vocabulary
  const table = embedNames(['jazz', 'jazzMusic', 'zzz', 'jazz_zzz'], vocabulary)
  const column = (name: number) =>
    Array.from({ length: dimensions }, (_, d) => table[d * 4 + name] ?? 0)
  const dot = (a: number[], b: number[]) => a.reduce((sum, x, d) => sum + x * (b[d] ?? 0), 0)
  expect(dot(column(0), column(0))).toBeCloseTo(1, 5)
  expect(dot(column(1), column(1))).toBeCloseTo(1, 5)
  expect(dot(column(0), column(1))).toBeGreaterThan(dot(column(0), embedded('coffee')))
  expect(column(2)).toEqual(new Array(dimensions).fill(0))
  expect(column(3)).toEqual(column(0))

  function embedded(word: string): number[] {
    return [...embedNames([word], vocabulary)]
  }
})

test('words that are left out leave a name at least what it had', () => {
  const vocabulary = createTinyVocabulary()
  expect(embedNames(['jazz'], vocabulary, () => false)).toEqual(embedNames(['jazz'], vocabulary))
  let keeps = false
  const one = embedNames(['play_jazz'], vocabulary, () => {
    keeps = !keeps
    return keeps
  })
  expect(one).toEqual(embedNames(['play'], vocabulary))
})
