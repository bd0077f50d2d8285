import { describe, expect, it } from 'vitest'
import { diffProjects } from '@/project/change'
import { addUtterances, setStatus } from '@/project/edits'
import { createProject, createUtterance, type Project } from '@/project/project'
import { createDatabase, type Database } from './database'
import { createMemoryRecords } from './memory-records'
import { type Timeline, takeStep } from './project-steps'
import type { Write } from './record-store'
import { createSaver, type KeptVersion, SAVE_DELAY_MS } from './saver'
import { readSkill } from './skill-records'
import { createStepClock, settle } from './testing'

const RETRY_MS = 5000

const NEW: KeptVersion = { revision: null, told: null, journalSize: 0, lost: null }

function musicOf(count: number): Timeline {
  const utterances = Array.from({ length: count }, (_, place) =>
    createUtterance({ id: `u${place}`, text: `play ${place}` }),
  )
  const project = addUtterances(createProject({ id: 'p', name: 'Music' }), utterances)
  return { project, past: [], future: [] }
}

const done =
  (...places: number[]) =>
  (project: Project) =>
    setStatus(project, new Set(places.map((place) => `u${place}`)), 'done')
const named = (name: string) => (project: Project) => ({ ...project, name })

/** A disk on which something can be full, broken, or changed by somebody else at each try. */
function createDisk() {
  const records = createMemoryRecords()
  const disk = {
    writes: [] as Write[][],
    trouble: null as DOMException | null,
    before: async () => {},
    /** What was written last, by the names of the stores. */
    last: () => disk.writes.at(-1)?.map(({ kind, store }) => `${kind} ${store}`),
  }
  const database: Database = createDatabase({
    memory: createMemoryRecords(),
    records: {
      read: records.read,
      async commit(writes, condition) {
        await disk.before()
        if (disk.trouble) throw disk.trouble
        const isDone = await records.commit(writes, condition)
        if (isDone) disk.writes.push([...writes])
        return isDone
      },
    },
  })
  return { disk, database }
}

type Disk = ReturnType<typeof createDisk>

/** Somebody who edits a skill that lies on a disk. */
function open({ database }: Disk, kept: KeptVersion, timeline = musicOf(4)) {
  const clock = createStepClock()
  const states: string[] = []
  const revisions: number[] = []
  let document = timeline
  const saver = createSaver({
    ...{ projectId: 'p', database, clock, kept },
    document: {
      get: () => document,
      set: (next) => {
        document = next
      },
    },
    onState: ({ kind }) => states.push(kind),
    onKept: (revision) => revisions.push(revision),
  })
  return {
    ...{ saver, clock, states, revisions },
    project: () => document.project,
    edit(change: (project: Project) => Project) {
      const made = diffProjects(document.project, change(document.project), 'Edit')
      if (!made) throw new Error('Nothing changed')
      const step = { kind: 'edit', change: made } as const
      document = takeStep(document, step)!
      saver.take(step, made)
    },
    async pass(ms: number) {
      clock.advance(ms)
      await settle()
    },
  }
}

/** A disk with the skill on it, and somebody who has it open; more can come. */
async function browser(count = 4) {
  const disk = createDisk()
  const first = open(disk, NEW, musicOf(count))
  await first.saver.flush()
  disk.disk.writes.length = 0
  const come = async () => {
    const stored = await readSkill(disk.database, 'p')
    if (stored.kind !== 'read') throw new Error(stored.kind)
    return open(disk, stored, stored.timeline)
  }
  return { ...disk, come, me: await come() }
}

const inDatabase = async ({ database }: Pick<Disk, 'database'>) => {
  const stored = await readSkill(database, 'p')
  return stored.kind === 'read' ? stored.timeline.project : null
}

const SNAPSHOT = ['deleteOf journals', 'put projects', 'put histories', 'put skills']
const JOURNAL = ['put journals', 'put skills']

