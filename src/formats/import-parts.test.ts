import { describe, expect, it } from 'vitest'
import { createProject, createUtterance, type Project } from '@/project/project'
import { fitTypes } from './fit-types'
import type { ReadProgress } from './format'
import { createImportDeclarations } from './import-declarations'
import { createImportLog } from './import-log'
import { keptGroups, keptRows } from './kept-rows'
import { LOSES_STRANGERS, leaveOutStrangers } from './leave-out-strangers'
import { modelOf } from './model-of-patterns'
import { createNames } from './names'
import { parseSentence } from './sentence-grammar'
import { hasEdgeMarks, isOnlyMarks, readMarks, writeMarks } from './sentence-punctuation'
import { sampleReadings } from './sentence-readings'

const list = (value: string, ...synonyms: string[]) => ({ value, synonyms })

describe('what an import declares', () => {
  const start = (known?: Pick<Project, 'intents' | 'slotTypes'>) =>
    createImportDeclarations({ names: createNames(), known })

  it('counts by its first word, and by use where nothing declares it', () => {
    const all = start()
    all.addSlot('A', 'x', 'X')
    all.addSlot('A', 'x', 'Other')
    all.addSlot('A', ' y ', ' ')
    all.addSlot('A', ' ', 'Z')
    all.addSlot(' ', 'z', 'Z')
    all.noteSlot('B', 'x')
    all.noteSlot('B', 'q', 'Q')
    all.noteSlot('B', 'new')
    all.noteSlot('A', 'x')
    expect(all.finish()).toEqual({
      intents: [
        {
          ...{ name: 'A', kind: 'custom', note: '' },
          slots: [
            { name: 'x', type: 'X' },
            { name: 'y', type: 'y' },
          ],
        },
        {
          ...{ name: 'B', kind: 'custom', note: '' },
          slots: [
            { name: 'x', type: 'X' },
            { name: 'q', type: 'Q' },
            { name: 'new', type: 'new' },
          ],
        },
      ],
      slotTypes: ['X', 'y', 'Q', 'new'].map((name) => ({ name, isExtensible: true, values: [] })),
    })
  })

  it('leaves a slot its own name where others declare it with several types', () => {
    const all = start()
    all.addSlot('A', 'x', 'X')
    all.addSlot('B', 'x', 'Y')
    all.noteSlot('C', 'x')
    expect(all.finish().intents[2]?.slots).toEqual([{ name: 'x', type: 'x' }])
  })

  it('goes on from what the skill knows', () => {
    const all = start({
      intents: [{ name: 'K', kind: 'custom', note: '', slots: [{ name: 'x', type: 'X' }] }],
      slotTypes: [
        { name: 'X', isExtensible: false, values: [list('v', 'w')] },
        { name: 'Idle', isExtensible: true, values: [] },
      ],
    })
    all.noteSlot('A', 'x')
    all.addValue('X', 'n', [])
    all.addValue('X', 'v', ['u', 'w', ' v '])
    const { intents, slotTypes } = all.finish()
    expect(intents.map(({ name, slots }) => [name, slots])).toEqual([
      ['A', [{ name: 'x', type: 'X' }]],
    ])
    expect(slotTypes).toEqual([
      { name: 'X', isExtensible: false, values: [list('v', 'w', 'u'), list('n')] },
    ])
  })

  it('takes values with their synonyms, now or when their slot has its type', () => {
    const all = start()
    all.addValue('T', ' v ', [' s ', '', 'v'])
    all.addValue('T', ' ', ['s'])
    all.addValue(' ', 'v', [])
    all.noteValue({ intent: 'A', slot: 'x' }, 'late', 'said')
    all.noteValue({ intent: 'A', slot: 'y', type: 'Y' }, 'now', 'said')
    all.noteValue({ intent: null, slot: 'free' }, 'loose', 'said')
    all.addSlot('A', 'x', 'X')
    all.noteValue({ intent: 'A', slot: 'x' }, 'then', 'said')
    const types = all.finish().slotTypes.map(({ name, values }) => [name, ...values])
    expect(types).toEqual([
      ['T', list('v', 's')],
      ['Y', list('now', 'said')],
      ['X', list('then', 'said'), list('late', 'said')],
      ['free', list('loose', 'said')],
    ])
  })

  it('is an intent’s kind and note, and whether a type is open, where a file says so', () => {
    const all = start()
    all.addIntent('A', { kind: 'outOfScope', note: 'why' })
    all.addIntent('A', {})
    all.addIntent('None')
    all.addIntent(' ')
    all.addSlotType('T', { isExtensible: false })
    all.addSlotType('T')
    all.addSlotType(' ')
    expect(all.size()).toBe(3)
    all.addSlot('A', 'x', 'T')
    all.addValue('T', 'v', [])
    expect(all.size()).toBe(5)
    expect([all.hasIntent(' A'), all.hasIntent('B')]).toEqual([true, false])
    expect(all.finish()).toMatchObject({
      intents: [
        { name: 'A', kind: 'outOfScope', note: 'why' },
        { name: 'None', kind: 'outOfScope', note: '' },
      ],
      slotTypes: [{ name: 'T', isExtensible: false }],
    })
  })

  it('finds slots whatever their case, the same letters first', () => {
    const all = start()
    all.addSlot('A', 'Song', 'X')
    all.addSlot('A', 'song', 'Y')
    all.noteSlot('A', 'Free')
    expect(
      ['song', 'Song', 'SONG', 'free', 'other'].map((slot) => all.findSlot('A', slot)),
    ).toEqual([...['song', 'Song', 'Song', 'Free', null]])
    expect([...all.slotsOf('A')]).toEqual([
      ['Song', 'X'],
      ['song', 'Y'],
      ['Free', 'Free'],
    ])
    expect(all.slotsOf('B').size).toBe(0)
  })
})

