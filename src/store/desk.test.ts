import { describe, expect, it } from 'vitest'
import { addUtterances, setIntent, setStatus } from '@/project/edits'
import { addIntent } from '@/project/intent-edits'
import { createProject, createUtterance, type Project } from '@/project/project'
import { createMemoryRecords } from './memory-records'
import type { RecordStore } from './record-store'
import { readSkill } from './skill-records'
import { createFakeChannels, createStepClock, openTab, settle, type Tab } from './testing'
import { UNDO_MS } from './trash'

function sample(): Project {
  return addUtterances(addIntent(createProject({ id: 'x', name: 'Music' }), 'Play'), [
    createUtterance({ id: 'a', text: 'play jazz' }),
    createUtterance({ id: 'b', text: 'stop' }),
  ])
}

const mark = (id: string) => (project: Project) => setStatus(project, new Set([id]), 'done')
const name = (text: string) => (project: Project) => ({ ...project, name: text })

/** Two tabs of one browser, and what is between them and the disk. */
function browser(records: RecordStore = createMemoryRecords()) {
  const clock = createStepClock()
  const channels = createFakeChannels()
  const open = () => openTab({ records, clock, channel: channels.open() })
  return { records, clock, open }
}

async function stored({ database }: Tab, id: string) {
  const skill = await readSkill(database, id)
  if (skill.kind !== 'read') throw new Error(skill.kind)
  return skill
}

const stateOf = ({ projects }: Tab) => projects.state.getState()

/** Records that can be made to refuse. */
function fragile(records = createMemoryRecords()) {
  const state = { isFull: false, commits: 0 }
  const store: RecordStore = {
    read: records.read,
    async commit(writes, condition) {
      state.commits += 1
      if (state.isFull && writes.some(({ kind }) => kind === 'put')) {
        throw new DOMException('full', 'QuotaExceededError')
      }
      return records.commit(writes, condition)
    },
  }
  return { store, state }
}

