import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, expect, test } from 'vitest'
import { registerKernels } from '@/kernels/register-kernels'
import { createBatch, createEncoder, type Example } from '@/model/encoding'
import { createTinyVocabulary, TINY_NETWORK } from '@/model/fixtures'
import { embedNames } from '@/model/label-names'
import { namesShapes } from '@/model/named-layers'
import { createWeights, forward, type Weights } from '@/model/network'
import { trunkShapes } from '@/model/network-shapes'
import { disposeBatch, uploadBatch } from '@/model/tensors'
import type { TrainingBatch } from './batches'
import { trainableNames } from './losses'
import { nameLoss } from './name-objective'
import { createPrototypeTargets, prototypeLoss } from './prototype-objective'
import { train } from './train'
import { PRETRAINING } from './training-config'

beforeAll(async () => {
  await registerKernels()
  await tf.setBackend('cpu')
})

const vocabulary = createTinyVocabulary()
const encoder = createEncoder(vocabulary, TINY_NETWORK.subwordBuckets)
const NO_DROPOUT = { input: 0, shared: 0, task: 0 }
const EVEN = { intentWeight: 1, slotWeight: 1 }

function example(text: string, intent: number, tags: number[]): Example {
  return { ...encoder.encodeTokens(text.split(' ')), intent, tags: Int32Array.from(tags) }
}

// Intents 0 and 1; slot 0 is what is played, slot 1 what is ordered.
const EXAMPLES = [
  example('play jazz please', 0, [0, 1, 0]),
  example('play jazz music', 0, [0, 1, 2]),
  example('order a coffee', 1, [0, 0, 3]),
  example('order large coffee', 1, [0, 3, 4]),
  example('play music please', 0, [0, 1, 0]),
  example('play a music', 0, [0, 0, 1]),
  example('order coffee please', 1, [0, 3, 0]),
  example('order a large', 1, [0, 0, 3]),
]
const batch = createBatch(EXAMPLES, vocabulary)
const names = {
  intents: embedNames(['playMusic', 'order_coffee'], vocabulary),
  slots: embedNames(['music', 'coffee'], vocabulary),
  weight: 1,
}
const prototypes = createPrototypeTargets(batch, { intents: 2, tags: 5 }, 1)

async function lossAfter(epochs: number, extra: Partial<TrainingBatch>, measure: Measure) {
  const shapes = { ...trunkShapes(TINY_NETWORK), ...namesShapes(TINY_NETWORK) }
  const weights = createWeights(shapes, 1)
  const steps = train({
    networkConfig: TINY_NETWORK,
    weights,
    source: { stepsPerEpoch: 40, next: () => ({ head: 'none', batch, ...extra }) },
    validate: null,
    config: { ...PRETRAINING, epochs, learningRate: 0.02, dropout: NO_DROPOUT },
  })
  while (!(await steps.next()).done);
  const tensors = uploadBatch(batch, TINY_NETWORK.subwordBuckets)
  const loss = tf.tidy(() => measure(weights, tensors))
  const [value] = await loss.data()
  tf.dispose([loss, weights])
  disposeBatch(tensors)
  return value!
}

type Measure = (weights: Weights, tensors: ReturnType<typeof uploadBatch>) => tf.Scalar

test('labels are learned by their names, without output layers of their own', async () => {
  const measure: Measure = (weights, tensors) =>
    nameLoss(weights, forward(weights, tensors, 'none', null), tensors, names, EVEN)
  expect(await lossAfter(3, { names }, measure)).toBeLessThan(
    0.3 * (await lossAfter(0, { names }, measure)),
  )
})

test('half of a batch learns to tell the other half apart', async () => {
  const measure: Measure = (weights, tensors) =>
    prototypeLoss(forward(weights, tensors, 'none', null), prototypes, EVEN)
  expect(await lossAfter(3, { prototypes }, measure)).toBeLessThan(
    0.5 * (await lossAfter(0, { prototypes }, measure)),
  )
})

test('an episode shows each class by its mean and asks only for what was shown', () => {
  const { intents, tags } = prototypes
  // Texts 0, 2, 4 and 6 show; each intent has two of them.
  expect([...(intents?.shown ?? [])]).toEqual([
    ...[0.5, 0, 0, 0, 0.5, 0, 0, 0],
    ...[0, 0, 0.5, 0, 0, 0, 0.5, 0],
  ])
  expect([...(intents?.asked ?? [])]).toEqual([0, 1, 0, 1, 0, 1, 0, 1])
  // No text that shows has an I- tag: the I- tags of the others are not asked for.
  expect(tags?.shares[2]).toBeLessThan(-20)
  expect(tags?.asked[1 * batch.time + 2]).toBe(0)
  expect(tags?.asked[1 * batch.time + 1]).toBe(1)
  expect(createPrototypeTargets(batch, { intents: 0, tags: 0 }, 1)).toMatchObject({
    intents: null,
    tags: null,
  })
})

test('a batch moves only what its names depend on', () => {
  const weights = createWeights(namesShapes(TINY_NETWORK), 1)
  expect(trainableNames(weights, { head: 'none' })).toEqual([])
  expect(trainableNames(weights, { head: 'none', names: { ...names, slots: null } })).toEqual([
    'head/names/intent/kernel',
  ])
  expect(trainableNames(weights, { head: 'none', names })).toHaveLength(4)
  tf.dispose(weights)
})

test('objectives count by the weights of their losses, each half only where it is there', async () => {
  const shapes = { ...trunkShapes(TINY_NETWORK), ...namesShapes(TINY_NETWORK) }
  const weights = createWeights(shapes, 1)
  const tensors = uploadBatch(batch, TINY_NETWORK.subwordBuckets)
  const output = forward(weights, tensors, 'none', null)
  const uneven = { intentWeight: 2, slotWeight: 3 }
  const byName = (targets: Partial<typeof names>, counts = EVEN) =>
    nameLoss(weights, output, tensors, { ...names, ...targets }, counts).dataSync()[0]!
  const [intents, slots] = [byName({ slots: null as never }), byName({ intents: null as never })]
  expect(intents).toBeGreaterThan(0)
  expect(slots).toBeGreaterThan(0)
  expect(byName({ weight: 0.5 }, uneven)).toBeCloseTo(0.5 * (2 * intents + 3 * slots), 5)
  const byMeans = (targets: Partial<typeof prototypes>, counts = EVEN) =>
    prototypeLoss(output, { ...prototypes, ...targets }, counts).dataSync()[0]!
  const [ofIntents, ofTags] = [byMeans({ tags: null }), byMeans({ intents: null })]
  expect(ofIntents).toBeGreaterThan(0)
  expect(ofTags).toBeGreaterThan(0)
  expect(byMeans({ weight: 0.5 }, uneven)).toBeCloseTo(0.5 * (2 * ofIntents + 3 * ofTags), 5)
  expect(byMeans({ intents: null, tags: null })).toBe(0)
  tf.dispose([weights, Object.values(output).filter((one) => one !== null)])
  disposeBatch(tensors)
})
