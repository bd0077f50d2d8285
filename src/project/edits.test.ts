import { describe, expect, it } from 'vitest'
import { changeSize, diffProjects, redoChange, undoChange } from './change'
import {
  addUtterances,
  duplicateUtterance,
  editText,
  linesToTexts,
  moveSpan,
  putSpan,
  putSpans,
  relabelSlotIn,
  relabelSpan,
  removeSpans,
  removeUtterances,
  setIntent,
  setNote,
  setSplit,
  setStatus,
  splitUtterance,
} from './edits'
import { createProject, createUtterance, type Project, type Utterance } from './project'
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

describe('an edit of one utterance', () => {
  const genre = (start: number, end: number) => ({ start, end, slot: 'genre' })
  const b = new Set(['b', 'nobody'])
  it.each<[string, (project: Project) => Project, Partial<Utterance>]>([
    ['its intent', (project) => setIntent(project, b, 'Play'), { intent: 'Play' }],
    ['its intent away', (project) => setIntent(project, b, null), { intent: null }],
    ['its status', (project) => setStatus(project, b, 'check'), { status: 'check' }],
    ['its side', (project) => setSplit(project, b, 'test'), { split: 'test' }],
    ['its note', (project) => setNote(project, 'b', 'why'), { note: 'why' }],
    ['its text', (project) => editText(project, 'b', ' stop  now'), { text: 'stop now' }],
    ['a label', (project) => putSpan(project, 'b', genre(5, 7)), { spans: [genre(5, 7)] }],
  ])('changes %s and no other object, and once done nothing', (_, edit, change) => {
    const before = musicSkill()
    const after = edit(before)
    expect(after.utterances[1]).toEqual({ ...before.utterances[1], ...change })
    expect(after.utterances[0]).toBe(before.utterances[0])
    expect(after.utterances[2]).toBe(before.utterances[2])
    expect(edit(after)).toBe(after)
  })

  it.each<[string, (project: Project) => Project]>([
    ['an empty list', (project) => addUtterances(project, [])],
    ['ids that nobody has', (project) => removeUtterances(project, new Set(['nobody']))],
    ['a label on white space', (project) => putSpan(project, 'a', genre(4, 5))],
    ['labels of nobody', (project) => putSpans(project, new Map([['nobody', [genre(0, 4)]]]))],
    ['a label that is not there', (project) => removeSpans(project, 'a', [genre(0, 4)])],
    ['a move to nowhere', (project) => moveSpan(project, 'a', genre(5, 9), { start: 4, end: 5 })],
    ['a copy of nobody', (project) => duplicateUtterance(project, 'nobody', 'x')],
    ['a cut of nobody', (project) => splitUtterance(project, 'nobody', 5, 'x')],
    ['a cut before white space at the end', (project) => splitUtterance(project, 'a', 27, 'x')],
    ['a slot that no label has', (project) => relabelSlotIn(project, b, 'genre', 'style')],
    ['a text of nobody', (project) => editText(project, 'nobody', 'words')],
  ])('is none with %s', (_, edit) => {
    const labelled = putSpan(musicSkill(), 'a', genre(5, 9))
    expect(edit(labelled)).toBe(labelled)
  })

  it('declares slots for what it touches, and leaves alone what else is undeclared', () => {
    const project = musicSkill()
    const stray = { ...project.utterances[1]!, spans: [{ start: 0, end: 4, slot: 'stray' }] }
    const labelled = { ...project.utterances[0]!, spans: [genre(5, 9)] }
    const odd = { ...project, utterances: [labelled, stray, project.utterances[2]!] }
    const a = new Set(['a'])
    for (const next of [
      putSpan(odd, 'a', { start: 10, end: 14, slot: 'kind' }),
      setIntent(odd, a, 'Listen'),
      relabelSlotIn(odd, a, 'genre', 'style'),
      addUtterances(odd, [{ ...labelled, id: 'z', intent: 'Listen' }]),
    ]) {
      expect(next.intents[1]).toEqual(odd.intents[1])
      expect(next.slotTypes.map(({ name }) => name)).not.toContain('stray')
      expect(next.utterances[1]).toBe(stray)
      expect(next).not.toEqual(odd)
    }
  })
})

