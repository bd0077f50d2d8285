import { describe, expect, it } from 'vitest'
import { fingerprintOf } from './data-fingerprint'
import { whyNotLearnable } from './learnable'
import { createUtterance, outOfScopeNames, type Project, slotNames } from './project'
import { findValues, resolveValue } from './resolve-value'
import { isSameJson } from './same-json'
import { skillFacts } from './skill-facts'
import { createSkill } from './skill-fixture'
import { skillToLearn } from './skill-to-learn'
import { coverageOf, statisticsOf } from './statistics'
import { createTemplateGroups } from './template-group'

const genre = (start: number, end: number) => ({ start, end, slot: 'genre' })
const skill = createSkill({
  intents: {
    Play: { genre: 'Genre', when: 'AMAZON.DATE', free: '' },
    None: { genre: 'Genre' },
  },
  outOfScope: ['None'],
  types: {
    First: { today: [] },
    Genre: { jazz: ['Swing'], swing: [], rock: ['rock  and roll'] },
    Unused: {},
  },
  utterances: [
    createUtterance({
      id: 'a',
      text: 'play Jazz',
      intent: 'Play',
      spans: [genre(5, 9)],
      status: 'done',
    }),
    createUtterance({
      id: 'b',
      text: 'jazz, polka',
      intent: 'Play',
      spans: [genre(0, 4), genre(6, 11)],
      split: 'test',
    }),
    createUtterance({ id: 'c', text: 'hm', status: 'check', split: 'train' }),
  ],
})
const project: Project = {
  ...skill,
  locale: 'en-GB',
  slotTypes: skill.slotTypes.map((type) => ({ ...type, isExtensible: type.name !== 'Genre' })),
}

describe('the counts of a skill', () => {
  it('are of utterances, intents and slots, declared ones without any included', () => {
    expect(statisticsOf(project)).toEqual({
      utterances: 3,
      statuses: { todo: 1, done: 1, check: 1 },
      splits: { auto: 1, train: 1, test: 1 },
      unlabelled: 1,
      intents: new Map<string | null, number>([
        ['Play', 2],
        ['None', 0],
        [null, 1],
      ]),
      slots: new Map([
        ['genre', 3],
        ['when', 0],
        ['free', 0],
      ]),
    })
    expect(statisticsOf(project)).toBe(statisticsOf(project))
  })

  it('tell which values are used, and which labels are no value', () => {
    expect(coverageOf(project, project.slotTypes[1]!)).toEqual({
      usedValues: new Set(['jazz']),
      unlistedTexts: new Map([['polka', 1]]),
    })
    expect(coverageOf(project, project.slotTypes[2]!).unlistedTexts.size).toBe(0)
  })

  it('name slots once, and the intents that stand for none', () => {
    expect(slotNames(project)).toEqual(['genre', 'when', 'free'])
    expect(outOfScopeNames(project)).toEqual(['None'])
  })
})

describe('what words stand for', () => {
  it('is a value said itself before one that a synonym names, each once', () => {
    const [, type] = project.slotTypes
    expect(findValues(type!.values, ' SWING ')).toEqual([
      { value: 'swing', isSynonym: false },
      { value: 'jazz', isSynonym: true },
    ])
    expect(findValues(type!.values, 'polka')).toEqual([])
  })

  it('is looked up by the type of the slot, spaces and accents aside', () => {
    expect(resolveValue(project, 'genre', 'Rock and  Roll')).toEqual({
      type: 'Genre',
      value: 'rock',
      isSynonym: true,
    })
    expect(resolveValue(project, 'when', 'today')).toEqual({
      type: 'AMAZON.DATE',
      value: null,
      isSynonym: false,
    })
    expect(resolveValue(project, 'nobody', 'today').type).toBe('')
    expect(findValues([{ value: 'cafe\u0301', synonyms: [] }], 'CAF\u00c9')).toHaveLength(1)
  })
})

