import { expect, it } from 'vitest'
import { errorReduction, stepsToTarget } from './transfer'

const epochs = (...losses: number[]) =>
  losses.map((validationLoss, index) => ({
    epoch: index + 1,
    step: 10 * (index + 1),
    validationLoss,
  }))

it('counts the steps to the rival’s best', () => {
  expect(stepsToTarget(epochs(0.9, 0.5, 0.4), epochs(1.2, 0.8, 0.5, 0.6))).toEqual({
    target: 0.5,
    stepsToTarget: 20,
    rivalSteps: 30,
    speedup: 1.5,
  })
})

it('says so when the mark is never reached, or there is none', () => {
  expect(stepsToTarget(epochs(0.9), epochs(0.1))).toMatchObject({
    stepsToTarget: null,
    speedup: null,
  })
  expect(stepsToTarget(epochs(0.9), [])).toBeNull()
  expect(stepsToTarget([], epochs(0.9))).toBeNull()
})

it('measures errors that are gone as a share of the rival’s', () => {
  expect(errorReduction(0.9, 0.8)).toBeCloseTo(0.5, 12)
  expect(errorReduction(0.7, 0.8)).toBeCloseTo(-0.5, 12)
  expect(errorReduction(1, 1)).toBeNull()
})