describe('one tab', () => {
  it('keeps edits and their history over a reload', async () => {
    const { open } = browser()
    const tab = open()
    const id = await tab.desk.add(sample())
    await tab.desk.open(id)
    tab.projects.edit('Mark', mark('a'))
    tab.projects.edit('Empty', (project) => ({ ...project, utterances: [] }))
    tab.projects.undo()
    expect(stateOf(tab).save.kind).toBe('pending')
    await tab.desk.flush()
    const next = open()
    await next.desk.open(id)
    expect(stateOf(next).project?.utterances.map((one) => one.status)).toEqual(['done', 'todo'])
    expect(stateOf(next).past.map((change) => change.label)).toEqual(['Mark'])
    next.projects.undo()
    expect(stateOf(next).project?.utterances[0]?.status).toBe('todo')
    next.projects.redo()
    next.projects.redo()
    expect(stateOf(next).project?.utterances).toEqual([])
    expect(next.projects.redo()).toBeNull()
  })

  it('writes an edit as a step, and all of it when nobody waits', async () => {
    const { open } = browser()
    const tab = open()
    const id = await tab.desk.add(sample())
    await tab.desk.open(id)
    tab.projects.edit('Mark', mark('a'))
    await tab.desk.flush()
    tab.projects.edit('Mark', mark('b'))
    await tab.desk.flush()
    expect(await stored(tab, id)).toMatchObject({ journalSize: 2, revision: 3 })
    await tab.desk.fold()
    expect(await stored(tab, id)).toMatchObject({ journalSize: 0, revision: 4 })
  })

  it('never has more than a second of steady work unsaved', async () => {
    const { open, clock } = browser()
    const tab = open()
    const id = await tab.desk.add(sample())
    await tab.desk.open(id)
    const made: number[] = []
    for (let step = 0; step < 100; step += 1) {
      made.push(clock.now())
      tab.projects.edit('Rename', name(`Music ${step}`))
      clock.advance(200)
      await settle()
      const { project } = (await stored(tab, id)).timeline
      const saved = Number(/\d+/.exec(project.name)?.[0] ?? -1)
      const oldest = made[saved + 1]
      expect(clock.now() - (oldest ?? clock.now())).toBeLessThan(1000)
    }
  })

  it('tells the other tab of what was written although the disk has said that it failed', async () => {
    const records = createMemoryRecords()
    let isAnswerLost = false
    const clock = createStepClock()
    const channels = createFakeChannels()
    const commit: RecordStore['commit'] = async (writes, condition) => {
      const done = await records.commit(writes, condition)
      if (!isAnswerLost) return done
      isAnswerLost = false
      throw new DOMException('no', 'AbortError')
    }
    const here = openTab({ records: { ...records, commit }, clock, channel: channels.open() })
    const there = openTab({ records, clock, channel: channels.open() })
    const id = await here.desk.add(sample())
    await here.desk.open(id)
    await there.desk.open(id)
    here.projects.edit('Mark', mark('a'))
    isAnswerLost = true
    for (let second = 0; second < 8; second += 1) {
      clock.advance(1_000)
      await settle()
    }
    expect(stateOf(here).save.kind).toBe('saved')
    expect(stateOf(there).project).toEqual(stateOf(here).project)
  })

  it('records no edit that changes nothing', async () => {
    const tab = browser().open()
    await tab.desk.open(await tab.desk.add(sample()))
    expect(tab.projects.edit('Nothing', (project) => ({ ...project }))).toBe(false)
    expect(stateOf(tab).past).toEqual([])
  })

  it('shows the skill that was asked for last, whatever comes in first', async () => {
    const records = createMemoryRecords()
    const waiting: (() => void)[] = []
    let isSlow = false
    const tab = openTab({
      clock: createStepClock(),
      records: {
        commit: records.commit,
        async read(queries) {
          if (isSlow) await new Promise<void>((resolve) => waiting.push(resolve))
          return records.read(queries)
        },
      },
    })
    const large = await tab.desk.add({ ...sample(), name: 'Large' })
    const small = await tab.desk.add({ ...sample(), name: 'Small' })
    await settle()
    isSlow = true
    const first = tab.desk.open(large)
    const second = tab.desk.open(small)
    await settle()
    waiting[1]?.()
    await settle()
    waiting[0]?.()
    isSlow = false
    await Promise.all([first, second])
    expect(stateOf(tab).project?.name).toBe('Small')
  })

  it('says so when a skill is not there', async () => {
    const tab = browser().open()
    await tab.desk.open('nowhere')
    expect(stateOf(tab).problem?.title).toBe('There is no such skill here')
  })
})

describe('a full disk', () => {
  it('keeps work in memory, says so, and saves it when there is room', async () => {
    const { store, state } = fragile()
    const { open, clock } = browser(store)
    const tab = open()
    const id = await tab.desk.add(sample())
    await tab.desk.open(id)
    state.isFull = true
    tab.projects.edit('Mine', name('Mine'))
    await tab.desk.flush()
    expect(stateOf(tab).save).toMatchObject({ remedy: expect.stringContaining('full') })
    expect(tab.desk.hasUnsaved()).toBe(true)
    state.isFull = false
    clock.advance(6_000)
    await settle()
    expect(stateOf(tab).save.kind).toBe('saved')
    expect((await stored(tab, id)).timeline.project.name).toBe('Mine')
  })

  it('drops nothing when another skill is opened', async () => {
    const { store, state } = fragile()
    const tab = browser(store).open()
    const id = await tab.desk.add(sample())
    const other = await tab.desk.add({ ...sample(), name: 'Other' })
    await tab.desk.open(id)
    state.isFull = true
    tab.projects.edit('Mine', name('Mine'))
    await tab.desk.open(other)
    await settle()
    expect(stateOf(tab).project?.name).toBe('Other')
    expect(stateOf(tab).unsaved).toMatchObject([{ projectId: id, save: { kind: 'failed' } }])
    await tab.desk.open(id)
    expect(stateOf(tab)).toMatchObject({ project: { name: 'Mine' }, save: { kind: 'failed' } })
    state.isFull = false
    await tab.desk.retry()
    expect(stateOf(tab)).toMatchObject({ save: { kind: 'saved' }, unsaved: [] })
  })

  it('takes in, copies and renames in memory, and lists it as not saved', async () => {
    const { store, state } = fragile()
    const tab = browser(store).open()
    const id = await tab.desk.add(sample())
    state.isFull = true
    const added = await tab.desk.add({ ...sample(), name: 'Imported' })
    await tab.desk.duplicate(id)
    await tab.desk.rename(id, 'Songs')
    const names = stateOf(tab).skills?.map((skill) => skill.name)
    expect(names?.sort()).toEqual(['Imported', 'Music (copy)', 'Songs'])
    expect(
      stateOf(tab)
        .unsaved.map(({ project }) => project.name)
        .sort(),
    ).toEqual(['Imported', 'Music (copy)', 'Songs'])
    await tab.desk.open(added)
    expect(stateOf(tab).project?.name).toBe('Imported')
    state.isFull = false
    await tab.desk.retry()
    expect(stateOf(tab).unsaved).toEqual([])
    expect((await stored(tab, id)).timeline.project.name).toBe('Songs')
  })

  it('brings a deleted skill back', async () => {
    const { store, state } = fragile()
    const { open, clock } = browser(store)
    const tab = open()
    const id = await tab.desk.add(sample())
    state.isFull = true
    const discarded = await tab.desk.discard(id)
    expect(stateOf(tab).skills).toEqual([])
    expect(discarded.bringBack()).toBe(true)
    await settle()
    expect(stateOf(tab).skills).toHaveLength(1)
    clock.advance(2 * UNDO_MS)
    await settle()
    expect((await stored(tab, id)).timeline.project.utterances).toHaveLength(2)
  })
})

