import { expect, test } from 'vitest'
import { tokenize } from '@/project/tokenizer'
import { meantWords } from './meant-words'

test('the words of a span, with slips put right within it alone', () => {
  const text = 'lagre  latte, oat mlik'
  const meant: Record<string, string> = { lagre: 'large', mlik: 'milk' }
  const tokens = tokenize(text).map((token) => {
    const word = meant[text.slice(token.start, token.end)]
    return { ...token, slot: null, probability: 1, ...(word ? { meant: word } : {}) }
  })
  expect(meantWords({ text, tokens }, { start: 0, end: text.length })).toBe(
    'large  latte, oat milk',
  )
  expect(meantWords({ text, tokens }, { start: 14, end: 22 })).toBe('oat milk')
  expect(meantWords({ text, tokens }, { start: 7, end: 12 })).toBe('latte')
})
