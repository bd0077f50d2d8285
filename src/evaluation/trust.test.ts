import { describe, expect, it } from 'vitest'
import {
  calibrateFolds,
  confidenceHistogram,
  expectedCalibrationError,
  fitTemperature,
  reliabilityBins,
  temperatureAfterMore,
  withTemperature,
} from './calibration'
import { mcnemar } from './compare'
import { bootstrapRatio, wilsonInterval } from './intervals'
import {
  chooseThreshold,
  type ScopeJudgement,
  thresholdCurve,
  thresholdPoint,
} from './out-of-scope'
import type { Prediction } from './prediction'

it('keeps what probabilities sum to at any temperature: how likely a text is the skill’s is another question', () => {
  const intents = [
    { intent: 'a', probability: 0.3 },
    { intent: 'b', probability: 0.1 },
  ]
  const cooled = withTemperature(intents, 2)
  expect((cooled[0]?.probability ?? 0) + (cooled[1]?.probability ?? 0)).toBeCloseTo(0.4, 12)
  expect((cooled[0]?.probability ?? 0) / (cooled[1]?.probability ?? 1)).toBeCloseTo(3 ** 0.5, 12)
})

describe('intervals', () => {
  // By solving (p − p̂)² = z² p (1 − p) / n for p in Python.
  it.each([
    [8, 10, 0.4901624715366418, 0.9433178485456247],
    [0, 20, 0, 0.16112515805281938],
    [45, 50, 0.7863976856252038, 0.9565242350681092],
  ])('gives Wilson for %i of %i', (hits, count, low, high) => {
    const interval = wilsonInterval(hits, count)
    expect(interval.low).toBeCloseTo(low, 10)
    expect(interval.high).toBeCloseTo(high, 10)
  })

  it('say nothing of nothing', () => {
    expect(wilsonInterval(0, 0)).toEqual({ low: 0, high: 1 })
    expect(bootstrapRatio([])).toEqual({ low: 0, high: 1 })
    const empty = [{ numerator: 0, denominator: 0 }]
    expect(bootstrapRatio(empty)).toEqual({ low: 1, high: 1 })
    expect(bootstrapRatio(empty, { whenEmpty: 0 })).toEqual({ low: 0, high: 0 })
  })

  it('take the bounds of a bootstrap between neighbours, by straight line', () => {
    const members = [0, 1].map((numerator) => ({ numerator, denominator: 1 }))
    const boundsOf = (seed: number) => bootstrapRatio(members, { rounds: 2, seed })
    // Two rounds give two of 0, ½ and 1; the bounds lie a fortieth of the way in from both.
    const seen = Array.from({ length: 20 }, (_, seed) => boundsOf(seed))
    const low = seen.find((one) => Math.abs(one.high - one.low - 0.475) < 1e-9)
    expect([0.0125, 0.5125]).toContain(low?.low)
    const widths = new Set(seen.map((one) => Number((one.high - one.low).toFixed(6))))
    for (const width of widths) expect([0, 0.475, 0.95]).toContain(width)
  })

  it('bootstraps close to Wilson for a plain share, the same for the same seed', () => {
    const members = Array.from({ length: 200 }, (_, index) => ({
      numerator: index < 150 ? 1 : 0,
      denominator: 1,
    }))
    const interval = bootstrapRatio(members, { seed: 3 })
    expect(interval).toEqual(bootstrapRatio(members, { seed: 3 }))
    const wilson = wilsonInterval(150, 200)
    expect(Math.abs(interval.low - wilson.low)).toBeLessThan(0.02)
    expect(Math.abs(interval.high - wilson.high)).toBeLessThan(0.02)
  })
})

