import { describe, expect, it, test } from 'vitest'
import { checkBroughtNames, checkName, checkSkillName, hasLetters, tidyName } from './name-check'

test.each([
  ['orderdrink', ['OrderDrink'], 'alike', 'OrderDrink'],
  ['order_drink', ['OrderDrink'], 'alike', 'OrderDrink'],
  ['Order Drink', ['OrderDrink'], 'alike', 'OrderDrink'],
  ['Order Food!', ['OrderDrink'], 'signs', 'OrderFood'],
  ['OrderFood 🍕', [], 'signs', 'OrderFood'],
  ['🍕', ['🎵'], 'signs', ''],
] as const)('the intent name %s is looked at', (typed, names, kind, name) => {
  expect(checkName('intent', typed, names)).toMatchObject({ kind, name })
})

test.each([
  'OrderDrink',
  'order-tea',
  'AMAZON.HelpIntent',
  'faq/ask_hours',
  'Begrüßen',
  '天気',
  'smalltalk:hi',
])('the name %s is fine', (name) => {
  expect(checkName('intent', name, ['OrderFood'])).toBeNull()
})

test('an existing name is no problem: it is the way to merge', () => {
  expect(checkName('slot', 'city', ['city', 'City'])).toBeNull()
})

test('slots are joined by underscores', () => {
  expect(tidyName('slot', ' pizza size? ')).toBe('pizza_size')
})

describe('names that a text or a file brings', () => {
  const present = { intent: ['OrderDrink'], slot: ['size'] }

  it('are looked at beside those that are there, and beside each other', () => {
    const brought = {
      intent: ['OrderDrink', 'orderdrink', 'Order Food!', 'order-food', 'Leave'],
      slot: ['Size', 'genre', 'Genre'],
    }
    expect(
      checkBroughtNames(brought, present).map(({ of, typed, problem }) => [
        of,
        typed,
        problem.kind,
        problem.name,
      ]),
    ).toEqual([
      ['intent', 'orderdrink', 'alike', 'OrderDrink'],
      ['intent', 'Order Food!', 'signs', 'OrderFood'],
      ['intent', 'order-food', 'alike', 'Order Food!'],
      ['slot', 'Size', 'alike', 'size'],
      ['slot', 'Genre', 'alike', 'genre'],
    ])
  })

  it('may be ten thousand', () => {
    const many = (prefix: string) => Array.from({ length: 10_000 }, (_, i) => `${prefix}${i}`)
    const start = performance.now()
    expect(
      checkBroughtNames({ intent: many('a'), slot: [] }, { intent: many('A'), slot: [] }),
    ).toHaveLength(10_000)
    expect(performance.now() - start).toBeLessThan(20_000)
  })
})

test('a skill may be called anything that can be read out, and not as another one', () => {
  expect(checkSkillName('Order Food! 🍕', ['Music'])).toBeNull()
  expect(checkSkillName('order-food', ['Order Food'])).toContain('Order Food already')
  expect(checkSkillName('🍕', [])).toContain('letters or digits')
  expect(checkSkillName('  ', ['Music'])).toBeNull()
  expect([hasLetters('🍕!'), hasLetters('天気')]).toEqual([false, true])
})

test('names that are there are not looked at again, whatever their signs', () => {
  const odd = { intent: ['Order Food!'], slot: ['pizza size'] }
  expect(checkBroughtNames(odd, odd)).toEqual([])
  expect(checkName('intent', ' ', [])).toBeNull()
  expect(checkName('slot', '!', ['?'])).toMatchObject({ kind: 'signs', name: '' })
})

test.each([
  ['intent', 'order food - now', 'orderFoodNow'],
  ['intent', '  order! 2 go', 'order2Go'],
  ['intent', 'Gro\u0308ße', 'Größe'],
  ['slot', 'from / to', 'from_to'],
  ['slot', 'a_b.c', 'a_b.c'],
  ['slot', '…', ''],
] as const)('the %s %s is tidied', (kind, typed, tidy) => expect(tidyName(kind, typed)).toBe(tidy))
