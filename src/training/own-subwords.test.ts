import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, expect, test } from 'vitest'
import { registerKernels } from '@/kernels/register-kernels'
import { createEncoder } from '@/model/encoding'
import { createTinyPretrained, TINY_NETWORK } from '@/model/fixtures'
import type { WeightValues } from '@/model/weight-values'
import { type FineTuneOptions, fineTune } from './fine-tune'
import { findOwnSubwords } from './own-subwords'
import { type LabelledUtterance, labelsOf } from './skill-examples'
import type { TrainingCheckpoint } from './train'

beforeAll(async () => {
  await registerKernels()
  await tf.setBackend('cpu')
})

const SKILL = ['go', 'go up', 'halt', 'halt now'].map(
  (text): LabelledUtterance => ({
    id: text,
    text,
    intent: text.startsWith('go') ? 'Go' : 'Halt',
    spans: [],
    split: 'auto',
    templateId: null,
  }),
)
/** Too little decay to move any weight, but then every row takes part. */
const ALL_ROWS = { weightDecay: 1e-30 }

async function trained(options: Partial<FineTuneOptions> = {}): Promise<WeightValues> {
  const steps = fineTune({
    train: SKILL,
    validation: [],
    pretrained: createTinyPretrained(),
    start: 'pretrained',
    ...options,
    config: { epochs: 4, batchSize: 2, ...options.config },
  })
  for (;;) {
    const next = await steps.next()
    if (next.done) return next.value.bundle!.weights
  }
}

function distance(one: WeightValues, other: WeightValues): number {
  expect(Object.keys(one)).toEqual(Object.keys(other))
  return Math.max(
    ...Object.entries(one).flatMap(([name, { shape, values }]) => {
      expect(shape, name).toEqual(other[name]?.shape)
      return [...values].map((value, index) => Math.abs(value - (other[name]?.values[index] ?? 0)))
    }),
  )
}

test('training some rows gives what training all rows gives, and leaves the others as they were', async () => {
  for (const start of ['pretrained', 'scratch'] as const) {
    const some = await trained({ start })
    const all = await trained({ start, config: ALL_ROWS })
    expect(distance(some, all), start).toBeLessThan(1e-5)
  }
  const { rows, width, moved } = movedRows(await trained())
  const encoder = createEncoder(createTinyPretrained().vocabulary, rows)
  const texts = SKILL.map(({ text }) => encoder.encode(text).encoded)
  expect(width).toBe(TINY_NETWORK.subwordDimensions)
  expect(moved).toEqual(
    [...new Set(texts.flatMap(({ subwords }) => subwords.flat()))].sort(byValue),
  )
  expect(moved.length).toBeLessThan(rows)
})

test('a checkpoint that holds all rows is gone on with, and one that holds its own', async () => {
  for (const config of [ALL_ROWS, {}]) {
    const checkpoints: TrainingCheckpoint[] = []
    const whole = await trained({
      config,
      onCheckpoint: async (checkpoint) => {
        checkpoints.push(checkpoint)
      },
    })
    const resumed = await trained({ resume: checkpoints[1]! })
    expect(checkpoints[1]?.epoch).toBe(2)
    expect(distance(resumed, whole)).toBeLessThan(1e-5)
  }
})

test('goes on from a model, labels and rows that it has not seen among them', async () => {
  const labels = labelsOf(SKILL)
  const steps = fineTune({
    train: SKILL,
    validation: [],
    pretrained: createTinyPretrained(),
    start: 'pretrained',
    labels,
    config: { epochs: 1 },
  })
  let next = await steps.next()
  while (!next.done) next = await steps.next()
  const more = SKILL.map((one) => ({ ...one, text: `please ${one.text}`, intent: 'Ask' }))
  const weights = await trained({ train: more, start: next.value.bundle! })
  expect(weights['subword/table']?.shape[0]).toBe(TINY_NETWORK.subwordBuckets)
  expect(movedRows(weights).moved.length).toBeGreaterThan(0)
})

test('texts keep their words, and tokens that shared a list still do', () => {
  const text = {
    words: Int32Array.of(4, 4, -1),
    subwords: [[7, 2], [9], [2]],
    forms: Int32Array.of(1, 1, 2),
  }
  const twice = { ...text, subwords: [text.subwords[0]!, text.subwords[0]!, text.subwords[2]!] }
  const own = findOwnSubwords([text], 100)
  expect(own.count).toBe(3)
  const narrowed = own.narrowText(twice)
  expect(narrowed).toMatchObject({ words: text.words, subwords: [[1, 0], [1, 0], [0]] })
  expect(narrowed.subwords[0]).toBe(narrowed.subwords[1])
  expect(findOwnSubwords([], 100).count).toBeGreaterThan(0)
})

function movedRows(weights: WeightValues) {
  const before = createTinyPretrained().trunk['subword/table']!
  const after = weights['subword/table']!
  const [rows = 0, width = 0] = before.shape
  const moved = Array.from({ length: rows }, (_, row) => row).filter((row) =>
    before.values
      .subarray(row * width, (row + 1) * width)
      .some((value, column) => value !== after.values[row * width + column]),
  )
  return { rows, width, moved }
}

const byValue = (a: number, b: number) => a - b
