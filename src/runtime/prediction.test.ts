import { expect, test } from 'vitest'
import { tokenize } from '@/project/tokenizer'
import { predictionOf } from './prediction'

const MODEL = {
  labels: { intents: ['Play', 'Order'], slots: ['genre', 'size'] },
  temperature: 1,
  adjacency: 0,
}

/** Logits of a row: `high` at one place, 0 elsewhere. */
function row(place: number, high: number, length = 5): number[] {
  return Array.from({ length }, (_, index) => (index === place ? high : 0))
}

function predict(
  text: string,
  {
    intentLogits = [0, 1],
    slotLogits,
    ...rest
  }: {
    intentLogits?: number[]
    slotLogits: number[]
    temperature?: number
    adjacency?: number
    allowed?: Uint8Array
    scope?: number
  },
) {
  return predictionOf(
    { ...MODEL, ...rest },
    {
      text,
      tokens: tokenize(text),
      answer: {
        intentLogits: Float32Array.from(intentLogits),
        slotLogits: Float32Array.from(slotLogits),
      },
      allowed: rest.allowed ?? null,
      scope: rest.scope ?? 1,
    },
  )
}

test('the temperature divides the logits of intents: how sure it sounds, not what it says', () => {
  const logistic = (logit: number) => 1 / (1 + Math.exp(-logit))
  for (const temperature of [0.5, 1, 2]) {
    const { intents } = predict('hi', { temperature, slotLogits: row(0, 1) })
    expect(intents.map(({ intent }) => intent)).toEqual(['Order', 'Play'])
    expect(intents[0]?.probability).toBeCloseTo(logistic(1 / temperature), 6)
    expect(intents[1]?.probability).toBeCloseTo(1 - logistic(1 / temperature), 6)
  }
})

test('spans come of the tags, with the probability of their least sure word', () => {
  const slotLogits = [...row(0, 9), ...row(1, 9), ...row(2, 2)]
  const { spans, tokens } = predict('play cool jazz', { slotLogits })
  const least = (Math.exp(2) + 1) / (Math.exp(2) + 4)
  expect(spans).toEqual([
    { start: 5, end: 14, slot: 'genre', probability: expect.closeTo(least, 5) },
  ])
  expect(tokens.map(({ slot }) => slot)).toEqual([null, 'genre', 'genre'])
  // A word outside is as sure as `O` is; one inside as its slot's two tags together.
  expect(tokens[0]?.probability).toBeCloseTo(Math.exp(9) / (Math.exp(9) + 4), 5)
  expect(tokens[2]?.probability).toBeCloseTo(least, 5)
})

test('words beside a value say nothing of how sure it is', () => {
  const slotLogits = [...row(0, 1), ...row(3, 9), ...row(4, 4), ...row(0, 1)]
  const { spans } = predict('order very large now', { slotLogits })
  const least = (Math.exp(4) + 1) / (Math.exp(4) + 4)
  expect(spans).toEqual([
    { start: 6, end: 16, slot: 'size', probability: expect.closeTo(least, 5) },
  ])
})

test('how likely a text is any of the skill’s business weighs on each intent, and on no slot', () => {
  const whole = predict('jazz', { slotLogits: row(1, 9) })
  const half = predict('jazz', { slotLogits: row(1, 9), scope: 0.5 })
  expect(half.intents.map(({ probability }) => 2 * probability)).toEqual(
    whole.intents.map(({ probability }) => expect.closeTo(probability, 6)),
  )
  expect(half.spans).toEqual(whole.spans)
})

test('a value right behind another of its slot has to be worth its price', () => {
  const slotLogits = [...row(1, 3), ...row(1, 3)]
  expect(predict('jazz blues', { slotLogits }).spans).toHaveLength(2)
  expect(predict('jazz blues', { slotLogits, adjacency: -5 }).spans).toHaveLength(1)
})

test('a slot that the intent does not declare is neither found nor weighed', () => {
  const slotLogits = [...row(1, 3)]
  const { spans, tokens } = predict('jazz', { slotLogits, allowed: Uint8Array.of(0, 1) })
  expect(spans).toEqual([])
  expect(tokens[0]?.probability).toBeCloseTo(1 / 3, 5)
})

test('words beyond those that were read are outside, surely', () => {
  const { spans, tokens } = predict('jazz and more', { slotLogits: row(1, 9) })
  expect(spans).toMatchObject([{ start: 0, end: 4 }])
  expect(tokens.slice(1)).toEqual([
    { start: 5, end: 8, slot: null, probability: 1 },
    { start: 9, end: 13, slot: null, probability: 1 },
  ])
})

test('a word that was read as another one says as which', () => {
  const slotLogits = [...row(0, 3), ...row(1, 3)]
  const { tokens } = predictionOf(MODEL, {
    text: 'paly jazz',
    tokens: tokenize('paly jazz'),
    answer: {
      intentLogits: Float32Array.of(1, 0),
      slotLogits: Float32Array.from(slotLogits),
    },
    allowed: null,
    scope: 1,
    meantBy: (word) => (word === 'paly' ? 'play' : word),
  })
  expect(tokens.map(({ meant }) => meant)).toEqual(['play', undefined])
})
