import { expect, test } from 'vitest'
import { formatCertainty } from './numbers'

test.each([
  [1, 0, 'over 99%'],
  [0.9991, 0, 'over 99%'],
  [0.994, 0, '99%'],
  [0.9997, 1, 'over 99.9%'],
  [0.42, 0, '42%'],
  [0.001, 0, 'under 1%'],
] as const)('a model is never wholly sure: %f', (probability, digits, words) => {
  expect(formatCertainty(probability, digits)).toBe(words)
})
