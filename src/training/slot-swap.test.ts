import { expect, test } from 'vitest'
import { createEncoder, type EncodedText, type Example } from '@/model/encoding'
import { createTinyVocabulary, TINY_NETWORK } from '@/model/fixtures'
import { createSlotSwap } from './slot-swap'

const WORDS = ['play', 'jazz', 'music', 'order', 'a', 'large', 'coffee', 'please']
const encoder = createEncoder(createTinyVocabulary(), TINY_NETWORK.subwordBuckets)

/** `play [jazz music]0 please` with tags: 0 outside, then begin and inside of each slot. */
function example(text: string, tags: number[] | null, intent = 0): Example {
  const encoded = encoder.encodeTokens(text.split(' '))
  return { ...encoded, intent, tags: tags && Int32Array.from(tags) }
}

const EXAMPLES = [
  example('play jazz music please', [0, 1, 2, 0], 3),
  example('play coffee', [0, 1]),
  example('order a large coffee', [0, 0, 3, 0]),
]

function wordsOf({ words }: EncodedText): string {
  return Array.from(words, (word) => WORDS[word]).join(' ')
}

/** What an example becomes under so many seeds. */
function becomes(swap: ReturnType<typeof createSlotSwap>, of: Example, seeds = 60) {
  const made = Array.from({ length: seeds }, (_, seed) => swap(of, `seed ${seed}`))
  return { made, texts: new Set(made.map(wordsOf)) }
}

test('a value is replaced by others of its slot alone, and what stands around it stays', () => {
  const swap = createSlotSwap(EXAMPLES, new Map(), 1)
  const { made, texts } = becomes(swap, EXAMPLES[0]!)
  expect(texts).toEqual(new Set(['play jazz music please', 'play coffee please']))
  for (const one of made) {
    expect(one.intent).toBe(3)
    expect([...one.tags!]).toEqual(one.words.length === 4 ? [0, 1, 2, 0] : [0, 1, 0])
  }
})

test('subwords and forms go with their words', () => {
  const swap = createSlotSwap(EXAMPLES, new Map(), 1)
  for (const one of becomes(swap, EXAMPLES[0]!).made) {
    const same = encoder.encodeTokens(wordsOf(one).split(' '))
    expect(one.subwords).toEqual(same.subwords)
    expect(one.forms).toEqual(same.forms)
  }
})

test('values that the skill lists are used, too, beside those in utterances', () => {
  const listed = new Map([[1, [encoder.encodeTokens(['please'])]]])
  const { texts } = becomes(createSlotSwap(EXAMPLES, listed, 1), EXAMPLES[2]!)
  expect(texts).toEqual(new Set(['order a large coffee', 'order a please coffee']))
})

test('the probability is that of an utterance to change', () => {
  const changed = (probability: number) => {
    const swap = createSlotSwap(EXAMPLES, new Map(), probability)
    const { made } = becomes(swap, EXAMPLES[0]!, 400)
    return made.filter((one) => one !== EXAMPLES[0]).length / 400
  }
  expect(changed(0)).toBe(0)
  expect(changed(1)).toBe(1)
  expect(changed(0.25)).toBeGreaterThan(0.18)
  expect(changed(0.25)).toBeLessThan(0.32)
})

test('an example without tags stays as it is, one of a seed is the same each time', () => {
  const swap = createSlotSwap(EXAMPLES, new Map(), 1)
  const texts = example('play coffee', null)
  expect(swap(texts, 'seed')).toBe(texts)
  expect(swap(EXAMPLES[0]!, 'seed 3')).toEqual(swap(EXAMPLES[0]!, 'seed 3'))
})

test('two values of a slot that touch stay two', () => {
  const touching = example('jazz coffee please', [1, 1, 0])
  const swap = createSlotSwap([touching], new Map(), 1)
  for (const one of becomes(swap, touching).made) {
    expect([...one.tags!]).toEqual([1, 1, 0])
  }
})
