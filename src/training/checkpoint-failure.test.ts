import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, expect, it } from 'vitest'
import { registerKernels } from '@/kernels/register-kernels'
import { createTinyPretrained } from '@/model/fixtures'
import { fineTune } from './fine-tune'
import type { LabelledUtterance } from './skill-examples'

const SKILL: LabelledUtterance[] = ['Play', 'Order'].map((intent) => ({
  ...{ id: intent, text: `${intent} it`, intent },
  ...{ spans: [], split: 'auto', templateId: null },
}))

beforeAll(async () => {
  await registerKernels()
  await tf.setBackend('cpu')
})

it.each([1, 2])(
  'a checkpoint that fails after epoch %i of 2 ends training and leaves no tensor',
  async (failing) => {
    const pretrained = createTinyPretrained()
    const before = tf.memory().numTensors
    const steps = fineTune({
      ...{ train: SKILL, validation: [], pretrained, start: 'pretrained' },
      config: { epochs: 2 },
      onCheckpoint: async ({ epoch }) => {
        if (epoch === failing) throw new Error('the disk is full')
      },
    })
    const run = async () => {
      while (!(await steps.next()).done);
    }
    await expect(run()).rejects.toThrow('the disk is full')
    expect(tf.memory().numTensors).toBe(before)
  },
)
