import { describe, expect, it } from 'vitest'
import { coarsenVectors } from './coarse-vectors'
import { findWords, readsBy } from './find-words'
import { createTinyPretrained, createTinyVocabulary } from './fixtures'
import { nearWords } from './near-words'
import { sha256 } from './sha256'
import { createVocabulary, quantiseTo4Bits, quantiseVectors, readVector } from './vocabulary'
import { packVocabulary } from './vocabulary-file'

/** So many usual words that mean nothing, then rare ones with directions of their own. */
const USUAL = 3_000
const RARE: Record<string, [number, number]> = {
  north: [2, 0],
  east: [0, 3],
  northish: [1, 0.2],
  eastish: [0.3, 9],
  south: [-4, 0],
  nowhere: [0, 0],
}
const names = Object.keys(RARE)
const vocabulary = createVocabulary({
  words: [...Array.from({ length: USUAL }, (_, row) => `usual${row}`), ...names],
  ...quantiseVectors([...Array.from({ length: USUAL }, () => [1, 1]), ...Object.values(RARE)], 2),
})
const rareOf = (texts: string[], most: number) =>
  nearWords(vocabulary, texts, most).words.slice(USUAL)

describe('the words near a skill', () => {
  it('are its own and the usual ones, in the order of the vocabulary', () => {
    const few = nearWords(vocabulary, ['South usual7 west'], 0)
    expect(few.words).toHaveLength(USUAL + 1)
    expect(few.words.slice(0, 3)).toEqual(['usual0', 'usual1', 'usual2'])
    expect(few.words.at(-1)).toBe('south')
    const vector = new Float32Array(2)
    readVector(few, USUAL, vector)
    expect([...vector]).toEqual([expect.closeTo(-4, 5), 0])
  })

  it('are then those that point most nearly where one of its rare words does, however long they are', () => {
    expect(rareOf(['go north'], USUAL + 2)).toEqual(['north', 'northish'])
    expect(rareOf(['go east'], USUAL + 2)).toEqual(['east', 'eastish'])
    // The nearest of any, not of all together.
    expect(rareOf(['east, north'], USUAL + 3)).toEqual(['north', 'east', 'eastish'])
    expect(rareOf(['east, north'], USUAL + 4)).toEqual(['north', 'east', 'northish', 'eastish'])
    expect(rareOf(['north'], USUAL + 5)).not.toContain('south')
    expect(rareOf(['north'], 99_999)).toEqual(names)
  })

  it('do not follow from usual words: those say nothing of the skill', () => {
    const [first] = rareOf(['usual1'], USUAL + 1)
    // All are as near as each other, so that the order of the vocabulary decides.
    expect(first).toBe('north')
  })
})

describe('coarser vectors', () => {
  it('stand for nearly the same numbers in a quarter of the steps', () => {
    const fine = createVocabulary({
      words: ['a', 'b'],
      ...quantiseVectors(
        [
          [1, -0.5, 0.1],
          [0.02, 0.01, -0.02],
        ],
        3,
      ),
    })
    const coarse = coarsenVectors(fine)
    expect(coarse.words).toEqual(fine.words)
    expect([...coarse.vectors]).toEqual([31, -15, 3, 31, 16, -31])
    for (const row of [0, 1]) {
      const [before, after] = [new Float32Array(3), new Float32Array(3)]
      readVector(fine, row, before)
      readVector(coarse, row, after)
      const step = Math.abs(before[0]!) / 31
      after.forEach((value, d) => {
        expect(Math.abs(value - before[d]!)).toBeLessThanOrEqual(step / 2 + 1e-6)
      })
    }
  })

  it('leave vectors of 4 bits as they are', () => {
    const small = createVocabulary({ words: ['a'], ...quantiseTo4Bits([[1, 2, 3, 4]], 4, 2) })
    expect(coarsenVectors(small)).toBe(small)
  })
})

describe('the words that a model reads by', () => {
  const pretrained = createTinyPretrained()

  it('are those of the network with their id, or in old models with the name of the network', () => {
    const named = { ...pretrained, vocabularyId: 'words-1' }
    expect(readsBy('words-1', named)).toBe(true)
    expect(readsBy('tiny', named)).toBe(true)
    expect(readsBy('words-2', named)).toBe(false)
  })

  it('are read from wherever files are, and only when they are whole', async () => {
    const bytes = packVocabulary(createTinyVocabulary())
    const hash = await sha256(bytes)
    const index = (expected: string) =>
      new TextEncoder().encode(
        JSON.stringify({
          format: 'skillet-models',
          version: 1,
          vocabularies: { w: { path: 'w.bin', bytes: bytes.length, sha256: expected } },
          networks: {},
        }),
      )
    const asked: [string, unknown][] = []
    const from = (expected: string) => async (path: string, what: unknown) => {
      asked.push([path, what])
      return path === 'index.json' ? index(expected) : bytes
    }
    expect(await findWords('w', from(hash))).toMatchObject({ kind: 'found' })
    expect(asked).toMatchObject([
      ['index.json', null],
      ['w.bin', { sha256: hash, bytes: bytes.length }],
    ])
    expect(await findWords('w', from('0'.repeat(64)))).toMatchObject({ reason: 'damaged' })
    expect(await findWords('other', from(hash))).toMatchObject({ reason: 'missing' })
  })
})
