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

it.each<[Partial<Activity>, string]>([
  [{ phase: 'starting' }, 'Looking for'],
  [{ phase: 'downloading' }, 'Getting the pretrained model'],
  [{ phase: 'warmingUp' }, 'Warming up'],
  [{ phase: 'training' }, 'Fine-tuning'],
  [{ phase: 'training', stage: 'rival' }, 'Training from scratch'],
  [{ phase: 'evaluating' }, 'Asking it about'],
  [{ phase: 'training', isPaused: true }, 'Paused'],
  [{ phase: 'training', isPaused: true, isStopping: true }, 'Stopping'],
  [
    { work: 'crossValidate', progress: { done: 1, total: 5, note: 'part 2 of 5' } },
    'Cross-validation: part 2 of 5',
  ],
  [
    { work: 'learningCurve', phase: 'downloading', progress: { done: 0, total: 4, note: 'x' } },
    'Getting the pretrained model',
  ],
])('says what a job does: %j', (change, words) => {
  expect(phaseOf({ ...training, ...change })).toMatch(new RegExp(`^${words}`))
})

it('knows how much is done where it can, and nothing where it can’t', () => {
  const of = (change: Partial<Activity>) => shareOf({ ...training, ...change })
  expect(of({ phase: 'downloading' })).toBeNull()
  expect(of({ phase: 'downloading', download: { loadedBytes: 3, totalBytes: 4 } })).toBe(0.75)
  expect(of({ phase: 'warmingUp' })).toBeNull()
  expect(of({ step: 90 })).toBe(1)
  expect(of({ totalSteps: 0 })).toBeNull()
  expect(of({ progress: { done: 1, total: 4, note: '' } })).toBe(0.375)
  expect(shareOfAll({ ...training, phase: 'starting' })).toBeNull()
  expect(shareOfAll({ ...training, phase: 'evaluating', stage: 'final' })).toBe(0.5)
  expect(msLeft({ ...training, phase: 'evaluating' })).toBeNull()
  expect(msLeft({ ...training, stepsPerSecond: null })).toBeNull()
  // Two folds and a half are left, of 60 steps each.
  expect(msLeft({ ...training, progress: { done: 2, total: 5, note: '' } })).toBe(15_000)
})
