import { expect, test } from 'vitest'
import { findEverydayValues } from './everyday-values'
import { createUtterance } from './project'

const intents = [
  {
    name: 'SetTimer',
    kind: 'custom' as const,
    note: '',
    slots: [
      { name: 'span', type: 'AMAZON.DURATION' },
      { name: 'day', type: 'AMAZON.DATE' },
      { name: 'startTime', type: 'AMAZON.TIME' },
      { name: 'quantity', type: '@sys.number' },
      { name: 'room', type: 'Rooms' },
    ],
  },
  {
    name: 'Move',
    kind: 'custom' as const,
    note: '',
    slots: [
      { name: 'from', type: 'AMAZON.DATE' },
      { name: 'to', type: 'AMAZON.DATE' },
    ],
  },
]

function found(text: string, intent = 'SetTimer'): string[] {
  const utterance = createUtterance({ id: 'x', text, intent })
  return findEverydayValues({ intents }, utterance, []).map(
    ({ start, end, slot }) => `${text.slice(start, end)}: ${slot}`,
  )
}

test('numbers, times, dates, durations and rooms, where a slot asks for them', () => {
  expect(found('set a timer for twenty five minutes')).toEqual(['twenty five minutes: span'])
  expect(found('half an hour please, and 3 eggs')).toEqual(['half an hour: span', '3: quantity'])
  expect(found("wake me at 7:30 am or eight o'clock next Monday")).toEqual([
    '7:30 am: startTime',
    "eight o'clock: startTime",
    'next Monday: day',
  ])
  expect(found('the third of May in the kitchen')).toEqual([
    'the third of May: day',
    'kitchen: room',
  ])
  expect(found('an hour and a half')).toEqual(['an hour and a half: span'])
})

test('nothing inside words, nothing where two slots could be meant, nothing without an intent', () => {
  expect(found('the tension of someone often')).toEqual([])
  expect(found('from monday to friday', 'Move')).toEqual([])
  expect(found('tomorrow', 'Unknown')).toEqual([])
})

test('labels and other suggestions are left alone', () => {
  const utterance = createUtterance({
    id: 'x',
    text: 'two in the kitchen',
    intent: 'SetTimer',
    spans: [{ start: 0, end: 3, slot: 'quantity' }],
  })
  const taken = [{ start: 11, end: 18, slot: 'room' }]
  expect(findEverydayValues({ intents }, utterance, taken)).toEqual([])
})
