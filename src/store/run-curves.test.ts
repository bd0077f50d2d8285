import { expect, it } from 'vitest'
import { appendToCurves, createCurves, cutCurves, smooth } from './run-curves'

function step(number: number) {
  return {
    kind: 'step' as const,
    step: number,
    epoch: 0,
    loss: number,
    intentLoss: 0,
    slotLoss: 0,
    elapsedMs: 0,
  }
}

function epoch(number: number, atStep: number) {
  const train = { loss: 1, intentLoss: 0.5, slotLoss: 0.5 }
  return {
    kind: 'epoch' as const,
    epoch: number,
    step: atStep,
    train,
    validation: null,
    isBest: true,
    elapsedMs: 0,
  }
}

it('keeps what a restarted run will not tell again', () => {
  const curves = createCurves()
  for (const event of [step(1), step(2), epoch(1, 2), step(3), step(4), epoch(2, 4), step(5)]) {
    appendToCurves(curves, event)
  }
  cutCurves(curves, 1)
  expect(curves.steps.step).toEqual([1, 2])
  expect(curves.epochs.step).toEqual([2])
  cutCurves(curves, 0)
  expect(curves.steps.step).toEqual([])
})

it('smooths without a false start', () => {
  expect(smooth([4, 4, 4], 0.9)).toEqual([4, 4, 4])
  expect(smooth([1, 2, 3], 0)).toEqual([1, 2, 3])
  const [first, second] = smooth([0, 10], 0.5)
  expect(first).toBe(0)
  expect(second).toBeCloseTo(10 * (0.5 / 0.75), 12)
})