it('counts what becomes of samples, and says how far it is', () => {
  const seen: ReadProgress[] = []
  const log = createImportLog((progress) => void seen.push(progress))
  const at = { file: 'f', place: '1' }
  log.note('expanded', at, 'a').made = 3
  log.note('imported', at, 'b', { made: 1 })
  log.add([{ ...log.note('kept', at, 'c'), kind: 'skipped' }])
  for (let index = 0; index < 4_996; index += 1) log.note('changed', at, 'd')
  expect(log.report().counts).toEqual({
    ...{ imported: 1, expanded: 1, changed: 4_996, kept: 1, skipped: 1, made: 3 },
  })
  expect(seen).toEqual([{ phase: 'reading', done: 5_000, total: 0, file: 'f' }])
})

const skill: Project = {
  ...createProject({ id: 'p', name: '' }),
  intents: [
    {
      ...{ name: 'A', kind: 'custom', note: '' },
      slots: ['Own', 'P.City', 'P.Listed', 'P.Said', 'Empty', 'Said', 'More', 'Undeclared'].map(
        (type) => ({ name: type.toLowerCase(), type }),
      ),
    },
    { name: 'Far', kind: 'outOfScope', note: '', slots: [] },
  ],
  slotTypes: [
    { name: 'Own', isExtensible: false, values: [list('v', 'w')] },
    { name: 'P.City', isExtensible: false, values: [] },
    { name: 'P.Listed', isExtensible: false, values: [list('x')] },
    { name: 'Empty', isExtensible: false, values: [] },
    { name: 'Said', isExtensible: false, values: [] },
    { name: 'More', isExtensible: false, values: [] },
    { name: 'Idle', isExtensible: true, values: [] },
    { name: 'AMAZON.DATE', isExtensible: true, values: [] },
  ],
  templates: [
    { id: 't', intent: 'A', text: 'go {own}' },
    { id: 'f', intent: 'Far', text: 'away' },
  ],
  utterances: [
    createUtterance({
      ...{ id: 'u', text: 'go V now new', intent: 'A' },
      spans: [
        { start: 3, end: 4, slot: 'own' },
        { start: 5, end: 8, slot: 'said' },
        { start: 9, end: 12, slot: 'extra' },
      ],
    }),
    createUtterance({
      id: 'w',
      text: 'go v',
      intent: 'A',
      spans: [{ start: 3, end: 4, slot: 'own' }],
    }),
    createUtterance({ id: 'x', text: 'far off', intent: 'Far' }),
    createUtterance({ id: 'y', text: 'whatever' }),
  ],
}

it('calls types as a platform does, and none without values stays without words', () => {
  const { project, changes } = fitTypes(skill, skill.utterances, {
    isBuiltIn: (type) => type.startsWith('P.'),
    builtInFor: (type) => (type === 'P.City' ? 'P.Town' : null),
    customFor: (type) => type.slice(2),
    isMore: (type) => type === 'More',
    anyWords: 'P.Any',
  })
  expect(project.intents[0]?.slots.map(({ type }) => type)).toEqual([
    ...['Own', 'P.Town', 'Listed', 'P.Any', 'P.Any', 'Said', 'More', 'P.Any'],
  ])
  expect(project.slotTypes.map(({ name, isExtensible }) => `${name} ${isExtensible}`)).toEqual([
    ...['Own false', 'P.Town true', 'Listed false', 'P.Any true', 'Said false', 'More false'],
  ])
  expect(changes).toHaveLength(5)
})

