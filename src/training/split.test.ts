import { expect, test } from 'vitest'
import { createUtterance, type Utterance } from '@/project/project'
import { foldUtterances, splitUtterances } from './split'

function skill(): Utterance[] {
  return Array.from({ length: 100 }, (_, index) =>
    createUtterance({
      id: `u${index}`,
      text: `text ${index % 80}`,
      intent: index % 5 === 0 ? 'rare' : 'common',
      templateId: index >= 90 && index % 5 !== 0 ? 'shared template' : null,
    }),
  )
}

const options = { seed: 3, testShare: 0.2, validationShare: 0.2 }

test('every utterance is on one side, and shares are about right', () => {
  const split = splitUtterances(skill(), options)
  const ids = [...split.train, ...split.validation, ...split.test].map(({ id }) => id)
  expect(new Set(ids).size).toBe(100)
  expect(ids.length).toBe(100)
  expect(split.test.length).toBeGreaterThanOrEqual(15)
  expect(split.test.length).toBeLessThanOrEqual(25)
  expect(split.validation.length).toBeGreaterThanOrEqual(11)
})

test('one text or one template never stands on two sides', () => {
  const split = splitUtterances(skill(), options)
  const sides = [split.train, split.validation, split.test]
  for (const key of ['text', 'templateId'] as const) {
    const seen = new Map<string, number>()
    sides.forEach((side, index) => {
      for (const utterance of side) {
        const value = utterance[key]
        // A template's utterances stay together whatever their texts.
        if (value === null || (key === 'text' && utterance.templateId !== null)) continue
        expect(seen.get(value) ?? index).toBe(index)
        seen.set(value, index)
      }
    })
  }
})

test('what the developer chose counts', () => {
  const utterances = skill().map((utterance, index) => ({
    ...utterance,
    split: index < 3 ? ('test' as const) : index < 6 ? ('train' as const) : utterance.split,
  }))
  const split = splitUtterances(utterances, options)
  expect(split.test.map(({ id }) => id)).toEqual(expect.arrayContaining(['u0', 'u1', 'u2']))
  expect(split.test.map(({ id }) => id)).not.toContain('u4')
})

test('the seed decides, and every intent is learned', () => {
  expect(splitUtterances(skill(), options)).toEqual(splitUtterances(skill(), options))
  expect(splitUtterances(skill(), options)).not.toEqual(
    splitUtterances(skill(), { ...options, seed: 4 }),
  )
  const few = skill().slice(0, 2)
  expect(splitUtterances(few, { ...options, testShare: 0.9 }).train.length).toBe(2)
})

test('folds test every utterance once', () => {
  const folds = foldUtterances(skill(), 5, 1)
  expect(folds.flat().length).toBe(100)
  expect(new Set(folds.flat().map(({ id }) => id)).size).toBe(100)
})

test('templates that make the same text stay on one side, and so does whoever wrote it by hand', () => {
  const made = (id: string, text: string, templateId: string | null) =>
    createUtterance({ id, text, intent: 'Play', templateId })
  const tied = [
    ...['play jazz', 'play blues', 'play soul'].map((text, i) => made(`a${i}`, text, 'A')),
    ...['Play jazz', 'put on jazz', 'start jazz'].map((text, i) => made(`b${i}`, text, 'B')),
    made('hand', 'put on jazz', null),
  ]
  const others = Array.from({ length: 20 }, (_, i) => made(`o${i}`, `other ${i}`, null))
  for (let seed = 1; seed <= 10; seed += 1) {
    const { train, validation, test } = splitUtterances([...others, ...tied], { ...options, seed })
    const sides = [train, validation, test].filter((side) =>
      side.some(({ id }) => tied.some((one) => one.id === id)),
    )
    expect(sides).toHaveLength(1)
    const folds = foldUtterances([...others, ...tied], 4, seed)
    expect(folds.filter((fold) => fold.some(({ id }) => !id.startsWith('o')))).toHaveLength(1)
  }
})

test('nothing is kept back where nothing is asked for', () => {
  const none = splitUtterances(skill(), { seed: 1, testShare: 0, validationShare: 0 })
  expect([none.train.length, none.validation.length, none.test.length]).toEqual([100, 0, 0])
  // In the order in which they came, too: nothing was drawn.
  expect(none.train.map(({ id }) => id)).toEqual(skill().map(({ id }) => id))
})

test('what is tested and what chooses are drawn by draws of their own', () => {
  const plain = Array.from({ length: 40 }, (_, index) =>
    createUtterance({ id: `u${index}`, text: `text ${index}`, intent: 'one' }),
  )
  const one = splitUtterances(plain, { seed: 1, testShare: 0.25, validationShare: 0 })
  const other = splitUtterances(plain, { seed: 1, testShare: 0, validationShare: 0.25 })
  expect(one.test).toHaveLength(10)
  expect(other.validation).toHaveLength(10)
  expect(one.test.map(({ id }) => id)).not.toEqual(other.validation.map(({ id }) => id))
})

test('each intent gives its share, and what rounding withheld is owed by the next', () => {
  const small = Array.from({ length: 30 }, (_, index) =>
    createUtterance({ id: `u${index}`, text: `text ${index}`, intent: `intent ${index % 10}` }),
  )
  // Three of each: a fifth is 0.6, so that of most intents one is taken, and six or seven in all.
  const { test } = splitUtterances(small, { seed: 1, testShare: 0.2, validationShare: 0 })
  expect(test).toHaveLength(6)
  const ofEach = new Map<string | null, number>()
  for (const { intent } of test) ofEach.set(intent, (ofEach.get(intent) ?? 0) + 1)
  expect([...ofEach.values()].every((count) => count === 1)).toBe(true)
})

test('folds share out each intent, and utterances of one text stay together', () => {
  const folds = foldUtterances(skill(), 5, 1)
  for (const fold of folds) {
    const rare = fold.filter(({ intent }) => intent === 'rare')
    expect(rare.length).toBeGreaterThanOrEqual(3)
    expect(rare.length).toBeLessThanOrEqual(6)
  }
  const foldOf = new Map<string, number>()
  folds.forEach((fold, index) => {
    for (const { text, templateId } of fold) {
      if (templateId !== null) continue
      expect(foldOf.get(text) ?? index).toBe(index)
      foldOf.set(text, index)
    }
  })
  expect(foldUtterances(skill(), 5, 2)).not.toEqual(folds)
})
