import { expect, test } from 'vitest'
import type { Frame } from '@/evaluation/frame-scores'
import { macroSlotF1 } from './macro-slots'

const span = (start: number, slot: string) => ({ start, end: start + 2, slot })

function frame(goldIntent: string, gold: string[], predicted: string[]): Frame {
  return {
    goldIntent,
    // An intent that was taken for another costs nothing by itself.
    predictedIntent: 'Other',
    goldSpans: gold.map((slot, index) => span(3 * index, slot)),
    predictedSpans: predicted.map((slot, index) => span(3 * index, slot)),
  }
}

test('each slot counts once in its intent, and each intent once, however often they occur', () => {
  const frames = [
    // artist: 3 of 3 found; song: 0 of 1, so Play has 0.5.
    frame('Play', ['artist'], ['artist']),
    frame('Play', ['artist'], ['artist']),
    frame('Play', ['artist', 'song'], ['artist']),
    // city: 1 of 1, but found once too often: 2 / 3.
    frame('Weather', ['city'], ['city', 'city']),
  ]
  expect(macroSlotF1(frames)).toBeCloseTo((0.5 + 2 / 3) / 2, 12)
})

test('a slot counts in each of its intents, and one that is not there to be found in none', () => {
  const frames = [
    frame('Play', ['name'], ['name']),
    frame('Book', ['name'], ['city']),
    frame('Stop', [], ['name']),
  ]
  expect(macroSlotF1(frames)).toBeCloseTo(0.5, 12)
  expect(macroSlotF1([frame('Stop', [], ['name'])])).toBeNull()
  expect(macroSlotF1([])).toBeNull()
})
