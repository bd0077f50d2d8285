import { expect, test } from 'vitest'
import { createEncoder } from '@/model/encoding'
import { createTinyVocabulary } from '@/model/fixtures'
import { intentFeatures, LEXICAL_BUCKETS, poolLogits } from '@/model/lexical-model'
import type { RawOutput } from '@/model/run-network'
import { fitLexicalModel } from './lexical-fit'
import { encodeUtterance, type LabelledUtterance } from './skill-examples'

const labels = { intents: ['On', 'Off'], slots: ['room', 'device'] }
const encoder = createEncoder(createTinyVocabulary(), 64)

function utterance(text: string, intent: string, room: string, device: string): LabelledUtterance {
  const spanOf = (value: string, slot: string) => {
    const start = text.indexOf(value)
    return { start, end: start + value.length, slot }
  }
  const spans = [spanOf(room, 'room'), spanOf(device, 'device')]
  return { id: text, text, intent, spans, split: 'auto', templateId: null }
}

const EXAMPLES = [
  utterance('turn the lamp on in the kitchen', 'On', 'kitchen', 'lamp'),
  utterance('turn on the heater in the hall', 'On', 'hall', 'heater'),
  utterance('turn the heater off in the kitchen', 'Off', 'kitchen', 'heater'),
  utterance('turn off the lamp in the hall', 'Off', 'hall', 'lamp'),
].map((one) => encodeUtterance(one, labels, encoder))

/** What a network says that knows nothing: every class alike. */
function silence(tokens: number): RawOutput {
  return {
    intentLogits: new Float32Array(labels.intents.length),
    slotLogits: new Float32Array(tokens * (1 + 2 * labels.slots.length)),
  }
}

function placeOfLargest(values: Float32Array): number {
  return values.indexOf(Math.max(...values))
}

test('the exact words decide where the network has no opinion', async () => {
  const lexical = await fitLexicalModel({ examples: EXAMPLES, labels, seed: 1 })
  const { tokens, encoded } = encoder.encode('turn off the heater in the cellar')
  const answer = poolLogits(silence(tokens.length), encoded, lexical)
  expect(placeOfLargest(answer.intentLogits)).toBe(labels.intents.indexOf('Off'))
  const tags = tokens.map((_, token) =>
    placeOfLargest(answer.slotLogits.slice(5 * token, 5 * (token + 1))),
  )
  // A cellar is nowhere in the examples: what stands before and after it is.
  expect(tags).toEqual([0, 0, 0, 3, 0, 0, 1])
})

test('the same examples and seed give the same model; another order of the draw another one', async () => {
  const [one, same, other] = await Promise.all(
    [1, 1, 2].map((seed) => fitLexicalModel({ examples: EXAMPLES, labels, seed })),
  )
  expect(same).toEqual(one)
  expect(other).not.toEqual(one)
})

test('an answer is the average of both logits, and the network alone where there is no other', async () => {
  const lexical = await fitLexicalModel({ examples: EXAMPLES, labels, seed: 1 })
  const { tokens, encoded } = encoder.encode('turn the lamp on')
  const alone = poolLogits(silence(tokens.length), encoded, lexical)
  const output: RawOutput = {
    intentLogits: Float32Array.of(4, -2),
    slotLogits: Float32Array.from({ length: 5 * tokens.length }, (_, place) => place % 7),
  }
  const both = poolLogits(output, encoded, lexical)
  both.intentLogits.forEach((logit, place) => {
    expect(logit).toBeCloseTo(
      (output.intentLogits[place] ?? 0) / 2 + (alone.intentLogits[place] ?? 0),
      5,
    )
  })
  both.slotLogits.forEach((logit, place) => {
    const network = (2 / 3) * (output.slotLogits[place] ?? 0)
    expect(logit).toBeCloseTo(network + (alone.slotLogits[place] ?? 0), 5)
  })
  expect(poolLogits(output, encoded, null)).toBe(output)
})

test('utterances without tags and skills without slots are learned from, too', async () => {
  const untagged = EXAMPLES.map((example) => ({ ...example, tags: null }))
  const bare = { intents: labels.intents, slots: [] }
  const lexical = await fitLexicalModel({ examples: untagged, labels: bare, seed: 1 })
  expect(lexical.tags).toHaveLength(0)
  expect(lexical.intents).toHaveLength(2 * LEXICAL_BUCKETS)
  const { encoded } = encoder.encode('off')
  const output = { intentLogits: new Float32Array(2), slotLogits: new Float32Array() }
  expect(placeOfLargest(poolLogits(output, encoded, lexical).intentLogits)).toBe(1)
})

test('stopped before it begins, it has learned nothing', async () => {
  const signal = AbortSignal.abort()
  const lexical = await fitLexicalModel({ examples: EXAMPLES, labels, seed: 1, signal })
  expect(lexical.intents.every((weight) => weight === 0)).toBe(true)
})

test('each weight goes down its slope by AdaGrad, until the class is as good as certain', async () => {
  // Of one example the order can't matter, and every feature has a slope of its own.
  const [example] = EXAMPLES
  const { intents } = await fitLexicalModel({ examples: [example!], labels, seed: 1 })
  const { buckets, values } = intentFeatures(example!)
  const expected = new Map<number, [number, number]>()
  const squares = new Map<number, [number, number]>()
  for (let pass = 0; pass < 12; pass += 1) {
    const logits = [0, 1].map((label) =>
      buckets.reduce(
        (sum, bucket, i) => sum + (values[i] ?? 0) * (expected.get(bucket)?.[label] ?? 0),
        0,
      ),
    )
    const sum = Math.exp(logits[0]!) + Math.exp(logits[1]!)
    // The right class is the first.
    const errors = logits.map((logit, label) => Math.exp(logit) / sum - (label === 0 ? 1 : 0))
    if (Math.abs(errors[0]!) < 0.01) break
    buckets.forEach((bucket, i) => {
      const at: [number, number] = expected.get(bucket) ?? [0, 0]
      const square: [number, number] = squares.get(bucket) ?? [0, 0]
      errors.forEach((error, label) => {
        const slope = error * (values[i] ?? 0)
        square[label]! += slope * slope
        at[label]! -= (0.2 * slope) / Math.sqrt(square[label]!)
      })
      expected.set(bucket, at)
      squares.set(bucket, square)
    })
  }
  for (const [bucket, at] of expected) {
    at.forEach((weight, label) => {
      expect(intents[bucket * 2 + label]).toBeCloseTo(weight, 4)
    })
  }
  expect(intents.filter((weight) => weight !== 0)).toHaveLength(2 * expected.size)
})