describe('calibration', () => {
  it('finds the temperature that the closed form gives', () => {
    // Says 90%, is right in 7 of 10: 9^(1/T) must be 7/3, so T = ln 9 / ln (7/3).
    const intents = [
      { intent: 'a', probability: 0.9 },
      { intent: 'b', probability: 0.1 },
    ]
    const judged = Array.from({ length: 6_000 }, (_, i) => ({
      intent: i % 10 < 7 ? 'a' : 'b',
      intents,
    }))
    const temperature = fitTemperature(judged)
    // The prior pulls a little towards 1, even with this many utterances.
    const closedForm = Math.log(9) / Math.log(7 / 3)
    expect(Math.abs(temperature / closedForm - 1)).toBeLessThan(0.03)
    expect(withTemperature(intents, temperature)[0]?.probability).toBeCloseTo(0.7, 2)
  })

  it('makes the model that learned from more a little surer, by how much more', () => {
    expect(temperatureAfterMore(1.2, { before: 68, now: 100 })).toBeCloseTo(1.2 * 0.68 ** 0.4, 12)
    expect(temperatureAfterMore(1.2, { before: 90, now: 100 })).toBeGreaterThan(1.14)
    expect(temperatureAfterMore(1.2, { before: 100, now: 100 })).toBe(1.2)
    expect(temperatureAfterMore(1.2, { before: 100, now: 90 })).toBe(1.2)
    expect(temperatureAfterMore(1.2, { before: 0, now: 90 })).toBe(1.2)
  })

  it('does not sound certain after a few right answers', () => {
    const judged = Array.from({ length: 20 }, () => ({
      intent: 'a',
      intents: [
        { intent: 'a', probability: 0.8 },
        { intent: 'b', probability: 0.2 },
      ],
    }))
    const temperature = fitTemperature(judged)
    expect(temperature).toBeLessThan(1)
    expect(temperature).toBeGreaterThan(0.5)
  })

  it('leaves probabilities alone with too little to fit', () => {
    expect(fitTemperature([{ intent: 'a', intents: [{ intent: 'a', probability: 1 }] }])).toBe(1)
  })

  it('groups and averages as an independent script does', () => {
    // The same list, cut into ten bins by a few lines of Python.
    const confidences = Array.from({ length: 60 }, (_, i) => {
      const probability = (((i * 37) % 100) + 0.5) / 100
      return { probability, isRight: (i * i * 7 + 3 * i) % 11 < probability * 11 }
    })
    const bins = reliabilityBins(confidences)
    expect(bins.map(({ count }) => count)).toEqual([6, 6, 6, 6, 6, 6, 5, 6, 7, 6])
    const accuracies = [1 / 2, 1 / 6, 1 / 3, 1 / 3, 1 / 2, 1 / 2, 4 / 5, 5 / 6, 1, 1]
    bins.forEach(({ accuracy }, index) => {
      expect(accuracy).toBeCloseTo(accuracies[index] ?? 0, 12)
    })
    expect(bins[8]?.confidence).toBeCloseTo(0.845, 12)
    expect(expectedCalibrationError(bins)).toBeCloseTo(0.11166666666666666, 12)
  })

  it('calibrates a fold by the others alone, and changes no decision', () => {
    // Says 90%; right in 7 of 10, but in the last fold always.
    const fold = (rightOfTen: number) => ({
      judged: Array.from({ length: 400 }, (_, i) => ({
        utteranceId: `${i}`,
        text: 'x',
        intent: i % 10 < rightOfTen ? 'a' : 'b',
        spans: [],
        prediction: saying(0.9),
      })),
      probes: [saying(0.6)],
    })
    const { judged, probes, temperature } = calibrateFolds([fold(7), fold(7), fold(10)])
    const sureness = (index: number) => judged[index]?.prediction.intents[0]?.probability ?? 0
    expect(sureness(1000)).toBeCloseTo(0.7, 1)
    expect(sureness(50)).toBeGreaterThan(sureness(1000) + 0.05)
    expect(judged.every(({ prediction }) => prediction.intents[0]?.intent === 'a')).toBe(true)
    expect(probes[2]?.intents[0]?.probability).toBeLessThan(0.6)
    expect(temperature).toBeGreaterThan(1)
  })

  it('cuts bins of equal width, and says 0 of what holds nothing', () => {
    const bins = reliabilityBins([{ probability: 0.25, isRight: true }], 4)
    expect(bins.map(({ low, high, count }) => [low, high, count])).toEqual([
      [0, 0.25, 1],
      [0.25, 0.5, 0],
      [0.5, 0.75, 0],
      [0.75, 1, 0],
    ])
    expect(bins[1]).toMatchObject({ confidence: 0, accuracy: 0 })
    expect(expectedCalibrationError(reliabilityBins([]))).toBe(0)
    const bars = confidenceHistogram([{ probability: 0.5, isRight: false }], 2)
    expect(bars).toEqual([
      { low: 0, high: 0.5, right: 0, wrong: 1 },
      { low: 0.5, high: 1, right: 0, wrong: 0 },
    ])
  })

  it('survives answers that give the right intent no chance at all, and fits from ten on', () => {
    const judged = (count: number, intents: { intent: string; probability: number }[]) =>
      Array.from({ length: count }, () => ({ intent: 'a', intents }))
    const wrong = [
      { intent: 'b', probability: 1 },
      { intent: 'a', probability: 0 },
    ]
    expect(fitTemperature(judged(10, wrong))).toBeGreaterThan(1)
    expect(fitTemperature(judged(9, wrong))).toBe(1)
    expect(fitTemperature(judged(10, [{ intent: 'b', probability: 1 }]))).toBeCloseTo(1, 6)
  })

  it('puts each prediction into one bar', () => {
    const bars = confidenceHistogram([
      { probability: 0, isRight: false },
      { probability: 0.05, isRight: true },
      { probability: 0.051, isRight: true },
      { probability: 1, isRight: true },
    ])
    expect(bars.map(({ right, wrong }) => right + wrong)).toEqual([2, 1, ...Array(17).fill(0), 1])
  })
})

