import { describe, expect, it } from 'vitest'
import { readProjectFile } from './migrations'
import { createProject, createUtterance, type Project } from './project'
import { repairProject } from './repair-project'
import { validateProject } from './validation'

function sound(): Project {
  return {
    ...createProject({ id: 'p', name: 'Lamps' }),
    intents: [
      {
        name: 'Light',
        slots: [{ name: 'room', type: 'Room' }],
        kind: 'custom',
        note: '',
      },
    ],
    slotTypes: [{ name: 'Room', values: [{ value: 'attic', synonyms: [] }], isExtensible: true }],
    utterances: [
      createUtterance({
        id: 'a',
        text: 'lamp in the attic',
        intent: 'Light',
        spans: [{ start: 12, end: 17, slot: 'room' }],
      }),
    ],
  }
}

function withSpans(text: string, spans: readonly [number, number, string][]): Project {
  const utterance = createUtterance({ id: 'a', text, intent: 'Light' })
  return {
    ...sound(),
    utterances: [
      { ...utterance, spans: spans.map(([start, end, slot]) => ({ start, end, slot })) },
    ],
  }
}

function repaired(broken: Project) {
  const { project, repairs } = repairProject(broken)
  expect(validateProject(project)).toEqual([])
  expect(repairProject(project)).toEqual({ project, repairs: [] })
  return { project, said: repairs.map(({ message }) => message).join(' ') }
}

describe('repairProject', () => {
  it('leaves a sound project alone', () => {
    const project = sound()
    expect(repairProject(project).project).toBe(project)
    expect(repairProject(project).repairs).toEqual([])
  })

  it.each<[string, [number, number, string][], [number, number][], RegExp]>([
    ['reversed', [[17, 12, 'room']], [[12, 17]], /ended before it began/u],
    ['beyond the end', [[12, 99, 'room']], [[12, 17]], /now covers “attic”/u],
    ['before the start', [[-3, 4, 'room']], [[0, 4]], /now covers “lamp”/u],
    ['outside', [[40, 44, 'room']], [], /covered no word/u],
    ['empty', [[4, 4, 'room']], [], /covered no word/u],
    ['of no number', [[0.5, 4, 'room']], [], /covered no word/u],
    ['without a name', [[0, 4, '']], [], /without a name/u],
    ['around white space', [[4, 8, 'room']], [[5, 7]], /now covers “in”/u],
    [
      'overlapping',
      [
        [0, 7, 'room'],
        [5, 11, 'room'],
      ],
      [[0, 7]],
      /overlaps room/u,
    ],
    [
      'out of order',
      [
        [12, 17, 'room'],
        [0, 4, 'room'],
      ],
      [
        [0, 4],
        [12, 17],
      ],
      /put in order/u,
    ],
    ['undeclared', [[0, 4, 'thing']], [[0, 4]], /did not declare the slot thing/u],
  ])('a span %s', (_, spans, expected, message) => {
    const { project, said } = repaired(withSpans('lamp in the attic', spans))
    expect(project.utterances[0]?.spans.map(({ start, end }) => [start, end])).toEqual(expected)
    expect(said).toMatch(message)
  })

  it('gives twins of an id their own, and makes twins of a name one, with all that they hold', () => {
    const base = sound()
    const { project, said } = repaired({
      ...base,
      intents: [...base.intents, { ...base.intents[0]!, slots: [{ name: 'when', type: 'Time' }] }],
      slotTypes: [
        ...base.slotTypes,
        { ...base.slotTypes[0]!, values: [{ value: 'attic', synonyms: ['loft'] }] },
      ],
      utterances: [
        ...base.utterances,
        createUtterance({ id: 'a', text: 'lamp off', intent: 'Light' }),
        createUtterance({ id: 'a', text: 'lamp on', intent: 'Light' }),
      ],
    })
    expect(project.utterances.map(({ id }) => id)).toEqual(['a', 'a-2', 'a-3'])
    expect(project.intents).toHaveLength(1)
    expect(project.intents[0]?.slots.map(({ name }) => name)).toEqual(['room', 'when'])
    expect(project.slotTypes[0]?.values).toEqual([{ value: 'attic', synonyms: ['loft'] }])
    expect(said).toMatch(/was taken/u)
  })

  it('declares intents that utterances and templates use', () => {
    const { project } = repaired({
      ...sound(),
      templates: [{ id: 't', intent: 'Dim', text: 'dim the {room}' }],
      utterances: [createUtterance({ id: 'b', text: ' good night ', intent: 'Sleep' })],
    })
    expect(project.intents.map(({ name }) => name)).toEqual(['Light', 'Dim', 'Sleep'])
    expect(project.utterances[0]?.text).toBe('good night')
  })

  it('reads a file whose spans no schema would take', () => {
    const result = readProjectFile(withSpans('lamp in the attic', [[-3, 4, 'room']]))
    expect(result.kind === 'read' && result.repairs).toHaveLength(1)
    expect(readProjectFile('nonsense')).toMatchObject({ kind: 'failed' })
  })

  it('repairs a thousand overlaps and twins without going over them again and again', () => {
    const many = withSpans(
      'lamp '.repeat(20_000).trim(),
      Array.from({ length: 20_000 }, (_, index) => [index * 5, index * 5 + 7, 'room']),
    )
    const twins = Array.from({ length: 20_000 }, () => many.utterances[0]!).map((one) => ({
      ...one,
      spans: [],
      text: 'lamp',
    }))
    const started = process.cpuUsage().user
    repairProject({ ...many, utterances: [...many.utterances, ...twins] })
    expect((process.cpuUsage().user - started) / 1000).toBeLessThan(20_000)
  })
})

