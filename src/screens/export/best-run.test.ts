import { expect, test } from 'vitest'
import { scoreFrames } from '@/evaluation/frame-scores'
import { bestRun } from './best-run'

function run(number: number, frameAccuracy: number | null, fingerprint = 'new') {
  const summary = { ...scoreFrames([]), macroIntentF1: 0, count: frameAccuracy === null ? 0 : 10 }
  return {
    number,
    fingerprint,
    report: { summary: { ...summary, frameAccuracy: frameAccuracy ?? 0 } },
  }
}

test('the best of the newest data is taken, not one that was better on other data', () => {
  const runs = [run(1, 0.99, 'old'), run(2, 0.8), run(3, 0.9), run(4, 0.7)]
  expect(bestRun(runs)?.number).toBe(3)
})

test('of equals it is the newest; a run that was not tested is the last choice', () => {
  expect(bestRun([run(1, 0.5), run(2, 0.5)])?.number).toBe(2)
  expect(bestRun([run(1, 0), run(2, null)])?.number).toBe(1)
  expect(bestRun([])).toBeUndefined()
})
