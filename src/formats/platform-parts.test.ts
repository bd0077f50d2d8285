import { describe, expect, it } from 'vitest'
import { createProject, createUtterance, type Project } from '@/project/project'
import { sniffSampleUtterances } from './alexa-sample-utterances'
import { fitNames, fitOutOfScope, fitRoles } from './fit-names'
import type { Holds } from './format'
import { closeLists, LOSES_OPEN_LISTS, LOSES_SAID_VALUES } from './home-assistant-fit'
import { inlineRange, isTemplate, numbersOf, readSentenceList } from './home-assistant-list'
import { readTask } from './label-studio-task'
import { LOSES_IDLE_TYPES, lossesIn, lossesOf } from './losses'
import { fitLuis } from './luis-model'
import { parseRasaLine, writeRasaLine } from './rasa-annotation'
import { parseSentence } from './sentence-grammar'
import { holdsAllBut } from './writing'

describe('how surely a text is Alexa’s oldest form', () => {
  it.each([
    ['PlayIntent play it\nPlayIntent play {Song}\n', 0.8],
    ['AMAZON.StopIntent stop\n', 0.8],
    ['playSong play it\n', 0.8],
    ['Play play {Song}\nPlay put {Song} on\nPlay {Song}\nPlay it\n', 0.6],
    ['Play play it\nPlay put it on\nPlay that\nPlay it\n', 0],
    ['Play play {Song}\nStop stop {it}\nGo go {there}\n', 0],
    ['PlayIntent\tplay it\nPlayIntent\tplay {Song}\n', 0.5],
    ['Play\tplay {Song}\nPlay\tput {Song} on\nPlay\t{Song}\nPlay\tit\n', 0],
    ['play it\nplay that\n', 0],
    ['PlayIntent [jazz](genre)\n', 0],
    ['', 0],
    [`${'PlayIntent play it\n'.repeat(4)}no intent\n`, 0.8],
    [`${'PlayIntent play it\n'.repeat(3)}no intent\n`, 0],
  ])('%j', (text, confidence) => expect(sniffSampleUtterances(text)).toBe(confidence))
})

describe('what Rasa means by a line', () => {
  const read = (line: string) => {
    const { text, spans, doubts, unused } = parseRasaLine(line)
    const said = spans.map(
      ({ start, end, slot, type, value }) =>
        `${text.slice(start, end)}=${type}:${slot}${value === undefined ? '' : `=${value}`}`,
    )
    return [text, said.join(' '), doubts.length, unused.length]
  }
  it.each([
    ['a [b](c) d', 'a b d', 'b=c:c', 0, 0],
    ['[b](c:v)', 'b', 'b=c:c=v', 0, 0],
    [
      '[b]{"entity": "c"} [e]{"entity": " f ", "role": "r", "value": "v"}',
      'b e',
      'b=c:c e=f:r=v',
      0,
      0,
    ],
    ['[b]{"entity": "c", "group": "1"}', 'b', 'b=c:c', 0, 1],
    ['[b]{"entity": "c", "group": ""}', 'b', 'b=c:c', 0, 0],
    ['[b][{"entity": "c"}, {"entity": "d"}]', 'b', 'b=c:c', 0, 1],
    ['[b]{"role": "c"} d', '[b]{"role": "c"} d', '', 1, 0],
    ['[b]{broken} d', '[b]{broken} d', '', 1, 0],
    ['[b]{"entity": " "}', '[b]{"entity": " "}', '', 1, 0],
    ['[b](c) [d(e)', 'b [d(e)', 'b=c:c', 1, 0],
    ['no [brackets] here', 'no [brackets] here', '', 0, 0],
    ['', '', '', 0, 0],
  ])('%s', (line, ...meaning) => expect(read(line)).toEqual(meaning))

  it('writes a slot of its own type in brackets, others with their entity', () => {
    const write = (slot: string, type: string) =>
      writeRasaLine({ text: 'a b c', spans: [{ start: 2, end: 3, slot }] }, () => type)
    expect(write('x', 'x')).toBe('a [b](x) c')
    expect(write('x', 'y')).toBe('a [b]{"entity":"y","role":"x"} c')
    expect(write('x:y', 'x:y')).toBe('a [b]{"entity":"x:y"} c')
    expect(write('x(y', 'x(y')).toBe('a [b]{"entity":"x(y"} c')
  })
})