describe('saving', () => {
  it('writes a new skill whole, and nothing where nothing waits', async () => {
    const disk = createDisk()
    const { saver, states, revisions } = open(disk, NEW)
    expect([saver.state().kind, saver.revision()]).toEqual(['pending', null])
    await saver.flush()
    expect([saver.state().kind, saver.revision(), states, revisions]).toEqual([
      ...['saved', 1, ['saved'], [1]],
    ])
    expect(disk.disk.last()).toEqual(SNAPSHOT)
    await saver.flush()
    await saver.fold()
    expect(disk.disk.writes).toHaveLength(1)
  })

  it('writes an edit after a moment as a step; later ones do not put it off', async () => {
    const { me, disk, database } = await browser()
    me.edit(done(0))
    expect([me.saver.state().kind, me.saver.waiting()]).toEqual(['pending', 1])
    await me.pass(SAVE_DELAY_MS - 1)
    me.edit(done(1))
    expect(disk.writes).toHaveLength(0)
    await me.pass(1)
    expect(disk.last()).toEqual(JOURNAL)
    expect([me.saver.state().kind, me.saver.waiting()]).toEqual(['saved', 0])
    expect([me.states, me.revisions]).toEqual([['pending', 'saved'], [2]])
    expect((await inDatabase({ database }))?.utterances.map(({ status }) => status)).toEqual([
      ...['done', 'done', 'todo', 'todo'],
    ])
    await me.saver.fold()
    expect(disk.last()).toEqual(SNAPSHOT)
    expect(me.saver.revision()).toBe(3)
  })

  it('writes what was done while it wrote a moment later', async () => {
    const { me, disk } = await browser()
    me.edit(done(0))
    disk.before = async () => {
      disk.before = async () => {}
      me.edit(done(1))
    }
    await me.pass(SAVE_DELAY_MS)
    expect([me.saver.state().kind, me.saver.waiting(), disk.writes.length]).toEqual([
      ...['pending', 1, 1],
    ])
    await me.pass(SAVE_DELAY_MS)
    expect([me.saver.state().kind, disk.writes.length]).toEqual(['saved', 2])
  })

  it.each([
    [999, JOURNAL],
    [1000, SNAPSHOT],
  ])('after %i steps of journal writes %j', async (journalSize, written) => {
    const { disk, database } = await browser()
    const me = open({ disk, database }, { revision: 1, told: 1, journalSize, lost: null })
    me.edit(done(0))
    await me.saver.flush()
    expect(disk.last()).toEqual(written)
    if (written === SNAPSHOT) {
      me.edit(done(1))
      await me.saver.flush()
      expect(disk.last()).toEqual(JOURNAL)
    }
  })

  it('writes steps as large as a quarter of the skill whole', async () => {
    const { me, disk } = await browser(400)
    const places = Array.from({ length: 400 }, (_, place) => place)
    me.edit(done(...places.slice(0, 60)))
    await me.saver.flush()
    expect(disk.last()).toEqual(JOURNAL)
    me.edit(done(...places.slice(60, 400)))
    await me.saver.flush()
    expect(disk.last()).toEqual(SNAPSHOT)
    const small = await browser(60)
    small.me.edit(done(...places.slice(0, 40)))
    await small.me.saver.flush()
    expect(small.disk.last()).toEqual(JOURNAL)
  })

  it('writes what could not be read with the first save, and only then', async () => {
    const { disk, database } = await browser()
    const lost = { losses: ['a step'], raw: { journals: [] } }
    const me = open({ disk, database }, { revision: 1, told: 1, journalSize: 0, lost })
    expect(me.saver.state().kind).toBe('pending')
    await me.saver.flush()
    expect(disk.last()).toEqual([...SNAPSHOT, 'put lostParts'])
    me.edit(done(0))
    await me.saver.flush()
    expect(disk.last()).toEqual(JOURNAL)
  })
})

describe('a disk that refuses', () => {
  const full = new DOMException('', 'QuotaExceededError')

  it('is tried again by itself, and the work is told to be in danger', async () => {
    const { me, disk } = await browser()
    disk.trouble = full
    me.edit(done(0))
    await me.pass(SAVE_DELAY_MS)
    expect(me.saver.state()).toMatchObject({
      kind: 'failed',
      remedy: expect.stringMatching(/full/),
    })
    expect(me.saver.waiting()).toBe(1)
    me.edit(done(1))
    await me.pass(RETRY_MS - 1)
    expect(me.states).toEqual(['pending', 'failed'])
    await me.pass(1)
    // A remedy may be another one each time, so each failure is told.
    expect(me.states).toEqual(['pending', 'failed', 'failed'])
    disk.trouble = null
    await me.pass(RETRY_MS)
    expect([me.saver.state().kind, disk.last()]).toEqual(['saved', JOURNAL])
  })

  it('is tried again when somebody asks, with all of the skill', async () => {
    const { me, disk } = await browser()
    disk.trouble = full
    me.edit(done(0))
    await me.saver.flush()
    disk.trouble = null
    await me.saver.retry()
    expect([me.saver.state().kind, disk.last(), me.clock.waiting()]).toEqual(['saved', SNAPSHOT, 0])
  })
})

