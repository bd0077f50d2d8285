import '@tensorflow/tfjs-backend-cpu'
import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, expect, test } from 'vitest'
import { registerKernels } from '@/kernels/register-kernels'
import { createTinyVocabulary, TINY_NETWORK } from '@/model/fixtures'
import { LEXICAL_BUCKETS } from '@/model/lexical-model'
import type { ModelBundle } from '@/model/model-bundle'
import { createWeights } from '@/model/network'
import { headShapes, trunkShapes } from '@/model/network-shapes'
import { readWeights } from '@/model/weight-values'
import { createRandom } from '@/project/random'
import { packBundle, unpackBundle } from './bundle-file'
import { createPredictor } from './predictor'

beforeAll(async () => {
  await registerKernels()
  await tf.setBackend('cpu')
})

const labels = { intents: ['Play', 'Order ☕'], slots: ['genre', 'size'] }

async function tinyBundle(): Promise<ModelBundle> {
  const weights = createWeights(
    { ...trunkShapes(TINY_NETWORK), ...headShapes(TINY_NETWORK, 'skill', labels) },
    3,
  )
  const values = await readWeights(weights)
  const random = createRandom('lexical')
  const noise = (classes: number) =>
    Float32Array.from({ length: LEXICAL_BUCKETS * classes }, () => random.next() - 0.5)
  tf.dispose(weights)
  return {
    format: 'skillet-model',
    version: 1,
    labels,
    network: TINY_NETWORK,
    vocabularyId: 'tiny',
    temperature: 1.25,
    tokenizer: 2,
    cuts: { joints: ['0a'], heads: [], tails: [], values: [] },
    adjacency: -3.5,
    declared: { Play: ['genre'], Order: [] },
    threshold: 0.4,
    outOfScope: ['Order'],
    weights: values,
    lexical: { intents: noise(2), tags: noise(5) },
  }
}

test('a model that was packed and unpacked answers as before', async () => {
  const bundle = await tinyBundle()
  const outcome = unpackBundle(packBundle(bundle, createTinyVocabulary(), () => 'float16'))
  if (outcome.kind !== 'read') throw new Error(outcome.reason)
  const plain = { weights: {}, lexical: null }
  expect({ ...outcome.bundle, ...plain }).toEqual({ ...bundle, ...plain })
  expect(outcome.vocabulary).toEqual(createTinyVocabulary())
  const texts = ['play jazz music', 'order a large coffee please', 'blorp']
  const [before, after] = [
    createPredictor(bundle, createTinyVocabulary()),
    createPredictor(outcome.bundle, outcome.vocabulary!),
  ]
  const expected = await before.predict(texts)
  const answers = await after.predict(texts)
  answers.forEach((answer, index) => {
    const one = expected[index]!
    expect(answer.intents.map(({ intent }) => intent)).toEqual(one.intents.map((i) => i.intent))
    answer.intents.forEach(({ probability }, place) => {
      expect(probability).toBeCloseTo(one.intents[place]!.probability, 2)
    })
    expect(answer.tokens.map(({ slot }) => slot)).toEqual(one.tokens.map(({ slot }) => slot))
  })
  before.dispose()
  after.dispose()
})

test('once rounded, nothing changes any more, and the same model gives the same bytes', async () => {
  const first = packBundle(await tinyBundle(), null)
  const outcome = unpackBundle(first)
  if (outcome.kind !== 'read') throw new Error(outcome.reason)
  expect(outcome.vocabulary).toBeNull()
  expect(packBundle(outcome.bundle, null)).toEqual(first)
  expect(packBundle(await tinyBundle(), null)).toEqual(first)
})

test('a model of before there was a lexical one answers with its network alone', async () => {
  const outcome = unpackBundle(packBundle({ ...(await tinyBundle()), lexical: null }, null))
  if (outcome.kind !== 'read') throw new Error(outcome.reason)
  expect(outcome.bundle.lexical).toBeNull()
})

test('a lexical model for other labels is refused', async () => {
  const bundle = await tinyBundle()
  const outcome = unpackBundle(
    packBundle({ ...bundle, labels: { ...labels, intents: ['Play'] } }, null),
  )
  expect(outcome).toMatchObject({ kind: 'failed', reason: expect.stringContaining('other labels') })
})

test('eight bits a weight make the smaller file', async () => {
  const bundle = await tinyBundle()
  const sizes = (['int8', 'float16'] as const).map(
    (encoding) => packBundle(bundle, null, () => encoding).length,
  )
  expect(sizes[0]).toBeLessThan(sizes[1]!)
})

test('what is no model, or only a part of one, is refused with a remedy', async () => {
  const whole = packBundle(await tinyBundle(), createTinyVocabulary())
  const broken = [
    new Uint8Array(),
    new TextEncoder().encode('{"format":"skillet-model"}'),
    whole.slice(0, whole.length / 2),
    // One byte of the card's label list: the card is no longer JSON or the zip no longer whole.
    whole.map((byte, index) => (index > 40 && index < 80 ? 0 : byte)),
  ]
  for (const bytes of broken) {
    const outcome = unpackBundle(bytes)
    expect(outcome.kind).toBe('failed')
    if (outcome.kind === 'failed') expect(outcome.remedy).not.toBe('')
  }
})

test('an answer has the slots that its intent declares, and no others', async () => {
  const random = createRandom('answers')
  const bundle = await tinyBundle()
  // Weights at which slots are found nearly everywhere, whatever the intent.
  const eager = Object.fromEntries(
    Object.entries(bundle.weights).map(([name, { shape, values }]) => [
      name,
      {
        shape,
        values: name.startsWith('head/') ? values.map(() => 4 * random.next() - 2) : values,
      },
    ]),
  )
  const texts = ['play jazz music', 'order a large coffee please', 'large jazz', 'a', 'play order']
  const slotsUnder = async (declared: ModelBundle['declared']) => {
    const predictor = createPredictor(
      { ...bundle, weights: eager, declared },
      createTinyVocabulary(),
    )
    const answers = await predictor.predict(texts)
    predictor.dispose()
    return answers.map(({ intents, spans, tokens }) => ({
      intent: intents[0]!.intent,
      slots: [...spans, ...tokens].flatMap(({ slot }) => slot ?? []),
    }))
  }
  const free = await slotsUnder(null)
  const found = free.flatMap(({ slots }) => slots)
  expect(found.length).toBeGreaterThan(5)
  const [taken] = found
  const other = labels.slots.find((slot) => slot !== taken)!
  const held = await slotsUnder({ Play: [other], 'Order ☕': [other] })
  for (const slot of held.flatMap(({ slots }) => slots)) expect(slot).toBe(other)
  const none = await slotsUnder({ Play: [], 'Order ☕': [] })
  expect(none.flatMap(({ slots }) => slots)).toEqual([])
})
