import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, expect, test } from 'vitest'
import { registerKernels } from '@/kernels/register-kernels'
import { createBatch, createEncoder, type Example } from '@/model/encoding'
import { createTinyVocabulary, TINY_NETWORK } from '@/model/fixtures'
import { createWeights, forward, type Weights } from '@/model/network'
import { trunkShapes } from '@/model/network-shapes'
import { disposeBatch, uploadBatch } from '@/model/tensors'
import { createTextTargets, textLoss, textShapes } from './text-objectives'
import { train } from './train'
import { PRETRAINING } from './training-config'

beforeAll(async () => {
  await registerKernels()
  await tf.setBackend('cpu')
})

const vocabulary = createTinyVocabulary()
const encoder = createEncoder(vocabulary, TINY_NETWORK.subwordBuckets)

function example(text: string): Example {
  return { ...encoder.encodeTokens(text.split(' ')), intent: -1, tags: null }
}

test('targets are the words beside each word, among the words of the batch', () => {
  const examples = [example('play jazz'), example('play unheard music')]
  const targets = createTextTargets(examples, 3, vocabulary)
  // play, jazz and music; the unknown word and the padding are no targets.
  expect(targets.words).toBe(3)
  expect([...targets.logCounts]).toEqual([Math.fround(Math.log(2)), 0, 0])
  expect([...targets.own.labels]).toEqual([0, 1, 0, 0, 0, 2])
  expect([...targets.own.weights]).toEqual([1, 1, 0, 1, 0, 1])
  expect([...targets.next.labels]).toEqual([1, 0, 0, 0, 2, 0])
  expect([...targets.next.weights]).toEqual([1, 0, 0, 0, 1, 0])
  expect([...targets.previous.labels]).toEqual([0, 0, 0, 0, 0, 0])
  expect([...targets.previous.weights]).toEqual([0, 1, 0, 0, 1, 0])
  const jazz = vocabulary.rowOf.get('jazz')!
  for (let d = 0; d < vocabulary.dimensions; d += 1) {
    const component = vocabulary.vectors[jazz * vocabulary.dimensions + d]!
    expect(targets.vectors[d * 3 + 1]).toBeCloseTo(component * vocabulary.scales[jazz]!, 6)
  }
})

test('a network learns which word comes next from texts alone', async () => {
  const examples = ['play jazz music please', 'order a large coffee', 'play large jazz'].map(
    example,
  )
  const batch = createBatch(examples, vocabulary)
  const targets = createTextTargets(examples, batch.time, vocabulary)
  const text = { targets, weights: { neighbours: 1, summary: 1 } }
  const shapes = { ...trunkShapes(TINY_NETWORK), ...textShapes(TINY_NETWORK) }
  const weights: Weights = createWeights(shapes, 1)
  const before = await lossOf(weights)
  const steps = train({
    networkConfig: TINY_NETWORK,
    weights,
    source: { stepsPerEpoch: 80, next: () => ({ head: 'none', batch, text }) },
    validate: null,
    config: {
      ...PRETRAINING,
      epochs: 1,
      learningRate: 0.03,
      dropout: { input: 0, shared: 0, task: 0 },
    },
  })
  while (!(await steps.next()).done);
  expect(await lossOf(weights)).toBeLessThan(0.6 * before)
  tf.dispose(weights)

  async function lossOf(current: Weights): Promise<number> {
    const tensors = uploadBatch(batch, TINY_NETWORK.subwordBuckets)
    const loss = tf.tidy(() =>
      textLoss(current, forward(current, tensors, 'none', null), targets, text.weights),
    )
    const [value] = await loss.data()
    loss.dispose()
    disposeBatch(tensors)
    return value!
  }
})
