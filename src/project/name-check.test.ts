import { expect, test } from 'vitest'
import { checkName, tidyName } from './name-check'

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
