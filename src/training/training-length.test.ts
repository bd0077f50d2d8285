import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { expect, test } from 'vitest'
import { registerKernels } from '@/kernels/register-kernels'
import { createTinyPretrained } from '@/model/fixtures'
import { fineTune } from './fine-tune'
import { FINE_TUNING, FROM_SCRATCH, type TrainingConfig } from './training-config'
import { trainingLength } from './training-length'

test('a small skill is learned as ever, a large one in fewer epochs at a higher rate', () => {
  const { epochs, learningRate } = FINE_TUNING
  for (const utterances of [1, 40, 100]) {
    expect(trainingLength(utterances)).toEqual({ epochs, learningRate })
  }
  for (const utterances of [300, 1_000, 20_000]) {
    expect(trainingLength(utterances)).toEqual({ epochs: 28, learningRate: 0.004 })
  }
})

test('in between, more utterances never mean a lower rate or fewer of them seen', () => {
  let seen = 0
  let rate = 0
  for (let utterances = 100; utterances <= 400; utterances += 10) {
    const { epochs, learningRate } = trainingLength(utterances)
    expect(learningRate).toBeGreaterThanOrEqual(rate)
    expect(epochs * utterances).toBeGreaterThan(0.95 * seen)
    seen = epochs * utterances
    rate = learningRate
  }
})

test('fine-tuning from the download has the length of what it learns from, scratch and a choice their own', async () => {
  await registerKernels()
  await tf.setBackend('cpu')
  const train = Array.from({ length: 300 }, (_, index) => ({
    id: String(index),
    text: index % 2 === 0 ? 'play jazz' : 'order coffee',
    intent: index % 2 === 0 ? 'Play' : 'Order',
    spans: [],
    split: 'auto' as const,
    templateId: null,
  }))
  async function epochsOf(start: 'pretrained' | 'scratch', config: Partial<TrainingConfig> = {}) {
    const steps = fineTune({
      train,
      validation: [],
      pretrained: createTinyPretrained(),
      start,
      config: { lexical: false, imprinting: false, ...config },
    })
    const { value } = await steps.next()
    await steps.return({
      outcome: { kind: 'stopped', bestEpoch: 0, epochs: 0, steps: 0 },
      bundle: null,
    })
    return value && 'totalSteps' in value ? value.epochs : null
  }
  expect(await epochsOf('pretrained')).toBe(28)
  expect(await epochsOf('scratch')).toBe(FROM_SCRATCH.epochs)
  expect(await epochsOf('pretrained', { epochs: 3 })).toBe(3)
})
