import { expect, test } from 'vitest'
import { FINE_TUNING } from './training-config'
import { trainingLength } from './training-length'

test('a small skill is learned as ever, a large one in fewer epochs at a higher rate', () => {
  const { epochs, learningRate } = FINE_TUNING
  for (const utterances of [1, 40, 100]) {
    expect(trainingLength(utterances)).toEqual({ epochs, learningRate })
  }
  for (const utterances of [300, 1_000, 20_000]) {
    expect(trainingLength(utterances)).toEqual({ epochs: 14, learningRate: 0.004 })
  }
})

test('in between, about as many steps as at both ends, and never fewer utterances seen than before', () => {
  let seen = 0
  let rate = 0
  for (let utterances = 100; utterances <= 400; utterances += 10) {
    const { epochs, learningRate } = trainingLength(utterances)
    expect(learningRate).toBeGreaterThanOrEqual(rate)
    expect(epochs * utterances).toBeGreaterThan(0.95 * seen)
    seen = epochs * utterances
    rate = learningRate
  }
})
