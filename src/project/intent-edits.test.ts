import { describe, expect, it } from 'vitest'
import { putSpan } from './edits'
import { buildGazetteer, findKnownValues } from './gazetteer'
import {
  addIntent,
  addSlot,
  addValues,
  deleteIntent,
  deleteSlot,
  linesToValues,
  renameIntent,
  renameSlot,
  renameSlotType,
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
