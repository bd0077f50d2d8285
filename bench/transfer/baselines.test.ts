import { appendFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { LabelledUtterance } from '@/training/skill-examples'
import type { ArmResult } from './arms'
import { trainMaxEnt } from './maxent'
import { trainPerceptron } from './perceptron'
import { keyOf, openResults } from './results'

const GENRES = ['jazz', 'blues', 'soul', 'smooth jazz', 'hard rock', 'funk']
const SIZES = ['large', 'small', 'tiny', 'very large', 'huge', 'medium']

const SKILL: LabelledUtterance[] = [
  ...GENRES.flatMap((genre) => [
    utterance(`play some ${genre} please`, 'Play', genre, 'genre'),
    utterance(`put on ${genre}`, 'Play', genre, 'genre'),
  ]),
  ...SIZES.flatMap((size) => [
    utterance(`order a ${size} coffee`, 'Order', size, 'size'),
    utterance(`bring me a ${size} tea`, 'Order', size, 'size'),
  ]),
]

function utterance(text: string, intent: string, value: string, slot: string): LabelledUtterance {
  const start = text.indexOf(value)
  const spans = [{ start, end: start + value.length, slot }]
  return { id: text, text, intent, spans, split: 'auto', templateId: null }
}

test('the maximum-entropy baseline learns intents, and reads misspelt words by their letters', () => {
  const intentOf = trainMaxEnt(SKILL, 1)
  expect(SKILL.filter(({ text, intent }) => intentOf(text) !== intent)).toEqual([])
  expect(intentOf('plaay some techno')).toBe('Play')
  expect(intentOf('order an orange juice')).toBe('Order')
  expect(['Play', 'Order']).toContain(intentOf('xyzzy'))
})

test('the perceptron baseline learns slots, also of values that it has not seen', () => {
  const spansOf = trainPerceptron(SKILL, 1)
  for (const { text, spans } of SKILL) expect(spansOf(text), text).toEqual(spans)
  expect(spansOf('play some techno please')).toEqual([{ start: 10, end: 16, slot: 'genre' }])
  expect(spansOf('')).toEqual([])
  expect(trainPerceptron(SKILL, 1)('order a giant coffee')).toEqual(spansOf('order a giant coffee'))
})

test('finished runs outlive a kill in the middle of a line', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'skillet-bench-'))
  const scores = { intentAccuracy: 1, slotF1: null, frameAccuracy: null, semanticErrorRate: null }
  const result: ArmResult = { scores, perturbed: scores, curve: [], seconds: 2 }
  const key = keyOf(['classical', 1])
  expect(keyOf(['classical', 2])).not.toBe(key)
  await (await openResults(folder, 'one')).add(key, result, { arm: 'classical' })
  await appendFile(join(folder, 'one.jsonl'), '{"key":"cut","resu')
  const store = await openResults(folder, 'one')
  expect(store.get(key)).toEqual(result)
  expect(store.get('cut')).toBeUndefined()
  await store.add('next', result, {})
  // Another shard sees what this one has finished.
  const other = await openResults(folder, 'two')
  expect([other.get(key), other.get('next')]).toEqual([result, result])
  await rm(folder, { recursive: true })
})
