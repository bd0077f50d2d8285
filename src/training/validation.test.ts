import { describe, expect, it } from 'vitest'
import type { Example } from '@/model/encoding'
import { countValidation, summariseCounts } from './validation'

/** An example of so many tokens with an intent (of two) and tags (O, B, I of one slot). */
function example(intent: number, tags: number[] | null, tokens = tags?.length ?? 1): Example {
  return {
    words: new Int32Array(tokens),
    subwords: Array.from({ length: tokens }, () => []),
    forms: new Int32Array(tokens),
    intent,
    tags: tags && Int32Array.from(tags),
  }
}

/** Logits that say exactly this, as surely as `logit`. */
function output(intent: number, tags: number[], logit = 4) {
  return {
    intentLogits: Float32Array.from([0, 1], (place) => (place === intent ? logit : 0)),
    slotLogits: Float32Array.from(
      tags.flatMap((tag) => [0, 1, 2].map((place) => (place === tag ? logit : 0))),
    ),
  }
}

const RIGHT = Math.log(1 + Math.exp(-4))
const WRONG = Math.log(1 + Math.exp(4))
const TAG_RIGHT = Math.log(1 + 2 * Math.exp(-4))

describe('what a validation pass counts', () => {
  it('is everything of an answer that is right', () => {
    const counts = countValidation([output(1, [0, 1, 2])], [example(1, [0, 1, 2])])
    expect(counts).toEqual({
      intents: 1,
      intentHits: 1,
      intentLossSum: expect.closeTo(RIGHT, 5),
      tokens: 3,
      slotLossSum: expect.closeTo(3 * TAG_RIGHT, 5),
      goldSlots: 1,
      predictedSlots: 1,
      slotHits: 1,
      frames: 1,
      frameHits: 1,
    })
  })

  it.each([
    ['a wrong intent', output(0, [0, 1, 2]), { intentHits: 0, slotHits: 1, frameHits: 0 }],
    ['a missed slot', output(1, [0, 0, 0]), { predictedSlots: 0, slotHits: 0, frameHits: 0 }],
    ['a shorter slot', output(1, [0, 1, 0]), { predictedSlots: 1, slotHits: 0, frameHits: 0 }],
    ['one slot more', output(1, [1, 1, 2]), { predictedSlots: 2, slotHits: 1, frameHits: 0 }],
  ])('tells %s', (_, answer, expected) => {
    const counts = countValidation([answer], [example(1, [0, 1, 2])])
    expect(counts).toMatchObject({ goldSlots: 1, frames: 1, ...expected })
  })

  it('leaves out what an example says nothing about', () => {
    const silent = countValidation([output(0, [1])], [example(-1, null)])
    expect(silent).toMatchObject({ intents: 0, tokens: 0, goldSlots: 0, predictedSlots: 0 })
    expect(silent).toMatchObject({ frames: 1, frameHits: 1 })
    const first = countValidation([output(0, [0])], [example(0, null)])
    expect(first).toMatchObject({ intents: 1, intentHits: 1 })
  })

  it('measures losses of the network, and hits of the answer in which others share', () => {
    const counts = countValidation([output(0, [0])], [example(1, [1])], {
      answers: [output(1, [1])],
    })
    expect(counts.intentLossSum).toBeCloseTo(WRONG, 5)
    expect(counts).toMatchObject({ intentHits: 1, slotHits: 1, frameHits: 1 })
  })

  it('counts no slot that the intent may not have, and neighbours at their price', () => {
    const twice = [output(1, [1, 1])]
    const gold = [example(1, [1, 1])]
    expect(countValidation(twice, gold).predictedSlots).toBe(2)
    expect(countValidation(twice, gold, { adjacency: -9 }).predictedSlots).toBe(1)
    const allowedFor = (intent: number) => Uint8Array.of(intent === 0 ? 1 : 0)
    expect(countValidation(twice, gold, { allowedFor }).predictedSlots).toBe(0)
  })
})

describe('the figures of a validation pass', () => {
  const counts = {
    intents: 4,
    intentHits: 3,
    intentLossSum: 2,
    tokens: 10,
    slotLossSum: 5,
    goldSlots: 5,
    predictedSlots: 3,
    slotHits: 2,
    frames: 8,
    frameHits: 2,
  }

  it('are shares of what there was to judge', () => {
    expect(summariseCounts(counts, { intentWeight: 3, slotWeight: 2 })).toEqual({
      loss: 3 * 0.5 + 2 * 0.5,
      intentLoss: 0.5,
      slotLoss: 0.5,
      intentAccuracy: 0.75,
      slotF1: 0.5,
      frameAccuracy: 0.25,
    })
  })

  it('are numbers of nothing, too: no slot and none found is no fault', () => {
    const none = Object.fromEntries(Object.keys(counts).map((name) => [name, 0])) as typeof counts
    expect(summariseCounts(none, { intentWeight: 1, slotWeight: 1 })).toEqual({
      loss: 0,
      intentLoss: 0,
      slotLoss: 0,
      intentAccuracy: 0,
      slotF1: 1,
      frameAccuracy: 0,
    })
    const missed = { ...none, goldSlots: 1 }
    expect(summariseCounts(missed, { intentWeight: 1, slotWeight: 1 }).slotF1).toBe(0)
  })
})
