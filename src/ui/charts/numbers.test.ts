import { expect, test } from 'vitest'
import { formatBytes, formatCertainty } from './numbers'

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

test.each([
  [0, '0 kB'],
  [999_499, '999 kB'],
  [999_700, '1.0 MB'],
  [48_200_000, '48.2 MB'],
  [999_960_000, '1.0 GB'],
  [10_737_500_000, '10.7 GB'],
])('%i bytes are said in the largest unit that fits', (bytes, words) => {
  expect(formatBytes(bytes)).toBe(words)
})
