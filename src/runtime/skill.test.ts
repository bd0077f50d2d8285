import { expect, test } from 'vitest'
import { createTinyVocabulary } from '@/model/fixtures'
import { wordShape } from '@/model/subwords'
import { packVocabulary } from '@/model/vocabulary-file'
import { hashText } from '@/project/random'
import { readModelFile } from '@/records/read-model-file'
import { makeModelFile } from './make-model-file'
import type { Understanding } from './public-types'
import { isLoadError, load } from './skill'
import {
  createTinyBundle,
  createTinyModelFile,
  TINY_SKILL,
  TINY_STORY,
  TINY_TEXTS,
} from './testing'

test('a file is loaded, answers, and answers its golden utterances as when it was written', async () => {
  const skill = await load(await createTinyModelFile())
  expect(skill).toMatchObject({ name: 'Tiny café', locale: 'en-GB', threshold: 0.2 })
  expect(skill.intents).toEqual(TINY_SKILL.intents)
  for (const text of TINY_TEXTS) {
    const { intent, alternatives, slots, ...rest } = skill.understand(text, { threshold: 0 })
    expect(rest).toEqual({ text })
    if (intent) expect(alternatives[0]).toEqual(intent)
    else expect(alternatives[0]?.name).toBe('None')
    const declared = skill.intents.find(({ name }) => name === intent?.name)?.slots ?? []
    for (const { slot, raw, value, values, start, end } of slots) {
      expect(text.slice(start, end)).toBe(raw)
      expect(value).toBe(values[0] ?? raw)
      expect(declared.map(({ name }) => name)).toContain(slot)
    }
  }
  expect(skill.selfCheck()).toEqual({ asked: TINY_TEXTS.length, differing: [] })
})

test('below the threshold nothing is understood, and the best is among the alternatives', async () => {
  const skill = await load(await createTinyModelFile())
  const unsure = skill.understand('play jazz', { threshold: 1 })
  expect(unsure.intent).toBeNull()
  expect(unsure.slots).toEqual([])
  expect(unsure.alternatives.length).toBeGreaterThan(0)
  expect(skill.understand(' \t\n')).toEqual({
    text: ' \t\n',
    intent: null,
    alternatives: [],
    slots: [],
  })
})

test('a file keeps the words of its skill, and a text of other words is less likely any of its business', async () => {
  const words = ['play', 'jazz', 'music']
  const seen = words.map((word) => hashText(wordShape(word)) | 0)
  const text = 'play jazz music'
  const confidenceOf = async (change: { seen?: number[] | null }, said: string) => {
    const bundle = { ...createTinyBundle(), ...change }
    const skill = await load(await createTinyModelFile({ bundle, threshold: 0 }))
    expect(skill.selfCheck().differing).toEqual([])
    return skill.understand(said).alternatives[0]?.confidence ?? 0
  }
  const [before, knowing, strange] = [
    await confidenceOf({}, text),
    await confidenceOf({ seen }, text),
    await confidenceOf({ seen: [1] }, text),
  ]
  expect(knowing).toBeLessThan(before)
  expect(strange).toBeLessThan(0.6 * knowing)
  expect(await confidenceOf({ seen: null }, text)).toBe(before)
})

test('by rules 3 a slip of the fingers is answered as the word that was meant, by older ones as it stands', async () => {
  const answerOf = async (tokenizer: 2 | 3, text: string) => {
    const bundle = { ...createTinyBundle(), tokenizer, seen: [] }
    const skill = await load(await createTinyModelFile({ bundle, threshold: 0 }))
    return skill.understand(text).alternatives
  }
  expect(await answerOf(3, 'paly jaazz')).toEqual(await answerOf(3, 'play jazz'))
  expect(await answerOf(2, 'paly jaazz')).not.toEqual(await answerOf(2, 'play jazz'))
})

