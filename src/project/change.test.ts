import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  changedIds,
  changeSize,
  diffProjects,
  invertChange,
  redoChange,
  undoChange,
} from './change'
import { createProject, createUtterance, type Project } from './project'

const utterances = (...ids: string[]) =>
  ids.map((id) => createUtterance({ id, text: `text ${id}` }))
const skill = (...ids: string[]): Project => ({
  ...createProject({ id: 'p', name: 'Skill' }),
  utterances: utterances(...ids),
})

describe('a change', () => {
  it('holds the utterances that were replaced, with both versions', () => {
    const before = skill('a', 'b', 'c')
    const after = {
      ...before,
      utterances: before.utterances.with(1, { ...before.utterances[1]!, note: 'x' }),
    }
    const change = diffProjects(before, after, 'Note')!
    expect(change).toMatchObject({ label: 'Note', before: {}, after: {} })
    expect(change.utterances).toEqual({
      kind: 'replaced',
      places: [{ index: 1, before: before.utterances[1], after: after.utterances[1] }],
    })
    expect([changeSize(change), changedIds(change)]).toEqual([1, ['b']])
    expect(redoChange(before, change)).toEqual(after)
    expect(undoChange(after, change)).toEqual(before)
  })

  it('holds where utterances were put in or taken out, and no more than that', () => {
    const before = skill('a', 'b', 'c', 'd')
    const [a, b, , d] = before.utterances
    const [x, y] = utterances('x', 'y')
    const after = { ...before, utterances: [a!, b!, x!, y!, d!] }
    const change = diffProjects(before, after, 'Paste')!
    expect(change.utterances).toMatchObject({ kind: 'spliced', start: 2 })
    expect([changeSize(change), changedIds(change)]).toEqual([3, ['x', 'y']])
    expect(redoChange(before, change)).toEqual(after)
    expect(undoChange(after, change)).toEqual(before)
  })

  it('holds the fields that differ, and leaves the list alone where it did not', () => {
    const before = skill('a')
    const after = { ...before, name: 'Other', locale: 'de' }
    const change = diffProjects(before, after, 'Rename')!
    expect(change).toMatchObject({
      before: { name: 'Skill', locale: 'en-US' },
      after: { name: 'Other', locale: 'de' },
    })
    expect(changeSize(change)).toBe(0)
    expect(redoChange(before, change).utterances).toBe(before.utterances)
    expect(undoChange(after, change)).toEqual(before)
  })

  it('is none where nothing differs, and twice inverted itself', () => {
    const project = skill('a')
    expect(diffProjects(project, { ...project }, 'Nothing')).toBeNull()
    expect(
      diffProjects(project, { ...project, utterances: [...project.utterances] }, ''),
    ).toBeNull()
    const change = diffProjects(project, skill('b'), 'Swap')!
    expect(invertChange(invertChange(change))).toEqual(change)
    expect(invertChange(change).label).toBe('Swap')
  })

  it('leads there and back, whatever became of the list', () => {
    const pool = utterances(...'abcdefgh')
    const list = fc.uniqueArray(fc.constantFrom(...pool), { maxLength: 8 })
    fc.assert(
      fc.property(list, list, fc.boolean(), (one, other, isEdited) => {
        const before = { ...skill(), utterances: one }
        const edited = isEdited ? other.map((u) => (u.id < 'd' ? { ...u, note: 'x' } : u)) : other
        const after = { ...before, utterances: edited }
        const change = diffProjects(before, after, 'any')
        if (change === null) return expect(after).toEqual(before)
        expect(redoChange(before, change)).toEqual(after)
        expect(undoChange(after, change)).toEqual(before)
      }),
      { seed: 1, numRuns: 100 },
    )
  })
})
