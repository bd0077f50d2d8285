import { describe, expect, test } from 'vitest'
import { argMax, decodeTags, softmax, tagProbabilities } from './decoding'
import { beginTag, insideTag, OUTSIDE_TAG } from './labels'

const [B0, I0, B1, I1] = [beginTag(0), insideTag(0), beginTag(1), insideTag(1)] as const

/** The best tags of tokens whose scores are given by tag; what is not named has −1. */
function decode(
  scores: readonly Readonly<Record<number, number>>[],
  options: Parameters<typeof decodeTags>[3] = {},
) {
  const logits = scores.flatMap((one) => Array.from({ length: 5 }, (_, tag) => one[tag] ?? -1))
  return [...decodeTags(Float32Array.from(logits), scores.length, 5, options)]
}

describe('probabilities', () => {
  test('sum to one, in the proportion of the logits, however large or small these are', () => {
    for (const shift of [0, 500, -500]) {
      const [a, b, c] = softmax(Float32Array.of(shift + Math.log(2), shift, shift + Math.log(5)))
      expect(a! + b! + c!).toBeCloseTo(1, 6)
      expect(a! / b!).toBeCloseTo(2, 3)
      expect(c! / b!).toBeCloseTo(5, 3)
    }
    expect(softmax(Float32Array.of(3, 3), 7)).toEqual(Float32Array.of(0.5, 0.5))
    const [hot, cold] = softmax(Float32Array.of(2, 0), 2)
    expect(Math.log(hot! / cold!)).toBeCloseTo(1, 5)
    expect([...softmax(new Float32Array())]).toEqual([])
  })

  test('of tags are shared among those that may be in the answer', () => {
    const logits = Float32Array.of(0, 3, 1, 0, 0)
    expect([...tagProbabilities(logits, Uint8Array.of(0, 1))]).toEqual(
      [1 / 3, 0, 0, 1 / 3, 1 / 3].map((share) => expect.closeTo(share, 6)),
    )
    expect(tagProbabilities(logits, null)).toEqual(softmax(logits))
  })
})

test('the largest value is found among negative ones too; of equals the first', () => {
  expect(argMax([-3, -1, -2])).toBe(1)
  expect(argMax([-3, -2, -1])).toBe(2)
  expect(argMax([2, 5, 5])).toBe(1)
  expect(argMax([-7])).toBe(0)
})

describe('the best tags', () => {
  test('are each token’s own where no rule forbids it', () => {
    expect(decode([{ [OUTSIDE_TAG]: 1 }, { [B0]: 1 }, { [I0]: 1 }, { [B1]: 1 }])).toEqual([
      ...[OUTSIDE_TAG, B0, I0, B1],
    ])
    expect(decode([])).toEqual([])
  })

  test('never continue what was not opened, at the cost of the least', () => {
    // Opening the slot one token before costs 1, leaving it out 4.
    expect(
      decode([
        { [OUTSIDE_TAG]: 1, [B1]: 0 },
        { [I1]: 4, [OUTSIDE_TAG]: 0 },
      ]),
    ).toEqual([B1, I1])
    expect(decode([{ [OUTSIDE_TAG]: 9 }, { [I1]: 4, [OUTSIDE_TAG]: 0 }])).toEqual([
      ...[OUTSIDE_TAG, OUTSIDE_TAG],
    ])
    expect(decode([{ [I0]: 9, [B0]: 0 }])).toEqual([B0])
    expect(decode([{ [B0]: 3 }, { [I1]: 2, [I0]: 1 }])).toEqual([B0, I0])
  })

  test('continue by the better of opening and continuing', () => {
    expect(decode([{ [B0]: 2 }, { [I0]: 5, [B0]: 1 }, { [I0]: 5 }])).toEqual([B0, I0, I0])
    expect(decode([{ [OUTSIDE_TAG]: 2 }, { [B0]: 5, [I0]: 1 }, { [I0]: 5 }])).toEqual([
      ...[OUTSIDE_TAG, B0, I0],
    ])
  })

  test('have no slot that may not be in the answer', () => {
    const scores = [{ [B0]: 5, [B1]: 3 }, { [I0]: 5 }]
    expect(decode(scores, { allowed: Uint8Array.of(0, 1) })).toEqual([B1, OUTSIDE_TAG])
    expect(decode(scores, { allowed: Uint8Array.of(0, 0) })).toEqual([OUTSIDE_TAG, OUTSIDE_TAG])
    expect(decode(scores, { allowed: Uint8Array.of(1, 1) })).toEqual([B0, I0])
  })

  test('pay for a value right behind another of its slot, and for no other', () => {
    const touching = [{ [B0]: 3 }, { [B0]: 3, [I0]: 1 }]
    expect(decode(touching)).toEqual([B0, B0])
    expect(decode(touching, { adjacency: -1 })).toEqual([B0, B0])
    expect(decode(touching, { adjacency: -3 })).toEqual([B0, I0])
    // Behind another slot, or a gap, nothing is paid.
    expect(decode([{ [B1]: 3 }, { [B0]: 3, [OUTSIDE_TAG]: 2 }], { adjacency: -5 })).toEqual([
      B1,
      B0,
    ])
    const apart = [{ [B0]: 3 }, { [OUTSIDE_TAG]: 3 }, { [B0]: 3, [OUTSIDE_TAG]: 2 }]
    expect(decode(apart, { adjacency: -5 })).toEqual([B0, OUTSIDE_TAG, B0])
    // It may be cheaper to have something else before it, also where all else is negative.
    expect(decode([{ [B0]: 1, [B1]: -0.5 }, { [B0]: 5 }], { adjacency: -4 })).toEqual([B1, B0])
    expect(
      decode([{ [B0]: 1, [I0]: -9, [B1]: -9, [I1]: -9 }, { [B0]: 5 }], { adjacency: -4 }),
    ).toEqual([OUTSIDE_TAG, B0])
    // A value that goes on is one of its slot, too.
    const long = [{ [B0]: 4 }, { [I0]: 4 }, { [B0]: 4, [I0]: 3 }]
    expect(decode(long, { adjacency: -2 })).toEqual([B0, I0, I0])
    expect(decode(long)).toEqual([B0, I0, B0])
  })
})