test('a model without its words says so, and takes them', async () => {
  const bytes = await createTinyModelFile({ variant: 'withoutWords' })
  const failure = await load(bytes).catch((error: unknown) => error)
  expect(isLoadError(failure) && failure.reason).toContain('tiny')
  const skill = await load(bytes, { words: packVocabulary(createTinyVocabulary()) })
  expect(skill.selfCheck().differing).toEqual([])
})

test('a compact file is smaller, answers its golden utterances, and reads the words of its skill', async () => {
  const whole = await createTinyModelFile()
  const bytes = await createTinyModelFile({
    variant: 'compact',
    skillTexts: ['play jazz music', 'order a large coffee please'],
  })
  expect(bytes.length).toBeLessThan(whole.length)
  const [skill, usual] = [await load(bytes), await load(whole)]
  expect(skill.selfCheck()).toEqual({ asked: TINY_TEXTS.length, differing: [] })
  const bestOf = ({ alternatives }: Understanding) => alternatives[0]?.name
  for (const text of TINY_TEXTS) {
    expect(bestOf(skill.understand(text)), text).toBe(bestOf(usual.understand(text)))
  }
})

test('golden utterances are ten, taken from all over the skill, each once', async () => {
  const texts = Array.from({ length: 40 }, (_, place) => `play ${Math.floor(place / 2)}`)
  const bytes = await createTinyModelFile({ goldenTexts: texts })
  const read = readModelFile(bytes)
  if (read.kind === 'failed') throw new Error(read.reason)
  const { golden } = read.model
  expect(golden.map(({ text }) => text)).toEqual(
    Array.from({ length: 10 }, (_, place) => `play ${2 * place}`),
  )
  const shares = golden.flatMap(({ answer }) => answer.alternatives)
  expect(shares.length).toBeGreaterThan(10)
  for (const { confidence } of shares) {
    expect(1e6 * confidence).toBeCloseTo(Math.round(1e6 * confidence), 6)
  }
  const few = readModelFile(await createTinyModelFile({ goldenTexts: ['b', 'a', 'b'] }))
  expect(few.kind === 'read' && few.model.golden.map(({ text }) => text)).toEqual(['b', 'a'])
})

test('the threshold of a file is where a person has put it, or the model’s own', async () => {
  const own = {
    ...{ bundle: createTinyBundle(), vocabulary: createTinyVocabulary() },
    ...{ skill: TINY_SKILL, story: TINY_STORY, goldenTexts: [] },
  }
  expect((await load(await makeModelFile(own))).threshold).toBe(createTinyBundle().threshold)
  expect((await load(await makeModelFile({ ...own, threshold: 0.7 }))).threshold).toBe(0.7)
})

test('several texts are understood as each alone, by the threshold that is asked for', async () => {
  const skill = await load(await createTinyModelFile())
  for (const how of [{}, { threshold: 0.34 }, { threshold: 0 }, { threshold: 1 }]) {
    const all = skill.understandAll(TINY_TEXTS, how)
    const alone = TINY_TEXTS.map((text) => skill.understand(text, how))
    const said = ({ text, intent }: Understanding) => [text, intent?.name]
    expect(all.map(said)).toEqual(alone.map(said))
    const { threshold = skill.threshold } = how
    expect(all.some(({ intent }) => intent && intent.confidence < threshold)).toBe(false)
    expect(all.some(({ intent }) => intent !== null)).toBe(threshold < 0.5)
  }
  expect(skill.engine).toBe('wasm')
  expect((await load(await createTinyModelFile(), { engine: 'plain' })).engine).toBe('plain')
})

test('what is no model is refused with a reason and a remedy', async () => {
  for (const source of ['no/such/file.skillet', new Uint8Array(3)]) {
    const failure = await load(source).catch((error: unknown) => error)
    if (!isLoadError(failure)) throw failure
    expect(failure.reason).not.toBe('')
    expect(failure.remedy).not.toBe('')
  }
})
