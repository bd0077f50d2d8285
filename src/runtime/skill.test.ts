import { expect, test } from 'vitest'
import { createTinyVocabulary } from '@/model/fixtures'
import { wordShape } from '@/model/subwords'
import { packVocabulary } from '@/model/vocabulary-file'
import { hashText } from '@/project/random'
import { isLoadError, load } from './skill'
import { createTinyBundle, createTinyModelFile, TINY_SKILL, TINY_TEXTS } from './testing'

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

test('what is no model is refused with a reason and a remedy', async () => {
  for (const source of ['no/such/file.skillet', new Uint8Array(3)]) {
    const failure = await load(source).catch((error: unknown) => error)
    if (!isLoadError(failure)) throw failure
    expect(failure.reason).not.toBe('')
    expect(failure.remedy).not.toBe('')
  }
})