it('makes patterns and lists of what annotated texts say', () => {
  const { intents, types } = modelOf(skill, skill.utterances.slice(0, 3))
  expect(intents.map(({ name, samples }) => [name, ...samples])).toEqual([
    ['A', 'go {own}', 'go {own} {said} {extra}'],
    ['Far', 'away', 'far off'],
  ])
  expect([...(intents[0]?.slots ?? [])].at(-1)).toEqual(['extra', 'extra'])
  expect(types.map(({ name, values }) => [name, ...values.map(({ value }) => value)])).toEqual([
    ['Own', 'v'],
    ['P.City'],
    ['P.Listed', 'x'],
    ['Empty'],
    ['Said', 'now'],
    ['More'],
    ['Idle'],
    ['extra', 'new'],
  ])
})

it('leaves out what a platform has no place for, with its patterns', () => {
  const { project, changes } = leaveOutStrangers(skill)
  expect(project.intents.map(({ name }) => name)).toEqual(['A'])
  expect(project.templates.map(({ id }) => id)).toEqual(['t'])
  expect(project.utterances.map(({ id }) => id)).toEqual(['u', 'w', 'y'])
  expect(changes).toEqual([LOSES_STRANGERS.sentence])
  const none = { ...skill, intents: skill.intents.slice(0, 1) }
  expect(leaveOutStrangers(none)).toEqual({ project: none, changes: [] })
  const twice = {
    ...skill,
    utterances: [...skill.utterances, createUtterance({ id: 'z', text: 'off', intent: 'Far' })],
  }
  expect(leaveOutStrangers(twice).changes).toEqual([`${LOSES_STRANGERS.sentence} (2)`])
  expect(leaveOutStrangers({ ...skill, utterances: [] }).changes).toEqual([])
})

it('finds what was kept by its names, the first row of each', () => {
  const rows = [['A', 'x', 1], ['A', 'x', 2], ['A', 'y', 3], ['B', 4], 'odd', [7, 5]]
  const of = keptRows(rows)
  expect([of('A', 'x'), of('A', 'y'), of('B'), of('A', 'z'), of('C')]).toEqual([
    ...[['A', 'x', 1], ['A', 'y', 3], ['B', 4], undefined, undefined],
  ])
  expect([keptRows(null)('A'), keptGroups(undefined)('A')]).toEqual([undefined, []])
  const groups = keptGroups(rows)
  expect([groups('A').length, groups('B'), groups('7'), groups('C')]).toEqual([
    ...[3, [['B', 4]], [[7, 5]], []],
  ])
})

describe('marks that Home Assistant does not hear', () => {
  it.each([
    ['what now?', 'what now[?]'],
    ['¿dónde está?', '[¿]dónde está[?]'],
    ['a, b: c', 'a[,] b[:] c'],
    ['3.5 a.m.', '3.5 a.m[.]'],
    ['a (b)', 'a \\(b\\)'],
    ['plain', 'plain'],
    ['...', '[...]'],
  ])('in %s are optional', (text, written) => {
    expect(writeMarks(text)).toBe(written)
    expect(hasEdgeMarks(text)).toBe(written.includes('['))
  })

  it.each([
    ['?!', true],
    [' . ', true],
    ['', true],
    ['a?', false],
  ])('%j is nothing else: %s', (text, is) => expect(isOnlyMarks(text)).toBe(is))

  it.each([
    ['now[?]', 'now?'],
    ['(a[!];b)', 'a! b|b a!'],
    ['now[please]', 'nowplease|now'],
    ['[?|!]', '?|!'],
  ])('of %s are read as they stand', (template, said) => {
    const parsed = parseSentence(template)
    if (parsed.kind === 'broken') throw new Error(parsed.reason)
    const pieces = sampleReadings(readMarks(parsed.sentence), new Map(), { limit: 9, seed: 1 })
    const texts = pieces.map((one) =>
      one.map((piece) => ('text' in piece ? piece.text : '')).join(''),
    )
    expect(texts.join('|')).toBe(said)
  })
})
