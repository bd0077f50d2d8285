import { describe, expect, it } from 'vitest'
import { changeSize, diffProjects, redoChange, undoChange } from './change'
import {
  addUtterances,
  duplicateUtterance,
  editText,
  linesToTexts,
  moveSpan,
  putSpan,
  relabelSlotIn,
  relabelSpan,
  removeSpans,
  removeUtterances,
  setIntent,
  setStatus,
  splitUtterance,
} from './edits'
import { createProject, createUtterance, type Project } from './project'
import { validateProject } from './validation'

function musicSkill(): Project {
  return {
    ...createProject({ id: 'p', name: 'Music' }),
    intents: [
      { name: 'Play', slots: [{ name: 'genre', type: 'Genre' }], kind: 'custom', note: '' },
      { name: 'Stop', slots: [], kind: 'custom', note: '' },
    ],
    slotTypes: [{ name: 'Genre', values: [], isExtensible: true }],
    utterances: [
      createUtterance({ id: 'a', text: 'play cool jazz on the radio', intent: 'Play' }),
      createUtterance({ id: 'b', text: 'stop it', intent: 'Stop' }),
      createUtterance({ id: 'c', text: 'and now', intent: null }),
    ],
  }
}

const spansOf = (project: Project, id: string) =>
  project.utterances
    .find((utterance) => utterance.id === id)
    ?.spans.map((span) => {
      const text = project.utterances.find((utterance) => utterance.id === id)?.text ?? ''
      return [text.slice(span.start, span.end), span.slot]
    })

describe('spans', () => {
  it('keeps edges as they are given, inside a word, too, without white space', () => {
    const next = putSpan(musicSkill(), 'a', { start: 7, end: 12, slot: 'genre' })
    expect(spansOf(next, 'a')).toEqual([['ol ja', 'genre']])
    const trimmed = putSpan(musicSkill(), 'a', { start: 4, end: 15, slot: 'genre' })
    expect(spansOf(trimmed, 'a')).toEqual([['cool jazz', 'genre']])
  })

  it('lets a new span replace what it touches, and keeps order', () => {
    let next = putSpan(musicSkill(), 'a', { start: 22, end: 27, slot: 'genre' })
    next = putSpan(next, 'a', { start: 5, end: 9, slot: 'genre' })
    next = putSpan(next, 'a', { start: 5, end: 14, slot: 'genre' })
    expect(spansOf(next, 'a')).toEqual([
      ['cool jazz', 'genre'],
      ['radio', 'genre'],
    ])
    expect(validateProject(next)).toEqual([])
  })

  it('declares a new slot on the intent, with a type of its own', () => {
    const next = putSpan(musicSkill(), 'a', { start: 22, end: 27, slot: 'device' })
    expect(next.intents[0]?.slots).toContainEqual({ name: 'device', type: 'device' })
    expect(next.slotTypes.map((type) => type.name)).toContain('device')
    expect(validateProject(next)).toEqual([])
  })

  it('moves, relabels and removes', () => {
    let next = putSpan(musicSkill(), 'a', { start: 5, end: 9, slot: 'genre' })
    next = moveSpan(next, 'a', { start: 5, end: 9, slot: 'genre' }, { start: 5, end: 14 })
    expect(spansOf(next, 'a')).toEqual([['cool jazz', 'genre']])
    next = relabelSpan(next, 'a', { start: 5, end: 14, slot: 'genre' }, 'style')
    expect(spansOf(next, 'a')).toEqual([['cool jazz', 'style']])
    expect(spansOf(removeSpans(next, 'a', [{ start: 5, end: 14, slot: '' }]), 'a')).toEqual([])
  })

  it('is the same project when nothing changes', () => {
    const next = putSpan(musicSkill(), 'a', { start: 5, end: 9, slot: 'genre' })
    expect(putSpan(next, 'a', { start: 5, end: 9, slot: 'genre' })).toBe(next)
    expect(setStatus(next, new Set(['a']), 'todo')).toBe(next)
  })
})

