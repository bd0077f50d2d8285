import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { ADAM_UPDATE } from '@/kernels/kernel-names'
import { registerKernels } from '@/kernels/register-kernels'
import { createTinyPretrained } from '@/model/fixtures'
import { fineTune } from './fine-tune'
import type { LabelledUtterance } from './skill-examples'
import type { TrainingConfig } from './training-config'

beforeAll(async () => {
  await registerKernels()
  await tf.setBackend('cpu')
})

afterEach(() => vi.restoreAllMocks())

/** As long as a GPU needs to hand over a number, and longer. */
const READ_MS = 20

const SKILL = Array.from(
  { length: 16 },
  (_, index): LabelledUtterance => ({
    id: String(index),
    text: index % 2 === 0 ? 'play jazz' : 'order a coffee',
    intent: index % 2 === 0 ? 'Play' : 'Order',
    spans: [],
    split: 'auto',
    templateId: null,
  }),
)

/** Trains where reading is slow; tells in which order steps were taken and reads came back. */
async function trainOnSlowReads(config: Partial<TrainingConfig>) {
  const log: string[] = []
  const { runKernel } = tf.engine()
  vi.spyOn(tf.engine(), 'runKernel').mockImplementation((name, ...rest) => {
    if (name === ADAM_UPDATE) log.push('step')
    return runKernel.call(tf.engine(), name, ...rest)
  })
  const backend = tf.backend()
  const read = backend.read.bind(backend)
  vi.spyOn(backend, 'read').mockImplementation(async (dataId) => {
    const values = (await read(dataId)).slice()
    log.push('ask')
    await new Promise((resolve) => setTimeout(resolve, READ_MS))
    log.push('read')
    return values as typeof values & Float32Array
  })
  const steps = fineTune({
    train: SKILL.slice(0, 12),
    validation: SKILL.slice(12),
    pretrained: createTinyPretrained(),
    start: 'pretrained',
    config: { epochs: 20, batchSize: 4, lexical: false, imprinting: false, ...config },
  })
  const events: string[] = []
  for (;;) {
    const next = await steps.next()
    if (next.done) return { log, events, result: next.value }
    events.push(next.value.kind)
  }
}

test('steps do not wait for numbers: many are taken while a read is under way', async () => {
  const { log, events } = await trainOnSlowReads({})
  expect(log.filter((entry) => entry === 'step')).toHaveLength(60)
  expect(events.filter((kind) => kind === 'step')).toHaveLength(60)
  expect(events.filter((kind) => kind === 'epoch')).toHaveLength(20)
  let open = 0
  let alone = 0
  for (const entry of log) {
    if (entry === 'ask') open += 1
    if (entry === 'read') open -= 1
    if (entry === 'step' && open === 0) alone += 1
  }
  expect(alone).toBeLessThan(6)
})

test('an epoch costs one read of its losses and one of its validation; no weight leaves the device', async () => {
  const { log } = await trainOnSlowReads({ averageOver: 0.5 })
  const asked = log.slice(0, log.lastIndexOf('step')).filter((entry) => entry === 'ask').length
  // Losses are asked for once an epoch or, while the pace is unknown, a few times more; validation has two outputs.
  expect(asked).toBeLessThanOrEqual(20 * 2 + 26)
})

test('patience waits for each epoch, so that where it ends does not depend on the pace', async () => {
  const config = { patience: 2, learningRate: 1e-9, keep: 'best', epochs: 9 } as const
  const slow = await trainOnSlowReads(config)
  vi.restoreAllMocks()
  const { result } = slow
  const again = await trainOnSlowReads(config)
  expect(again.result.outcome).toEqual(result.outcome)
})

test('what is kept of the weights is freed, however training ends', async () => {
  const before = tf.memory().numTensors
  const controller = new AbortController()
  for (const keep of ['best', 'average', 'last'] as const) {
    const steps = fineTune({
      train: SKILL,
      validation: SKILL.slice(12),
      pretrained: createTinyPretrained(),
      start: 'pretrained',
      signal: controller.signal,
      config: { epochs: 6, batchSize: 4, lexical: false, keep },
    })
    let epochs = 0
    for await (const event of steps) {
      if (event.kind === 'epoch') epochs += 1
      if (epochs === 2) break
    }
    expect(tf.memory().numTensors, keep).toBe(before)
  }
})
