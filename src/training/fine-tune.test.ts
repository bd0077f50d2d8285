import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, expect, test } from 'vitest'
import { registerKernels } from '@/kernels/register-kernels'
import { createBatch, createEncoder } from '@/model/encoding'
import { createTinyPretrained, createTinyVocabulary, TINY_NETWORK } from '@/model/fixtures'
import type { ModelBundle } from '@/model/model-bundle'
import { createWeights, forward } from '@/model/network'
import { headShapes, trunkShapes } from '@/model/network-shapes'
import { wordShape } from '@/model/subwords'
import { disposeBatch, uploadBatch } from '@/model/tensors'
import { hashText } from '@/project/random'
import { createPredictor } from '@/runtime/predictor'
import { type FineTuneOptions, fineTune } from './fine-tune'
import { lossGradients, taskLosses, trainableNames } from './losses'
import { encodeUtterance, type LabelledUtterance } from './skill-examples'
import type { TrainingCheckpoint } from './train'
import type { TrainingEvent } from './training-event'

beforeAll(async () => {
  await registerKernels()
  await tf.setBackend('cpu')
})

const labels = { intents: ['Play', 'Order'], slots: ['genre', 'size'] }

function utterance(text: string, intent: string, value: string, slot: string): LabelledUtterance {
  const start = text.indexOf(value)
  return {
    id: text,
    text,
    intent,
    spans: [{ start, end: start + value.length, slot }],
    split: 'auto',
    templateId: null,
  }
}

const SKILL = [
  utterance('play jazz', 'Play', 'jazz', 'genre'),
  utterance('play jazz music', 'Play', 'jazz music', 'genre'),
  utterance('play some blues please', 'Play', 'blues', 'genre'),
  utterance('order a large coffee', 'Order', 'large', 'size'),
  utterance('order a small coffee please', 'Order', 'small', 'size'),
  utterance('a large coffee', 'Order', 'large', 'size'),
]

async function run(options: Partial<FineTuneOptions> = {}) {
  const events: TrainingEvent[] = []
  const steps = fineTune({
    train: SKILL,
    validation: SKILL.slice(0, 2),
    pretrained: createTinyPretrained(),
    start: 'pretrained',
    ...options,
    config: { epochs: 3, batchSize: 2, ...options.config },
  })
  for (;;) {
    const next = await steps.next()
    if (next.done) return { events, ...next.value }
    events.push(next.value)
  }
}

function lossesOf(events: readonly TrainingEvent[]): number[] {
  return events.flatMap((event) => (event.kind === 'step' ? [event.loss] : []))
}

function tinyBatch(texts: readonly LabelledUtterance[]) {
  const encoder = createEncoder(createTinyVocabulary(), TINY_NETWORK.subwordBuckets)
  const examples = texts.map((text) => encodeUtterance(text, labels, encoder))
  return uploadBatch(createBatch(examples, encoder.vocabulary), TINY_NETWORK.subwordBuckets)
}

function tinyWeights() {
  const shapes = { ...trunkShapes(TINY_NETWORK), ...headShapes(TINY_NETWORK, 'skill', labels) }
  return createWeights(shapes, 5)
}

test('the gradient of the whole network agrees with finite differences', async () => {
  const weights = tinyWeights()
  const batch = tinyBatch(SKILL)
  const names = trainableNames(weights, { head: 'skill' })
  const { gradients } = lossGradients(weights, names, batch, 'skill', {
    masks: null,
    intentWeight: 1,
    slotWeight: 1,
  })
  const lossAt = () =>
    tf.tidy(() => {
      const losses = taskLosses(weights, batch, 'skill', {
        masks: null,
        intentWeight: 1,
        slotWeight: 1,
      })
      return losses.dataSync()[0] ?? Number.NaN
    })
  for (const name of names) {
    const kept = weights[name]!
    const values = Float32Array.from(kept.dataSync())
    const gradient = Float32Array.from(gradients[name]!.dataSync())
    const steepest = gradient.reduce(
      (best, slope, index) => (Math.abs(slope) > Math.abs(gradient[best] ?? 0) ? index : best),
      0,
    )
    const nudged = [1, -1].map((sign) => {
      const moved = values.slice()
      moved[steepest] = (moved[steepest] ?? 0) + sign * 1e-2
      weights[name] = tf.tensor(moved, kept.shape)
      const loss = lossAt()
      weights[name].dispose()
      return loss
    })
    weights[name] = kept
    const slope = ((nudged[0] ?? 0) - (nudged[1] ?? 0)) / 2e-2
    expect(slope, name).not.toBe(0)
    expect(Math.abs(slope - (gradient[steepest] ?? 0)), name).toBeLessThan(
      1e-4 + 0.02 * Math.abs(slope),
    )
  }
  tf.dispose([weights, gradients])
  disposeBatch(batch)
})

