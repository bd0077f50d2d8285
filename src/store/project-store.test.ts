import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { addUtterances, setStatus } from '@/project/edits'
import { createProject, createUtterance } from '@/project/project'
import {
  closeDatabase,
  deleteProjectRecords,
  readRecord,
  readRecords,
  writeRecords,
} from './database'
import {
  addSkill,
  deleteSkill,
  duplicateSkill,
  fetchProject,
  keepAsCopy,
  openProject,
  renameSkill,
  takeOtherVersion,
} from './project-library'
import { readSkill } from './project-records'
import { flushSave, foldJournal } from './project-saving'
import { editProject, redo, undo, useProjectStore } from './project-store'

const state = useProjectStore.getState

function sample() {
  return addUtterances(createProject({ id: 'x', name: 'Music' }), [
    createUtterance({ id: 'a', text: 'play jazz' }),
    createUtterance({ id: 'b', text: 'stop' }),
  ])
}

async function reload(id: string) {
  await flushSave()
  useProjectStore.setState({ project: null, past: [], future: [], save: { kind: 'saved' } })
  await openProject(id)
}

beforeEach(() => {
  useProjectStore.setState({
    project: null,
    problem: null,
    past: [],
    future: [],
    skills: null,
    save: { kind: 'saved' },
  })
})

afterEach(async () => {
  await flushSave()
  await closeDatabase()
  vi.unstubAllGlobals()
  indexedDB.deleteDatabase('skillet')
})

describe('project store', () => {
  it('keeps edits and their history over a reload', async () => {
    const id = await addSkill(sample())
    await openProject(id)
    editProject('Mark as done', (project) => setStatus(project, new Set(['a']), 'done'))
    editProject('Delete', (project) => ({ ...project, utterances: [] }))
    undo()
    expect(state().save.kind).toBe('pending')
    await reload(id)
    expect(state().project?.utterances.map((one) => one.status)).toEqual(['done', 'todo'])
    expect(state().past.map((change) => change.label)).toEqual(['Mark as done'])
    undo()
    expect(state().project?.utterances[0]?.status).toBe('todo')
    redo()
    redo()
    expect(state().project?.utterances).toEqual([])
    expect(redo()).toBeNull()
  })

  it('writes an edit as a step, and all of it when nobody waits', async () => {
    const id = await addSkill(sample())
    await openProject(id)
    const put = vi.spyOn(IDBObjectStore.prototype, 'put')
    editProject('Mark as done', (project) => setStatus(project, new Set(['a']), 'done'))
    await flushSave()
    expect(put.mock.contexts.map((store) => (store as IDBObjectStore).name).sort()).toEqual([
      'journals',
      'skills',
    ])
    editProject('Mark as done', (project) => setStatus(project, new Set(['b']), 'done'))
    await flushSave()
    expect((await readSkill(id)).kind === 'read' && (await readSkill(id))).toMatchObject({
      journalSize: 2,
      revision: 3,
      timeline: { project: { utterances: [{ status: 'done' }, { status: 'done' }] } },
    })
    await foldJournal()
    expect(await readSkill(id)).toMatchObject({ journalSize: 0, revision: 4 })
    put.mockRestore()
    await reload(id)
    expect(state().past).toHaveLength(2)
    expect(state().project?.utterances[1]?.status).toBe('done')
  })

  it('goes on from skills that were kept before there were journals', async () => {
    const id = await addSkill(sample())
    const summary = await readRecord('skills', id, z.object({ id: z.string() }))
    await writeRecords([
      { store: 'skills', record: { ...(summary.kind === 'ok' ? summary.value : null), id } },
    ])
    await openProject(id)
    editProject('Mine', (project) => ({ ...project, name: 'Mine' }))
    await flushSave()
    expect(state().save.kind).toBe('saved')
    await reload(id)
    expect(state().project?.name).toBe('Mine')
  })

  it('does not record an edit that changes nothing', async () => {
    await openProject(await addSkill(sample()))
    expect(editProject('Nothing', (project) => ({ ...project }))).toBe(false)
    expect(state().past).toEqual([])
  })

  it('never overwrites what another tab saved', async () => {
    const id = await addSkill(sample())
    await openProject(id)
    const theirs = { ...state().project!, name: 'Theirs' }
    await writeRecords([
      { store: 'projects', record: { id, revision: 7, project: theirs } },
      { store: 'skills', record: { id, revision: 7 } },
    ])
    editProject('Mine', (project) => ({ ...project, name: 'Mine' }))
    await flushSave()
    expect(state().save.kind).toBe('conflict')
    const copy = await keepAsCopy()
    expect((await fetchProject(copy!))?.name).toBe('Mine (from this tab)')
    await takeOtherVersion()
    expect(state().project?.name).toBe('Theirs')
    expect(state().save.kind).toBe('saved')
    editProject('On top', (project) => ({ ...project, name: 'On top' }))
    await flushSave()
    expect(state().save.kind).toBe('saved')
  })

  it('duplicates, renames, deletes and brings back', async () => {
    const id = await addSkill(sample())
    const copy = await duplicateSkill(id)
    await renameSkill(id, 'Songs')
    expect(
      state()
        .skills?.map((skill) => skill.name)
        .sort(),
    ).toEqual(['Music (copy)', 'Songs'])
    const bringBack = await deleteSkill(copy!)
    expect(state().skills).toHaveLength(1)
    await bringBack()
    expect(state().skills).toHaveLength(2)
    expect((await fetchProject(copy!))?.utterances).toHaveLength(2)
  })

  it('says so when a skill is not there or damaged', async () => {
    await openProject('nowhere')
    expect(state().problem?.title).toBe('There is no such skill here')
    await writeRecords([
      { store: 'projects', record: { id: 'broken', revision: 1, project: { utterances: [3] } } },
    ])
    await openProject('broken')
    expect(state().problem?.remedy).toContain('backup')
  })

  it('keeps work in memory and says so when the storage is full', async () => {
    await openProject(await addSkill(sample()))
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError')
    })
    editProject('Mine', (project) => ({ ...project, name: 'Mine' }))
    await flushSave()
    put.mockRestore()
    expect(state().save).toMatchObject({ kind: 'failed', remedy: expect.stringContaining('full') })
    expect(state().project?.name).toBe('Mine')
  })
})

describe('database', () => {
  it('works on memory where the browser keeps nothing', async () => {
    await closeDatabase()
    vi.stubGlobal('indexedDB', {
      open() {
        throw new DOMException('denied', 'SecurityError')
      },
    })
    const id = await addSkill(sample())
    expect((await fetchProject(id))?.name).toBe('Music')
  })

  it('reads through schemas and counts what it cannot read', async () => {
    const schema = z.object({ id: z.string(), projectId: z.string(), score: z.number() })
    await writeRecords([
      { store: 'runs', record: { id: '1', projectId: 'p', score: 1 } },
      { store: 'runs', record: { id: '2', projectId: 'p', score: 'none' } },
      { store: 'runs', record: { id: '3', projectId: 'q', score: 3 } },
    ])
    const found = await readRecords('runs', schema, { projectId: 'p' })
    expect(found).toEqual({
      kind: 'ok',
      value: { records: [{ id: '1', projectId: 'p', score: 1 }], unreadable: 1 },
    })
    expect(await readRecord('runs', '2', schema)).toMatchObject({ reason: 'unreadable' })
    await deleteProjectRecords('p', { withRuns: true })
    const left = await readRecords('runs', schema)
    expect(left.kind === 'ok' && left.value.records.map((run) => run.id)).toEqual(['3'])
  })
})
