import { describe, expect, test } from 'vitest'
import { snapToTokens, tokenize, tokenTexts } from './tokenizer'

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