describe('a list of Home Assistant', () => {
  const rules = new Map(
    Object.entries({ art: '[the]', loop: '<loop>' }).map(([name, body]) => {
      const parsed = parseSentence(body)
      if (parsed.kind === 'broken') throw new Error(body)
      return [name, parsed.sentence]
    }),
  )
  const read = (list: unknown) => {
    const { isExtensible, values, notes } = readSentenceList('x', list, rules)
    return [
      isExtensible,
      values.map(({ value, synonyms }) => [value, ...synonyms].join(' = ')),
      notes.map(({ kind, place }) => `${kind} ${place}`.trim()),
    ]
  }
  it.each([
    [{ wildcard: true }, true, [], []],
    [{ wildcard: false }, false, [], ['skip']],
    [null, false, [], ['skip']],
    [{ values: ['a', ' b  c ', 7] }, false, ['a', 'b c', '7'], []],
    [{ values: ['(a|b) c', '[d]'] }, false, ['a c = b c', 'd'], []],
    [{ values: [{ in: 'a', out: 'x' }] }, false, ['a'], ['keep values']],
    [
      {
        values: [
          { in: 'a', out: 'a' },
          { in: 'b', out: 'a' },
        ],
      },
      false,
      ['a = b'],
      [],
    ],
    [
      {
        values: [
          { in: 'b', out: 'a' },
          { in: 'a', out: 'a' },
        ],
      },
      false,
      ['a = b'],
      [],
    ],
    [
      {
        values: [
          { in: 'a', context: {} },
          { in: 'b', metadata: 1 },
        ],
      },
      false,
      ['a', 'b'],
      ['keep values[0]', 'keep values[1]'],
    ],
    [
      { values: [{ out: 'a' }, '(a', '', '<none>', '<loop>'] },
      false,
      [],
      [0, 1, 2, 3, 4].map((at) => `skip values[${at}]`),
    ],
    [{ values: ['<art> lamp', '{y:z} on'] }, false, ['the lamp = lamp', '{z} on'], []],
    [{ range: { from: 1, to: 3 } }, true, ['1', '2', '3'], []],
    [{ range: { from: 3, to: 1 } }, true, [], ['skip range']],
    [{ range: 'all' }, true, [], ['skip range']],
  ])('%j', (list, ...meaning) => expect(read(list)).toEqual(meaning))

  it.each([
    [{ from: 0, to: 10, step: 5 }, [0, 5, 10]],
    [{ from: '0', to: '2' }, [0, 1, 2]],
    [{ from: -1, to: 1.9 }, [-1, 0, 1]],
    [{ from: 4, to: 4 }, [4]],
    [{ from: 0, to: 10, step: 0 }, []],
    [{ from: 0, to: 10, step: -1 }, []],
    [{ from: 0 }, []],
    [{ to: 5 }, []],
    [{ from: 0, to: 'Infinity' }, []],
  ])('of the range %j has the numbers %j', (range, numbers) =>
    expect(numbersOf(range)).toEqual(numbers),
  )

  it('of a long range has some of its numbers, with both ends', () => {
    const many = numbersOf({ from: 0, to: 1000, step: 10 })
    expect(many).toHaveLength(24)
    expect([many[0], many.at(-1)]).toEqual([0, 1000])
    expect(many.every((number) => number % 10 === 0)).toBe(true)
    expect(numbersOf({ from: 1, to: 24 })).toHaveLength(24)
  })

  it.each([
    ['0..100', { from: 0, to: 100, step: 1 }],
    ['5..50,5', { from: 5, to: 50, step: 5 }],
    ['0..', null],
    ['a..b', null],
    ['10', null],
    ['x0..1', null],
    ['0..1x', null],
  ])('is called by its numbers: %s', (name, range) => expect(inlineRange(name)).toEqual(range))

  it.each([
    ['a(b', true],
    ['a@b', true],
    ['a|b', true],
    ['a b', false],
    ['a\\b', false],
  ])('reads %s as a template: %s', (value, is) => expect(isTemplate(value)).toBe(is))
})

