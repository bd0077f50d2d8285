import { expect, it } from 'vitest'
import {
  gainsByIntent,
  type LearningCurvePoint,
  readLearningCurve,
  sayLearningCurve,
} from './learning-curve'

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

it('says both ends of a difference that may be anything', () => {
  expect(say(40, 0.6, 0.55)).toBe(
    'Not clear: from 30 to 60 utterances, whole frames went from 60% to 55%; the difference may be anything between −26 and +16 points, at 95%. More test utterances would tell.',
  )
})

it('takes a curve without a count for one of forty', () => {
  expect(readLearningCurve(curve(null, 0.5, 0.6)).difference).toEqual(
    readLearningCurve(curve(40, 0.5, 0.6)).difference,
  )
  // Agresti and Caffo by hand: 25 + 1 of 42 against 20 + 1 of 42.
  const [first, last] = [21 / 42, 25 / 42]
  const half = 1.96 * Math.sqrt((first * (1 - first) + last * (1 - last)) / 42)
  const { low, high } = readLearningCurve(curve(40, 0.5, 0.6)).difference
  expect(low).toBeCloseTo(last - first - half, 12)
  expect(high).toBeCloseTo(last - first + half, 12)
  expect(readLearningCurve([]).difference).toEqual({ low: -1, high: 1 })
})

it('promises no more than there is left to gain, in any order of points', () => {
  const steep = curve(400, 0.3, 0.6, 0.95)
  expect(readLearningCurve(steep).gainFromDoubling).toBeCloseTo(0.05, 12)
  const [first, second, third] = curve(400, 0.2, 0.3, 0.6)
  const verdict = readLearningCurve([third!, first!, second!])
  expect(verdict.from).toEqual({ utterances: 30, frames: 0.2 })
  expect(verdict.to).toEqual({ utterances: 90, frames: 0.6 })
  // A least-squares line over log2 30, log2 60 and log2 90, worked out in Python.
  expect(verdict.gainFromDoubling).toBeCloseTo(0.2359641848, 9)
})

it('names the three intents that gained most by the last step, and none that gained nothing', () => {
  const f1s = {
    Play: [0.2, 0.5],
    Stop: [0.4, 0.9],
    Help: [0.9, 0.91],
    Call: [0.1, 0.2],
    Book: [0, 0.3],
  }
  const points = curve(400, 0.4, 0.7).map((point, index) => ({
    ...point,
    intents: Object.entries(f1s).map(([intent, values]) => ({
      intent,
      utterances: 10 * (index + 1),
      f1: values[index] ?? 0,
    })),
  }))
  const verdict = readLearningCurve(points.toReversed())
  expect(verdict.risingIntents.map(({ intent }) => intent)).toEqual([
    'Stop',
    'Play',
    'Book',
    'Call',
  ])
  expect(sayLearningCurve(verdict)).toMatch(/ Most for Stop, Play, Book\.$/)
  expect(sayLearningCurve({ ...verdict, risingIntents: [] })).toMatch(/if it goes on like this\.$/)
  expect(gainsByIntent(points.toReversed())[0]).toEqual({
    intent: 'Stop',
    steps: [
      { utterances: 10, f1: 0.4 },
      { utterances: 20, f1: 0.9 },
    ],
    lastGain: 0.5,
  })
  expect(gainsByIntent(points.slice(1))[0]?.lastGain).toBe(0.91)
  expect(gainsByIntent([{ ...points[0]!, intents: [] }, points[1]!])[0]?.steps[0]).toEqual({
    utterances: 0,
    f1: 0,
  })
})

it('tells what it does not know from what stands still', () => {
  expect(say(100, 0.5)).toBe('Two points are needed to see a trend.')
  expect(say(2000, 0.8, 0.8)).toMatch(/^Flat: from 30 to 60 utterances, .* from 80% to 80%\./)
})
