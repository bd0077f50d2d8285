import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { ADAM_UPDATE } from '@/kernels/kernel-names'
import { registerKernels } from '@/kernels/register-kernels'
import { createTinyPretrained } from '@/model/fixtures'
import { fineTune } from './fine-tune'
import type { LabelledUtterance } from './skill-examples'
import type { TrainingCheckpoint } from './train'
import { FINE_TUNING, type TrainingConfig } from './training-config'
import type { TrainingEvent } from './training-event'

/** Each field of the config has one block here, in their order: it fails when training ignores the field. */

beforeAll(async () => {
  await registerKernels()
  await tf.setBackend('cpu')
})

afterEach(() => vi.restoreAllMocks())

function utterance(text: string, intent: string, value: string, slot: string): LabelledUtterance {
  const start = text.indexOf(value)
  const spans = [{ start, end: start + value.length, slot }]
  return { id: text, text, intent, spans, split: 'auto', templateId: null }
}

const SKILL = [
  utterance('play jazz', 'Play', 'jazz', 'genre'),
  utterance('play jazz music', 'Play', 'jazz music', 'genre'),
  utterance('play some blues please', 'Play', 'blues', 'genre'),
  utterance('order a large coffee', 'Order', 'large', 'size'),
  utterance('order a small coffee please', 'Order', 'small', 'size'),
  utterance('a large coffee', 'Order', 'large', 'size'),
]

/** What is learned makes these wrong: they say the other intent. */
const CONTRARY = SKILL.map((one) => ({ ...one, intent: one.intent === 'Play' ? 'Order' : 'Play' }))

/** Nothing random but the first weights and the order, all utterances in one step, so that a step is an epoch. */
const PLAIN: Partial<TrainingConfig> = {
  epochs: 2,
  batchSize: SKILL.length,
  dropout: { input: 0, shared: 0, task: 0 },
  wordDropout: 0,
  slotSwap: 0,
  warmup: 0,
  finalRate: 1,
  lexical: false,
  imprinting: false,
  keep: 'last',
}

type AdamCall = { rates: number[]; settings: Record<string, unknown> }

/** Trains and tells what happened: the optimiser's calls, all events, a checkpoint after each epoch. */
async function trainWith(config: Partial<TrainingConfig>, validation = SKILL.slice(0, 2)) {
  const calls: AdamCall[] = []
  const { runKernel } = tf.engine()
  vi.spyOn(tf.engine(), 'runKernel').mockImplementation((name, given, attributes) => {
    if (name === ADAM_UPDATE) {
      const { rates, ...settings } = attributes as { rates: number[] } & Record<string, unknown>
      calls.push({ rates, settings })
    }
    return runKernel.call(tf.engine(), name, given, attributes)
  })
  const checkpoints: TrainingCheckpoint[] = []
  const events: TrainingEvent[] = []
  const steps = fineTune({
    train: SKILL,
    validation,
    pretrained: createTinyPretrained(),
    start: 'pretrained',
    config: { ...PLAIN, ...config },
    onCheckpoint: async (checkpoint) => {
      checkpoints.push(structuredClone(checkpoint))
    },
  })
  for (;;) {
    const next = await steps.next()
    if (next.done) {
      vi.restoreAllMocks()
      return { calls, events, checkpoints, ...next.value }
    }
    events.push(next.value)
  }
}

function lossesOf(events: readonly TrainingEvent[]): number[] {
  return events.flatMap((event) => (event.kind === 'step' ? [event.loss] : []))
}

/** The rate of each step: the highest of its weights, which is that of the output layers. */
function ratesOf(calls: readonly AdamCall[]): number[] {
  return calls.map(({ rates }) => Math.max(...rates))
}

/** How far a weight went at most, between two checkpoints. */
function moved(before: TrainingCheckpoint, after: TrainingCheckpoint, name: string): number {
  const [a, b] = [before.weights[name]!.values, after.weights[name]!.values]
  return Math.max(...Array.from(a, (value, index) => Math.abs(value - (b[index] ?? 0))))
}

describe('epochs and batchSize', () => {
  it('make the number of steps', async () => {
    const { calls, events } = await trainWith({ epochs: 3, batchSize: 4 })
    expect(events.filter(({ kind }) => kind === 'epoch')).toHaveLength(3)
    expect(calls).toHaveLength(3 * Math.ceil(SKILL.length / 4))
  })
})