describe('utterances that are added', () => {
  const ids = (project: Project) => project.utterances.map(({ id }) => id).join('')
  const x = createUtterance({
    ...{ id: 'x', text: '  play   jazz ', intent: 'New' },
    spans: [
      { start: 9, end: 13, slot: 'genre' },
      { start: 2, end: 6, slot: 'verb' },
    ].reverse(),
  })

  it('stand behind the one that is named, else at the end, with their texts tidied', () => {
    expect(ids(addUtterances(musicSkill(), [x], { afterId: 'a' }))).toBe('axbc')
    expect(ids(addUtterances(musicSkill(), [x], { afterId: 'c' }))).toBe('abcx')
    expect(ids(addUtterances(musicSkill(), [x], { afterId: 'nobody' }))).toBe('abcx')
    const next = addUtterances(musicSkill(), [x, { ...x, id: 'y', spans: [] }])
    expect(ids(next)).toBe('abcxy')
    expect(next.utterances[3]?.text).toBe('play jazz')
    expect(spansOf(next, 'x')).toEqual([
      ['play', 'verb'],
      ['jazz', 'genre'],
    ])
    expect(next.intents[2]).toEqual({
      ...{ name: 'New', kind: 'custom', note: '' },
      slots: [
        { name: 'verb', type: 'verb' },
        { name: 'genre', type: 'Genre' },
      ],
    })
  })

  it('as copies are to do, and as halves too, with what stands on their side of the cut', () => {
    const done = setStatus(
      putSpans(
        musicSkill(),
        new Map([
          [
            'a',
            [
              { start: 0, end: 4, slot: 'verb' },
              { start: 10, end: 17, slot: 'across' },
              { start: 18, end: 21, slot: 'article' },
            ],
          ],
        ]),
      ),
      new Set(['a']),
      'done',
    )
    const copied = duplicateUtterance(setNote(done, 'a', 'why'), 'a', 'x')
    expect(copied.utterances[1]).toMatchObject({ id: 'x', status: 'todo', note: 'why' })
    const cut = splitUtterance(done, 'a', 14, 'x')
    expect(ids(cut)).toBe('axbc')
    expect(cut.utterances.slice(0, 2).map(({ text, status }) => [text, status])).toEqual([
      ['play cool jazz', 'done'],
      ['on the radio', 'todo'],
    ])
    expect(spansOf(cut, 'a')).toEqual([['play', 'verb']])
    expect(spansOf(cut, 'x')).toEqual([['the', 'article']])
    expect(validateProject(cut)).toEqual([])
  })

  it('come one from each line, however it ends', () => {
    expect(linesToTexts('a\rb\u2028c\u2029d\r\ne\n')).toEqual(['a', 'b', 'c', 'd', 'e'])
  })
})

describe('a slot in many utterances', () => {
  it('changes its name or goes, and no other one', () => {
    const labels = [
      { start: 5, end: 9, slot: 'genre' },
      { start: 10, end: 14, slot: 'kind' },
    ]
    const project = putSpans(musicSkill(), new Map([['a', labels]]))
    const all = new Set(['a', 'b', 'c'])
    const renamed = relabelSlotIn(project, all, 'genre', 'style')
    expect(spansOf(renamed, 'a')).toEqual([
      ['cool', 'style'],
      ['jazz', 'kind'],
    ])
    expect(renamed.intents[0]?.slots.map(({ name }) => name)).toEqual(['genre', 'kind', 'style'])
    expect(renamed.utterances[1]).toBe(project.utterances[1])
    expect(spansOf(relabelSlotIn(project, all, 'genre', null), 'a')).toEqual([['jazz', 'kind']])
    expect(spansOf(relabelSlotIn(project, new Set(['b']), 'genre', null), 'a')).toHaveLength(2)
  })
})
