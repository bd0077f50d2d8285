import { describe, expect, it } from 'vitest'
import { putSpan } from './edits'
import { buildGazetteer, findKnownValues } from './gazetteer'
import {
  addIntent,
  addSlot,
  addSlotType,
  addValues,
  deleteIntent,
  deleteSlot,
  deleteSlotType,
  linesToValues,
  renameIntent,
  renameSlot,
  renameSlotType,
  setSlotType,
  updateSlotType,
} from './intent-edits'
import { createProject, createUtterance, type Project } from './project'
import { findSameValue } from './same-value'
import { coverageOf, statisticsOf } from './statistics'
import { validateProject } from './validation'

function skill(): Project {
  let project = addIntent(createProject({ id: 'p', name: 'Music' }), 'Play')
  project = addSlot(project, 'Play', { name: 'genre', type: 'Genre' })
  project = addIntent(project, 'Listen')
  project = addSlot(project, 'Listen', { name: 'style', type: 'Genre' })
  project = {
    ...project,
    templates: [{ id: 't', intent: 'Play', text: 'play {genre}' }],
    utterances: [
      createUtterance({ id: 'a', text: 'play Jazz', intent: 'Play' }),
      createUtterance({ id: 'b', text: 'I want jazz and more jazz', intent: 'Play' }),
      createUtterance({ id: 'c', text: 'jazz to my ears', intent: 'Listen' }),
      createUtterance({ id: 'd', text: 'any jazz there', intent: null }),
      createUtterance({ id: 'e', text: 'jazzy shoes', intent: null }),
    ],
  }
  return putSpan(project, 'a', { start: 5, end: 9, slot: 'genre' })
}

describe('names', () => {
  it('renames an intent everywhere', () => {
    const next = renameIntent(skill(), 'Play', 'PlayMusic')
    expect(next.templates[0]?.intent).toBe('PlayMusic')
    expect(statisticsOf(next).intents.get('PlayMusic')).toBe(2)
    expect(validateProject(next)).toEqual([])
  })

  it('merges two intents with their slots', () => {
    const next = renameIntent(skill(), 'Listen', 'Play')
    expect(next.intents.map((intent) => intent.name)).toEqual(['Play'])
    expect(next.intents[0]?.slots.map((slot) => slot.name)).toEqual(['genre', 'style'])
    expect(validateProject(next)).toEqual([])
  })

  it('deletes an intent with or without its utterances', () => {
    expect(deleteIntent(skill(), 'Play', { withUtterances: true }).utterances).toHaveLength(3)
    const kept = deleteIntent(skill(), 'Play', { withUtterances: false })
    expect(statisticsOf(kept).intents.get(null)).toBe(4)
  })

  it('renames and merges slots in spans and templates', () => {
    const renamed = renameSlot(skill(), 'genre', 'kind')
    expect(renamed.templates[0]?.text).toBe('play {kind}')
    expect(renamed.utterances[0]?.spans[0]?.slot).toBe('kind')
    const merged = renameSlot(
      addSlot(renamed, 'Play', { name: 'style', type: 'Genre' }),
      'kind',
      'style',
    )
    expect(merged.intents[0]?.slots).toHaveLength(1)
  })

  it('deletes a slot with its spans', () => {
    const next = deleteSlot(skill(), 'genre', null)
    expect(next.utterances[0]?.spans).toEqual([])
    expect(next.intents[0]?.slots).toEqual([])
  })

  it('renames a slot type and points slots to it', () => {
    const next = renameSlotType(skill(), 'Genre', 'MusicGenre')
    expect(next.intents[0]?.slots[0]?.type).toBe('MusicGenre')
    expect(next.slotTypes.map((type) => type.name)).toEqual(['MusicGenre'])
  })
})

