import { expect, it } from 'vitest'
import { BY_SIZE, DEFAULT_SETTINGS } from '@/jobs/job'
import {
  epochsOfInterrupted,
  lengthOf,
  reportLengthOf,
  sayValue,
  settingsOfRun,
} from './run-length'

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

it('gives a training that was interrupted the length that it was to have', () => {
  const skill = (labelled: number) => ({
    utterances: Array.from({ length: labelled + 50 }, (_, index) => ({
      intent: index < labelled ? 'Play' : null,
    })),
  })
  const of = (labelled: number, checkpoint: { arm: 'pretrained' | 'scratch'; isFinal?: boolean }) =>
    epochsOfInterrupted({ settings: DEFAULT_SETTINGS, skill: skill(labelled), checkpoint } as never)
  // The report's model learns from a part of them, the one that answers from all.
  expect(of(147, { arm: 'pretrained' })).toBe(lengthOf(DEFAULT_SETTINGS, 100).epochs)
  expect(of(300, { arm: 'pretrained', isFinal: true })).toBe(28)
  expect(of(300, { arm: 'pretrained' })).toBeGreaterThan(28)
  expect(of(441, { arm: 'scratch' })).toBe(40)
})

it('reads the settings of a run by what its report’s model learned from', () => {
  const run = (split: { train: string[] } | null) =>
    settingsOfRun({ settings: DEFAULT_SETTINGS, split, utterances: 100 } as never)
  const ids = Array.from({ length: 300 }, (_, index) => String(index))
  expect(run({ train: ids })).toMatchObject({ epochs: 28, learningRate: 0.004 })
  expect(run(null)).toMatchObject({ epochs: 40, learningRate: 0.002 })
})
