import { describe, expect, it, test } from 'vitest'
import { scoreFrames } from '@/evaluation/frame-scores'
import type { JudgedUtterance } from '@/evaluation/prediction'
import { bestRun } from './best-run'

/** A run that was tested on the first of `tests` utterances, and got the first `right` of them. */
function run(
  number: number,
  { right, tests = 20 }: { right: number; tests?: number },
  options: { fingerprint?: string; intents?: readonly string[]; isPinned?: boolean } = {},
) {
  const { fingerprint = 'new', intents = ['Greet', 'Leave'], isPinned = false } = options
  const judged = Array.from({ length: tests }, (_, index): JudgedUtterance => {
    const text = `hello ${index}`
    const intent = index < right ? 'Greet' : 'Leave'
    return {
      utteranceId: `u${index}`,
      text,
      intent: 'Greet',
      spans: [],
      prediction: { text, intents: [{ intent, probability: 1 }], spans: [], tokens: [] },
    }
  })
  const frameAccuracy = tests === 0 ? 0 : right / tests
  return {
    number,
    fingerprint,
    isPinned,
    report: {
      summary: { ...scoreFrames([]), macroIntentF1: 0, count: tests, frameAccuracy },
      learned: { count: 9, byIntent: intents.map((intent) => ({ intent, count: 3 })) },
      judged,
    },
  }
}

test('the best of the newest data is taken, and not the latest', () => {
  const runs = [run(2, { right: 16 }), run(3, { right: 18 }), run(4, { right: 14 })]
  expect(bestRun(runs)).toMatchObject({ run: { number: 3 }, because: 'newestData' })
})

test('of equals it is the newest; a run that was not tested is the last choice', () => {
  expect(bestRun([run(1, { right: 9 }), run(2, { right: 9 })])?.run.number).toBe(2)
  expect(bestRun([run(1, { right: 0 }), run(2, { right: 0, tests: 0 })])?.run.number).toBe(1)
  expect(bestRun([run(1, { right: 9 })])?.because).toBe('only')
  expect(bestRun([])).toBeUndefined()
})

test('the pinned one comes before all', () => {
  const runs = [run(1, { right: 3 }, { isPinned: true, fingerprint: 'old' }), run(2, { right: 18 })]
  expect(bestRun(runs)).toMatchObject({ run: { number: 1 }, because: 'pinned' })
})

describe('a run of older data', () => {
  const old = { fingerprint: 'old' }

  it('does not come first for a score that may be chance', () => {
    expect(bestRun([run(1, { right: 18 }, old), run(2, { right: 16 })])?.run.number).toBe(2)
  })

  it('does where it is surely better on the same tests', () => {
    const runs = [run(1, { right: 18 }, old), run(2, { right: 5 })]
    expect(bestRun(runs)).toMatchObject({ run: { number: 1 }, because: 'sharedTests' })
  })

  it('does not where it was tested on other utterances, or knows fewer intents', () => {
    const few = run(1, { right: 3, tests: 3 }, old)
    expect(bestRun([few, run(2, { right: 5 })])?.run.number).toBe(2)
    const ignorant = run(1, { right: 20 }, { ...old, intents: ['Greet'] })
    expect(bestRun([ignorant, run(2, { right: 5 })])?.run.number).toBe(2)
  })
})
