import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, expect, test } from 'vitest'
import { registerKernels } from '@/kernels/register-kernels'
import { createTinyPretrained, TINY_NETWORK } from '@/model/fixtures'
import { namesShapes } from '@/model/named-layers'
import { firstValues } from '@/model/network'
import { createRandom } from '@/project/random'
import { createPredictor } from '@/runtime/predictor'
import { createInstantModel } from './instant-model'
import type { LabelledUtterance } from './skill-examples'

beforeAll(async () => {
  await registerKernels()
  await tf.setBackend('cpu')
})

const labels = { intents: ['Play', 'Order'], slots: ['jazz', 'coffee'] }

function utterance(text: string, intent: string, value: string, slot: string): LabelledUtterance {
  const start = text.indexOf(value)
  const spans = [{ start, end: start + value.length, slot }]
  return { id: text, text, intent, spans, split: 'auto', templateId: null }
}

const UTTERANCES = [
  utterance('play jazz please', 'Play', 'jazz', 'jazz'),
  utterance('play music please', 'Play', 'music', 'jazz'),
  utterance('order a coffee', 'Order', 'coffee', 'coffee'),
  utterance('order large coffee', 'Order', 'large coffee', 'coffee'),
]

function pretrainedWithNames() {
  const shapes = Object.entries(namesShapes(TINY_NETWORK))
  const names = shapes.map(([name, shape]) => [
    name,
    { shape, values: firstValues(name, shape, createRandom(name)) },
  ])
  return { ...createTinyPretrained(), names: Object.fromEntries(names) }
}

async function answersOf(options: Partial<Parameters<typeof createInstantModel>[0]> = {}) {
  const pretrained = pretrainedWithNames()
  const bundle = await createInstantModel({
    pretrained,
    utterances: UTTERANCES,
    labels,
    ...options,
  })
  const predictor = await createPredictor(bundle, pretrained.vocabulary)
  const answers = predictor.predict(UTTERANCES.map(({ text }) => text))
  predictor.dispose()
  return answers
}

test('a model is made of a few examples without training, and frees what it used', async () => {
  const before = tf.memory().numTensors
  const answers = await answersOf()
  expect(answers.map(({ intents }) => intents[0]?.intent)).toEqual([
    'Play',
    'Play',
    'Order',
    'Order',
  ])
  expect(tf.memory().numTensors).toBe(before)
})

test('without any example it answers by the names of the labels', async () => {
  const answers = await answersOf({ utterances: [] })
  const said = answers.map(({ intents }) => intents[0]!.probability)
  expect(said.every((probability) => probability > 0.5 && probability < 1)).toBe(true)
  const renamed = await answersOf({
    utterances: [],
    labels: { ...labels, intents: ['Order', 'Play'] },
  })
  expect(renamed.map(({ intents }) => intents[0])).toEqual(answers.map(({ intents }) => intents[0]))
})

test('an utterance that nobody has annotated teaches its intent, not that it holds no slot', async () => {
  const bare = UTTERANCES.map((one) => ({ ...one, spans: [] }))
  const pretrained = pretrainedWithNames()
  const options = { pretrained, labels, utterances: bare }
  const unknown = await createInstantModel({ ...options, areSpansKnown: () => false })
  const none = await createInstantModel({ ...options, utterances: [] })
  expect(unknown.weights['head/skill/slot/kernel']).toEqual(none.weights['head/skill/slot/kernel'])
  expect(unknown.weights['head/skill/intent/kernel']).not.toEqual(
    none.weights['head/skill/intent/kernel'],
  )
})