describe('a task of Label Studio', () => {
  const label = (start: number, end: number, labels: string[], more = {}) => ({
    value: { start, end, labels, ...more },
  })
  const read = (task: unknown, result: unknown[] = []) => {
    const labelled = readTask(task, { result })
    if (!labelled) return null
    const { text, spans, intents, unused } = labelled
    const said = spans.map(({ start, end, slot }) => `${text.slice(start, end)}=${slot}`)
    return [text, said, intents, unused.length]
  }
  it.each([
    [{ data: { text: 'to Rome' } }, [label(3, 7, ['city'])], ['to Rome', ['Rome=city'], [], 0]],
    [{ data: { text: '🎷 Rome' } }, [label(2, 6, ['city'])], ['🎷 Rome', ['Rome=city'], [], 0]],
    [
      { data: { text: '🎷 Rome' } },
      [label(3, 7, ['c'], { text: 'Rome' })],
      ['🎷 Rome', ['Rome=c'], [], 0],
    ],
    [{ data: { text: 'a b' } }, [label(0, 1, ['x', 'y'])], ['a b', ['a=x', 'a=y'], [], 0]],
    [{ data: { text: 'a b' } }, [{ value: { labels: ['x'] } }], ['a b', [], [], 1]],
    [
      { data: { text: 'a b' } },
      [
        {
          value: { hypertextlabels: ['x'], start: 0, end: 9, globalOffsets: { start: 2, end: 3 } },
        },
      ],
      ['a b', ['b=x'], [], 0],
    ],
    [{ data: { text: 'a b' } }, [{ value: { choices: ['A', 'B'] } }], ['a b', [], ['A', 'B'], 0]],
    [
      { data: { text: 'a b' } },
      [{ value: { taxonomy: [['A', 'B'], []] } }],
      ['a b', [], ['A/B'], 0],
    ],
    [{ data: { text: 'a b' } }, [{ type: 'rating', value: { rating: 3 } }], ['a b', [], [], 1]],
    [{ data: { url: 'http://x.y/z', note: 'n', utterance: 'a b' } }, [], ['a b', [], [], 0]],
    [{ data: { id: 'one', other: 'two words' } }, [], ['two words', [], [], 0]],
    [
      { data: { a: 'in Rome', b: 'to Rome' } },
      [label(3, 7, ['c'], { text: 'Rome' })],
      ['in Rome', ['Rome=c'], [], 0],
    ],
    [
      { data: { text: 'no such', b: 'to Rome' } },
      [label(3, 7, ['c'], { text: 'Rome' })],
      ['to Rome', ['Rome=c'], [], 0],
    ],
    [{ data: { image: '/data/a.png', sound: 'data:x' } }, [], null],
    [{ data: { n: 7 } }, [], null],
    [{ data: { text_url: 'http://x.y/z', b: 'a b' } }, [], ['a b', [], [], 0]],
    [{ data: { text_image: 'a.png', b: 'a b' } }, [], ['a b', [], [], 0]],
    [{ data: { text_at: '/data/upload', b: 'a b' } }, [], ['a b', [], [], 0]],
    [{ data: { text_at: 'so http://x.y is', b: 'a b' } }, [], ['so http://x.y is', [], [], 0]],
    [{ id: 1, text: 'a b', intent: 'A', annotator: 2 }, [], ['a b', [], ['A'], 0]],
    [
      { text: 'a b', label: [{ start: 2, end: 3, labels: ['x'] }], topic: 'A', other: 'B' },
      [],
      ['a b', ['b=x'], ['A'], 1],
    ],
    [
      { text: 'a b', sentiment: { choices: ['A', 'B'] }, other: 'C' },
      [],
      ['a b', [], ['A', 'B'], 1],
    ],
    [{ before: 'x', text: 'a b', one: 'B', two: 'C' }, [], ['a b', [], ['C'], 1]],
  ])('%j %j', (task, result, meaning) => expect(read(task, result)).toEqual(meaning))
})

