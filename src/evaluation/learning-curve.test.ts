import { expect, it } from 'vitest'
import { type LearningCurvePoint, readLearningCurve, sayLearningCurve } from './learning-curve'

const curve = (tested: number | null, ...frames: number[]): LearningCurvePoint[] =>
  frames.map((frameAccuracy, index) => ({
    share: (index + 1) / frames.length,
    utterances: 30 * (index + 1),
    ...(tested === null ? {} : { tested }),
    scores: { intentAccuracy: 1, slotF1: 1, frameAccuracy, semanticErrorRate: 0 },
    intents: [],
  }))
const kindOf = (tested: number | null, ...frames: number[]) =>
  readLearningCurve(curve(tested, ...frames)).kind
const say = (tested: number | null, ...frames: number[]) =>
  sayLearningCurve(readLearningCurve(curve(tested, ...frames)))

it('never calls climbing what fell', () => {
  for (const tested of [10, 40, 200, 1000, null]) {
    expect(kindOf(tested, 0.6, 0.58, 0.55, 0.51)).not.toBe('rising')
    // Not even where a rise in between bends the trend upwards.
    expect(kindOf(tested, 0.5, 0.75, 0.72, 0.49)).not.toBe('rising')
  }
  expect(say(1000, 0.6, 0.58, 0.55, 0.51)).toMatch(/^It falls: .* from 60% to 51%/)
  expect(say(40, 0.6, 0.58, 0.55, 0.51)).toMatch(/^Not clear: .* from 60% to 51%/)
})

it('says climbing only of a rise that chance does not explain', () => {
  expect(kindOf(200, 0.5, 0.6, 0.68, 0.75)).toBe('rising')
  expect(kindOf(15, 0.5, 0.55, 0.6, 0.65)).toBe('unclear')
  expect(say(200, 0.5, 0.6, 0.68, 0.75)).toContain('Twice the data')
})

it('says flat only of what was measured closely, or stands still after a rise', () => {
  expect(kindOf(1000, 0.8, 0.81, 0.8, 0.81)).toBe('flat')
  expect(kindOf(30, 0.8, 0.81, 0.8, 0.81)).toBe('unclear')
  expect(kindOf(400, 0.5, 0.8, 0.82, 0.78)).toBe('flat')
})

it('knows nothing from one point, or from two of the same size', () => {
  expect(kindOf(100, 0.5)).toBe('unknown')
  expect(kindOf(100)).toBe('unknown')
  const [point] = curve(100, 0.5)
  expect(readLearningCurve([point!, point!]).kind).toBe('unknown')
})