describe('values', () => {
  it('reads pasted lines and merges synonyms', () => {
    const values = linesToValues('jazz, swing\n\nrock;metal\nJazz, bebop')
    const next = addValues(skill(), 'Genre', values)
    expect(next.slotTypes[0]?.values).toEqual([
      { value: 'jazz', synonyms: ['swing', 'bebop'] },
      { value: 'rock', synonyms: ['metal'] },
    ])
    const again = addValues(next, 'Genre', [{ value: 'JAZZ', synonyms: ['Swing'] }])
    expect(again).toBe(next)
  })

  it('knows what is covered', () => {
    const next = addValues(skill(), 'Genre', linesToValues('rock'))
    const coverage = coverageOf(next, next.slotTypes[0]!)
    expect([...coverage.unlistedTexts]).toEqual([['jazz', 1]])
    expect(coverage.usedValues.size).toBe(0)
  })

  it('finds the same value elsewhere, as whole words, where the intent takes the slot', () => {
    const project = skill()
    const places = findSameValue(project, 'a', project.utterances[0]!.spans[0]!)
    expect(places.map(({ utterance, span }) => [utterance.id, span.start])).toEqual([
      ['b', 7],
      ['b', 21],
      ['d', 4],
    ])
  })

  it('suggests the longest known values, but not where two slots share one', () => {
    const project = addValues(skill(), 'Genre', linesToValues('cool jazz'))
    const gazetteer = buildGazetteer(project)
    const known = (text: string, intent: string | null) => {
      const utterance = createUtterance({ id: 'x', text, intent })
      return findKnownValues(utterance, gazetteer).map((span) => [
        text.slice(span.start, span.end),
        span.slot,
      ])
    }
    expect(known('some Cool Jazz please', 'Play')).toEqual([['Cool Jazz', 'genre']])
    expect(known('cool jazz', null)).toEqual([])
    expect(known('some jazz', 'Play')).toEqual([['jazz', 'genre']])
  })
})

describe('the name of a slot type', () => {
  const typed = () => ({
    ...createProject({ id: 'p', name: 'Skill' }),
    intents: [
      {
        name: 'A',
        kind: 'custom' as const,
        note: '',
        slots: [
          { name: 'x', type: 'One' },
          { name: 'y', type: 'Two' },
        ],
      },
    ],
    slotTypes: [
      { name: 'One', isExtensible: false, values: [{ value: 'red', synonyms: ['crimson'] }] },
      {
        name: 'Two',
        isExtensible: true,
        values: [
          { value: 'Red', synonyms: ['scarlet', 'Crimson'] },
          { value: 'blue', synonyms: [] },
        ],
      },
    ],
  })

  it('changes with all slots that have it', () => {
    const next = renameSlotType(typed(), 'One', ' Colour ')
    expect(next.slotTypes.map(({ name }) => name)).toEqual(['Colour', 'Two'])
    expect(next.intents[0]?.slots.map(({ type }) => type)).toEqual(['Colour', 'Two'])
  })

  it('that another has makes one of both, with the values of both', () => {
    const next = renameSlotType(typed(), 'Two', 'One')
    expect(next.slotTypes).toEqual([
      {
        ...{ name: 'One', isExtensible: false },
        values: [
          { value: 'red', synonyms: ['crimson', 'scarlet'] },
          { value: 'blue', synonyms: [] },
        ],
      },
    ])
    expect(next.intents[0]?.slots.map(({ type }) => type)).toEqual(['One', 'One'])
  })

  it.each([
    ['One', ' '],
    ['One', 'One '],
    ['Nobody', 'Three'],
  ])('%s to “%s” changes nothing', (name, newName) => {
    const before = typed()
    expect(renameSlotType(before, name, newName)).toBe(before)
  })
})

