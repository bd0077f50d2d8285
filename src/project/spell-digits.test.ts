import { expect, it } from 'vitest'
import { spellDigits } from './spell-digits'

it.each([
  ['5', 'five'],
  ['room 101', 'room one hundred one'],
  ['1,234 feet', 'one thousand two hundred thirty four feet'],
  ['3.05', 'three point zero five'],
  ['the 1st, 2nd, 3rd, 4th', 'the first, second, third, fourth'],
  ['5th 8th 9th 12th 20th 21st', 'fifth eighth ninth twelfth twentieth twenty first'],
  ['007', 'zero zero seven'],
  ['0', 'zero'],
  ['999999', 'nine hundred ninety nine thousand nine hundred ninety nine'],
  ['1234567', 'one two three four five six seven'],
  ['a4 7up', 'a four seven up'],
  ['12,34', 'twelve,thirty four'],
])('spells %s', (text, words) => {
  expect(spellDigits(text, 'en-US')).toBe(words)
  expect(spellDigits(text, 'de')).toBe(text)
})