function saying(probability: number): Prediction {
  const intents = [
    { intent: 'a', probability },
    { intent: 'b', probability: 1 - probability },
  ]
  return { text: 'x', intents, spans: [], tokens: [] }
}

describe('out of scope', () => {
  const own = (confidence: number, isRight = true): ScopeJudgement => ({
    isInScope: true,
    isRight,
    isRejected: false,
    confidence,
  })
  const stranger = (confidence: number, isRejected = false): ScopeJudgement => ({
    isInScope: false,
    isRight: false,
    isRejected,
    confidence,
  })
  const judgements = [own(0.9), own(0.8), own(0.6, false), own(0.5), stranger(0.3), stranger(0.4)]

  it('counts who passes at a threshold', () => {
    expect(thresholdPoint([...judgements, stranger(0.9, true)], 0.55)).toEqual({
      threshold: 0.55,
      accepted: 0.75,
      understood: 0.5,
      rejected: 1,
    })
  })

  it('chooses between the strangers and the own utterances', () => {
    const threshold = chooseThreshold(judgements)
    expect(threshold).toBeGreaterThan(0.4)
    expect(threshold).toBeLessThanOrEqual(0.5)
  })

  it('weighs a stranger turned away by a fifth of an utterance understood', () => {
    // At 0.5 all are understood and no stranger is turned away: 0.8. From 0.51 on half and all: 0.6.
    const even = [own(0.5), own(0.9), stranger(0.5)]
    expect(chooseThreshold(even)).toBeLessThanOrEqual(0.5)
    // One of ten given up turns all strangers away: 0.72 + 0.2.
    const few = [own(0.5), ...Array.from({ length: 9 }, () => own(0.9)), stranger(0.5)]
    expect(chooseThreshold(few)).toBe(0.7)
  })

  it('draws the curve from 0 to 1, by whole hundredths', () => {
    const curve = thresholdCurve(judgements)
    expect(curve).toHaveLength(101)
    expect(curve[0]).toMatchObject({ threshold: 0, accepted: 1, understood: 0.75, rejected: 0 })
    expect(curve[100]).toMatchObject({ threshold: 1, accepted: 0, rejected: 1 })
    expect(curve[35]).toMatchObject({ threshold: 0.35, rejected: 0.5 })
    expect(thresholdPoint([], 0.5)).toMatchObject({ accepted: 0, understood: 0, rejected: 0 })
  })

  it('rejects nothing when it knows no stranger', () => {
    expect(chooseThreshold([own(0.2)])).toBe(0)
  })
})

describe('McNemar', () => {
  // By summing binomial coefficients in Python.
  it.each([
    [10, 2, 0.03857421875],
    [1, 6, 0.125],
    [0, 0, 1],
    [3, 3, 1],
  ])('%i fixed and %i broken', (fixed, broken, chance) => {
    expect(mcnemar(fixed, broken)).toBeCloseTo(chance, 12)
  })
})
