import { expect, it } from 'vitest'
import { expectedDurationMs } from './expected-duration'

it('expects five folds to take as long as their steps, and says nothing unmeasured', () => {
  const trainings = Array.from({ length: 5 }, () => ({ utterances: 80, epochs: 40 }))
  const folds = { trainings, batchSize: 16 }
  // 5 trainings of 40 epochs of 5 steps: 1,000 steps at 50 a second, and what surrounds them.
  expect(expectedDurationMs({ ...folds, measured: { stepsPerSecond: 50 } })).toBe(27_500)
  expect(expectedDurationMs({ ...folds, measured: null })).toBeNull()
  expect(expectedDurationMs({ ...folds, measured: { stepsPerSecond: 0 } })).toBeNull()
})
