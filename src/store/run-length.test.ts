import { expect, it } from 'vitest'
import { BY_SIZE, DEFAULT_SETTINGS } from '@/jobs/job'
import { lengthOf, reportLengthOf, sayValue } from './run-length'

it('gives each training the length of what it learns from, unless somebody has chosen one', () => {
  expect(lengthOf(DEFAULT_SETTINGS, 300)).toEqual({ epochs: 28, learningRate: 0.004 })
  expect(lengthOf(DEFAULT_SETTINGS, 300, 'scratch')).toEqual({ epochs: 40, learningRate: 0.002 })
  expect(lengthOf({ ...DEFAULT_SETTINGS, epochs: 6 }, 300)).toEqual({
    epochs: 6,
    learningRate: 0.004,
  })
  // Of 441 utterances the report's model learns from 300.
  expect(reportLengthOf(DEFAULT_SETTINGS, 441)).toEqual({ epochs: 28, learningRate: 0.004 })
  expect(reportLengthOf(DEFAULT_SETTINGS, 147)).toEqual({ epochs: 40, learningRate: 0.002 })
})

it('has words for what nobody has chosen', () => {
  expect(sayValue('epochs', BY_SIZE)).toBe('by size')
  expect(sayValue('learningRate', 0.004)).toBe('0.004')
  // Patience 0 is a choice of its own.
  expect(sayValue('patience', 0)).toBe('0')
})
