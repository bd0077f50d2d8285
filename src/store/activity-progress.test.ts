import { expect, it } from 'vitest'
import { msLeft, phaseOf, shareOf, shareOfAll } from './activity-progress'
import type { Activity } from './training-store'

const training: Activity = {
  work: 'train',
  projectId: 'p',
  skillName: 'Café',
  runId: 'r',
  phase: 'training',
  isPaused: false,
  isStopping: false,
  download: null,
  arm: 'pretrained',
  stage: 'report',
  stages: ['report', 'final'],
  step: 30,
  totalSteps: 60,
  epoch: 2,
  epochs: 4,
  stepsPerSecond: 10,
  elapsedMs: 3000,
  progress: null,
  points: [],
  restart: null,
}

it('counts the model that answers as a part of the job', () => {
  expect(shareOf(training)).toBe(0.5)
  expect(shareOfAll(training)).toBe(0.25)
  expect(msLeft(training)).toBe(9000)
  const final: Activity = { ...training, stage: 'final' }
  expect(shareOfAll(final)).toBe(0.75)
  expect(msLeft(final)).toBe(3000)
  expect(phaseOf(final)).toContain('on all utterances')
})

it('counts folds, and knows nothing before the first steps', () => {
  const fold: Activity = {
    ...training,
    work: 'crossValidate',
    stages: ['report'],
    progress: { done: 1, total: 5, note: 'Fold 2 of 5' },
  }
  expect(shareOfAll(fold)).toBeCloseTo(0.3, 12)
  expect(msLeft(fold)).toBe(21_000)
  expect(phaseOf(fold)).toBe('Cross-validation: Fold 2 of 5')
  const starting: Activity = { ...training, phase: 'starting', totalSteps: 0, step: 0 }
  expect([shareOfAll(starting), msLeft({ ...starting, stepsPerSecond: null })]).toEqual([
    null,
    null,
  ])
  expect(phaseOf({ ...training, isPaused: true })).toBe('Paused')
})
