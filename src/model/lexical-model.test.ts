import { describe, expect, it } from 'vitest'
import { createEncoder } from './encoding'
import { createTinyVocabulary, TINY_NETWORK } from './fixtures'
import {
  addLogits,
  intentFeatures,
  LEXICAL_BUCKETS,
  type LexicalFeatures,
  poolLogits,
  tokenFeatures,
} from './lexical-model'

const encoder = createEncoder(createTinyVocabulary(), TINY_NETWORK.subwordBuckets)

function encode(text: string) {
  return encoder.encode(text).encoded
}

function lengthOf(values: Iterable<number>): number {
  return Math.hypot(...values)
}

/** How alike two texts or tokens are to the model. */
function product(a: LexicalFeatures, b: LexicalFeatures): number {
  const values = new Map<number, number>()
  a.buckets.forEach((bucket, at) => {
    values.set(bucket, (values.get(bucket) ?? 0) + (a.values[at] ?? 0))
  })
  return b.buckets.reduce((sum, bucket, at) => sum + (values.get(bucket) ?? 0) * b.values[at]!, 0)
}

describe('features of a text', () => {
  it('have the same length whatever its own: words and n-grams half each, and a constant', () => {
    for (const text of ['jazz', 'play some jazz music please', 'a a a a']) {
      expect(lengthOf(intentFeatures(encode(text)).values)).toBeCloseTo(Math.hypot(1, 0.3), 5)
    }
  })

  it('tell an order of words from another, and count a word once', () => {
    const alike = product(intentFeatures(encode('play jazz')), intentFeatures(encode('play jazz')))
    const turned = product(intentFeatures(encode('play jazz')), intentFeatures(encode('jazz play')))
    expect(turned).toBeLessThan(alike - 0.2)
    expect(turned).toBeGreaterThan(0.5)
    // Two words, and three pairs with the edges of the text.
    const grams = new Set(encode('play jazz').subwords.flat()).size
    expect(intentFeatures(encode('play jazz')).buckets).toHaveLength(2 + 3 + grams + 1)
  })
})

describe('features of a token', () => {
  it('see two words to either side and no further', () => {
    const at = (text: string) => tokenFeatures(encode(text), 2)
    const same = product(at('play a jazz music please'), at('play a jazz music please'))
    const known = at('play a jazz music please order')
    expect(product(at('play a jazz music please coffee'), known)).toBeCloseTo(same, 5)
    for (const text of [
      'order a jazz music please',
      'play some jazz music please',
      'play a jazz coffee please',
      'play a jazz music large',
    ]) {
      expect(product(at(text), known)).toBeLessThan(same - 0.1)
    }
  })

  it('know the word itself and its spelling', () => {
    const [jazz, jazzy, coffee] = ['jazz', 'jazzy', 'coffee'].map((word) =>
      tokenFeatures(encode(`play ${word} please`), 1),
    )
    expect(product(jazz!, jazzy!)).toBeGreaterThan(product(jazz!, coffee!))
    expect(product(jazz!, jazz!)).toBeGreaterThan(product(jazz!, jazzy!) + 1)
  })

  it('tell the edges of a text from words', () => {
    const first = tokenFeatures(encode('jazz please'), 0)
    const last = tokenFeatures(encode('please jazz'), 1)
    expect(product(first, last)).toBeLessThan(product(first, first) - 1)
  })
})

describe('logits', () => {
  const features: LexicalFeatures = { buckets: Int32Array.of(1, 3), values: Float32Array.of(2, 1) }
  const weights = Float32Array.of(0, 0, 10, 20, 0, 0, 5, 7)

  it('are sums over features, times a share, from an offset on', () => {
    const logits = new Float64Array([1, 1, 1, 1])
    addLogits(features, weights, logits, { classes: 2, offset: 1, share: 0.5 })
    expect([...logits]).toEqual([1, 13.5, 24.5, 1])
    const plain = new Float64Array(2)
    addLogits(features, weights, plain, { classes: 2 })
    expect([...plain]).toEqual([25, 47])
  })

  it('of both models are averaged: half each for intents, a third of the lexical one for tags', () => {
    const text = encode('play jazz')
    const output = {
      intentLogits: Float32Array.of(4, 8),
      slotLogits: Float32Array.of(3, 6, 9, 3, 6, 9),
    }
    const none = {
      intents: new Float32Array(LEXICAL_BUCKETS * 2),
      tags: new Float32Array(LEXICAL_BUCKETS * 3),
    }
    const quiet = poolLogits(output, text, none)
    expect([...quiet.intentLogits]).toEqual([2, 4])
    expect([...quiet.slotLogits]).toEqual([2, 4, 6, 2, 4, 6])

    const sure = { intents: none.intents.slice().fill(1), tags: none.tags.slice().fill(1) }
    const loud = poolLogits(output, text, sure)
    const sum = (values: Float32Array) => values.reduce((total, value) => total + value, 0)
    expect(loud.intentLogits[0]).toBeCloseTo(2 + sum(intentFeatures(text).values) / 2, 4)
    expect(loud.slotLogits[1]).toBeCloseTo(4 + sum(tokenFeatures(text, 0).values) / 3, 4)
    expect(loud.slotLogits[4]).toBeCloseTo(4 + sum(tokenFeatures(text, 1).values) / 3, 4)
  })

  it('are the network’s alone where there is no other, and for tags that it has not learned', () => {
    const text = encode('play')
    const output = { intentLogits: Float32Array.of(4), slotLogits: Float32Array.of(3) }
    expect(poolLogits(output, text, null)).toBe(output)
    const intents = new Float32Array(LEXICAL_BUCKETS)
    const pooled = poolLogits(output, text, { intents, tags: new Float32Array(0) })
    expect(pooled.slotLogits).toBe(output.slotLogits)
    expect([...pooled.intentLogits]).toEqual([2])
  })
})
