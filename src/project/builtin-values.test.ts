import { describe, expect, it } from 'vitest'
import { builtInWords } from './built-in-words'
import { builtInFiller, isBuiltInType } from './builtin-values'
import { ARTISTS, CITIES, COLORS, PHRASES, ROOMS } from './builtin-words'
import { fitName, isFitName, type NameRule } from './platform-limits'
import { createRandom } from './random'

/** What a filler says, over many draws. */
const said = (type: string, slot?: string): Set<string> | null => {
  const filler = builtInFiller(type, slot)
  const random = createRandom('values')
  return filler && new Set(Array.from({ length: 300 }, () => filler(random)))
}
const isAmong = (words: Set<string> | null, list: readonly string[]) =>
  words !== null && [...words].every((word) => list.includes(word))

describe('values by the name of a type', () => {
  it.each([
    ['AMAZON.City', CITIES],
    ['@sys.geo-city', CITIES],
    ['snips/city', CITIES],
    ['builtin.geographyV2.city', CITIES],
    ['AMAZON.Color', COLORS],
    ['@sys.color', COLORS],
    ['AMAZON.MusicGroup', ARTISTS],
    ['wit/color', COLORS],
  ])('knows %s on its platform', (type, list) => expect(isAmong(said(type), list)).toBe(true))

  it.each([
    ['fromCity', CITIES],
    ['LIST_OF_CITY', CITIES],
    ['favourite-colors', COLORS],
    ['Room', ROOMS],
  ])('goes by the last word of %s', (type, list) => expect(isAmong(said(type), list)).toBe(true))

  it('asks the slot where the type says nothing, and gives up where neither does', () => {
    expect(isAmong(said('Things', 'color'), COLORS)).toBe(true)
    expect(isAmong(said('Things', 'toCity'), CITIES)).toBe(true)
    expect(said('Things', 'stuff')).toBeNull()
    expect(said('Things')).toBeNull()
    // A platform's own type is never left without a value.
    expect(isAmong(said('AMAZON.Unheard', 'color'), COLORS)).toBe(true)
    expect(isAmong(said('AMAZON.Unheard', 'stuff'), PHRASES)).toBe(true)
    // A type that is known counts before the slot.
    expect(isAmong(said('AMAZON.City', 'color'), CITIES)).toBe(true)
  })

  it.each([
    'AMAZON.DATE',
    '@sys.date',
    'sys.date',
    '@sys-date',
    'snips/city',
    'builtin.age',
    'wit/age',
    'wit$age',
    '$PREBUILT:x',
    'prebuilt:x',
    'amazon.date',
  ])('takes %s for a platform’s own', (type) => expect(isBuiltInType(type)).toBe(true))
  it.each(['Date', 'MyAMAZON.DATE', 'system', 'witty', 'builtin'])(
    'takes %s for a person’s',
    (type) => expect(isBuiltInType(type)).toBe(false),
  )
})

it('knows what people say for intents of a platform', () => {
  expect(builtInWords('AMAZON.StopIntent')).toContain('stop')
  expect(builtInWords('HelpIntent')).toContain('help')
  expect(builtInWords('AMAZON.Unheard')).toBeNull()
  expect(builtInWords('toString')).toBeNull()
})

describe('a name that a platform takes', () => {
  const rule: NameRule = {
    fits: /^[A-Za-z][A-Za-z_-]*$/u,
    unfit: /[^A-Za-z_-]/gu,
    badStart: /^[^A-Za-z]+/u,
    longest: 8,
    words: 'letters',
  }

  it('stays as it is where it fits, to the last letter', () => {
    expect(isFitName('abcdefgh', rule)).toBe(true)
    expect(isFitName('abcdefghi', rule)).toBe(false)
    expect(isFitName('a b', rule)).toBe(false)
    expect(fitName('a__b', rule, 'x')).toBe('a__b')
  })

  it.each([
    ['Größe', 'Groesse'],
    ['café au', 'cafe_au'],
    ['a  b--c', 'a_b-c'],
    ['__abc d', 'abc_d'],
    ['abcdefg hij', 'abcdefg'],
    ['ÜBER', 'UeBER'],
  ])('is as near to %s as it goes', (name, fit) => expect(fitName(name, rule, 'x')).toBe(fit))

  it('is another one where less than half is left', () => {
    expect(fitName('日本語', rule, 'intent')).toBe('intent')
    expect(fitName('a日本語', rule, 'intent')).toBe('intent')
    expect(fitName('ab日本', rule, 'intent')).toBe('ab')
    expect(fitName('12', rule, 'intent')).toBe('intent')
  })
})