describe('learningRate and trunkRate', () => {
  it('are the steps of the output layers, and of the layers below as a share of them', async () => {
    const whole = await trainWith({ learningRate: 0.01, trunkRate: 1 })
    const tenth = await trainWith({ learningRate: 0.01, trunkRate: 0.1 })
    expect(new Set(whole.calls[0]!.rates)).toEqual(new Set([0.01]))
    const rates = tenth.calls[0]!.rates
    expect(rates.filter((rate) => rate === 0.01)).toHaveLength(4)
    expect(rates.filter((rate) => rate === 0.001)).toHaveLength(rates.length - 4)
    const [first, second] = tenth.checkpoints
    expect(moved(first!, second!, 'head/skill/intent/kernel')).toBeGreaterThan(0.005)
    expect(moved(first!, second!, 'shared/inputKernel')).toBeLessThan(0.0015)
  })

  it('leave the trunk as it is when its share is nothing', async () => {
    const { checkpoints } = await trainWith({ trunkRate: 0 })
    const [first, second] = checkpoints
    expect(moved(first!, second!, 'shared/inputKernel')).toBe(0)
    expect(moved(first!, second!, 'head/skill/slot/kernel')).toBeGreaterThan(0)
  })
})

describe('warmup and finalRate', () => {
  it('take the rate up over the first share of steps, then down to where it ends', async () => {
    const { calls } = await trainWith({
      epochs: 20,
      learningRate: 0.01,
      warmup: 0.2,
      finalRate: 0.5,
    })
    const rates = ratesOf(calls)
    expect(rates.slice(0, 5).map((rate) => rate.toFixed(5))).toEqual([
      ...['0.00250', '0.00500', '0.00750', '0.01000', '0.01000'],
    ])
    // Half a cosine is in the middle halfway through: (1 + 0.5) / 2 of the peak.
    expect(rates[12]).toBeCloseTo(0.0075, 6)
    expect(rates.at(-1)).toBeGreaterThan(0.005)
    expect(rates.at(-1)).toBeLessThan(0.0051)
    for (let step = 5; step < 20; step += 1) expect(rates[step]).toBeLessThan(rates[step - 1]!)
  })
})

describe('dropout and wordDropout', () => {
  it.each([
    ['input', { dropout: { input: 0.5, shared: 0, task: 0 } }],
    ['shared', { dropout: { input: 0, shared: 0.5, task: 0 } }],
    ['task', { dropout: { input: 0, shared: 0, task: 0.5 } }],
    ['words', { wordDropout: 0.9 }],
  ])('change what the network sees: %s', async (_, config) => {
    const plain = await trainWith({ epochs: 1 })
    const dropped = await trainWith({ epochs: 1, ...config })
    expect(lossesOf(dropped.events)[0]).not.toBeCloseTo(lossesOf(plain.events)[0]!, 6)
  })
})

describe('intentWeight and slotWeight', () => {
  it('weigh the two losses in the sum that is learned from and in the one that judges', async () => {
    const { events } = await trainWith({ intentWeight: 3, slotWeight: 0.25 })
    const triples = events.flatMap((event) => {
      if (event.kind === 'step') return [event]
      return event.kind === 'epoch' ? [event.train, event.validation!] : []
    })
    expect(triples).toHaveLength(6)
    for (const { loss, intentLoss, slotLoss } of triples) {
      expect(loss).toBeCloseTo(3 * intentLoss + 0.25 * slotLoss, 4)
    }
  })

  it('teach nothing of what weighs nothing', async () => {
    const { checkpoints } = await trainWith({ intentWeight: 0 })
    expect(moved(checkpoints[0]!, checkpoints[1]!, 'head/skill/intent/kernel')).toBe(0)
    expect(moved(checkpoints[0]!, checkpoints[1]!, 'head/skill/slot/kernel')).toBeGreaterThan(0)
  })
})

describe('maxGradientNorm and weightDecay', () => {
  it('reach the optimiser', async () => {
    const { calls } = await trainWith({ maxGradientNorm: 0.7, weightDecay: 0.03 })
    for (const { settings } of calls) {
      expect(settings).toMatchObject({ maxGradientNorm: 0.7 })
      expect(new Set(settings.decays as number[])).toEqual(new Set([0, 0.03]))
    }
  })
})

describe('slotSwap', () => {
  it('shows other values than those that were written', async () => {
    const plain = await trainWith({ epochs: 1 })
    const swapped = await trainWith({ epochs: 1, slotSwap: 1 })
    expect(lossesOf(swapped.events)[0]).not.toBeCloseTo(lossesOf(plain.events)[0]!, 6)
  })
})