describe('deleting', () => {
  it('forgets everything that belongs to a skill, once nobody can ask for it back', async () => {
    const { records, open, clock } = browser()
    const tab = open()
    const id = await tab.desk.add(sample())
    const other = await tab.desk.add(sample())
    const of = (projectId: string) =>
      (['runs', 'bundles', 'checkpoints', 'journals', 'lostParts'] as const).map(
        (store) =>
          ({ kind: 'put', store, record: { id: `${store} ${projectId}`, projectId } }) as const,
      )
    await records.commit([...of(id), ...of(other)])
    const discarded = await tab.desk.discard(id)
    clock.advance(UNDO_MS - 1)
    await settle()
    expect((await records.read([{ store: 'runs', projectId: id }]))[0]).toHaveLength(1)
    clock.advance(1)
    await settle()
    expect(discarded.bringBack()).toBe(false)
    const stores = ['skills', 'projects', 'histories', 'journals', 'runs', 'bundles'] as const
    const left = await records.read([
      ...stores.map((store) => ({ store, all: 'records' }) as const),
      { store: 'checkpoints', all: 'owners' },
      { store: 'lostParts', all: 'owners' },
    ])
    expect(JSON.stringify(left)).not.toContain(id)
    expect(JSON.stringify(left)).toContain(other)
  })

  it('is carried out by the next page when its own was left, and not when it was taken back', async () => {
    const { records, open, clock } = browser()
    const tab = open()
    const id = await tab.desk.add(sample())
    const kept = await tab.desk.add({ ...sample(), name: 'Kept' })
    await tab.desk.discard(id)
    const discarded = await tab.desk.discard(kept)
    await settle()
    expect(discarded.bringBack()).toBe(true)
    await settle()
    // Nobody puts this tab's own clock forward any more: it is gone.
    const later = createStepClock()
    later.advance(clock.now() + UNDO_MS)
    openTab({ records, clock: later })
    await settle()
    later.advance(2 * UNDO_MS)
    await settle()
    await settle()
    expect((await records.read([{ store: 'projects', all: 'ids' }]))[0]).toEqual([kept])
    expect((await records.read([{ store: 'settings', all: 'ids' }]))[0]).toEqual([])
  })

  it('does not forget what another tab has changed since', async () => {
    const { open, clock } = browser()
    const one = open()
    const two = open()
    const id = await one.desk.add(sample())
    await two.desk.open(id)
    await one.desk.discard(id)
    two.projects.edit('Mine', name('Mine'))
    await two.desk.flush()
    clock.advance(UNDO_MS)
    await settle()
    expect(stateOf(one).notices[0]?.title).toContain('was not deleted')
    expect(stateOf(one).skills).toHaveLength(1)
    expect((await stored(two, id)).timeline.project.name).toBe('Mine')
  })

  it('in another tab is said, and the work is kept until the person decides', async () => {
    const { open, clock } = browser()
    const one = open()
    const two = open()
    const id = await one.desk.add(sample())
    await two.desk.open(id)
    await one.desk.discard(id)
    clock.advance(UNDO_MS)
    await settle()
    expect(stateOf(two)).toMatchObject({ save: { kind: 'deleted' }, project: { name: 'Music' } })
    two.projects.edit('Mine', name('Mine'))
    expect(two.desk.hasUnsaved()).toBe(true)
    await two.desk.keepDeleted()
    expect(stateOf(two).save.kind).toBe('saved')
    expect((await stored(two, id)).timeline.project.name).toBe('Mine')
  })

  it('forgets what older versions left of deleted skills', async () => {
    const { records, open } = browser()
    await records.commit([
      { kind: 'put', store: 'runs', record: { id: 'r', projectId: 'gone' } },
      { kind: 'put', store: 'bundles', record: { id: 'r', projectId: 'gone' } },
      { kind: 'put', store: 'checkpoints', record: { id: 'gone', projectId: 'gone' } },
    ])
    open()
    await settle()
    await settle()
    const left = await records.read([
      { store: 'runs', all: 'ids' },
      { store: 'bundles', all: 'ids' },
      { store: 'checkpoints', all: 'ids' },
    ])
    expect(left).toEqual([[], [], []])
  })
})