test('padding changes no logit', () => {
  const weights = tinyWeights()
  const [short, long] = [SKILL[0]!, SKILL[4]!]
  const alone = tinyBatch([short])
  const padded = tinyBatch([short, long])
  const [a, b] = [alone, padded].map((batch) => forward(weights, batch, 'skill', null))
  const first = (output: typeof a, tokens: number) => [
    ...output!.intentLogits!.dataSync().slice(0, labels.intents.length),
    ...output!.slotLogits!.dataSync().slice(0, tokens * 5),
  ]
  const expected = first(a, 2)
  first(b, 2).forEach((logit, index) => {
    expect(logit).toBeCloseTo(expected[index] ?? Number.NaN, 5)
  })
})

test('the same seed gives the same run, another seed another one', async () => {
  const [one, two, other] = [await run(), await run(), await run({ config: { seed: 2 } })]
  expect(lossesOf(one.events).length).toBe(9)
  expect(lossesOf(one.events)).toEqual(lossesOf(two.events))
  expect(lossesOf(one.events)).not.toEqual(lossesOf(other.events))
  expect(one.bundle?.weights).toEqual(two.bundle?.weights)
})

test('it learns the skill, and says so in its events', async () => {
  const { events, outcome, bundle } = await run({
    config: {
      epochs: 60,
      learningRate: 0.02,
      slotSwap: 0,
      dropout: { input: 0, shared: 0, task: 0 },
    },
  })
  expect(outcome.kind).toBe('finished')
  const epochs = events.filter((event) => event.kind === 'epoch')
  expect(epochs.length).toBe(60)
  expect(epochs.at(-1)?.train.loss).toBeLessThan(0.2)
  const predictor = await createPredictor(bundle!, createTinyVocabulary())
  const [prediction] = predictor.predict(['order a large coffee'])
  expect(prediction?.intents[0]?.intent).toBe('Order')
  expect(prediction?.spans).toMatchObject([{ start: 8, end: 13, slot: 'size' }])
  const total = prediction?.intents.reduce((sum, { probability }) => sum + probability, 0)
  // The rest is that it may be none of the skill's business, which is unlikely of words that it knows.
  expect(total).toBeGreaterThan(0.95)
  expect(total).toBeLessThan(1)
  predictor.dispose()
})

test('no tensor is left after training and predicting', async () => {
  await run()
  const before = tf.memory().numTensors
  const { bundle } = await run()
  const predictor = await createPredictor(bundle!, createTinyVocabulary())
  predictor.predict(['play jazz', '', 'play it again and again'])
  predictor.dispose()
  expect(tf.memory().numTensors).toBe(before)
})

test('a stored bundle answers as the one that was trained', async () => {
  const { bundle } = await run()
  const stored = structuredClone(bundle) as ModelBundle
  const texts = SKILL.map(({ text }) => text)
  const answers = []
  for (const candidate of [bundle!, stored]) {
    const predictor = await createPredictor(candidate, createTinyVocabulary())
    answers.push(predictor.predict(texts))
    predictor.dispose()
  }
  expect(answers[1]).toEqual(answers[0])
})

test('a run that is resumed from a checkpoint ends as if it had not been interrupted', async () => {
  const checkpoints: TrainingCheckpoint[] = []
  const whole = await run({
    onCheckpoint: async (checkpoint) => {
      checkpoints.push(structuredClone(checkpoint))
    },
  })
  const resumed = await run({ resume: checkpoints[0]! })
  expect(resumed.bundle?.weights).toEqual(whole.bundle?.weights)
  expect(lossesOf(resumed.events)).toEqual(lossesOf(whole.events).slice(3))
})

test('stopping keeps the best epoch so far', async () => {
  const controller = new AbortController()
  const { outcome, bundle, events } = await run({
    signal: controller.signal,
    config: { epochs: 50 },
    onCheckpoint: async ({ epoch }) => {
      if (epoch === 2) controller.abort()
    },
  })
  expect(outcome.kind).toBe('stopped')
  expect(bundle).not.toBeNull()
  const epochs = events.filter((event) => event.kind === 'epoch').length
  // A checkpoint is handed out while training goes on.
  expect(epochs).toBeGreaterThanOrEqual(2)
  expect(epochs).toBeLessThan(10)
  expect(outcome).toMatchObject({ epochs })
})

