import { describe, expect, it, test } from 'vitest'
import { createRandom } from '@/project/random'
import { createTinyVocabulary } from './fixtures'
import {
  createVocabulary,
  findWord,
  quantiseTo4Bits,
  readVector,
  takeRows,
  type Vocabulary,
} from './vocabulary'
import { packVocabulary, unpackVocabulary } from './vocabulary-file'
import { vocabularyIdOf } from './vocabulary-id'

const SPAN = 5
const random = createRandom('four bits')
const words = ['up', 'down', 'on']
/** The second half of a vector is ten times as long as the first. */
const rows = words.map(() =>
  Array.from({ length: 2 * SPAN }, (_, d) => (random.next() - 0.5) * (d < SPAN ? 1 : 10)),
)
const small = createVocabulary({ words, ...quantiseTo4Bits(rows, 2 * SPAN, SPAN) })

function vectorOf(vocabulary: Vocabulary, row: number): number[] {
  const vector = new Float32Array(vocabulary.dimensions)
  readVector(vocabulary, row, vector)
  return [...vector]
}

describe('a file of words', () => {
  it.each([
    ['8 bits and one scale', createTinyVocabulary()],
    ['4 bits and two scales', small],
    // An odd number of components ends in half a byte.
    [
      '4 bits, an odd number',
      createVocabulary({ words: ['up'], ...quantiseTo4Bits([[1, -1, 0.3]], 3, 3) }),
    ],
  ])('gives %s back as they were', async (_, vocabulary) => {
    const bytes = packVocabulary(vocabulary)
    const read = unpackVocabulary(bytes)
    expect(read).toEqual(vocabulary)
    expect(await vocabularyIdOf(read)).toBe(await vocabularyIdOf(vocabulary))
    expect(() => unpackVocabulary(bytes.subarray(0, -1))).toThrow('bytes')
  })

  it('gives likened words back, and what they are read as', async () => {
    const likened = new Map([
      ['downwards', 1],
      ['überhaupt', 0],
      ['upwards', 2],
    ])
    for (const own of [small, createTinyVocabulary()]) {
      const vocabulary = createVocabulary({ ...own, likened })
      const bytes = packVocabulary(vocabulary)
      const read = unpackVocabulary(bytes)
      expect(read).toEqual(vocabulary)
      expect(findWord(read, 'Upwards')).toBe(2)
      expect(read.words).toEqual(own.words)
      expect(() => unpackVocabulary(bytes.subarray(0, -1))).toThrow('bytes')
      const astray = bytes.slice()
      new DataView(astray.buffer).setUint16(12 + 28, 60_000, true)
      expect(() => unpackVocabulary(astray)).toThrow('likened')
      // Four would take no more room than three.
      const many = bytes.slice()
      new DataView(many.buffer).setUint32(4, 4, true)
      expect(() => unpackVocabulary(many)).toThrow('likened')
    }
  })

  it('is half as large with 4 bits', () => {
    const dimensions = 200
    const many = Array.from({ length: 100 }, (_, row) =>
      Array.from({ length: dimensions }, (_, d) => Math.sin(row + d)),
    )
    const vocabulary = createVocabulary({
      words: many.map((_, row) => `w${row}`),
      ...quantiseTo4Bits(many, dimensions, dimensions / 2),
    })
    // Half a byte a component, two half-precision scales, the words.
    expect(packVocabulary(vocabulary).length).toBeLessThan(100 * (dimensions / 2 + 4 + 4) + 24)
  })

  it('of the first layout is read as ever', () => {
    const bytes = new Uint8Array(12 + 8 + 8 + 4)
    const view = new DataView(bytes.buffer)
    for (const [place, value] of [2, 2, 7].entries()) view.setUint32(4 * place, value, true)
    bytes.set(new TextEncoder().encode('on\nhalt'), 12)
    view.setFloat32(20, 0.5, true)
    view.setFloat32(24, 2, true)
    bytes.set([100, 0x9c, 3, 4], 28)
    const read = unpackVocabulary(bytes)
    expect(read.words).toEqual(['on', 'halt'])
    expect([vectorOf(read, 0), vectorOf(read, 1)]).toEqual([
      [50, -50],
      [6, 8],
    ])
  })

  it('of bits that nobody has is refused', () => {
    const bytes = packVocabulary(small)
    new DataView(bytes.buffer).setUint32(20, 3, true)
    expect(() => unpackVocabulary(bytes)).toThrow('3 bits')
  })
})

test('4 bits keep each part of a vector within half a step of its own largest component', () => {
  rows.forEach((row, index) => {
    const read = vectorOf(small, index)
    for (const part of [row.slice(0, SPAN), row.slice(SPAN)]) {
      const largest = Math.max(...part.map(Math.abs))
      const offset = part === row ? 0 : row.indexOf(part[0]!)
      const squares = part.reduce((sum, value, d) => sum + (value - read[offset + d]!) ** 2, 0)
      // Plain rounding, without cutting off, loses half a step at most.
      expect(squares).toBeLessThanOrEqual(part.length * (largest / 14) ** 2 * 1.01)
    }
  })
})

test('a part of a vocabulary has the same vectors', () => {
  const taken = takeRows(small, [2, 0])
  expect(taken.words).toEqual(['on', 'up'])
  expect([vectorOf(taken, 0), vectorOf(taken, 1)]).toEqual([vectorOf(small, 2), vectorOf(small, 0)])
  expect(taken.bits).toBe(4)
})

test('a vector of nothing stays nothing', () => {
  const still = createVocabulary({ words: ['hush'], ...quantiseTo4Bits([[0, 0]], 2, 1) })
  expect(vectorOf(unpackVocabulary(packVocabulary(still)), 0)).toEqual([0, 0])
})

test('words are found whatever their case and accents', () => {
  const vocabulary = createTinyVocabulary()
  expect(findWord(vocabulary, 'PLAY')).toBe(0)
  expect(findWord(vocabulary, 'Pláy')).toBe(0)
  expect(findWord(vocabulary, 'unheard')).toBe(-1)
})
