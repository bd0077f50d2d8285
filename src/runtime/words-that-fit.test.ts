import { zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { createVocabulary, quantiseVectors } from '@/model/vocabulary'
import { packVocabulary } from '@/model/vocabulary-file'
import { createRandom } from '@/project/random'
import { wordsThatFit } from './words-that-fit'

const DIMENSIONS = 24
const random = createRandom('words that fit')
const words = Array.from({ length: 4000 }, (_, row) => {
  const letters = Array.from({ length: 5 }, () => random.pick([...'abcdefghijklmnop']))
  return `${letters.join('')}${row}`
})
const vectors = words.map(() => Array.from({ length: DIMENSIONS }, () => random.next() - 0.5))
const vocabulary = createVocabulary({ words, ...quantiseVectors(vectors, DIMENSIONS) })
const rare = words.at(-1)!

test('as many words as there is room for, the others likened to these', () => {
  const room = 120_000
  const fitting = wordsThatFit(vocabulary, [`say ${rare}`], room)
  const size = zipSync({ words: packVocabulary(fitting) }).length
  expect(size).toBeLessThan(room)
  expect(size).toBeGreaterThan(0.75 * room)
  expect(fitting.words).toContain(rare)
  expect(fitting.words.length).toBeGreaterThan(3001)
  expect(fitting.words.length + fitting.likened.size).toBe(words.length)
  // Vectors of fewer steps are what makes room.
  expect(Math.max(...fitting.vectors)).toBe(31)
})

test('the usual words and those of the skill are there however little room there is', () => {
  const least = wordsThatFit(vocabulary, [rare], 0)
  expect(least.words).toEqual([...words.slice(0, 3000), rare])
  expect(wordsThatFit(vocabulary, [], 1_000_000).words).toEqual(words)
})
