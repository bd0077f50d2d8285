import { describe, expect, it } from 'vitest'
import { createEncoder, type TokenRules } from './encoding'
import { createTinyVocabulary, TINY_NETWORK } from './fixtures'
import { formsSeen } from './scope'
import { createSpelling } from './spelling'
import { createVocabulary, quantiseVectors } from './vocabulary'

/** The most frequent first, as in every vocabulary. */
const WORDS = ['from', 'light', 'music', 'kitchen', 'fight', 'form']
const vocabulary = createVocabulary({
  words: WORDS,
  ...quantiseVectors(
    WORDS.map((_, row) => [row, 1]),
    2,
  ),
})
const plain = createEncoder(vocabulary, 64)
const seen = formsSeen([plain.encodeTokens(['Zigbee', 'thermostat', 'lightning'])])
const meant = createSpelling(vocabulary, seen)

describe('a slip of the fingers', () => {
  it.each([
    ['zibgee', 'zigbee', 'swapped'],
    ['zigbeee', 'zigbee', 'doubled'],
    ['zigbe', 'zigbee', 'left out'],
    ['thermostst', 'thermostat', 'wrong, in a word of the skill'],
    ['kithcen', 'kitchen', 'swapped, in a word that the skill does not have'],
    ['Muusic', 'music', 'doubled, whatever its case'],
    ['lightt', 'light', 'of the vocabulary'],
  ])('%s is read as %s: %s', (typed, word) => {
    expect(meant(typed)).toBe(word)
  })

  it.each([
    ['form', 'is a word itself, however near to a frequent one'],
    ['zigbee', 'is a word of the skill'],
    ['kitchan', 'may be a name: another letter is believed of the skill’s words alone'],
    ['aigbee', 'begins otherwise'],
    ['zigbe2', 'is a code'],
    ['frm', 'is short'],
    ['blorp', 'is near to nothing'],
  ])('%s stays: it %s', (typed) => {
    expect(meant(typed)).toBe(typed)
  })

  it('takes the skill’s word before a frequent one, and of frequent ones the most frequent', () => {
    const near = createVocabulary({
      words: ['lihgts', 'lights', 'lighst', 'sings'],
      ...quantiseVectors([[1], [1], [1], [1]], 1),
    })
    expect(createSpelling(near, [])('lighs')).toBe('lights')
    const own = formsSeen([createEncoder(near, 64).encodeTokens(['lighss'])])
    expect(createSpelling(near, own)('lighs')).toBe('lighss')
  })
})

it('a likened word is meant itself, and not the word that it is read as', () => {
  const compact = createVocabulary({ ...vocabulary, likened: new Map([['saxophone', 2]]) })
  expect(createSpelling(compact, [])('saxohpone')).toBe('saxophone')
})

describe('an encoder', () => {
  const tiny = createTinyVocabulary()
  const read = (text: string, rules?: TokenRules) =>
    createEncoder(tiny, TINY_NETWORK.subwordBuckets, rules).encode(text)

  it('reads slips by rules 3, with the words of a skill: row, subwords and shape are those of the word', () => {
    const right = read('play jazz').encoded
    const { encoded, tokens } = read('paly jaazz', { tokenizer: 3, seen: [] })
    expect(encoded).toEqual(right)
    // Where the words stand is not touched.
    expect(tokens).toEqual([
      { start: 0, end: 4 },
      { start: 5, end: 10 },
    ])
  })

  it('looks a word up once, however often it is asked what was meant', () => {
    let looks = 0
    const rowOf = new Map(tiny.rowOf)
    const find = rowOf.get.bind(rowOf)
    rowOf.get = (word) => {
      looks += 1
      return find(word)
    }
    const encoder = createEncoder({ ...tiny, rowOf }, 64, { tokenizer: 3, seen: [] })
    encoder.encode('paly blorp')
    const once = looks
    expect(once).toBeGreaterThan(0)
    expect([encoder.meantBy('paly'), encoder.meantBy('blorp')]).toEqual(['play', 'blorp'])
    expect(looks).toBe(once)
  })

  it('leaves slips alone for older models, and where a skill is being learned', () => {
    const typed = read('paly jaazz').encoded
    expect([...typed.words]).toEqual([-1, -1])
    expect(read('paly jaazz', { tokenizer: 2, seen: [] }).encoded).toEqual(typed)
    expect(read('paly jaazz', { tokenizer: 3 }).encoded).toEqual(typed)
  })
})
