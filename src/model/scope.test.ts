import { expect, test } from 'vitest'
import { formsSeen, scopeOfCounts, scopeProbability } from './scope'

const SURE = Float32Array.of(4, 0, -1)
const FLAT = Float32Array.of(-1, -1, -1)
const seen = new Set([1, 2, 3])

test('unknown words and intents that want nothing of a text make it a stranger', () => {
  const own = scopeProbability(SURE, Int32Array.of(1, 2, 3), seen)
  const partly = scopeProbability(SURE, Int32Array.of(1, 2, 9), seen)
  const strange = scopeProbability(SURE, Int32Array.of(7, 8, 9), seen)
  expect(own).toBeGreaterThan(0.95)
  expect(partly).toBeLessThan(own)
  expect(strange).toBeLessThan(partly)
  expect(scopeProbability(FLAT, Int32Array.of(7, 8, 9), seen)).toBeLessThan(0.3)
  // The softmax is the same whatever is added to all: this is not.
  expect(scopeProbability(FLAT, Int32Array.of(1, 2, 3), seen)).toBeLessThan(own)
})

test('a model that has counted no words says nothing of strangers', () => {
  expect(scopeProbability(FLAT, Int32Array.of(7, 8, 9), null)).toBe(1)
})

test('large logits, no words and many unknown ones stay probabilities', () => {
  for (const logits of [[1e4, -1e4], [-1e4, -1e4], [0]]) {
    for (const counts of [
      { words: 0, unknown: 0 },
      { words: 64, unknown: 64 },
    ]) {
      const probability = scopeOfCounts(logits, counts)
      expect(probability).toBeGreaterThanOrEqual(0)
      expect(probability).toBeLessThanOrEqual(1)
    }
  }
  expect(scopeOfCounts([1], { words: 20, unknown: 20 })).toBe(
    scopeOfCounts([1], { words: 9, unknown: 9 }),
  )
})

test('the words of a skill are kept once, in one order', () => {
  expect(formsSeen([{ forms: Int32Array.of(5, -2) }, { forms: Int32Array.of(5, 1) }])).toEqual([
    -2, 1, 5,
  ])
})

test('it is the logistic function of what was fitted', () => {
  // 0.6 + 0.9 · ln(e² + e⁰) + 2.5 · ¾ − 0.6 · 1, worked out in Python.
  expect(scopeOfCounts([2, 0], { words: 4, unknown: 1 })).toBeCloseTo(0.9778871462, 9)
})
