import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, expect, test } from 'vitest'
import { registerKernels } from '@/kernels/register-kernels'
import { createBatch, createEncoder, type Example } from '@/model/encoding'
import { createTinyVocabulary, TINY_NETWORK } from '@/model/fixtures'
import { createWeights, forward, type Weights } from '@/model/network'
import { trunkShapes } from '@/model/network-shapes'
import { disposeBatch, uploadBatch } from '@/model/tensors'
import { trainableNames } from './losses'
import { createTeacherTargets, TEACHER_HEAD, teacherLoss, teacherShapes } from './teacher-objective'
import { train } from './train'
import { PRETRAINING } from './training-config'

beforeAll(async () => {
  await registerKernels()
  await tf.setBackend('cpu')
})

const vocabulary = createTinyVocabulary()
const encoder = createEncoder(vocabulary, TINY_NETWORK.subwordBuckets)

function example(text: string, taught?: readonly number[]): Example {
  const encoded = { ...encoder.encodeTokens(text.split(' ')), intent: -1, tags: null }
  return taught ? { ...encoded, taught: Int8Array.from(taught) } : encoded
}

const examples = [
  example('play jazz', [3, 0, 4]),
  example('order a large coffee'),
  example('play music please', [0, 127, 0]),
]

test('targets have the length 1, and texts that the teacher says nothing of do not count', () => {
  const targets = createTeacherTargets(examples, 3, 2)
  expect([...(targets?.vectors ?? [])].map((x) => Number(x.toFixed(3)))).toEqual([
    ...[0.6, 0, 0.8],
    ...[0, 0, 0],
    ...[0, 1, 0],
  ])
  expect([...(targets?.counted ?? [])]).toEqual([1, 0, 1])
  expect(createTeacherTargets([examples[1]!], 3, 2)).toBeNull()
})

test('a network learns to point where the teacher points', async () => {
  const teacher = createTeacherTargets(examples, 3, 1)!
  const batch = createBatch(examples, vocabulary)
  const shapes = { ...trunkShapes(TINY_NETWORK), ...teacherShapes(TINY_NETWORK, 3) }
  const weights: Weights = createWeights(shapes, 1)
  const before = await lossOf(weights)
  const steps = train({
    networkConfig: TINY_NETWORK,
    weights,
    source: { stepsPerEpoch: 60, next: () => ({ head: 'none', batch, teacher }) },
    validate: null,
    config: {
      ...PRETRAINING,
      epochs: 1,
      learningRate: 0.03,
      dropout: { input: 0, shared: 0, task: 0 },
    },
  })
  while (!(await steps.next()).done);
  expect(await lossOf(weights)).toBeLessThan(0.2 * before)
  // The layer that points is none of a batch that the teacher says nothing of.
  const layer = Object.keys(weights).filter((name) => name.startsWith(TEACHER_HEAD))
  expect(layer).toHaveLength(2)
  expect(trainableNames(weights, { head: 'none', teacher })).toEqual(expect.arrayContaining(layer))
  expect(trainableNames(weights, { head: 'none' })).not.toContain(layer[0])
  tf.dispose(weights)

  async function lossOf(current: Weights): Promise<number> {
    const tensors = uploadBatch(batch, TINY_NETWORK.subwordBuckets)
    const loss = tf.tidy(() =>
      teacherLoss(current, forward(current, tensors, 'none', null), teacher),
    )
    const [value] = await loss.data()
    loss.dispose()
    disposeBatch(tensors)
    return value!
  }
})
