import { describe, expect, test } from 'vitest'
import { cutAtOffsets, snapToTokens, tokenize, tokensTouching, tokenTexts } from './tokenizer'

function cut(text: string): string[] {
  return tokenTexts(text, tokenize(text))
}

describe('tokenize', () => {
  test.each([
    ["what's the weather", ['what', "'s", 'the', 'weather']],
    ["I don't know", ['I', 'do', "n't", 'know']],
    ['play it, please!', ['play', 'it', ',', 'please', '!']],
    ['at 7:30pm or 5 p.m.', ['at', '7:30pm', 'or', '5', 'p.m.']],
    ['set it to -5 degrees', ['set', 'it', 'to', '-5', 'degrees']],
    ['(two) "large" lattes...', ['(', 'two', ')', '"', 'large', '"', 'lattes', '...']],
    ['a well-known e-mail: a@b.org', ['a', 'well-known', 'e-mail', ':', 'a@b.org']],
    ["the dogs' bowl", ['the', 'dogs', "'", 'bowl']],
    ['  ', []],
    ['🎷 jazz', ['🎷', 'jazz']],
    ['¿dónde está?', ['¿', 'dónde', 'está', '?']],
    ['?!', ['?', '!']],
  ])('%s', (text, tokens) => {
    expect(cut(text)).toEqual(tokens)
  })

  test('tokens come in order, never overlap, and leave out nothing but white space', () => {
    const text = ' "Hey!" — he\'d said,\tain\'t it (really?)… \u{1f3b7}\u200d '
    const tokens = tokenize(text)
    let at = 0
    for (const token of tokens) {
      expect(text.slice(at, token.start).trim()).toBe('')
      expect(token.end).toBeGreaterThan(token.start)
      at = token.end
    }
    expect(text.slice(at).trim()).toBe('')
  })
})

describe('snapToTokens', () => {
  const tokens = tokenize("play Bob's jazz, now")
  test('widens to whole tokens and trims space', () => {
    expect(snapToTokens(tokens, { start: 6, end: 7 })).toEqual({ start: 5, end: 8 })
    expect(snapToTokens(tokens, { start: 10, end: 15 })).toEqual({ start: 11, end: 15 })
  })
  test('is null where there is no token', () => {
    expect(snapToTokens(tokens, { start: 4, end: 5 })).toBeNull()
  })
})

describe('where tokens stand', () => {
  const tokens = [
    { start: 0, end: 4 },
    { start: 5, end: 8 },
    { start: 8, end: 10 },
  ]
  test.each([
    [0, 4, 0, 0],
    [4, 5, 1, 0],
    [3, 6, 0, 1],
    [5, 8, 1, 1],
    [8, 9, 2, 2],
    [0, 10, 0, 2],
    [10, 12, 3, 2],
    [-2, 0, 0, -1],
  ])('%i to %i touches those from %i to %i', (start, end, first, last) => {
    expect(tokensTouching(tokens, { start, end })).toEqual({ first, last })
  })

  test.each([
    [[], ['0-4', '5-8', '8-10']],
    [[2], ['0-2', '2-4', '5-8', '8-10']],
    [
      [0, 4, 5, 8, 10],
      ['0-4', '5-8', '8-10'],
    ],
    [
      [1, 1, 3, 9],
      ['0-1', '1-3', '3-4', '5-8', '8-9', '9-10'],
    ],
    [
      [4, 6, 7],
      ['0-4', '5-6', '6-7', '7-8', '8-10'],
    ],
  ])('cut at %j they are %j', (offsets, expected) => {
    const cutTokens = cutAtOffsets(tokens, offsets)
    expect(cutTokens.map(({ start, end }) => `${start}-${end}`)).toEqual(expected)
  })

  test('the edges of spans are borders, in any order, and rules 1 knew no characters', () => {
    const spans = [
      { start: 6, end: 8 },
      { start: 1, end: 3 },
    ]
    expect(tokenTexts('abcdefgh', tokenize('abcdefgh', { spans }))).toEqual([
      'a',
      'bc',
      'def',
      'gh',
    ])
    expect(tokenize('西安 🧦🧦', { version: 1 })).toHaveLength(2)
    expect(tokenize('西安 🧦🧦', { version: 2 })).toHaveLength(4)
    const old = tokenize('a🧦', { version: 1 })
    expect(tokenTexts('a🧦', old)).toEqual(['a', '🧦'])
  })
})

test.each([
  ["n't", ["n't"]],
  ["'s", ["'s"]],
  ["'tis", ["'", 'tis']],
  ["I'd've", ['I', "'d", "'ve"]],
  ['+5 −3 -x', ['+5', '−3', '-', 'x']],
  ['"a.m."', ['"', 'a.m.', '"']],
  ['a.', ['a', '.']],
  ['e.g. U.S.A. etc.', ['e.g.', 'U.S.A.', 'etc', '.']],
  ['$$5 5€€', ['$$', '5', '5', '€€']],
  ['---', ['---']],
  ['(!)', ['(', '!', ')']],
  ['𝟙…𐄀𐄀a', ['𝟙…𐄀𐄀a']],
  ['𐄀𐄀a', ['𐄀𐄀', 'a']],
  ['a𐄀𐄀', ['a', '𐄀𐄀']],
])('cuts %s', (text, expected) => expect(cut(text)).toEqual(expected))
