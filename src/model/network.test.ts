import '@tensorflow/tfjs-backend-cpu'
import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { registerKernels } from '@/kernels/register-kernels'
import { createRandom } from '@/project/random'
import { createEncoder } from './encoding'
import { createTinyVocabulary, TINY_NETWORK } from './fixtures'
import { NAMES_HEAD, namedIntentLayer, namedSlotLayer, namesShapes } from './named-layers'
import { createWeights, firstValues, firstWeightValues } from './network'
import { headShapes, SKILL_HEAD, trunkShapes } from './network-shapes'
import { runNetwork } from './run-network'
import { copyWeights, countWeights, readWeights, uploadWeights } from './weight-values'

beforeAll(async () => {
  await registerKernels()
  await tf.setBackend('cpu')
})

const LABELS = { intents: ['Play', 'Order'], slots: ['genre'] }
const range = (values: Float32Array) =>
  values.reduce((most, one) => Math.max(most, Math.abs(one)), 0)

describe('first weights', () => {
  const first = (name: string, shape: number[]) => firstValues(name, shape, createRandom('first'))

  it('have no biases but those of the gates that forget', () => {
    const units = 3
    const gates = [0, 1, 0, 0].flatMap((one) => new Array<number>(units).fill(one))
    expect([...first('shared/bias', [2 * 4 * units])]).toEqual([...gates, ...gates])
    expect([...first('task/bias', [4 * 4 * units])]).toEqual([
      ...gates,
      ...gates,
      ...gates,
      ...gates,
    ])
    expect([...first('head/skill/intent/bias', [4])]).toEqual([0, 0, 0, 0])
  })

  it('are spread as wide as their inputs and outputs say', () => {
    // Glorot: the root of 6 through inputs and outputs, of one gate of one cell.
    const wide = (inputs: number, outputs: number) => Math.sqrt(6 / (inputs + outputs))
    const units = 8
    for (const [name, shape, limit] of [
      ['subword/table', [64, 8], 0.1],
      ['shared/inputKernel', [40, 2 * 4 * units], wide(40, units)],
      ['task/inputKernel', [16, 4 * 4 * units], wide(16, units)],
      ['shared/recurrentKernel', [2, units, 4 * units], wide(units, units)],
      ['task/recurrentKernel', [4, units, 4 * units], wide(units, units)],
      ['head/skill/intent/kernel', [32, 20], wide(32, 20)],
    ] as const) {
      const values = first(name, [...shape])
      expect(range(values), name).toBeLessThanOrEqual(limit)
      expect(range(values), name).toBeGreaterThan(0.97 * limit)
      const mean = values.reduce((sum, one) => sum + one, 0) / values.length
      expect(Math.abs(mean), name).toBeLessThan(0.1 * limit)
    }
  })

  it('are others for each name and seed, and the same again', async () => {
    const shapes = { 'a/kernel': [2, 3], 'b/kernel': [2, 3] }
    const values = firstWeightValues(shapes, 1)
    expect(values['a/kernel']).not.toEqual(values['b/kernel'])
    expect(firstWeightValues(shapes, 2)['a/kernel']).not.toEqual(values['a/kernel'])
    const weights = createWeights(shapes, 1)
    expect(await readWeights(weights)).toEqual(values)
    tf.dispose(weights)
  })
})

describe('weights', () => {
  it('are counted', () => {
    expect(countWeights({ a: { shape: [2, 3] }, b: { shape: [4] }, c: { shape: [] } })).toBe(11)
    expect(countWeights({})).toBe(0)
  })

  it('are copied so that nothing changes with the original', async () => {
    const values = { a: { shape: [2], values: Float32Array.of(1, 2) } }
    const weights = uploadWeights(values)
    values.a.values[0] = 9
    const copies = copyWeights(weights)
    expect(copies.a).not.toBe(weights.a)
    tf.dispose(weights)
    expect(await readWeights(copies)).toEqual({ a: { shape: [2], values: Float32Array.of(1, 2) } })
    tf.dispose(copies)
  })
})

