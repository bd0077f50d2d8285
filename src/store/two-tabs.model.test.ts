import fc from 'fast-check'
import { expect, it } from 'vitest'
import { addUtterances, setNote } from '@/project/edits'
import { createProject, createUtterance } from '@/project/project'
import { createDatabase } from './database'
import { createMemoryRecords } from './memory-records'
import type { RecordStore } from './record-store'
import { readSkill } from './skill-records'
import { createFakeChannels, createStepClock, openTab, settle, type Tab } from './testing'
import type { Discarded } from './trash'

/**
 * Two tabs of one browser, whose disk answers when the test lets it, fails as it likes, and whose tabs
 * are killed at any time. One thing must hold throughout: what a person did is on the disk, or in
 * memory and shown as not saved.
 */

const HISTORIES = Number(process.env.SKILLET_HISTORIES ?? 150)

type Outcome = 'done' | 'refused' | 'done but lost'

/** Something that a person did, and what has become of it. */
type Deed = {
  tab: Person
  /** Stands in the text or the note that the deed has left. */
  mark: string
  hasReachedDisk: boolean
  /** Somebody has taken it back, written over it or deleted it: nothing is owed any more. */
  isSettled: boolean
}

type Person = {
  tab: Tab
  isAlive: boolean
  /** What the disk has still to do for this tab. */
  disk: ((outcome: Outcome) => void)[]
  deleted: Discarded | null
}

type World = {
  truth: RecordStore
  clock: ReturnType<typeof createStepClock>
  channels: ReturnType<typeof createFakeChannels>
  people: [Person, Person]
  deeds: Deed[]
  skills: string[]
  nextMark: number
}

function openPerson(truth: RecordStore, world: Pick<World, 'clock' | 'channels'>): Person {
  const disk: Person['disk'] = []
  const slowly = <Value>(work: () => Promise<Value>) =>
    new Promise<Value>((resolve, reject) => {
      disk.push((outcome) => {
        const error = new DOMException(
          'no',
          outcome === 'refused' ? 'QuotaExceededError' : 'AbortError',
        )
        if (outcome === 'refused') return reject(error)
        void work().then((value) => (outcome === 'done' ? resolve(value) : reject(error)))
      })
    })
  const records: RecordStore = {
    read: (queries) => slowly(() => truth.read(queries)),
    commit: (writes, condition) => slowly(() => truth.commit(writes, condition)),
  }
  const channel = world.channels.open()
  return {
    tab: openTab({ records, clock: world.clock, channel }),
    isAlive: true,
    disk,
    deleted: null,
  }
}

async function createWorld(): Promise<World> {
  const truth = createMemoryRecords()
  const clock = createStepClock()
  const maker = openTab({ records: truth, clock })
  const skills: string[] = []
  for (const name of ['One', 'Two']) {
    const empty = createProject({ id: 'x', name })
    const texts = ['first', 'second'].map((text) => createUtterance({ id: text, text }))
    skills.push(await maker.desk.add(addUtterances(empty, texts)))
  }
  const channels = createFakeChannels({ isManual: true })
  const base = { clock, channels }
  const people: World['people'] = [openPerson(truth, base), openPerson(truth, base)]
  const world: World = { ...base, truth, people, deeds: [], skills, nextMark: 1 }
  for (const { tab } of people) void tab.desk.open(skills[0] ?? '')
  await quiet(world)
  return world
}

/** Lets everything come to its end. */
async function quiet(world: World): Promise<void> {
  for (let round = 0; round < 40; round += 1) {
    for (const person of world.people) {
      for (const answer of person.disk.splice(0)) answer('done')
      await settle()
    }
    world.channels.deliver()
    await settle()
  }
}

const screenOf = ({ tab }: Person) => tab.projects.state.getState()

/** All that the disk holds, as text. */
async function onDisk({ truth }: World): Promise<string> {
  const database = createDatabase({ records: truth, memory: createMemoryRecords() })
  const [ids = []] = await truth.read([{ store: 'projects', all: 'ids' }])
  const skills = await Promise.all(ids.map((id) => readSkill(database, String(id))))
  return JSON.stringify(
    skills.map((skill) => (skill.kind === 'read' ? skill.timeline.project : skill)),
  )
}

/** All that a tab holds in memory, as text. */
async function inMemory({ truth }: World, { tab }: Person): Promise<string> {
  const [ids = []] = await truth.read([{ store: 'projects', all: 'ids' }])
  const { unsaved, project, skills } = tab.projects.state.getState()
  const known = new Set([...ids.map(String), ...(skills ?? []).map(({ id }) => id)])
  return JSON.stringify([project, unsaved, [...known].map((id) => tab.desk.peek(id))])
}

async function check(world: World): Promise<void> {
  await settle()
  const disk = await onDisk(world)
  for (const deed of world.deeds) {
    if (deed.isSettled) continue
    if (disk.includes(deed.mark)) {
      deed.hasReachedDisk = true
      continue
    }
    expect(deed.hasReachedDisk, `${deed.mark} was on the disk and is gone`).toBe(false)
    if (!deed.tab.isAlive) {
      deed.isSettled = true
      continue
    }
    expect(await inMemory(world, deed.tab), 'nowhere any more').toContain(deed.mark)
    expect(deed.tab.tab.desk.hasUnsaved(), `${deed.mark} is in memory, and shown as saved`).toBe(
      true,
    )
  }
}

type Step = fc.AsyncCommand<object, World>

function step(name: string, run: (world: World) => void | Promise<void>): Step {
  return {
    check: () => true,
    async run(_model, world) {
      await run(world)
      await check(world)
    },
    toString: () => name,
  }
}

function settleDeeds(world: World, isMeant: (deed: Deed) => boolean): void {
  for (const deed of world.deeds) if (isMeant(deed)) deed.isSettled = true
}

