import '@tensorflow/tfjs-backend-cpu'
import { readFileSync } from 'node:fs'
import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, expect, test } from 'vitest'
import { readFastestKernels } from '@/kernels/fastest-kernels'
import { registerKernels } from '@/kernels/register-kernels'
import { createEncoder, MAX_TOKENS } from '@/model/encoding'
import { createTinyVocabulary, TINY_NETWORK } from '@/model/fixtures'
import { SKILL_HEAD } from '@/model/network-shapes'
import { runNetwork } from '@/model/run-network'
import { uploadWeights } from '@/model/weight-values'
import { createRandom } from '@/project/random'
import { runtimeKernelsModule } from '../../build/runtime-kernels'
import { createPlainEngine } from './plain-engine'
import { createTinyBundle } from './testing'
import { createWasmEngine } from './wasm-engine'

beforeAll(async () => {
  await registerKernels()
  await tf.setBackend('cpu')
})

/** Texts of 0 to 80 words, known and unknown, of all lengths and scripts. */
function randomTexts(count: number): string[] {
  const random = createRandom('equality')
  const words = [
    ...['play', 'jazz', 'music', 'order', 'a', 'large', 'coffee', 'please'],
    ...['Zürich', '12:30', '🎷', 'naïve', "don't", '早上', 'x'.repeat(60), '...', '+7'],
  ]
  return Array.from({ length: count }, (_, index) =>
    Array.from({ length: index % 81 }, () => random.pick(words)).join(' '),
  )
}

test('the engines, with either kernels, give the logits of the app, to 1e-5, on 600 texts', async () => {
  const bundle = createTinyBundle()
  const vocabulary = createTinyVocabulary()
  const encoder = createEncoder(vocabulary, TINY_NETWORK.subwordBuckets)
  const texts = randomTexts(600).map((text) => encoder.encode(text).encoded)
  const weights = uploadWeights(bundle.weights)
  const expected = await runNetwork({
    weights,
    head: SKILL_HEAD,
    examples: texts.map((text) => ({ ...text, intent: -1, tags: null })),
    vocabulary,
    buckets: TINY_NETWORK.subwordBuckets,
  })
  tf.dispose(weights)
  const wasm = await createWasmEngine(bundle, vocabulary)
  const { bytes } = await readFastestKernels()
  const fastest = await createWasmEngine(bundle, vocabulary, bytes)
  for (const engine of [wasm!, fastest!, createPlainEngine(bundle, vocabulary)]) {
    const answers = engine.run(texts)
    const differences = texts.map((_, index) => {
      const { intentLogits, slotLogits } = answers[index]!
      const { intentLogits: intents, slotLogits: slots } = expected[index]!
      expect([intentLogits.length, slotLogits.length]).toEqual([intents.length, slots.length])
      return Math.max(0, ...apart(intentLogits, intents), ...apart(slotLogits, slots))
    })
    expect(Math.max(...differences), engine.kind).toBeLessThan(1e-5)
  }
})

function apart(one: Float32Array, other: Float32Array): number[] {
  return Array.from(one, (value, index) => Math.abs(value - other[index]!))
}

test('texts that are asked together are answered as they are alone', async () => {
  const vocabulary = createTinyVocabulary()
  const encoder = createEncoder(vocabulary, TINY_NETWORK.subwordBuckets)
  const wasm = (await createWasmEngine(createTinyBundle(), vocabulary))!
  const texts = randomTexts(200).map((text) => encoder.encode(text).encoded)
  const together = wasm.run(texts)
  expect(together).toHaveLength(200)
  for (const [place, text] of texts.entries()) {
    const [alone] = wasm.run([text])
    expect(alone!.slotLogits.length).toBe(together[place]!.slotLogits.length)
    for (const key of ['intentLogits', 'slotLogits'] as const) {
      expect(Math.max(0, ...apart(alone![key], together[place]![key]))).toBeLessThan(1e-6)
    }
  }
})

test('as many texts of one word as there are places are answered as they are alone', async () => {
  const vocabulary = createTinyVocabulary()
  const encoder = createEncoder(vocabulary, TINY_NETWORK.subwordBuckets)
  const wasm = (await createWasmEngine(createTinyBundle(), vocabulary))!
  const words = ['play', 'jazz', 'Zürich', '🎷', 'x'.repeat(60)]
  const texts = Array.from(
    { length: 2 * MAX_TOKENS + 1 },
    (_, place) => encoder.encode(words[place % words.length]!).encoded,
  )
  const together = wasm.run(texts)
  const alone = words.map((_, place) => wasm.run([texts[place]!])[0]!)
  for (const [place, answer] of together.entries()) {
    for (const key of ['intentLogits', 'slotLogits'] as const) {
      const own = alone[place % words.length]![key]
      expect(answer[key]).toHaveLength(own.length)
      expect(Math.max(...apart(own, answer[key]))).toBeLessThan(1e-6)
    }
  }
})

test('the committed kernels are what npm run build:kernels makes', async () => {
  const committed = readFileSync(new URL('./kernels-wasm.ts', import.meta.url), 'utf8')
  expect(await runtimeKernelsModule()).toBe(committed)
})

test('an engine keeps what it has answered when it answers the next', async () => {
  const vocabulary = createTinyVocabulary()
  const encoder = createEncoder(vocabulary, TINY_NETWORK.subwordBuckets)
  const wasm = (await createWasmEngine(createTinyBundle(), vocabulary))!
  const run = (text: string) => wasm.run([encoder.encode(text).encoded])[0]!
  const first = run('play jazz')
  const copy = { intents: [...first.intentLogits], slots: [...first.slotLogits] }
  run('order a large coffee please')
  expect({ intents: [...first.intentLogits], slots: [...first.slotLogits] }).toEqual(copy)
  expect(run('play jazz')).toEqual(first)
})