describe('imprinting', () => {
  it('starts the output layers from what the examples say', async () => {
    const [noise, known] = [await trainWith({}), await trainWith({ imprinting: true })]
    const [before] = lossesOf(noise.events)
    const [after] = lossesOf(known.events)
    expect(after).not.toBeCloseTo(before!, 3)
    // Once only: a model that learns on keeps what it has.
    expect(known.events.filter(({ kind }) => kind === 'started')).toHaveLength(1)
  })
})

describe('lexical', () => {
  it('decides whether a lexical model is part of what is handed over', async () => {
    const [without, with_] = [await trainWith({}), await trainWith({ lexical: true })]
    expect(without.bundle?.lexical).toBeNull()
    expect(with_.bundle?.lexical?.intents.some((weight) => weight !== 0)).toBe(true)
  })
})

describe('keep, averageOver and patience', () => {
  const wild = { epochs: 6, learningRate: 0.3 }
  const name = 'head/skill/intent/kernel'

  it('hand over the last weights', async () => {
    const { checkpoints, bundle } = await trainWith({ ...wild, keep: 'last' })
    expect(bundle?.weights[name]?.values).toEqual(checkpoints.at(-1)?.weights[name]?.values)
  })

  it('hand over those of the epoch that validated best', async () => {
    const { checkpoints, bundle, events, outcome } = await trainWith({ ...wild, keep: 'best' })
    const losses = events.flatMap((event) =>
      event.kind === 'epoch' ? [event.validation?.loss ?? Number.NaN] : [],
    )
    const best = losses.indexOf(Math.min(...losses))
    expect(outcome).toMatchObject({ bestEpoch: best + 1 })
    expect(bundle?.weights[name]?.values).toEqual(checkpoints[best]?.weights[name]?.values)
    const marked = events.flatMap((event) => (event.kind === 'epoch' ? [event.isBest] : []))
    expect(marked).toEqual(
      losses.map((loss, at) => loss < Math.min(Infinity, ...losses.slice(0, at))),
    )
  })

  it.each([
    [0.5, [3, 4, 5]],
    [0.2, [4, 5]],
    [1, [0, 1, 2, 3, 4, 5]],
  ])('hand over the mean of the last share of epochs: %d', async (averageOver, members) => {
    const { checkpoints, bundle } = await trainWith({ ...wild, keep: 'average', averageOver })
    const kept = members.map((epoch) => checkpoints[epoch]!.weights[name]!.values)
    bundle?.weights[name]?.values.forEach((value, index) => {
      const mean = kept.reduce((sum, values) => sum + (values[index] ?? 0), 0) / kept.length
      expect(value).toBeCloseTo(mean, 5)
    })
  })

  it('stop after so many epochs without a better one', async () => {
    const patient = { epochs: 30, learningRate: 0.1, patience: 2, keep: 'best' } as const
    const { events } = await trainWith(patient, CONTRARY)
    const losses = events.flatMap((event) =>
      event.kind === 'epoch' ? [event.validation?.loss ?? Number.NaN] : [],
    )
    expect(losses.length).toBeLessThan(30)
    expect(losses.length - 1 - losses.indexOf(Math.min(...losses))).toBe(2)
  })

  it('go on to the end without patience', async () => {
    const endless = { epochs: 12, learningRate: 0.1, patience: 0, keep: 'best' } as const
    const { events } = await trainWith(endless, CONTRARY)
    expect(events.filter(({ kind }) => kind === 'epoch')).toHaveLength(12)
  })
})

describe('seed', () => {
  it.each([
    ['first weights', {}],
    ['order', { batchSize: 2 }],
    ['dropout', { dropout: { input: 0, shared: 0.5, task: 0 } }],
    ['hidden words', { wordDropout: 0.5 }],
    ['swapped values', { slotSwap: 0.5 }],
  ])('decides %s', async (_, config) => {
    const [one, again, other] = [
      await trainWith({ ...config, seed: 7 }),
      await trainWith({ ...config, seed: 7 }),
      await trainWith({ ...config, seed: 8 }),
    ]
    expect(lossesOf(again.events)).toEqual(lossesOf(one.events))
    expect(lossesOf(other.events)).not.toEqual(lossesOf(one.events))
  })
})

it('has a block for each field', () => {
  expect(Object.keys(FINE_TUNING).sort()).toEqual(
    [
      ...['seed', 'epochs', 'batchSize', 'learningRate', 'trunkRate', 'warmup', 'finalRate'],
      ...['dropout', 'wordDropout', 'intentWeight', 'slotWeight', 'maxGradientNorm', 'weightDecay'],
      ...['slotSwap', 'imprinting', 'lexical', 'keep', 'averageOver', 'patience'],
    ].sort(),
  )
})