test('a loss that is no number ends the run as diverged, without a model', async () => {
  const { outcome, bundle } = await run({ config: { learningRate: Number.NaN } })
  expect(outcome).toMatchObject({
    kind: 'diverged',
    remedy: expect.stringContaining('learning rate'),
  })
  expect(bundle).toBeNull()
})

test('a model knows the words of its utterances, of listed values, and of the model before it', async () => {
  const knows = (bundle: ModelBundle | null, word: string) =>
    bundle?.seen?.includes(hashText(wordShape(word)) | 0)
  const { bundle } = await run({
    slotValues: { genre: ['zydeco'] },
    config: { epochs: 1, learningRate: 0 },
  })
  expect(['play', 'zydeco', 'elephant'].map((word) => knows(bundle, word))).toEqual([
    true,
    true,
    false,
  ])
  const { bundle: next } = await run({ start: bundle!, config: { epochs: 1, learningRate: 0 } })
  expect(['play', 'zydeco', 'elephant'].map((word) => knows(next, word))).toEqual([
    true,
    true,
    false,
  ])
})

test('a model knows how the numbers of an English skill are said', async () => {
  const train = [utterance('play 21', 'Play', '21', 'genre'), ...SKILL]
  const knowsTwenty = async (locale: string) => {
    const { bundle } = await run({ train, locale, config: { epochs: 1, learningRate: 0 } })
    return bundle?.seen?.includes(hashText(wordShape('twenty')) | 0)
  }
  expect(await knowsTwenty('en-US')).toBe(true)
  expect(await knowsTwenty('sv-SE')).toBe(false)
})

test('going on from a bundle keeps its trunk, and what it knows of labels that are still there', async () => {
  const { bundle } = await run()
  const { bundle: next } = await run({
    start: bundle!,
    train: [utterance('music please', 'Stop', 'music', 'mood'), ...SKILL],
    config: { epochs: 1, learningRate: 0 },
  })
  expect(next?.labels).toEqual({
    intents: ['Stop', 'Play', 'Order'],
    slots: ['mood', 'genre', 'size'],
  })
  expect(next?.weights['shared/inputKernel']).toEqual(bundle?.weights['shared/inputKernel'])
  const columns = (model: ModelBundle | null, layer: string, places: number[]) => {
    const { shape, values } = model!.weights[`head/skill/${layer}/kernel`]!
    return places.map((place) => values.filter((_, index) => index % shape[1]! === place))
  }
  expect(columns(next, 'intent', [1, 2])).toEqual(columns(bundle, 'intent', [0, 1]))
  // O, then B- and I- of each slot.
  expect(columns(next, 'slot', [0, 3, 4, 5, 6])).toEqual(columns(bundle, 'slot', [0, 1, 2, 3, 4]))
})

test('labels that are new start afresh, and those that are gone leave nothing behind', async () => {
  const { bundle } = await run()
  const { bundle: next } = await run({
    start: bundle!,
    train: [
      { ...utterance('music please', 'Stop', 'music', 'mood'), spans: [] },
      ...SKILL.slice(0, 3),
    ],
    labels: { intents: ['Stop', 'Play'], slots: ['genre'] },
    validation: [],
    config: { epochs: 1, learningRate: 0 },
  })
  const columnsOf = (model: ModelBundle | null, name: string) => {
    const { shape, values } = model!.weights[name]!
    return Array.from({ length: shape.at(-1)! }, (_, column) =>
      Array.from(values.filter((_, place) => place % shape.at(-1)! === column)),
    )
  }
  const before = columnsOf(bundle, 'head/skill/intent/kernel')
  const [stop, play, ...rest] = columnsOf(next, 'head/skill/intent/kernel')
  expect(play).toEqual(before[0])
  expect(before).not.toContainEqual(stop)
  expect(rest).toEqual([])
  expect(columnsOf(next, 'head/skill/intent/bias')).toEqual([
    [0],
    columnsOf(bundle, 'head/skill/intent/bias')[0],
  ])
  // O, B- and I- of genre; those of size went with it.
  expect(columnsOf(next, 'head/skill/slot/kernel')).toEqual(
    columnsOf(bundle, 'head/skill/slot/kernel').slice(0, 3),
  )
})
