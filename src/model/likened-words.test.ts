import { expect, it } from 'vitest'
import { createRandom } from '@/project/random'
import { likenOthers } from './likened-words'
import { createVocabulary, findWord, quantiseVectors, readVector, takeRows } from './vocabulary'

const random = createRandom('likened')
const DIMENSIONS = 40
const words = Array.from({ length: 60 }, (_, row) => `w${row}`)
const rows = words.map(() => Array.from({ length: DIMENSIONS }, () => random.next() - 0.5))
const whole = createVocabulary({ words, ...quantiseVectors(rows, DIMENSIONS) })

function cosine(a: number, b: number): number {
  const [one, other] = [new Float32Array(DIMENSIONS), new Float32Array(DIMENSIONS)]
  readVector(whole, a, one)
  readVector(whole, b, other)
  const dot = (x: Float32Array, y: Float32Array) => x.reduce((sum, v, d) => sum + v * y[d]!, 0)
  return dot(one, other) / Math.sqrt(dot(one, one) * dot(other, other))
}

it('reads every other word as the one that points most nearly where it does', () => {
  const kept = [3, 1, 20, 41, 7, 59]
  const part = likenOthers(whole, takeRows(whole, kept))
  expect(part.words).toEqual(kept.map((row) => words[row]))
  expect([...part.likened.keys(), ...part.words].sort()).toEqual([...words].sort())
  for (const [word, row] of part.likened) {
    const own = words.indexOf(word)
    const best = Math.max(...kept.map((other) => cosine(own, other)))
    expect(cosine(own, kept[row]!)).toBeCloseTo(best, 6)
    expect(findWord(part, word)).toBe(row)
  }
  expect(findWord(part, 'w20')).toBe(2)
  expect(findWord(part, 'stranger')).toBe(-1)
})

it('finds a word that all but agrees with one among many', () => {
  const twins = rows.slice(0, 5).map((row) => row.map((value) => value * 0.5 + 0.001))
  const vectors = [...rows, ...twins]
  const names = [...words, ...twins.map((_, row) => `twin${row}`)]
  const many = createVocabulary({ words: names, ...quantiseVectors(vectors, DIMENSIONS) })
  const part = likenOthers(
    many,
    takeRows(
      many,
      words.map((_, row) => row),
    ),
  )
  expect([...part.likened]).toEqual(twins.map((_, row) => [`twin${row}`, row]))
})