describe('the layers of a skill', () => {
  it('are those for which it has labels', () => {
    const namesOf = (labels: typeof LABELS) => Object.keys(headShapes(TINY_NETWORK, 'x', labels))
    expect(headShapes(TINY_NETWORK, 'x', LABELS)).toEqual({
      'head/x/intent/kernel': [20, 2],
      'head/x/intent/bias': [2],
      'head/x/slot/kernel': [10, 3],
      'head/x/slot/bias': [3],
    })
    expect(namesOf({ intents: [], slots: ['a'] })).toEqual([
      'head/x/slot/kernel',
      'head/x/slot/bias',
    ])
    expect(namesOf({ intents: ['a'], slots: [] })).toEqual([
      ...['head/x/intent/kernel', 'head/x/intent/bias'],
    ])
  })

  it('can be made of what its labels’ names mean', () => {
    const config = { ...TINY_NETWORK, wordDimensions: 2, units: 1 }
    expect(namesShapes(config)).toEqual({
      [`${NAMES_HEAD}/intent/kernel`]: [4, 2],
      [`${NAMES_HEAD}/slot/kernel`]: [4, 2],
      [`${NAMES_HEAD}/slot/outside`]: [2, 1],
      [`${NAMES_HEAD}/slot/bias`]: [3],
    })
    const before = tf.memory().numTensors
    tf.tidy(() => {
      const weights = {
        [`${NAMES_HEAD}/intent/kernel`]: tf.tensor2d([1, 0, 0, 1, 1, 1, 2, 0], [4, 2]),
        // Two rows for what opens a slot, two for what continues it.
        [`${NAMES_HEAD}/slot/kernel`]: tf.tensor2d([1, 0, 0, 1, 10, 0, 0, 10], [4, 2]),
        [`${NAMES_HEAD}/slot/outside`]: tf.tensor2d([7, 8], [2, 1]),
        [`${NAMES_HEAD}/slot/bias`]: tf.tensor1d([0.1, 0.2, 0.3]),
      }
      const names = tf.tensor2d([1, 2, 3, 4], [2, 2])
      const intents = namedIntentLayer(weights, names)
      expect(intents.kernel.arraySync()).toEqual([
        [1, 2],
        [3, 4],
        [4, 6],
        [2, 4],
      ])
      expect(intents.bias.arraySync()).toEqual([0, 0])
      const slots = namedSlotLayer(weights, names)
      // O, then B and I of the first name, then of the second.
      expect(slots.kernel.arraySync()).toEqual([
        [7, 1, 10, 2, 20],
        [8, 3, 30, 4, 40],
      ])
      expect(slots.bias.arraySync()).toEqual(
        [0.1, 0.2, 0.3, 0.2, 0.3].map((value) => expect.closeTo(value, 6)),
      )
    })
    expect(tf.memory().numTensors).toBe(before)
  })
})

describe('running examples', () => {
  const vocabulary = createTinyVocabulary()
  const encoder = createEncoder(vocabulary, TINY_NETWORK.subwordBuckets)
  const exampleOf = (text: string) => ({ ...encoder.encode(text).encoded, intent: -1, tags: null })
  const texts = ['order a large coffee please', 'jazz', '', 'play jazz music', 'a']
  const shapes = {
    ...trunkShapes(TINY_NETWORK),
    ...headShapes(TINY_NETWORK, SKILL_HEAD, LABELS),
  }
  const run = (options: Partial<Parameters<typeof runNetwork>[0]> = {}) =>
    runNetwork({
      ...{ head: SKILL_HEAD, vocabulary, buckets: TINY_NETWORK.subwordBuckets },
      weights: options.weights ?? createWeights(shapes, 3),
      examples: texts.map(exampleOf),
      ...options,
    })

  it('gives the same in any batches, in the order of the examples, and frees what it made', async () => {
    const weights = createWeights(shapes, 3)
    const before = tf.memory().numTensors
    const together = await run({ weights })
    expect(together.map(({ intentLogits }) => intentLogits.length)).toEqual([2, 2, 2, 2, 2])
    expect(together.map(({ slotLogits }) => slotLogits.length)).toEqual([15, 3, 0, 9, 3])
    for (const batchSize of [1, 2]) {
      for (const [place, answer] of (await run({ weights, batchSize })).entries()) {
        for (const key of ['intentLogits', 'slotLogits'] as const) {
          expect([...answer[key]]).toEqual(
            [...together[place]![key]].map((value) => expect.closeTo(value, 5)),
          )
        }
      }
    }
    expect(tf.memory().numTensors).toBe(before)
    tf.dispose(weights)
  })

  it('of more batches than are recorded at once lets the weights change meanwhile', async () => {
    const weights = createWeights(shapes, 3)
    const examples = Array.from({ length: 70 }, (_, place) => exampleOf(texts[place % 5]!))
    const expected = await run({ weights })
    const before = tf.memory().numTensors
    const running = run({ weights, examples, batchSize: 1 })
    tf.dispose(weights)
    const answers = await running
    for (const [place, { intentLogits }] of answers.entries()) {
      expect([...intentLogits]).toEqual(
        [...expected[place % 5]!.intentLogits].map((value) => expect.closeTo(value, 5)),
      )
    }
    expect(tf.memory().numTensors).toBe(before - Object.keys(shapes).length)
  })

  it('gives nothing where there is no layer', async () => {
    const weights = createWeights(trunkShapes(TINY_NETWORK), 3)
    for (const { intentLogits, slotLogits } of await run({ weights })) {
      expect([intentLogits.length, slotLogits.length]).toEqual([0, 0])
    }
    tf.dispose(weights)
  })
})