describe('an edit of what a skill declares', () => {
  const closed = { name: 'Closed', isExtensible: false, values: [{ value: 'x', synonyms: ['y'] }] }
  const declared = (): Project => ({ ...skill(), slotTypes: [...skill().slotTypes, closed] })
  it.each<[string, (project: Project) => Project]>([
    ['an intent of no name', (project) => addIntent(project, ' ')],
    ['an intent that is there', (project) => addIntent(project, ' Play ')],
    ['another name for nobody', (project) => renameIntent(project, 'Nobody', 'Play')],
    ['no name for an intent', (project) => renameIntent(project, 'Play', ' ')],
    ['the same name for an intent', (project) => renameIntent(project, 'Play', 'Play ')],
    ['nobody to delete', (project) => deleteIntent(project, 'Nobody', { withUtterances: true })],
    ['a slot of nobody', (project) => addSlot(project, 'Nobody', { name: 'a', type: 'A' })],
    ['a slot that is there', (project) => addSlot(project, 'Play', { name: 'genre', type: 'A' })],
    ['no name for a slot', (project) => renameSlot(project, 'genre', ' ')],
    ['the same name for a slot', (project) => renameSlot(project, 'genre', ' genre')],
    ['a type of no name', (project) => addSlotType(project, ' ')],
    ['a type that is there', (project) => addSlotType(project, 'Genre')],
    ['a type that is in use', (project) => deleteSlotType(project, 'Genre')],
    ['values of a type of no name', (project) => addValues(project, '', closed.values)],
    ['values that are there', (project) => addValues(project, 'Closed', closed.values)],
    ['no values', (project) => addValues(project, 'Closed', [])],
  ])('is none with %s', (_, edit) => {
    const project = declared()
    expect(edit(project)).toBe(project)
  })

  it('adds intents, slots and types, each empty and open', () => {
    const next = addIntent(declared(), ' Hush ', 'outOfScope')
    expect(next.intents[2]).toEqual({ name: 'Hush', slots: [], kind: 'outOfScope', note: '' })
    expect(addIntent(next, 'Go').intents[3]?.kind).toBe('custom')
    const typed = addSlot(next, 'Hush', { name: 'when', type: 'Time' })
    expect(typed.intents.map(({ slots }) => slots.map(({ name }) => name))).toEqual([
      ['genre'],
      ['style'],
      ['when'],
    ])
    expect(typed.slotTypes.at(-1)).toEqual({ name: 'Time', values: [], isExtensible: true })
    expect(addSlot(typed, 'Play', { name: 'when', type: 'Time' }).slotTypes).toBe(typed.slotTypes)
    expect(addSlot(typed, 'Play', { name: 'free', type: '' }).slotTypes).toBe(typed.slotTypes)
  })

  it('renames an intent with its utterances and templates, onto another one too', () => {
    const next = renameIntent(declared(), 'Play', ' Start ')
    expect(next.intents.map(({ name }) => name)).toEqual(['Start', 'Listen'])
    const intents = ['Start', 'Start', 'Listen', null, null]
    expect(next.utterances.map(({ intent }) => intent)).toEqual(intents)
    const merged = renameIntent(declared(), 'Play', 'Listen')
    expect(merged.intents).toEqual([
      {
        ...declared().intents[1],
        slots: [
          { name: 'style', type: 'Genre' },
          { name: 'genre', type: 'Genre' },
        ],
      },
    ])
    expect(merged.templates[0]?.intent).toBe('Listen')
    expect(renameIntent(declared(), 'Listen', 'Hear').templates).toEqual(declared().templates)
  })

  it('deletes an intent with its templates, and no other one', () => {
    const gone = deleteIntent(declared(), 'Play', { withUtterances: true })
    expect(gone.intents.map(({ name }) => name)).toEqual(['Listen'])
    expect(gone.templates).toEqual([])
    expect(gone.utterances.map(({ id }) => id)).toEqual(['c', 'd', 'e'])
    const kept = deleteIntent(declared(), 'Listen', { withUtterances: false })
    expect(kept.templates).toEqual(declared().templates)
    expect(kept.utterances.map(({ intent }) => intent)).toEqual(['Play', 'Play', null, null, null])
  })

  it('renames a slot wherever it stands, and touches nothing else', () => {
    const before = declared()
    const next = renameSlot(before, 'genre', ' kind ')
    expect(next.intents[0]?.slots).toEqual([{ name: 'kind', type: 'Genre' }])
    expect(next.intents[1]).toBe(before.intents[1])
    expect(next.utterances[0]?.spans).toEqual([{ start: 5, end: 9, slot: 'kind' }])
    expect(next.utterances[1]).toBe(before.utterances[1])
    const two = { id: 't2', intent: 'Listen', text: 'hear {style}' }
    const both = { ...before, templates: [...before.templates, two] }
    expect(renameSlot(both, 'genre', 'kind').templates).toEqual([
      { ...before.templates[0], text: 'play {kind}' },
      two,
    ])
    const mixed = putSpan(before, 'a', { start: 0, end: 4, slot: 'verb' })
    const slots = renameSlot(mixed, 'genre', 'kind').utterances[0]?.spans.map(({ slot }) => slot)
    expect(slots).toEqual(['verb', 'kind'])
  })

  it('deletes a slot from one intent or from all, with what was labelled and filled with it', () => {
    const before = putSpan(
      {
        ...declared(),
        templates: [
          { id: 't', intent: 'Play', text: 'play {genre}' },
          { id: 'plain', intent: 'Play', text: 'play {artist}' },
          { id: 'l', intent: 'Listen', text: 'hear {genre}' },
        ],
        utterances: declared().utterances.map((one, index) =>
          index === 1
            ? { ...one, templateId: 't' }
            : { ...one, templateId: index === 3 ? 'l' : null },
        ),
      },
      'c',
      { start: 0, end: 4, slot: 'genre' },
    )
    const one = deleteSlot(before, 'genre', 'Play')
    expect(one.intents.map(({ slots }) => slots.map(({ name }) => name))).toEqual([
      [],
      ['style', 'genre'],
    ])
    expect(one.templates.map(({ id }) => id)).toEqual(['plain', 'l'])
    expect(one.utterances.map(({ templateId }) => templateId)).toEqual([
      null,
      null,
      null,
      'l',
      null,
    ])
    expect(one.utterances.map(({ spans }) => spans.length)).toEqual([0, 0, 1, 0, 0])
    const all = deleteSlot(before, 'genre', null)
    expect(all.intents.map(({ slots }) => slots.map(({ name }) => name))).toEqual([[], ['style']])
    expect(all.templates.map(({ id }) => id)).toEqual(['plain'])
    expect(all.utterances.every(({ templateId, spans }) => !templateId && !spans.length)).toBe(true)
    const other = deleteSlot(before, 'artist', 'Listen')
    expect([other.templates, other.utterances]).toEqual([before.templates, before.utterances])
  })

  it('gives a slot its type in every intent, and a type its values', () => {
    const shared = addSlot(declared(), 'Play', { name: 'style', type: 'Closed' })
    const next = setSlotType(shared, 'style', 'Style')
    expect(next.intents.map(({ slots }) => slots.map(({ type }) => type))).toEqual([
      ['Genre', 'Style'],
      ['Style'],
    ])
    expect(next.slotTypes.at(-1)?.name).toBe('Style')
    expect(setSlotType(shared, 'genre', 'Genre').intents[0]).toBe(shared.intents[0])
    expect(updateSlotType(shared, 'Closed', { isExtensible: true }).slotTypes).toEqual([
      shared.slotTypes[0],
      { ...closed, isExtensible: true },
    ])
    const free = deleteSlotType(declared(), 'Closed')
    expect(free.slotTypes.map(({ name }) => name)).toEqual(['Genre'])
    expect(renameSlotType(shared, 'Closed', 'Open').intents[1]).toEqual(shared.intents[1])
  })

  it('takes values whatever signs part them, and makes the type that they are for', () => {
    expect(linesToValues('a, b;c|d\te\r\n , \rf,,g')).toEqual([
      { value: 'a', synonyms: ['b', 'c', 'd', 'e'] },
      { value: 'f', synonyms: ['g'] },
    ])
    const next = addValues(declared(), 'Fresh', [
      { value: 'one', synonyms: [] },
      { value: ' ONE', synonyms: ['uno', 'One'] },
    ])
    expect(next.slotTypes.at(-1)).toEqual({
      ...{ name: 'Fresh', isExtensible: true },
      values: [{ value: 'one', synonyms: ['uno'] }],
    })
    expect(addValues(next, 'Closed', [{ value: 'z', synonyms: [] }]).slotTypes[1]).toEqual({
      ...closed,
      values: [...closed.values, { value: 'z', synonyms: [] }],
    })
  })
})