describe('names that a platform refuses', () => {
  const skill: Project = {
    ...createProject({ id: 'p', name: '' }),
    intents: [
      {
        ...{ name: 'a!', kind: 'custom', note: '' },
        slots: [
          { name: 's!', type: 't!' },
          { name: 'x', type: 'y' },
        ],
      },
      { name: 'a_', kind: 'custom', note: '', slots: [{ name: 'x', type: 'z' }] },
    ],
    slotTypes: [{ name: 't!', isExtensible: true, values: [] }],
    templates: [{ id: 't', intent: 'a!', text: 'go {s!} {x}' }],
    utterances: [
      createUtterance({
        id: 'u',
        text: 'go on',
        intent: 'a!',
        spans: [{ start: 3, end: 5, slot: 's!' }],
      }),
      createUtterance({ id: 'v', text: 'nobody' }),
      createUtterance({ id: 'w', text: 'stray', intent: 'a?' }),
    ],
  }
  const plain = (name: string) => name.replace(/[^a-z]/gu, '_')

  it('change wherever they stand, and never onto another one', () => {
    const { project, changes } = fitNames(skill, { intent: plain, slot: plain, type: plain })
    expect(project.intents).toMatchObject([
      {
        name: 'a__2',
        slots: [
          { name: 's_', type: 't_' },
          { name: 'x', type: 'y' },
        ],
      },
      { name: 'a_', slots: [{ name: 'x', type: 'z' }] },
    ])
    expect(project.slotTypes[0]?.name).toBe('t_')
    expect(project.templates).toEqual([{ id: 't', intent: 'a__2', text: 'go {s_} {x}' }])
    expect(project.utterances.map(({ intent, spans }) => [intent, spans[0]?.slot])).toEqual([
      ['a__2', 's_'],
      [null, undefined],
      ['a__3', undefined],
    ])
    expect(changes).toHaveLength(4)
    expect(fitNames(skill, { intent: (name) => name })).toEqual({ project: skill, changes: [] })
    expect(fitNames(skill, {}).project).toBe(skill)
    const apart = fitNames(skill, { intent: plain, apart: (name, number) => `${name}#${number}` })
    expect(apart.project.intents[0]?.name).toBe('a_#2')
  })

  it('of roles are those of no entity, and of no other entity’s role', () => {
    const roles = (...slots: [string, string][]): Project => ({
      ...createProject({ id: 'p', name: '' }),
      intents: [
        {
          ...{ name: 'A', kind: 'custom', note: '' },
          slots: slots.map(([name, type]) => ({ name, type })),
        },
      ],
    })
    const names = (entities: string[], ...slots: [string, string][]) =>
      fitRoles(roles(...slots), new Set(entities)).project.intents[0]?.slots.map(({ name }) => name)
    expect(names(['city'], ['city', 'city'], ['to', 'city'])).toEqual(['city', 'to'])
    expect(names(['city', 'to'], ['to', 'city'])).toEqual(['to_city'])
    expect(names(['City', 'city'], ['city', 'City'])).toEqual(['cityValue'])
    expect(names(['city', 'to', 'to_city'], ['to', 'city'])).toEqual(['to_city_2'])
    expect(names(['city', 'to'], ['to', 'city'], ['to_city', 'x'])).toEqual([
      'to_city_2',
      'to_city',
    ])
    const twice: Project = {
      ...roles(['at', 'city']),
      intents: [
        ...roles(['at', 'city']).intents,
        { name: 'B', kind: 'custom', note: '', slots: [{ name: 'at', type: 'time' }] },
      ],
    }
    const fitted = fitRoles(twice, new Set(['city', 'time']))
    expect(fitted.project.intents.map(({ slots }) => slots[0]?.name)).toEqual(['at', 'at_time'])
    expect(fitted.changes).toHaveLength(1)
  })

  it('of what is out of scope is the platform’s, where one intent alone is', () => {
    const kinds = (...kinds: ('custom' | 'outOfScope')[]): Project => ({
      ...createProject({ id: 'p', name: '' }),
      intents: kinds.map((kind, index) => ({ name: `i${index}`, kind, note: '', slots: [] })),
    })
    const names = (project: Project) =>
      fitOutOfScope(project, 'None').project.intents.map(({ name }) => name)
    expect(names(kinds('custom', 'outOfScope'))).toEqual(['i0', 'None'])
    expect(names(kinds('outOfScope', 'outOfScope'))).toEqual(['i0', 'i1'])
    expect(names(kinds('custom'))).toEqual(['i0'])
    const taken = kinds('custom', 'outOfScope')
    const None = { ...taken.intents[0]!, name: 'None' }
    expect(names({ ...taken, intents: [...taken.intents, None] })).toEqual(['i0', 'i1', 'None'])
  })
})

