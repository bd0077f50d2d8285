import { expect, test } from 'vitest'
import type { AskedSkill, AskedText } from './ask-skill'
import { areaUnderRoc, scopeFigures, scopeMarkdown, turnedAway } from './scope-figures'

const of = (...values: number[]) => values.map((confidence) => ({ confidence }))

test('the area under the ROC is the share of pairs in the right order', () => {
  expect(areaUnderRoc(of(0.9, 0.8), of(0.1, 0.2, 0.3))).toBe(1)
  expect(areaUnderRoc(of(0.1), of(0.9))).toBe(0)
  expect(areaUnderRoc(of(0.5, 0.7), of(0.5, 0.6))).toBe(2.5 / 4)
})

test('one in twenty of its own may be lost', () => {
  const own = of(...Array.from({ length: 20 }, (_, index) => 0.5 + index / 100))
  expect(turnedAway(own, of(0.4, 0.505, 0.6, 0.2))).toBe(0.75)
})

const text = (logits: number[], known: number, intent: number): AskedText => ({
  logits,
  words: 4,
  known,
  intent,
})

const SKILL: AskedSkill = {
  skill: 'music',
  report: {
    validation: Array.from({ length: 12 }, (_, index) => text([6, 0], 4, index % 6 === 0 ? 1 : 0)),
    probes: Array.from({ length: 8 }, () => text([5, -1], 0, -1)),
  },
  final: {
    test: [text([6, 0], 4, 0), text([6, 0], 3, 0), text([0, 6], 4, 0)],
    others: [text([5, -1], 0, -1)],
    general: [text([4.5, -1], 0, -1)],
  },
}

test('strangers that the softmax is sure of are told by their words', () => {
  const softmax = scopeFigures(SKILL, 'softmax')
  const confidence = scopeFigures(SKILL, 'confidence')
  expect(softmax.areaOthers).toBeLessThan(1)
  expect([confidence.areaOthers, confidence.areaGeneral, confidence.awayOthers]).toEqual([1, 1, 1])
  expect([confidence.lost, confidence.rejected]).toEqual([0, 1])
  expect(confidence.understood).toBeCloseTo(2 / 3, 12)
  expect(scopeMarkdown([SKILL])).toContain("| **Skillet's confidence** | 1.000 / 1.000 |")
})
