import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diffProjects, redoChange } from './change'
import { addUtterances, removeUtterances, setIntent, setNote, setStatus } from './edits'
import { addIntent, addSlot, deleteIntent } from './intent-edits'
import { isMadeOn, mergeChange } from './merge-change'
import { createProject, createUtterance, type Project } from './project'

const base = addUtterances(
  addIntent(addIntent(createProject({ id: 'x', name: 'Music' }), 'Play'), 'Stop'),
  ['play jazz', 'stop', 'halt'].map((text, index) => createUtterance({ id: `u${index}`, text })),
)
const one = new Set(['u0'])

/** What comes of two edits of one version, the second made on what the first left. */
function merge(theirs: (project: Project) => Project, mine: (project: Project) => Project) {
  const change = diffProjects(base, mine(base), 'Mine')
  return change && mergeChange(theirs(base), change)
}

describe('merging a change', () => {
  it('keeps what both did where they do not touch the same', () => {
    const merged = merge(
      (project) => setStatus(project, one, 'done'),
      (project) => setIntent(setNote(project, 'u1', 'quiet'), one, 'Play'),
    )
    expect(merged?.utterances[0]).toMatchObject({ status: 'done', intent: 'Play' })
    expect(merged?.utterances[1]?.note).toBe('quiet')
  })

  it('adds and removes utterances at their neighbours', () => {
    const add = (id: string, at: number) => (project: Project) => ({
      ...project,
      utterances: project.utterances.toSpliced(at, 0, createUtterance({ id, text: id })),
    })
    const ids = (project: Project | null | undefined) => project?.utterances.map(({ id }) => id)
    expect(ids(merge(add('theirs', 0), add('mine', 2)))).toHaveLength(5)
    expect(ids(merge((project) => removeUtterances(project, one), add('mine', 3)))).toEqual([
      'u1',
      'u2',
      'mine',
    ])
    expect(ids(merge(add('theirs', 0), (project) => removeUtterances(project, one)))).toEqual([
      'theirs',
      'u1',
      'u2',
    ])
  })

  it('lets both declare intents and slots', () => {
    const slot = (name: string) => (project: Project) =>
      addSlot(project, 'Play', { name, type: name })
    const merged = merge(slot('genre'), (project) => addIntent(slot('artist')(project), 'Pause'))
    expect(merged?.intents.map(({ name }) => name)).toEqual(['Play', 'Stop', 'Pause'])
    expect(merged?.intents[0]?.slots.map(({ name }) => name)).toEqual(['genre', 'artist'])
    expect(merged?.slotTypes.map(({ name }) => name)).toEqual(['genre', 'artist'])
  })

  it('says no where both say different things of one', () => {
    const intent = (name: string) => (project: Project) => setIntent(project, one, name)
    expect(merge(intent('Play'), intent('Stop'))).toBeNull()
    expect(merge(intent('Play'), intent('Play'))?.utterances[0]?.intent).toBe('Play')
    expect(merge((project) => removeUtterances(project, one), intent('Play'))).toBeNull()
    expect(merge(intent('Play'), (project) => removeUtterances(project, one))).toBeNull()
    const renamed = (name: string) => (project: Project) => ({ ...project, name })
    expect(merge(renamed('A'), renamed('B'))).toBeNull()
    expect(
      merge(
        (project) => addSlot(project, 'Play', { name: 'genre', type: 'genre' }),
        (project) => deleteIntent(project, 'Play', { withUtterances: false }),
      ),
    ).toBeNull()
  })

  it('on the version that it was made on, is the change itself', () => {
    const edits: ((project: Project, at: number, step: number) => Project)[] = [
      (project, at) => setStatus(project, new Set([`u${at % 3}`]), 'check'),
      (project, at) => removeUtterances(project, new Set([`u${at % 3}`])),
      (project, at, step) => ({
        ...project,
        utterances: project.utterances.toSpliced(
          at % (project.utterances.length + 1),
          0,
          createUtterance({ id: `n${step}`, text: `new ${at}` }),
        ),
      }),
      (project, at) => addIntent(project, `Intent ${at}`),
    ]
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(edits.length - 1), fc.nat(50)), { maxLength: 8 }),
        (steps) => {
          let project = base
          for (const [step, [edit, at]] of steps.entries()) {
            const next = edits[edit]!(project, at, step)
            const change = diffProjects(project, next, 'Edit')
            if (!change) continue
            expect(isMadeOn(project, change)).toBe(true)
            expect(mergeChange(project, change)).toEqual(redoChange(project, change))
            project = next
          }
        },
      ),
    )
  })
})