describe('two tabs', () => {
  async function both() {
    const { open, clock, records } = browser()
    const one = open()
    const id = await one.desk.add(sample())
    const two = open()
    await one.desk.open(id)
    await two.desk.open(id)
    await settle()
    return { one, two, id, clock, records }
  }

  it('show what the other has saved', async () => {
    const { one, two } = await both()
    one.projects.edit('Mark', mark('a'))
    await one.desk.flush()
    await settle()
    expect(stateOf(two).project?.utterances[0]?.status).toBe('done')
  })

  it('keep an edit that comes right after the other tab has saved', async () => {
    const { one, two, id } = await both()
    one.projects.edit('Mark', mark('a'))
    const saving = one.desk.flush()
    two.projects.edit('Intent', (project) => setIntent(project, new Set(['b']), 'Play'))
    await saving
    await settle()
    two.projects.edit('Mark', mark('b'))
    await two.desk.flush()
    await settle()
    const wanted = [
      { status: 'done', intent: null },
      { status: 'done', intent: 'Play' },
    ]
    expect(stateOf(one).project?.utterances).toMatchObject(wanted)
    expect(stateOf(two).project?.utterances).toMatchObject(wanted)
    expect((await stored(one, id)).timeline.project.utterances).toMatchObject(wanted)
    two.projects.undo()
    expect(stateOf(two).project?.utterances[1]?.status).toBe('todo')
  })

  it('keep both where they contradict each other', async () => {
    const { one, two, id } = await both()
    one.projects.edit('Theirs', name('Theirs'))
    two.projects.edit('Mine', name('Mine'))
    await one.desk.flush()
    await two.desk.flush()
    await settle()
    expect(stateOf(one).save.kind).toBe('saved')
    expect(stateOf(two)).toMatchObject({ save: { kind: 'conflict' }, project: { name: 'Mine' } })
    expect(two.desk.hasUnsaved()).toBe(true)
    const copy = await two.desk.keepAsCopy()
    expect((await stored(two, copy ?? '')).timeline.project.name).toBe('Mine (from this tab)')
    expect(stateOf(two)).toMatchObject({ save: { kind: 'saved' }, project: { name: 'Theirs' } })
    two.projects.edit('On top', name('On top'))
    await two.desk.flush()
    expect((await stored(one, id)).timeline.project.name).toBe('On top')
  })

  it('one of which waits for a slow disk does not conflict with itself', async () => {
    const { one, id } = await both()
    one.projects.edit('Mark', mark('a'))
    const first = one.desk.flush()
    one.projects.edit('Mark', mark('b'))
    await Promise.all([first, one.desk.flush(), one.desk.flush(), one.desk.fold()])
    expect(stateOf(one).save.kind).toBe('saved')
    expect((await stored(one, id)).timeline.project.utterances[1]?.status).toBe('done')
  })
})
