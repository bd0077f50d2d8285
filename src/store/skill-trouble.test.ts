import { describe, expect, it } from 'vitest'
import { addUtterances, setStatus } from '@/project/edits'
import { createProject, createUtterance, type Project } from '@/project/project'
import { createDatabase } from './database'
import { createDesk } from './desk'
import { createMemoryRecords } from './memory-records'
import { createProjectStore } from './project-store'
import type { RecordStore, StoredRecord, StoreName, Write } from './record-store'
import { readSkillList } from './skill-list'
import { readSkill } from './skill-records'
import { createFakeChannels, createStepClock, openTab, settle, type Tab } from './testing'
import { createTrash, UNDO_MS } from './trash'

function sample(name = 'Music'): Project {
  return addUtterances(createProject({ id: 'x', name }), [
    createUtterance({ id: 'a', text: 'play jazz' }),
    createUtterance({ id: 'b', text: 'stop' }),
  ])
}

const mark = (id: string) => (project: Project) => setStatus(project, new Set([id]), 'done')
const put = (store: StoreName, record: StoredRecord): Write => ({ kind: 'put', store, record })
const state = ({ projects }: Tab) => projects.state.getState()

/** A tab with a skill of which one edit lies in the journal. */
async function openEdited(records: RecordStore = createMemoryRecords()) {
  const clock = createStepClock()
  const channels = createFakeChannels()
  const open = () => openTab({ records, clock, channel: channels.open() })
  const tab = open()
  await settle()
  const id = await tab.desk.add(sample())
  await tab.desk.open(id)
  tab.projects.edit('Mark', mark('a'))
  await tab.desk.flush()
  return { records, clock, open, tab, id }
}

/** A disk whose reads can fail. */
function createDisk() {
  const records = createMemoryRecords()
  const disk = { isBroken: false }
  return {
    disk,
    records: {
      ...records,
      read: async (queries) => {
        if (disk.isBroken) throw new DOMException('', 'UnknownError')
        return records.read(queries)
      },
    } satisfies RecordStore,
  }
}

describe('a card that is gone or damaged', () => {
  const ways: Record<string, (id: string) => Write> = {
    gone: (id) => ({ kind: 'delete', store: 'skills', id }),
    silent: (id) => put('skills', { id }),
    wrong: (id) => put('skills', { id, revision: 'many' }),
    broken: (id) => put('skills', { id, revision: 1.5 }),
  }

  it.each(Object.keys(ways))('(%s) is made anew with the next save', async (way) => {
    const { records, open, id } = await openEdited()
    await records.commit([ways[way]!(id)])
    const tab = open()
    await tab.desk.open(id)
    tab.projects.edit('Mark', mark('b'))
    await tab.desk.flush()
    expect(state(tab)).toMatchObject({ save: { kind: 'saved' }, lost: null })
    const stored = await readSkill(tab.database, id)
    expect(stored).toMatchObject({ kind: 'read', revision: 3, told: 3, lost: null })
    tab.projects.edit('Mark', (project) => setStatus(project, new Set(['a', 'b']), 'todo'))
    await tab.desk.flush()
    expect(state(tab).save.kind).toBe('saved')
  })

  it.each(Object.keys(ways))('(%s) does not keep a skill from being deleted', async (way) => {
    const { records, open, id, clock } = await openEdited()
    await records.commit([ways[way]!(id)])
    const tab = open()
    await settle()
    await tab.desk.discard(id)
    clock.advance(UNDO_MS)
    await settle()
    expect(state(tab).notices).toEqual([])
    expect((await readSkill(tab.database, id)).kind).toBe('missing')
  })

  it('that is ahead of everything else tells of saves that are gone', async () => {
    const { records, open, id } = await openEdited()
    const [[card]] = (await records.read([{ store: 'skills', id }])) as [[StoredRecord]]
    await records.commit([put('skills', { ...card, revision: 9 })])
    const tab = open()
    expect(await readSkill(tab.database, id)).toMatchObject({ revision: 9, told: 9 })
    await tab.desk.open(id)
    await settle()
    expect(state(tab).lost?.losses).toHaveLength(1)
    expect(await readSkill(tab.database, id)).toMatchObject({ revision: 10, lost: null })
  })
})