describe('how much of a skill is lost', () => {
  const skill: Project = {
    ...createProject({ id: 'p', name: 'Loss' }),
    intents: [
      {
        ...{ name: 'A', kind: 'custom', note: 'why' },
        slots: [
          { name: 'x', type: 'X' },
          { name: 'y', type: 'y' },
          { name: 'z', type: 'X' },
        ],
      },
      { name: 'Other', kind: 'outOfScope', note: '', slots: [] },
      { name: 'None', kind: 'outOfScope', note: '', slots: [] },
    ],
    slotTypes: [
      {
        ...{ name: 'X', isExtensible: false },
        values: ['a', 'b'].map((value) => ({ value, synonyms: [] })),
      },
      { name: 'Idle', isExtensible: true, values: [] },
      { name: 'Listed', isExtensible: true, values: [{ value: 'c', synonyms: [] }] },
    ],
    templates: [{ id: 't', intent: 'A', text: 'a {x}' }],
    utterances: [
      createUtterance({
        ...{ id: 'u', text: 'a  b', intent: 'A', status: 'check', split: 'test' },
        spans: [{ start: 0, end: 1, slot: 'x' }],
      }),
      { ...createUtterance({ id: 'v', text: 'c', intent: 'Other', split: 'train' }), note: 'n' },
      createUtterance({ id: 'w', text: 'd', spans: [{ start: 0, end: 1, slot: 'x' }] }),
    ],
    extras: { alexa: { a: 1 }, rasa: [], own: { b: 1 } },
  }
  it.each<[keyof Holds, number]>([
    ['utterances', 2],
    ['templates', 1],
    ['intents', 3],
    ['outOfScope', 1],
    ['unlabelled', 1],
    ['emptyIntents', 1],
    ['unusedSlots', 2],
    ['slotTypes', 2],
    ['values', 3],
    ['isExtensible', 1],
    ['split', 2],
    ['identity', 1],
    ['spacing', 1],
    ['review', 3],
  ])('without %s: %i', (key, count) => {
    const [loss, ...others] = lossesOf({ holds: holdsAllBut(key), keeps: 'all' })
    expect(loss?.countIn(skill)).toBe(count)
    expect(others).toEqual([])
    const [sentence = '', ...more] = lossesIn(skill, { holds: holdsAllBut(key), keeps: 'all' })
    expect(sentence).toBe(count === 1 ? loss?.sentence : `${loss?.sentence} (${count})`)
    expect(more).toEqual([])
  })

  it('of extras counts what says something and is not given back', () => {
    const count = (keeps: string[], extras: Project['extras'] = skill.extras) =>
      lossesOf({ holds: holdsAllBut(), keeps }).map(({ countIn }) => countIn({ ...skill, extras }))
    expect([count([]), count(['own']), count(['own', 'alexa'])]).toEqual([[2], [1], [0]])
    expect(
      count([], { a: [['Order', 'size', {}]], b: { c: [null] }, d: [['x', { e: 1 }]] }),
    ).toEqual([1])
    expect(count([], { a: ['x', 'y'], b: 0, c: null })).toEqual([2])
    expect(LOSES_IDLE_TYPES.countIn(skill)).toBe(1)
  })

  it.each([
    [0, 0],
    [20, 20],
    [22, 21],
  ])('names %i utterances that cannot be written in %i sentences', (count, sentences) => {
    const dropped = Array.from({ length: count }, (_, index) =>
      createUtterance({ id: `${index}`, text: `text ${index}` }),
    )
    expect(lossesIn(skill, { holds: holdsAllBut(), keeps: 'all' }, dropped)).toHaveLength(sentences)
  })
})

