import { expect, test } from 'vitest'
import { tokenize, tokenTexts } from '@/project/tokenizer'
import type { LabelledUtterance } from '@/training/skill-examples'
import { perturbUtterances } from './perturb'
import { drawSample, sampleSkill } from './sampling'
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

/** Patterns of these sizes, each intent with its own; values differ. */
function patterned(sizes: Record<string, number[]>, division: 'patterns' | 'own'): Skill {
  const utterances = Object.entries(sizes).flatMap(([intent, counts]) =>
    counts.flatMap((count, pattern) =>
      Array.from({ length: count }, (_, index): LabelledUtterance => {
        const lead = `${intent} way${pattern} for `
        return {
          id: `${intent}-${pattern}-${index}`,
          text: `${lead}thing${index}`,
          intent,
          spans: [{ start: lead.length, end: lead.length + `thing${index}`.length, slot: 'it' }],
          split: division === 'own' ? (pattern % 2 === 0 ? 'train' : 'test') : 'auto',
          templateId: null,
        }
      }),
    ),
  )
  return { name: 'patterned', utterances, division }
}

test('what differs in slot values alone stays on one side, and half is learned at most', () => {
  const ways = Array.from({ length: 12 }, () => 5)
  const skill = patterned({ start: ways, stop: ways, rare: [1, 1] }, 'patterns')
  for (const seed of [1, 2, 3]) {
    const { train, watch, test: tested } = drawSample(skill, 100, seed)!
    expect(train.length).toBe(61)
    const wayOf = ({ text }: LabelledUtterance) => text.slice(0, text.indexOf(' for'))
    const learned = new Set(train.map(wayOf))
    expect([...watch, ...tested].filter((one) => learned.has(wayOf(one)))).toEqual([])
    expect(train.filter(({ intent }) => intent === 'rare').length).toBe(2)
    expect(new Set([...train, ...watch, ...tested]).size).toBe(
      train.length + watch.length + tested.length,
    )
  }
  expect(drawSample(skill, 20, 1)!.train.length).toBe(20)
  expect(drawSample(skill, 20, 1)!.print).toBe(drawSample(skill, 20, 1)!.print)
  expect(drawSample(skill, 20, 1)!.print).not.toBe(drawSample(skill, 20, 2)!.print)
  // One pattern of one intent leaves nothing to ask.
  expect(drawSample(patterned({ only: [80] }, 'patterns'), 100, 1)).toBeNull()
})

test('a skill that comes divided is learned and asked as it comes', () => {
  const skill = patterned({ start: [150, 20], stop: [3, 2] }, 'own')
  const { train, test: tested, watch } = drawSample(skill, 100, 1)!
  expect(train.map(({ id }) => id)).toEqual(
    skill.utterances.filter(({ split }) => split === 'train').map(({ id }) => id),
  )
  expect([train.length, tested.length, watch.length]).toEqual([153, 22, 22])
  // Sides are given: no later step may take them for the user's own choice.
  expect(train.every(({ split }) => split === 'auto')).toBe(true)
})
