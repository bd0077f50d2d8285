import { expect, test } from 'vitest'
import { tokenize, tokenTexts } from '@/project/tokenizer'
import type { LabelledUtterance } from '@/training/skill-examples'
import { perturbUtterances } from './perturb'
import { sampleSkill } from './sampling'
import type { Skill } from './skills'

function skill(counts: Record<string, number>): Skill {
  const utterances = Object.entries(counts).flatMap(([intent, count]) =>
    Array.from({ length: count }, (_, index): LabelledUtterance => {
      const text = `please ${intent} the thing number ${index} at 10:30 o'clock`
      const start = text.indexOf('thing')
      return {
        id: text,
        text,
        intent,
        spans: [{ start, end: start + 5, slot: 'object' }],
        split: 'auto',
        templateId: null,
      }
    }),
  )
  return { name: 'test', utterances }
}

const UNEVEN = skill({ start: 600, stop: 30, rare: 3, single: 1 })

test('each intent is learned from at least two utterances, and none is tested that was learned', () => {
  for (const seed of [1, 2, 3, 4, 5]) {
    const { train, test: tested } = sampleSkill(UNEVEN, 20, seed)!
    expect(train.length).toBe(20)
    expect(tested.length).toBe(400)
    const counts = (intent: string) => train.filter((one) => one.intent === intent).length
    expect(counts('rare')).toBeGreaterThanOrEqual(2)
    expect(counts('stop')).toBeGreaterThanOrEqual(2)
    expect(counts('single')).toBe(1)
    const learned = new Set(train.map(({ text }) => text))
    expect(tested.filter(({ text }) => learned.has(text))).toEqual([])
  }
})

test('the seed decides the sample', () => {
  const [one, again, other] = [1, 1, 2].map((seed) => sampleSkill(UNEVEN, 50, seed)!)
  expect(again).toEqual(one)
  expect(other?.print).not.toBe(one?.print)
})

test('another label makes another print', () => {
  const before = sampleSkill(skill({ a: 60, b: 60 }), 20, 1)!
  const changed = skill({ a: 60, b: 60 })
  for (const utterance of changed.utterances) utterance.spans = []
  expect(sampleSkill(changed, 20, 1)?.print).not.toBe(before.print)
})

test('a skill that leaves too little to test on is left out', () => {
  expect(sampleSkill(skill({ a: 60, b: 60 }), 71, 1)).toBeNull()
  expect(sampleSkill(skill({ a: 60, b: 60 }), 70, 1)?.test.length).toBe(50)
})

test('perturbing changes words, case and digits, and keeps tokens and labels', () => {
  const { utterances } = skill({ start: 200 })
  const perturbed = perturbUtterances(utterances, 1)
  let misspelt = 0
  perturbed.forEach((utterance, index) => {
    const before = utterances[index]!
    const [words, plain] = [utterance, before].map(({ text }) => tokenTexts(text, tokenize(text)))
    expect(words?.length, utterance.text).toBe(plain?.length)
    expect(utterance.intent).toBe(before.intent)
    const [span] = utterance.spans
    const place = plain!.indexOf('thing')
    expect(utterance.text.slice(span?.start, span?.end)).toBe(words![place])
    expect(utterance.text.replace(/[^0-9]/g, '').length).toBe(
      before.text.replace(/[^0-9]/g, '').length,
    )
    words?.forEach((word, at) => {
      if (/^[a-z]{4,}$/i.test(plain![at]!) && word.toLowerCase() !== plain![at]) misspelt += 1
    })
  })
  // 5 words of 4 letters and more in each; a swap of two equal letters changes nothing.
  expect(misspelt / (200 * 5)).toBeGreaterThan(0.05)
  expect(misspelt / (200 * 5)).toBeLessThan(0.15)
  expect(new Set(perturbed.map(({ text }) => /[A-Z]{3}/.test(text)))).toEqual(
    new Set([true, false]),
  )
  expect(perturbUtterances(utterances, 1)).toEqual(perturbed)
  expect(perturbUtterances(utterances, 2)).not.toEqual(perturbed)
})