describe('the list of skills', () => {
  it('is sorted, the latest first, and names what is broken by what is left of it', async () => {
    const { records, tab, id, clock } = await openEdited()
    clock.advance(1000)
    const later = await tab.desk.add(sample('Later'))
    const project = { id: 'z', name: 'Inside', utterances: 3 }
    await records.commit([
      put('projects', { id: 'y', project: { ...project, name: '' } }),
      put('projects', { id: 'z', revision: 1, project }),
      put('skills', { id: 'w', revision: 1, name: 5 }),
      put('journals', { id: 'v/1', projectId: 'v', revision: 1 }),
    ])
    const list = await readSkillList(tab.database)
    expect(list).toMatchObject({
      value: {
        skills: [{ id: later }, { id }],
        damaged: [
          { id: 'y', name: 'Unnamed skill' },
          { id: 'z', name: 'Inside', raw: { snapshot: { id: 'z' } } },
          { id: 'w', name: 'Unnamed skill', isNewer: false },
        ],
      },
    })
    await tab.desk.list()
    expect(state(tab).skills?.map(({ name }) => name)).toEqual(['Later', 'Music'])
    expect(state(tab).damagedSkills.map((one) => one.id)).toEqual(['y', 'z', 'w'])
  })

  it('keeps the time at which a damaged card says that it was saved', async () => {
    const { records, tab, id } = await openEdited()
    await records.commit([put('skills', { id, savedAt: 7, revision: 2 })])
    expect(await readSkillList(tab.database)).toMatchObject({ value: { skills: [{ savedAt: 7 }] } })
    await records.commit([put('skills', { id, savedAt: 'noon', revision: 2 })])
    expect(await readSkillList(tab.database)).toMatchObject({ value: { skills: [{ savedAt: 0 }] } })
  })

  it('says why it cannot be read, and keeps what it shows', async () => {
    const { disk, records } = createDisk()
    const { tab } = await openEdited(records)
    disk.isBroken = true
    await tab.desk.list()
    expect(state(tab).listProblem).toMatch(/storage/)
    expect(state(tab).skills).toHaveLength(1)
    const fresh = openTab({ records, clock: createStepClock() })
    await settle()
    expect(state(fresh)).toMatchObject({ skills: [], listProblem: expect.any(String) })
    disk.isBroken = false
    await tab.desk.list()
    expect(state(tab).listProblem).toBeNull()
  })

  it('follows what other tabs save and delete, and hides what lies in the trash', async () => {
    const { open, tab, id, clock } = await openEdited()
    const other = open()
    await settle()
    tab.projects.edit('Rename', (project) => ({ ...project, name: 'Songs' }))
    await tab.desk.flush()
    await settle()
    expect(state(other).skills?.map(({ name }) => name)).toEqual(['Songs'])
    const discarded = await tab.desk.discard(id)
    await tab.desk.list()
    expect([state(tab).skills, state(other).skills?.length]).toEqual([[], 1])
    expect(state(tab).project).toBeNull()
    discarded.bringBack()
    await settle()
    expect(state(tab).skills).toHaveLength(1)
    await tab.desk.discard(id)
    clock.advance(UNDO_MS)
    await settle()
    expect([state(tab).skills, state(other).skills]).toEqual([[], []])
  })
})

describe('opening a skill', () => {
  it('says whether it is missing, newer, broken, just deleted or out of reach', async () => {
    const { disk, records } = createDisk()
    const { tab, id } = await openEdited(records)
    await records.commit([
      put('projects', { id: 'newer', project: { ...sample(), schemaVersion: 99 } }),
      put('projects', { id: 'broken', project: 3 }),
      put('skills', { id: 'headless', revision: 3 }),
    ])
    const said: (readonly [string, boolean])[] = []
    const open = async (projectId: string) => {
      await tab.desk.open(projectId)
      const { problem, project } = state(tab)
      expect([problem?.projectId, project]).toEqual([projectId, null])
      said.push([`${problem!.title} ${problem!.remedy}`, problem!.raw !== undefined])
    }
    for (const projectId of ['missing', 'newer', 'broken', 'headless']) await open(projectId)
    disk.isBroken = true
    await open('anything')
    disk.isBroken = false
    const { read } = tab.database
    tab.database.read = () => Promise.reject(new Error('a fault of ours'))
    await open('thrown')
    tab.database.read = read
    await tab.desk.discard(id)
    await open(id)
    expect(new Set(said.map(([words]) => words)).size).toBe(said.length)
    expect(said.map(([, hasRaw]) => hasRaw)).toEqual([
      ...[false, true, true, true, false, false, false],
    ])
  })

  it('does nothing for the one that is open, and calls off another that is on its way', async () => {
    const { tab, id } = await openEdited()
    const other = await tab.desk.add(sample('Other'))
    const away = tab.desk.open(other)
    await away
    expect(state(tab).project?.id).toBe(other)
    const back = tab.desk.open(id)
    await tab.desk.discard(other)
    await tab.desk.open(other)
    await back
    expect(state(tab)).toMatchObject({ project: null, problem: { projectId: other } })
  })
})