describe('utterances', () => {
  it('carries slots over to a new intent', () => {
    let next = putSpan(musicSkill(), 'a', { start: 5, end: 9, slot: 'genre' })
    next = setIntent(next, new Set(['a']), 'Stop')
    expect(next.intents[1]?.slots).toEqual([{ name: 'genre', type: 'Genre' }])
    expect(validateProject(next)).toEqual([])
  })

  it('makes an intent that nobody declared', () => {
    const next = setIntent(musicSkill(), new Set(['c']), 'Continue')
    expect(next.intents.at(-1)).toMatchObject({ name: 'Continue', kind: 'custom' })
  })

  it('edits a text with its spans and refuses a blank one', () => {
    const labelled = putSpan(musicSkill(), 'a', { start: 10, end: 14, slot: 'genre' })
    const next = editText(labelled, 'a', '  please play   jazz ')
    expect(next.utterances[0]?.text).toBe('please play jazz')
    expect(spansOf(next, 'a')).toEqual([['jazz', 'genre']])
    expect(editText(labelled, 'a', '   ')).toBe(labelled)
  })

  it('splits with spans on the right side', () => {
    let next = putSpan(musicSkill(), 'a', { start: 5, end: 14, slot: 'genre' })
    next = putSpan(next, 'a', { start: 22, end: 27, slot: 'device' })
    next = splitUtterance(next, 'a', 15, 'a2')
    expect(next.utterances.map((utterance) => utterance.text).slice(0, 2)).toEqual([
      'play cool jazz',
      'on the radio',
    ])
    expect(spansOf(next, 'a')).toEqual([['cool jazz', 'genre']])
    expect(spansOf(next, 'a2')).toEqual([['radio', 'device']])
  })

  it('does not split at an edge', () => {
    const project = musicSkill()
    expect(splitUtterance(project, 'a', 0, 'x')).toBe(project)
  })

  it('puts a duplicate behind its source', () => {
    const next = duplicateUtterance(musicSkill(), 'a', 'a2')
    expect(next.utterances.map((utterance) => utterance.id)).toEqual(['a', 'a2', 'b', 'c'])
  })

  it('relabels and clears a slot in bulk', () => {
    let next = putSpan(musicSkill(), 'a', { start: 5, end: 9, slot: 'genre' })
    next = relabelSlotIn(next, new Set(['a', 'b']), 'genre', 'style')
    expect(spansOf(next, 'a')).toEqual([['cool', 'style']])
    next = relabelSlotIn(next, new Set(['a']), 'style', null)
    expect(spansOf(next, 'a')).toEqual([])
  })

  it('reads pasted lines', () => {
    expect(linesToTexts(' a  b \r\n\n c\na b\n')).toEqual(['a b', 'c'])
  })
})

describe('changes', () => {
  const before = musicSkill()
  it.each<[string, (project: Project) => Project, number]>([
    ['a span', (p) => putSpan(p, 'a', { start: 5, end: 9, slot: 'new' }), 1],
    ['a deletion in the middle', (p) => removeUtterances(p, new Set(['b'])), 1],
    ['an addition', (p) => addUtterances(p, [createUtterance({ id: 'z', text: 'hi' })]), 1],
    ['a split', (p) => splitUtterance(p, 'a', 15, 'a2'), 3],
    ['a name', (p) => ({ ...p, name: 'Other' }), 0],
  ])('go both ways: %s', (_name, edit, size) => {
    const after = edit(before)
    const change = diffProjects(before, after, 'x')!
    expect(changeSize(change)).toBe(size)
    expect(undoChange(after, change)).toEqual(before)
    expect(redoChange(before, structuredClone(change))).toEqual(after)
  })

  it('are null when nothing differs', () => {
    expect(diffProjects(before, { ...before }, 'x')).toBeNull()
  })
})

describe('slots that utterances use', () => {
  const radio = { start: 22, end: 27, slot: 'device' }

  it('are declared by their intents, with an open type of their name where nobody has one', () => {
    const next = putSpan(musicSkill(), 'a', radio)
    expect(next.intents[0]?.slots[1]).toEqual({ name: 'device', type: 'device' })
    expect(next.slotTypes[1]).toEqual({ name: 'device', values: [], isExtensible: true })
    expect(putSpan(next, 'a', { start: 0, end: 4, slot: 'device' }).slotTypes).toBe(next.slotTypes)
  })

  it('take the type that another intent gives them, or the type of their name that is there', () => {
    const known = putSpan(musicSkill(), 'b', { start: 5, end: 7, slot: 'genre' })
    expect(known.intents[1]?.slots).toEqual([{ name: 'genre', type: 'Genre' }])
    expect(known.slotTypes).toHaveLength(1)
    const typed = {
      ...musicSkill(),
      slotTypes: [{ name: 'device', values: [], isExtensible: false }],
    }
    expect(putSpan(typed, 'a', radio).slotTypes).toBe(typed.slotTypes)
  })

  it('come with an intent that nobody has declared, and not without any', () => {
    const next = setIntent(putSpan(musicSkill(), 'a', radio), new Set(['a']), 'Listen')
    expect(next.intents[2]).toEqual({
      ...{ name: 'Listen', kind: 'custom', note: '' },
      slots: [{ name: 'device', type: 'device' }],
    })
    const free = putSpan(musicSkill(), 'c', { start: 0, end: 3, slot: 'word' })
    expect([free.intents, free.slotTypes]).toEqual([musicSkill().intents, musicSkill().slotTypes])
  })
})