describe('what others need of a skill', () => {
  it('is, for a model, its names, slots, and the types that these have', () => {
    const facts = skillFacts(project)
    expect(facts).toMatchObject({ name: 'Music', locale: 'en-GB' })
    expect(facts.intents[1]).toEqual({
      name: 'None',
      kind: 'outOfScope',
      slots: [{ name: 'genre', type: 'Genre' }],
    })
    expect(facts.types).toEqual([
      {
        name: 'Genre',
        isBuiltIn: false,
        isExtensible: false,
        values: project.slotTypes[1]!.values,
      },
      { name: 'AMAZON.DATE', isBuiltIn: true, isExtensible: true, values: [] },
    ])
  })

  it('is, for training, what has an intent, and the ways to say a value', () => {
    const skill = skillToLearn(project)
    expect(skill.utterances.map(({ id }) => id)).toEqual(['a', 'b'])
    expect(skill).toMatchObject({
      intents: ['Play', 'None'],
      outOfScopeIntents: ['None'],
      declaredSlots: { Play: ['genre', 'when', 'free'], None: ['genre'] },
      slotValues: { genre: ['jazz', 'Swing', 'swing', 'rock', 'rock  and roll'], when: [] },
      locale: 'en-GB',
    })
  })

  it('is two intents or a slot, and four utterances: else a sentence says what is there', () => {
    const said = (...intents: (string | null)[]) => intents.map((intent) => ({ intent, spans: [] }))
    expect(whyNotLearnable(said('a', 'a', 'b', 'b'))).toBeNull()
    expect(whyNotLearnable(said('a', 'b', 'b', null))).toContain('2 intents have 3 utterances.')
    expect(whyNotLearnable(said('a', 'a', 'a', 'a'))).toContain(
      'one intent has any, 4 utterances without a slot.',
    )
    expect(whyNotLearnable(said('a'))).toContain('one intent has any, 1 utterance without')
    expect(whyNotLearnable([{ intent: 'a', spans: [genre(0, 1)] }])).toMatch(/1 utterance\./)
    expect(whyNotLearnable(said(null))).toContain('no utterance has an intent.')
    const slots = said('a', 'a', 'a').concat({ intent: 'a', spans: [genre(0, 1)] as never })
    expect(whyNotLearnable(slots)).toBeNull()
  })
})

describe('whether data are the same', () => {
  it('tells a fingerprint, whatever their order', () => {
    const [a, b, c] = project.utterances
    expect(fingerprintOf([a!, b!, c!])).toBe(fingerprintOf([c!, a!, b!]))
    expect(fingerprintOf([a!])).toMatch(/^[0-9a-f]{8}$/)
    const others = [
      { ...a!, text: 'play jazz' },
      { ...a!, intent: 'None' },
      { ...a!, spans: [] },
    ]
    for (const other of others) expect(fingerprintOf([other])).not.toBe(fingerprintOf([a!]))
    expect(fingerprintOf([{ ...a!, id: 'z', status: 'todo', note: 'x' }])).toBe(fingerprintOf([a!]))
  })

  it.each([
    [{ a: 1, b: [1, { c: null }] }, { b: [1, { c: null }], a: 1 }, true],
    [{ a: 1, b: undefined }, { a: 1 }, true],
    [{ a: 1 }, { a: 1, b: undefined }, true],
    [{ a: 1 }, { a: 1, b: 2 }, false],
    [{ a: 1, b: 2 }, { a: 1 }, false],
    [{ a: 1 }, { b: 1 }, false],
    [{ a: null }, { b: null }, false],
    [[1, 2], [1, 2], true],
    [[1, 2], [1], false],
    [[1], [1, 2], false],
    [[1, 2], [2, 1], false],
    [[], {}, false],
    [{}, [], false],
    [null, {}, false],
    [{}, null, false],
    ['a', 'a', true],
    ['a', 'b', false],
    [{ a: 1 }, 'a', false],
    [Number.NaN, Number.NaN, true],
  ])('compares %j and %j: %s', (a, b, isSame) => expect(isSameJson(a, b)).toBe(isSame))
})

it('ties utterances of one template or one text together, and whoever these tie', () => {
  const made = (text: string, templateId: string | null = null) => ({ text, templateId })
  const all = [
    ...[made('a', 't1'), made('b', 't1'), made('b', 't2'), made(' C ', 't2'), made('c')],
    ...[made('d'), made('e', 't3'), made('D', 't4')],
  ]
  const groupOf = createTemplateGroups(all)
  expect(new Set(all.slice(0, 5).map(groupOf)).size).toBe(1)
  expect(groupOf(made('d'))).toBe(groupOf(made('D', 't4')))
  expect(
    new Set([groupOf(made('a', 't1')), groupOf(made('d')), groupOf(made('e', 't3'))]).size,
  ).toBe(3)
  expect(groupOf(made('never'))).not.toBe(groupOf(made('other')))
})

it('asks for the words that were meant only where those that were said stand for nothing', () => {
  const values = project.slotTypes[1]!.values
  const [rock] = values.slice(2)
  expect(findValues(values, 'rok', 'rock')).toEqual([{ value: rock!.value, isSynonym: false }])
  expect(findValues(values, 'jazz', 'rock').map(({ value }) => value)).toEqual(['jazz'])
  expect(findValues(values, 'rok', 'rok')).toEqual([])
  expect(resolveValue(project, 'genre', 'rok', 'rock').value).toBe('rock')
})
