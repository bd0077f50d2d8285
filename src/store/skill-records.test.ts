import { describe, expect, it } from 'vitest'
import { diffProjects, invertChange } from '@/project/change'
import { addUtterances, removeUtterances, setStatus } from '@/project/edits'
import { createProject, createUtterance, type Project } from '@/project/project'
import { createDatabase } from './database'
import { createMemoryRecords } from './memory-records'
import type { Write } from './record-store'
import { readSkillList } from './skill-list'
import { readSkill, snapshotWrites } from './skill-records'
import { createStepClock, openTab, settle } from './testing'

const base = addUtterances(
  createProject({ id: 'p', name: 'Music' }),
  ['play jazz', 'stop', 'louder'].map((text, index) => createUtterance({ id: `u${index}`, text })),
)

function edit(before: Project, make: (project: Project) => Project) {
  const after = make(before)
  const change = diffProjects(before, after, 'Edit')
  if (!change) throw new Error('nothing changed')
  return { after, step: { kind: 'edit', change } as const, change }
}

const done = (id: string) => (project: Project) => setStatus(project, new Set([id]), 'done')

/** A database with the skill and journals of these steps, one after the other. */
async function withJournals(journals: unknown[][], extra: Write[] = []) {
  const records = createMemoryRecords()
  await records.commit([
    ...snapshotWrites({ project: base, past: [], future: [] }, { revision: 1, now: 1, lost: null }),
    ...journals.map(
      (steps, index): Write => ({
        kind: 'put',
        store: 'journals',
        record: { id: `p/00000000${index + 2}`, projectId: 'p', revision: index + 2, steps },
      }),
    ),
    ...extra,
  ])
  return { records, database: createDatabase({ records, memory: createMemoryRecords() }) }
}

describe('a journal', () => {
  const first = edit(base, done('u0'))
  const second = edit(first.after, (project) => removeUtterances(project, new Set(['u1'])))
  const third = edit(second.after, done('u2'))

  it('leads to the skill as it was left', async () => {
    const { database } = await withJournals([[first.step], [second.step, third.step]])
    const read = await readSkill(database, 'p')
    expect(read).toMatchObject({ kind: 'read', revision: 3, journalSize: 3, lost: null })
    expect(read.kind === 'read' && read.timeline.project).toEqual(third.after)
  })

  it('skips a bad step and says so; later ones still count, where they belong', async () => {
    const bad = { kind: 'edit', change: { label: 7 } }
    const { database } = await withJournals([[first.step], [bad], [third.step]])
    const read = await readSkill(database, 'p')
    if (read.kind !== 'read') throw new Error(read.kind)
    expect(read.timeline.project.utterances.map(({ id, status }) => [id, status])).toEqual([
      ['u0', 'done'],
      ['u1', 'todo'],
      ['u2', 'done'],
    ])
    expect(read.lost?.losses).toEqual(['An edit could not be read.'])
  })

  it('does not undo another edit in place of a lost one', async () => {
    const { database } = await withJournals([[first.step, { kind: 'edit' }, { kind: 'undo' }]])
    const read = await readSkill(database, 'p')
    expect(read.kind === 'read' && read.timeline.project).toEqual(first.after)
  })

  it('goes on after a save that is gone', async () => {
    const { database } = await withJournals(
      [[first.step], [second.step], [third.step]],
      [{ kind: 'delete', store: 'journals', id: 'p/000000003' }],
    )
    const read = await readSkill(database, 'p')
    if (read.kind !== 'read') throw new Error(read.kind)
    expect(read.revision).toBe(4)
    expect(read.timeline.project.utterances.map(({ status }) => status)).toEqual([
      'done',
      'todo',
      'done',
    ])
    expect(read.lost?.losses).toEqual(['Edits of a save in between are gone.'])
  })

  it('takes back and does again', async () => {
    const steps = [first.step, second.step, { kind: 'undo' }, { kind: 'redo' }, { kind: 'undo' }]
    const { database } = await withJournals([steps])
    const read = await readSkill(database, 'p')
    expect(read.kind === 'read' && read.timeline).toMatchObject({
      project: first.after,
      future: [second.change],
    })
    expect(invertChange(invertChange(first.change))).toEqual(first.change)
  })
})

describe('what cannot be read of a skill', () => {
  it('is shown, kept with the first save, and forgotten when its owner says so', async () => {
    const { records } = await withJournals([])
    await records.commit([
      {
        kind: 'put',
        store: 'projects',
        record: {
          id: 'p',
          revision: 1,
          project: { ...base, utterances: [{ id: 'bad', text: 'precious' }, ...base.utterances] },
        },
      },
    ])
    const open = async () => {
      const tab = openTab({ records, clock: createStepClock() })
      await tab.desk.open('p')
      await settle()
      return tab
    }
    const tab = await open()
    expect(tab.projects.state.getState().lost?.losses[0]).toContain('precious')
    tab.projects.edit('Mark', done('u0'))
    await tab.desk.fold()
    const later = await open()
    const { project, lost } = later.projects.state.getState()
    expect(project?.utterances).toHaveLength(3)
    expect(JSON.stringify(lost?.raw)).toContain('precious')
    await later.desk.dismissLost()
    expect((await open()).projects.state.getState().lost).toBeNull()
  })
})

describe('the list of skills', () => {
  it('makes damaged cards anew, and names what cannot be opened', async () => {
    const { records, database } = await withJournals([])
    const put = (
      store: Write['store'],
      record: { id: string; [field: string]: unknown },
    ): Write => ({
      kind: 'put',
      store,
      record,
    })
    await records.commit([
      put('skills', { id: 'p', name: 'Music', utterances: 'many' }),
      put('projects', { id: 'q', revision: 1, project: { name: 'Broken' } }),
      put('skills', { id: 'r', name: 'Nameless', savedAt: 5 }),
      put('projects', { id: 's', revision: 1, project: { ...base, schemaVersion: 99 } }),
    ])
    const list = await readSkillList(database)
    expect(list).toMatchObject({
      kind: 'ok',
      value: {
        skills: [{ id: 'p', name: 'Music', utterances: 3 }],
        damaged: [
          { id: 'q', name: 'Broken', isNewer: false },
          { id: 's', name: 'Music', isNewer: true },
          { id: 'r', name: 'Nameless' },
        ],
      },
    })
  })

  it('opens nothing that it cannot read, and says why', async () => {
    const { records } = await withJournals([])
    await records.commit([{ kind: 'put', store: 'projects', record: { id: 'q', project: 3 } }])
    const tab = openTab({ records, clock: createStepClock() })
    await tab.desk.open('q')
    expect(tab.projects.state.getState().problem).toMatchObject({
      title: 'This skill could not be opened',
      raw: { snapshot: { id: 'q', project: 3 } },
    })
  })
})