it('closes lists for Home Assistant, and leaves open what is built in or a range', () => {
  const type = (name: string, isExtensible: boolean, ...values: string[]) => ({
    ...{ name, isExtensible },
    values: values.map((value) => ({ value, synonyms: [] })),
  })
  const project: Project = {
    ...createProject({ id: 'p', name: '' }),
    intents: [
      {
        ...{ name: 'A', kind: 'custom', note: '' },
        slots: ['open', 'any', 'built'].map((name) => ({ name, type: name })),
      },
    ],
    slotTypes: [
      ...[type('open', true, 'a'), type('shut', false, 'b'), type('any', true)],
      ...[type('AMAZON.DATE', false), type('none', false), type('0..9', true, '1')],
      type('ranged', true, '1'),
    ],
    utterances: ['open', 'any', 'any', 'built'].map((slot, index) =>
      createUtterance({
        ...{ id: `${index}`, text: `x${index}`, intent: 'A', spans: [{ start: 0, end: 1, slot }] },
        templateId: index === 2 ? 't' : null,
      }),
    ),
    extras: { 'home-assistant': { lists: { ranged: { range: { from: 1, to: 2 } } } } },
  }
  expect(LOSES_OPEN_LISTS.countIn(project)).toBe(1)
  expect(LOSES_SAID_VALUES.countIn(project)).toBe(1)
  const { project: closed, changes } = closeLists(project)
  expect(closed.slotTypes.map(({ name, isExtensible }) => `${name} ${isExtensible}`)).toEqual([
    ...['open false', 'shut false', 'any true', 'AMAZON.DATE true', 'none false', '0..9 true'],
    'ranged true',
  ])
  expect(changes).toHaveLength(1)
  const two = { ...project, slotTypes: [...project.slotTypes, type('more', true, 'c')] }
  expect(closeLists(two).changes[0]).toMatch(/\(2\)$/)
  expect(closeLists(closed).changes).toEqual([])
})

it('writes no longer patterns and texts for LUIS than it takes, nor more', () => {
  const project = (patterns: number[], texts: number[]): Project => ({
    ...createProject({ id: 'p', name: '' }),
    templates: patterns.map((length, index) => ({
      ...{ id: `${index}`, intent: 'A' },
      text: 'x'.repeat(length),
    })),
    utterances: texts.map((length, index) =>
      createUtterance({ id: `${index}`, text: 'x'.repeat(length), intent: 'A' }),
    ),
  })
  const fitted = (patterns: number[], texts: number[]) => {
    const { project: fit, changes } = fitLuis(project(patterns, texts))
    return [fit.templates.length, fit.utterances.length, changes.length]
  }
  expect(fitted([400], [500])).toEqual([1, 1, 0])
  expect(fitted([400, 401], [500])).toEqual([1, 1, 1])
  expect(fitted([400], [500, 501])).toEqual([1, 1, 1])
  expect(fitted([401], [501])).toEqual([0, 0, 2])
  expect(fitted(Array(500).fill(9), [])).toEqual([500, 0, 0])
  expect(fitted(Array(501).fill(9), [])).toEqual([500, 0, 1])
})