const who = fc.constantFrom(0, 1)
const steps: fc.Arbitrary<Step>[] = [
  who.map((index) =>
    step(`tab ${index} adds`, ({ people, deeds, ...world }) => {
      const person = people[index]!
      const mark = `<deed-${deeds.length}>`
      const added = createUtterance({ id: mark, text: mark })
      const isDone = person.tab.projects.edit('Add', (project) => addUtterances(project, [added]))
      if (isDone) deeds.push({ tab: person, mark, hasReachedDisk: false, isSettled: false })
      void world
    }),
  ),
  who.map((index) =>
    step(`tab ${index} notes`, ({ people, deeds }) => {
      const person = people[index]!
      const mark = `<note-${deeds.length}>`
      const before = screenOf(person).project?.utterances.find(({ id }) => id === 'first')?.note
      if (!person.tab.projects.edit('Note', (project) => setNote(project, 'first', mark))) return
      // Who writes over a note has seen it.
      for (const deed of deeds) if (deed.mark === before) deed.isSettled = true
      deeds.push({ tab: person, mark, hasReachedDisk: false, isSettled: false })
    }),
  ),
  who.map((index) =>
    step(`tab ${index} undoes`, (world) => {
      const change = world.people[index]!.tab.projects.undo()
      const text = JSON.stringify(change)
      settleDeeds(world, ({ mark }) => text?.includes(mark) ?? false)
    }),
  ),
  fc.tuple(who, fc.constantFrom(0, 1)).map(([index, skill]) =>
    step(`tab ${index} opens skill ${skill}`, ({ people, skills }) => {
      void people[index]!.tab.desk.open(skills[skill] ?? '')
    }),
  ),
  fc
    .tuple(
      who,
      fc.nat(3),
      fc.constantFrom<Outcome>('done', 'done', 'done', 'refused', 'done but lost'),
    )
    .map(([index, place, outcome]) =>
      step(`the disk of tab ${index}: ${place} ${outcome}`, ({ people }) => {
        const { disk } = people[index]!
        disk.splice(Math.min(place, Math.max(0, disk.length - 1)), 1)[0]?.(outcome)
      }),
    ),
  fc
    .constantFrom(100, 300, 1_000, 6_000, 11_000)
    .map((ms) => step(`${ms} ms go by`, ({ clock }) => clock.advance(ms))),
  fc.constant(step('tabs hear of each other', ({ channels }) => channels.deliver())),
  fc.constant(step('all comes to rest', quiet)),
  who.map((index) =>
    step(`tab ${index} is killed and opened again`, (world) => {
      const person = world.people[index]!
      person.isAlive = false
      person.disk.length = 0
      const fresh = openPerson(world.truth, world)
      world.people[index] = fresh
      void fresh.tab.desk.open(world.skills[0] ?? '')
    }),
  ),
  fc.tuple(who, fc.constantFrom('flush', 'fold', 'retry')).map(([index, verb]) =>
    step(`tab ${index}: ${verb}`, ({ people }) => {
      void people[index]!.tab.desk[verb as 'flush']()
    }),
  ),
  who.map((index) =>
    step(`tab ${index} deletes the skill`, (world) => {
      const person = world.people[index]!
      const id = screenOf(person).project?.id
      if (!id || person.deleted) return
      settleDeeds(world, (deed) => deed.tab === person || deed.hasReachedDisk)
      void person.tab.desk.discard(id).then((discarded) => {
        person.deleted = discarded
      })
    }),
  ),
  who.map((index) =>
    step(`tab ${index} takes the deletion back`, ({ people }) => {
      people[index]!.deleted?.bringBack()
      people[index]!.deleted = null
    }),
  ),
  fc.tuple(who, fc.constantFrom('takes the other', 'keeps a copy')).map(([index, what]) =>
    step(`tab ${index} ${what}`, (world) => {
      const person = world.people[index]!
      const kind = screenOf(person).save.kind
      if (kind === 'deleted' && what === 'keeps a copy') void person.tab.desk.keepDeleted()
      else if (kind === 'deleted') {
        settleDeeds(world, ({ tab }) => tab === person)
        person.tab.desk.letGo(screenOf(person).project?.id ?? '')
      } else if (kind === 'conflict' && what === 'keeps a copy') void person.tab.desk.keepAsCopy()
      else if (kind === 'conflict') {
        settleDeeds(world, ({ tab }) => tab === person)
        void person.tab.desk.takeOther()
      }
    }),
  ),
]

it(
  `loses nothing in ${HISTORIES} histories of two tabs on a disk that fails`,
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.commands(steps, { maxCommands: 60, size: 'max' }), async (commands) => {
        let world: World | null = null
        const setup = async () => {
          world = await createWorld()
          return { model: {}, real: world }
        }
        await fc.asyncModelRun(setup, commands)
        if (!world) return
        await end(world)
      }),
      {
        numRuns: HISTORIES,
        seed: Number(process.env.SKILLET_SEED ?? 11),
      },
    )
  },
  120_000 + 2_000 * HISTORIES,
)

/** With a disk that works again, every tab gets to rest: saved, or asking its person. */
async function end(world: World): Promise<void> {
  for (let round = 0; round < 4; round += 1) {
    await quiet(world)
    world.clock.advance(6_000)
  }
  await quiet(world)
  await check(world)
  for (const person of world.people) {
    expect(['saved', 'conflict', 'deleted']).toContain(screenOf(person).save.kind)
  }
  const [one, two] = world.people.map(screenOf)
  if (one?.project?.id !== two?.project?.id) return
  if (one?.save.kind === 'saved' && two?.save.kind === 'saved') {
    expect(one.project).toEqual(two.project)
  }
}
