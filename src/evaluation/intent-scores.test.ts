import { expect, it } from 'vitest'
import { confusedPairs, createConfusionMatrix, macroF1, scoreIntents } from './intent-scores'
import { createScore } from './scores'

const judged = [
  ['1', 'Play', 'Play'],
  ['2', 'Play', 'Stop'],
  ['3', 'Stop', 'Stop'],
  ['4', 'Help', 'Play'],
  ['5', 'Play', 'Mute'],
].map(([utteranceId = '', gold = '', predicted = '']) => ({ utteranceId, gold, predicted }))

it('scores the intents that occur on either side, in the order of the skill, then those it does not name', () => {
  const rows = scoreIntents(judged, ['Never', 'Stop', 'Play'])
  expect(
    rows.map(({ intent, correct, predicted, gold }) => [intent, correct, predicted, gold]),
  ).toEqual([
    ['Stop', 1, 2, 1],
    ['Play', 1, 2, 3],
    ['Help', 0, 0, 1],
    ['Mute', 0, 1, 0],
  ])
  expect(createConfusionMatrix(judged, ['Never', 'Stop', 'Play']).intents).toEqual([
    'Stop',
    'Play',
    'Help',
    'Mute',
  ])
})

it('averages F1 over the intents that were tested', () => {
  // Stop 2/3, Play 2/5, Help 0; Mute was only said.
  expect(macroF1(scoreIntents(judged, []))).toBeCloseTo((2 / 3 + 2 / 5 + 0) / 3, 12)
  expect(macroF1([])).toBe(0)
})

it('keeps who was taken for whom, both directions together for the pairs', () => {
  const matrix = createConfusionMatrix(
    [...judged, { utteranceId: '6', gold: 'Stop', predicted: 'Play' }],
    [],
  )
  expect(matrix.cells).toContainEqual({ gold: 'Play', predicted: 'Stop', utteranceIds: ['2'] })
  expect(confusedPairs(matrix)).toEqual([
    { intents: ['Play', 'Stop'], utteranceIds: ['2', '6'] },
    { intents: ['Help', 'Play'], utteranceIds: ['4'] },
    { intents: ['Mute', 'Play'], utteranceIds: ['5'] },
  ])
})

it('has no precision of what was never said, no recall of what was never there', () => {
  expect(createScore({ correct: 0, predicted: 0, gold: 2 })).toMatchObject({
    precision: 0,
    recall: 0,
    f1: 0,
  })
  expect(createScore({ correct: 0, predicted: 2, gold: 0 })).toMatchObject({
    precision: 0,
    recall: 0,
    f1: 0,
  })
  expect(createScore({ correct: 0, predicted: 0, gold: 0 })).toMatchObject({
    precision: 1,
    recall: 1,
    f1: 1,
  })
  expect(createScore({ correct: 1, predicted: 2, gold: 4 })).toMatchObject({
    precision: 0.5,
    recall: 0.25,
    f1: 1 / 3,
  })
})
