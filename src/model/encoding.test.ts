import { describe, expect, it } from 'vitest'
import { createBatch, createEncoder, type Example, MAX_TOKENS } from './encoding'
import { createTinyVocabulary, TINY_NETWORK } from './fixtures'

const vocabulary = createTinyVocabulary()
const { dimensions } = vocabulary
const encoder = createEncoder(vocabulary, TINY_NETWORK.subwordBuckets)

function example(text: string, labels: Partial<Example> = {}): Example {
  return { ...encoder.encode(text).encoded, intent: -1, tags: null, ...labels }
}

/** The vector at a place of a batch, and that of a word. */
function vectorAt(vectors: Float32Array, place: number): number[] {
  return [...vectors.subarray(place * dimensions, (place + 1) * dimensions)]
}
function vectorOf(word: string): number[] {
  const at = vocabulary.rowOf.get(word)!
  const scale = vocabulary.scales[at]!
  return vectorAt(Float32Array.from(vocabulary.vectors), at).map((v) => Math.fround(v * scale))
}

describe('an encoder', () => {
  it('reads words by their row, unknown ones by -1, each with its subwords and shape', () => {
    const { tokens, encoded } = encoder.encode('Play blorp JAZZ')
    expect(tokens).toHaveLength(3)
    expect([...encoded.words]).toEqual([0, -1, 1])
    expect(encoded.subwords.map((subwords) => subwords.length)).toEqual([7, 9, 7])
    expect(encoded.forms[2]).toBe(encoder.encode('jazz').encoded.forms[0])
    expect(new Set(encoded.forms).size).toBe(3)
  })

  it('remembers a word as it was', () => {
    const first = encoder.encode('blorp play').encoded
    expect(encoder.encode('blorp play').encoded).toEqual(first)
  })

  it('takes the edges of known spans for borders of tokens', () => {
    const whole = encoder.encode('jazzmusic')
    const cut = encoder.encode('jazzmusic', [{ start: 0, end: 4 }])
    expect([...whole.encoded.words]).toEqual([-1])
    expect([...cut.encoded.words]).toEqual([1, 2])
  })

  it('reads so many tokens and no more', () => {
    const { tokens, encoded } = encoder.encode('play '.repeat(MAX_TOKENS + 6))
    expect(tokens).toHaveLength(MAX_TOKENS + 6)
    expect(encoded.words).toHaveLength(MAX_TOKENS)
    expect(encoded.subwords).toHaveLength(MAX_TOKENS)
    expect(encoded.forms).toHaveLength(MAX_TOKENS)
  })
})

describe('a batch', () => {
  const short = example('jazz', { intent: 2, tags: Int32Array.of(3) })
  const long = example('play blorp jazz')
  const batch = createBatch([short, long], vocabulary)

  it('is as long as its longest example', () => {
    expect([batch.size, batch.time, ...batch.lengths]).toEqual([2, 3, 1, 3])
    expect(createBatch([example('')], vocabulary)).toMatchObject({
      time: 1,
      lengths: Int32Array.of(1),
    })
  })

  it('holds the vectors of words, and nothing for unknown ones and padding', () => {
    const nothing = new Array(dimensions).fill(0)
    expect(vectorAt(batch.wordVectors, 0)).toEqual(vectorOf('jazz'))
    expect(vectorAt(batch.wordVectors, 1)).toEqual(nothing)
    expect(vectorAt(batch.wordVectors, 3)).toEqual(vectorOf('play'))
    expect(vectorAt(batch.wordVectors, 4)).toEqual(nothing)
    expect(vectorAt(batch.wordVectors, 5)).toEqual(vectorOf('jazz'))
    expect(batch.bags.map((bag) => bag.length)).toEqual([7, 0, 0, 7, 9, 7])
  })

  it('gives weight to what is labelled, and to nothing else', () => {
    expect([...batch.intents, ...batch.intentWeights]).toEqual([2, 0, 1, 0])
    expect([...batch.tags]).toEqual([3, 0, 0, 0, 0, 0])
    expect([...batch.tagWeights]).toEqual([1, 0, 0, 0, 0, 0])
    const first = createBatch([example('jazz', { intent: 0 })], vocabulary)
    expect([...first.intentWeights]).toEqual([1])
  })

  it('hides known words where it is told to, and leaves their subwords', () => {
    const asked: number[] = []
    const hidden = createBatch([long], vocabulary, () => asked.push(0) === 1)
    expect(asked).toHaveLength(2)
    expect(vectorAt(hidden.wordVectors, 0)).toEqual(new Array(dimensions).fill(0))
    expect(vectorAt(hidden.wordVectors, 2)).toEqual(vectorOf('jazz'))
    expect(hidden.bags[0]).toEqual(batch.bags[3])
  })
})