describe('work of a person', () => {
  it('is told of once it is in the database, and not before', async () => {
    const records = createMemoryRecords()
    let isFull = false
    let kept = 0
    const clock = createStepClock()
    const projects = createProjectStore()
    const desk = createDesk({
      database: createDatabase({
        memory: createMemoryRecords(),
        records: {
          read: records.read,
          async commit(...args) {
            if (isFull) throw new DOMException('', 'QuotaExceededError')
            return records.commit(...args)
          },
        },
      }),
      ...{ clock, projects, trash: createTrash(clock), channel: createFakeChannels().open() },
      onWorkKept: () => {
        kept += 1
      },
    })
    const id = await desk.add(sample())
    expect(kept).toBe(1)
    await desk.open(id)
    isFull = true
    projects.edit('Mark', mark('a'))
    await desk.flush()
    expect([kept, desk.hasUnsaved()]).toEqual([1, true])
    isFull = false
    await desk.retry()
    expect([kept, desk.hasUnsaved()]).toEqual([2, false])
  })

  it('is in danger while it lies in memory only, or waits', async () => {
    const { tab } = await openEdited()
    await settle()
    expect([state(tab).storage?.kind, tab.desk.hasUnsaved()]).toEqual(['kept', false])
    tab.projects.state.setState({ storage: { kind: 'memory', remedy: '' } })
    expect(tab.desk.hasUnsaved()).toBe(true)
    tab.projects.state.setState({ skills: [] })
    expect(tab.desk.hasUnsaved()).toBe(false)
    tab.projects.edit('Mark', mark('b'))
    expect(tab.desk.hasUnsaved()).toBe(true)
    await tab.desk.discard(state(tab).project!.id)
    expect(tab.desk.hasUnsaved()).toBe(false)
  })
})

describe('what could not be read', () => {
  it('stays until it is forgotten, and where that fails', async () => {
    const records = createMemoryRecords()
    const { open, id } = await openEdited(records)
    await records.commit([
      put('journals', { id: `${id}/2`, projectId: id, revision: 2, steps: 5 }),
      put('lostParts', { id: 'strange', projectId: id }),
    ])
    const tab = open()
    await tab.desk.open(id)
    await settle()
    const { lost } = state(tab)
    expect(lost?.ids).toHaveLength(1)
    const [part] = (await records.read([{ store: 'lostParts', id: lost!.ids[0]! }])).flat()
    expect(part).toMatchObject({ projectId: id, losses: lost!.losses })
    const { commit } = tab.database
    tab.database.commit = async () => ({ kind: 'failed', reason: 'broken', remedy: '' })
    await tab.desk.dismissLost()
    expect(state(tab).lost).not.toBeNull()
    tab.database.commit = commit
    await tab.desk.dismissLost()
    expect(state(tab).lost).toBeNull()
    const left = await records.read([{ store: 'lostParts', all: 'ids' }])
    expect(left).toEqual([['strange']])
  })
})

describe('deleting', () => {
  it('says when it fails, and brings the skill back into the list', async () => {
    const { tab, id, clock } = await openEdited()
    await tab.desk.discard(id)
    tab.database.commit = async () => ({ kind: 'failed', reason: 'quota', remedy: 'Make room.' })
    clock.advance(UNDO_MS)
    await settle()
    expect(state(tab).notices).toMatchObject([
      { title: expect.stringContaining('Music'), text: 'Make room.' },
    ])
    expect(state(tab).skills).toHaveLength(1)
  })

  it('at once takes a skill from the screen, whatever its revision', async () => {
    const { tab, id, open } = await openEdited()
    const other = open()
    await other.desk.open(id)
    other.projects.edit('Mark', mark('b'))
    await other.desk.flush()
    await tab.desk.forget(id)
    expect([state(tab).project, state(tab).skills]).toEqual([null, []])
    await settle()
    expect(state(other).save.kind).toBe('deleted')
    const second = await tab.desk.add(sample('Second'))
    await tab.desk.open(second)
    const third = await tab.desk.add(sample('Third'))
    await tab.desk.forget(third)
    expect(state(tab).project?.id).toBe(second)
  })
})