describe('what a repair keeps', () => {
  it('leaves out texts that say nothing, and says so', () => {
    const broken = {
      ...sound(),
      utterances: [
        ...sound().utterances,
        createUtterance({ id: 'b', text: ' \n', intent: 'Light' }),
      ],
    }
    const { project, repairs } = repairProject(broken)
    expect(project.utterances).toEqual(sound().utterances)
    expect(repairs).toEqual([
      { path: 'utterances[1]', text: '', message: 'It holds no text and was left out.' },
    ])
  })

  it('keeps the types of slots that were declared, and gives new ones their own name', () => {
    const { project } = repaired(
      withSpans('lamp in the attic', [
        [12, 17, 'room'],
        [0, 4, 'thing'],
      ]),
    )
    expect(project.intents[0]?.slots).toEqual([
      { name: 'room', type: 'Room' },
      { name: 'thing', type: 'thing' },
    ])
    const { project: strange } = repaired({
      ...sound(),
      templates: [{ id: 't', intent: 'Dim', text: 'dim' }],
    })
    expect(strange.intents[1]).toEqual({ name: 'Dim', slots: [], kind: 'custom', note: '' })
  })

  it('joins twins of a type with the synonyms of both, and twins of an intent with either’s note', () => {
    const [room] = sound().slotTypes
    const [light] = sound().intents
    const { project } = repaired({
      ...sound(),
      slotTypes: [
        room!,
        {
          name: 'Room',
          isExtensible: false,
          values: [
            { value: 'attic', synonyms: ['loft'] },
            { value: 'hall', synonyms: [] },
          ],
        },
      ],
      intents: [
        light!,
        {
          ...light!,
          note: 'why',
          slots: [
            { name: 'room', type: 'Other' },
            { name: 'thing', type: 'T' },
          ],
        },
      ],
    })
    expect(project.slotTypes).toEqual([
      {
        name: 'Room',
        isExtensible: true,
        values: [
          { value: 'attic', synonyms: ['loft'] },
          { value: 'hall', synonyms: [] },
        ],
      },
    ])
    expect(project.intents).toEqual([
      {
        ...light,
        note: 'why',
        slots: [
          { name: 'room', type: 'Room' },
          { name: 'thing', type: 'T' },
        ],
      },
    ])
  })
})

it('says of each repair where it was', () => {
  const twins = ['a', 'a-2', 'a', 'a'].map((id, index) =>
    createUtterance({ id, text: `lamp ${index}`, intent: 'Light' }),
  )
  const { project, repairs } = repairProject({
    ...sound(),
    intents: [...sound().intents, { ...sound().intents[0]!, slots: [] }],
    slotTypes: [...sound().slotTypes, sound().slotTypes[0]!],
    templates: ['t', 't'].map((id) => ({ id, intent: 'Light', text: 'lamp' })),
    utterances: [...twins, { ...createUtterance({ id: 'b', text: ' x', intent: 'New' }) }],
  })
  expect(project.utterances.map(({ id }) => id)).toEqual(['a', 'a-2', 'a-3', 'a-4', 'b'])
  expect(project.templates.map(({ id }) => id)).toEqual(['t', 't-2'])
  expect(repairs.map(({ path, text }) => [path, text])).toEqual([
    ['intents[1]', 'Light'],
    ['slotTypes[1]', 'Room'],
    ['templates[1]', 'lamp'],
    ['utterances[2]', 'lamp 2'],
    ['utterances[3]', 'lamp 3'],
    ['utterances[4].intent', 'New'],
    ['utterances[4]', 'x'],
  ])
})

it('moves spans with the white space that goes, and leaves those in peace that touch', () => {
  const touching = [
    { start: 2, end: 4, slot: 'room' },
    { start: 4, end: 6, slot: 'room' },
  ]
  const spaced = withSpans('  lamp on', [])
  const { project, repairs } = repairProject({
    ...spaced,
    utterances: [{ ...spaced.utterances[0]!, spans: touching }],
  })
  expect(repairs.map(({ path }) => path)).toEqual(['utterances[0]'])
  expect(project.utterances[0]).toMatchObject({
    text: 'lamp on',
    spans: [
      { start: 0, end: 2, slot: 'room' },
      { start: 2, end: 4, slot: 'room' },
    ],
  })
})

it.each([80, 81])('quotes at most eighty letters of %i', (length) => {
  const { repairs } = repairProject(withSpans('x'.repeat(length), [[0, 99, 'room']]))
  expect(repairs[0]?.message.includes('…')).toBe(length > 80)
  expect(/x+/u.exec(repairs[0]?.message ?? '')?.[0]).toHaveLength(
    Math.min(length, 80) - (length > 80 ? 1 : 0),
  )
})

it('declares a slot of an intent once, with its first type', () => {
  const [light] = sound().intents
  const slots = [...light!.slots, { name: 'room', type: 'Other' }]
  const { project, repairs } = repairProject({ ...sound(), intents: [{ ...light!, slots }] })
  expect(project.intents[0]).toEqual(light)
  expect(repairs.map(({ path, text }) => [path, text])).toEqual([['intents', 'Light']])
})
