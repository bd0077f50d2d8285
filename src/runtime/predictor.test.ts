import { expect, test, vi } from 'vitest'
import { createTinyVocabulary } from '@/model/fixtures'
import { createPredictor } from './predictor'
import { createTinyBundle, TINY_TEXTS } from './testing'

test('the probabilities of intents are those of its logits, as warm as the model was made', async () => {
  const bundle = { ...createTinyBundle(), seen: null }
  const predictor = await createPredictor(bundle, createTinyVocabulary())
  const [prediction] = predictor.predict(['play jazz'])
  const { intentLogits } = predictor.logits('play jazz')
  const oddsOf = (one: string, other: string) => {
    const [a, b] = [one, other].map((name) => prediction!.intents.find((it) => it.intent === name))
    return Math.log(a!.probability / b!.probability)
  }
  const [first, second] = bundle.labels.intents
  expect(intentLogits).toHaveLength(bundle.labels.intents.length)
  expect(oddsOf(first!, second!)).toBeCloseTo(
    (intentLogits[0]! - intentLogits[1]!) / bundle.temperature,
    4,
  )
})

test('the lexical model weighs in, and the rules are the model’s own', async () => {
  const bundle = createTinyBundle()
  const [pooled, alone] = await Promise.all(
    [bundle, { ...bundle, lexical: null }].map((one) =>
      createPredictor(one, createTinyVocabulary()),
    ),
  )
  expect(pooled!.logits('play jazz')).not.toEqual(alone!.logits('play jazz'))
  expect(pooled!.rules).toEqual({ threshold: 0.3, outOfScope: ['None'] })
  expect(pooled!.labels).toEqual(bundle.labels)
})

test('the plain engine, where it is asked for, answers as WASM does', async () => {
  const [wasm, plain] = await Promise.all(
    (['auto', 'plain'] as const).map((engine) =>
      createPredictor(createTinyBundle(), createTinyVocabulary(), { engine }),
    ),
  )
  expect([wasm!.engine, plain!.engine]).toEqual(['wasm', 'plain'])
  for (const [place, answer] of wasm!.predict(TINY_TEXTS).entries()) {
    const other = plain!.predict(TINY_TEXTS)[place]!
    expect(other.intents.map(({ intent }) => intent)).toEqual(
      answer.intents.map(({ intent }) => intent),
    )
    expect(other.spans.map(({ slot, start, end }) => [slot, start, end])).toEqual(
      answer.spans.map(({ slot, start, end }) => [slot, start, end]),
    )
  }
})

test('only slots that the best intent declares are found', async () => {
  const texts = TINY_TEXTS.concat('jazz large jazz large', 'large jazz', 'coffee large music jazz')
  const bundle = createTinyBundle()
  const slotsUnder = async (declared: Record<string, string[]> | null) => {
    const predictor = await createPredictor({ ...bundle, declared }, createTinyVocabulary())
    return predictor.predict(texts).flatMap(({ spans }) => spans.map(({ slot }) => slot))
  }
  expect(new Set(await slotsUnder(null))).toEqual(new Set(['genre', 'size']))
  const intents = bundle.labels.intents
  const only = (slots: string[]) => Object.fromEntries(intents.map((name) => [name, slots]))
  expect(new Set(await slotsUnder(only(['size'])))).toEqual(new Set(['size']))
  expect(await slotsUnder(only([]))).toEqual([])
})

test('where WASM cannot be had, plain TypeScript answers', async () => {
  const kindOf = async (kernels?: Uint8Array<ArrayBuffer>) => {
    const options = kernels ? { kernels } : {}
    return (await createPredictor(createTinyBundle(), createTinyVocabulary(), options)).engine
  }
  // No kernels that this engine takes; then an engine without WebAssembly.
  expect(await kindOf(Uint8Array.of(0, 1, 2))).toBe('plain')
  vi.stubGlobal('WebAssembly', undefined)
  expect(await kindOf()).toBe('plain')
  vi.unstubAllGlobals()
  expect(await kindOf()).toBe('wasm')
})

test('a fault of the kernels that is none of these is no reason to go on without them', async () => {
  const { Memory, CompileError, LinkError } = WebAssembly
  vi.stubGlobal('WebAssembly', {
    ...{ Memory, CompileError, LinkError },
    instantiate: async () => {
      throw new RangeError('out of memory')
    },
  })
  await expect(createPredictor(createTinyBundle(), createTinyVocabulary())).rejects.toThrow(
    'out of memory',
  )
  vi.unstubAllGlobals()
})

test('what was disposed does not answer', async () => {
  const predictor = await createPredictor(createTinyBundle(), createTinyVocabulary())
  predictor.dispose()
  expect(() => predictor.predict(['play jazz'])).toThrow('disposed')
})
