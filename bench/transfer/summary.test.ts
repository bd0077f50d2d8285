import { expect, test } from 'vitest'
import { bestPoint, reachesScratchBest } from './neural-arm'
import { compareArms, compareSteps, type TimedRow } from './summary'
import { formatTables } from './tables'

function row(
  arm: string,
  skill: string,
  frameAccuracy: number | null,
  steps: number | null = null,
) {
  const figures = { intentAccuracy: 0.5, slotF1: frameAccuracy, frameAccuracy }
  return {
    skill,
    size: 100,
    seed: 1,
    arm,
    ...figures,
    semanticErrorRate: frameAccuracy === null ? null : 1 - frameAccuracy,
    stepsToScratchBest: steps,
    seconds: 1,
    secondsToScratchBest: steps === null ? null : steps / 10,
  } satisfies TimedRow
}

const curve = (...losses: number[]) =>
  losses.map((loss, index) => ({ step: 5 * (index + 1), loss, seconds: index }))

test('steps to the scratch best: the first epoch at least as good, null if there is none', () => {
  const scratch = curve(3, 1.5, 1, 1.2, 1)
  expect(bestPoint(scratch)?.step).toBe(15)
  expect(reachesScratchBest(scratch, scratch)?.step).toBe(15)
  expect(reachesScratchBest(curve(1.1, 1, 0.4), scratch)?.step).toBe(10)
  expect(reachesScratchBest(curve(0.5, 2), scratch)?.step).toBe(5)
  expect(reachesScratchBest(curve(2, 1.01), scratch)).toBeNull()
  expect(reachesScratchBest(curve(2), [])).toBeNull()
})

test('reductions of the mean error and of each skill differ when skills do', () => {
  const rows = [
    row('scratch', 'hard', 0.2),
    row('pretrained', 'hard', 0.6),
    row('scratch', 'easy', 0.9),
    row('pretrained', 'easy', 0.9),
  ]
  const { ofMeans, bySkill, pairs } = compareArms(rows, 'pretrained', 'scratch', 'frameAccuracy')
  expect(pairs).toBe(2)
  expect(ofMeans?.value).toBeCloseTo(0.4 / 0.9, 10)
  expect(bySkill?.value).toBeCloseTo(0.25, 10)
  expect(bySkill?.interval.low).toBeCloseTo(0, 10)
  expect(bySkill?.interval.high).toBeCloseTo(0.5, 10)
  expect(ofMeans!.interval.low).toBeLessThanOrEqual(ofMeans!.value)
  expect(ofMeans!.interval.high).toBeGreaterThanOrEqual(ofMeans!.value)
})

test('only runs that both arms have are compared, and a baseline without errors says nothing', () => {
  const rows = [
    row('scratch', 'a', 1),
    row('pretrained', 'a', 0.9),
    row('pretrained', 'b', 0.1),
    row('nlpjs', 'a', null),
  ]
  const { ofMeans, bySkill, pairs } = compareArms(rows, 'pretrained', 'scratch', 'frameAccuracy')
  expect([ofMeans, bySkill, pairs]).toEqual([null, null, 1])
  expect(compareArms(rows, 'pretrained', 'nlpjs', 'frameAccuracy').pairs).toBe(0)
  expect(compareArms(rows, 'pretrained', 'nlpjs', 'intentAccuracy').ofMeans?.value).toBe(0)
})

test('a run that never gets to the scratch best counts as no gain', () => {
  const rows = [
    row('scratch', 'a', 0.5, 40),
    row('pretrained', 'a', 0.6, 4),
    row('scratch', 'b', 0.5, 60),
    row('pretrained', 'b', 0.4, null),
  ]
  expect(compareSteps(rows, 'pretrained')).toEqual({
    mean: 5,
    scratchSteps: 40,
    armSteps: 4,
    scratchSeconds: 4,
    armSeconds: 0.4,
    reached: 1,
    pairs: 2,
  })
  expect(compareSteps(rows, 'classical')).toBeNull()
})

test('the tables name every arm and figure', () => {
  const text = formatTables([row('scratch', 'a', 0.5, 40), row('pretrained', 'a', 0.75, 4)])
  expect(text).toContain('| a     | 0.500 / 0.500 / 0.500 | 0.500 / 0.750 / 0.750 | −50.0%')
  expect(text).toContain('frame error')
  expect(text).toContain('10.0×')
})