describe('another tab', () => {
  it('is merged with, and this tab’s work is written on top', async () => {
    const { me, come, database, disk } = await browser()
    const other = await come()
    other.edit(done(0))
    await other.saver.flush()
    me.edit(done(1))
    await me.saver.flush()
    const statuses = ['done', 'done', 'todo', 'todo']
    expect(me.project().utterances.map(({ status }) => status)).toEqual(statuses)
    expect((await inDatabase({ database }))?.utterances.map(({ status }) => status)).toEqual(
      statuses,
    )
    expect([me.saver.revision(), me.saver.state().kind, disk.writes.length]).toEqual([
      ...[3, 'saved', 2],
    ])
  })

  it('is read when it has saved; what waits here is written after a moment', async () => {
    const { me, come } = await browser()
    const other = await come()
    other.edit(done(0))
    await other.saver.flush()
    await me.saver.pull()
    expect([me.project().utterances[0]?.status, me.saver.revision()]).toEqual(['done', 2])
    expect([me.states, me.clock.waiting()]).toEqual([[], 0])
    me.edit(done(1))
    other.edit(done(2))
    await other.saver.flush()
    await me.saver.pull()
    expect([me.saver.waiting(), me.saver.state().kind]).toEqual([1, 'pending'])
    await me.pass(SAVE_DELAY_MS)
    expect(me.saver.state().kind).toBe('saved')
    expect(me.project().utterances.map(({ status }) => status)).toEqual([
      ...['done', 'done', 'done', 'todo'],
    ])
  })

  it('that says something else of the same place waits for a person’s word', async () => {
    const { me, come, database, disk } = await browser()
    const other = await come()
    other.edit(named('Theirs'))
    await other.saver.flush()
    me.edit(named('Mine'))
    await me.saver.flush()
    expect(me.saver.state().kind).toBe('conflict')
    // Nothing is written any more, nor read, until it is decided.
    const written = disk.writes.length
    me.edit(done(0))
    await me.pass(RETRY_MS)
    await me.saver.flush()
    await me.saver.pull()
    expect([disk.writes.length, me.saver.state().kind, me.project().name]).toEqual([
      ...[written, 'conflict', 'Mine'],
    ])
    expect(me.clock.waiting()).toBe(0)
    expect(await me.saver.takeOther(1)).toBe(true)
    expect([me.project().name, me.project().utterances[0]?.status]).toEqual(['Theirs', 'done'])
    expect([me.saver.state().kind, me.saver.waiting()]).toEqual(['pending', 1])
    await me.pass(SAVE_DELAY_MS)
    expect(me.saver.state().kind).toBe('saved')
    expect((await inDatabase({ database }))?.utterances[0]?.status).toBe('done')
  })

  it('has said the same already: then nothing is left to write', async () => {
    const { me, come, disk } = await browser()
    const other = await come()
    other.edit(done(0))
    await other.saver.flush()
    me.edit(done(0))
    await me.saver.flush()
    expect([me.saver.state().kind, me.saver.waiting(), disk.writes.length]).toEqual(['saved', 0, 1])
    expect(me.revisions).toEqual([2])
  })

  it('that is always faster is given up on after a while, and tried again later', async () => {
    const { me, come, disk } = await browser()
    const other = await come()
    let turn = 0
    let isTheirs = false
    disk.before = async () => {
      if (isTheirs) return
      turn += 1
      isTheirs = true
      other.edit(named(`Theirs ${turn}`))
      await other.saver.flush()
      isTheirs = false
    }
    me.edit(done(0))
    await me.saver.flush()
    expect([me.saver.state().kind, turn]).toEqual(['failed', 20])
    disk.before = async () => {}
    await me.pass(RETRY_MS)
    expect([me.saver.state().kind, me.project().name]).toEqual(['saved', 'Theirs 20'])
  })

  it('that has deleted the skill leaves the work here, and the choice', async () => {
    const { me, database, disk } = await browser()
    await database.commit(
      (['projects', 'skills', 'histories'] as const).map((store) => ({
        ...{ kind: 'delete', store, id: 'p' },
      })),
    )
    await me.saver.keepDeleted()
    expect(me.saver.state().kind).toBe('saved')
    await me.saver.pull()
    expect(me.saver.state().kind).toBe('deleted')
    me.edit(done(0))
    await me.pass(RETRY_MS)
    expect([await inDatabase({ database }), await me.saver.takeOther(0)]).toEqual([null, false])
    await me.saver.keepDeleted()
    expect([me.saver.state().kind, disk.last()]).toEqual(['saved', SNAPSHOT])
    expect((await inDatabase({ database }))?.utterances[0]?.status).toBe('done')
  })

  it('is not mistaken for a deletion where the skill was never written', async () => {
    const disk = createDisk()
    const { saver, states } = open(disk, NEW)
    await saver.pull()
    expect([saver.state().kind, states]).toEqual(['pending', []])
  })

  it('that cannot be read is a failure', async () => {
    const { me, database } = await browser()
    await database.commit([{ kind: 'put', store: 'projects', record: { id: 'p', project: 1 } }])
    await me.saver.pull()
    expect(me.saver.state().kind).toBe('failed')
  })
})

describe('a saver that is closed', () => {
  it('writes no more, and tells no more', async () => {
    const { me, disk } = await browser()
    me.edit(done(0))
    me.saver.close()
    expect(me.clock.waiting()).toBe(0)
    me.edit(done(1))
    await me.pass(RETRY_MS)
    await me.saver.flush()
    expect([disk.writes.length, me.clock.waiting()]).toEqual([0, 0])
  })

  it('finishes what it is writing', async () => {
    const { me, database, disk } = await browser()
    me.edit(done(0))
    disk.before = async () => me.saver.close()
    await me.saver.flush()
    expect([me.states, me.revisions]).toEqual([['pending'], [2]])
    expect((await inDatabase({ database }))?.utterances[0]?.status).toBe('done')
  })
})
