import { createProject, type Project } from '@/project/project'
import { lostPartsRecord } from '@/records/lost-parts'
import { summarise } from '@/records/summary'
import type { Clock } from './clock'
import type { Database } from './database'
import { deletionMark, markOf, readMarks } from './deletion-marks'
import { createOpener } from './opener'
import { forwardChangeOf, type ProjectStep, type Timeline, takeStep } from './project-steps'
import type { ProjectState, ProjectStore } from './project-store'
import { PART_STORES, SKILL_STORES, type Write } from './record-store'
import { createSaver, type KeptVersion, type Saver } from './saver'
import { readSkillList } from './skill-list'
import { type Lost, readSkill, type StoredSkill } from './skill-records'
import type { TabChannel } from './tab-channel'
import { type Discarded, type Trash, UNDO_MS } from './trash'

/** A skill in memory, with what keeps it. */
type Session = {
  projectId: string
  timeline: Timeline
  saver: Saver
  /** What of it could not be read. */
  lost: Lost | null
  /** Who needs it beside the screen. */
  users: number
}

type NotRead = Exclude<StoredSkill, { kind: 'read' }>

/**
 * What lies open in this tab: the skill on the screen, and every other one whose work is not in the
 * database yet. Nothing leaves the desk that is not saved, except by a person's own word.
 */
export type Desk = {
  /** Listens to the other tabs and reads the list; returns how to stop. */
  start: () => () => void
  list: () => Promise<void>
  open: (projectId: string) => Promise<void>
  /** Keeps a skill from elsewhere under a new id. Where the database refuses, it stays on the desk. */
  add: (project: Project) => Promise<string>
  create: (name: string) => Promise<string>
  duplicate: (projectId: string) => Promise<string | null>
  rename: (projectId: string, name: string) => Promise<void>
  /** Puts a skill into the trash, with everything that was trained from it. */
  discard: (projectId: string) => Promise<Discarded>
  /** Forgets a skill at once. */
  forget: (projectId: string) => Promise<void>
  /** A skill that lies on the desk. */
  peek: (projectId: string) => Project | null
  /** A skill as it is now: from the desk, or from the database. */
  fetch: (projectId: string) => Promise<Project | null>
  flush: () => Promise<void>
  fold: () => Promise<void>
  retry: () => Promise<void>
  takeOther: () => Promise<void>
  keepAsCopy: () => Promise<string | null>
  keepDeleted: () => Promise<void>
  /** Lets go of a skill that another tab has deleted. */
  letGo: (projectId: string) => void
  /** Forgets what could not be read of the open skill. */
  dismissLost: () => Promise<void>
  dismissNotice: (id: number) => void
  /** Whether leaving now would lose something. */
  hasUnsaved: () => boolean
}

/** A desk over a database, for the tab that `projects` shows. */
export function createDesk(options: {
  database: Database
  clock: Clock
  channel: TabChannel
  projects: ProjectStore
  trash: Trash
  /** Work of a person is in the database now. */
  onWorkKept?: () => void
}): Desk {
  const { database, clock, channel, projects, trash, onWorkKept = () => {} } = options
  const { getState: get, setState: set } = projects.state
  const sessions = new Map<string, Session>()
  let current: Session | null = null
  let newestList = 0
  let nextNotice = 1

  const opener = createOpener({
    load: hold,
    show(projectId, found) {
      if ('saver' in found) show(found)
      else leave({ projectId, ...problemOf(found) })
      release(found)
    },
    drop: release,
    fail(projectId) {
      leave({ projectId, title: CANNOT_OPEN, remedy: 'Reload the page, then try again.' })
    },
  })

  projects.listen((before, step) => {
    const change = forwardChangeOf(before, step)
    if (!current || !change) return
    const { project, past, future } = get()
    if (project?.id !== current.projectId) return
    current.timeline = { project, past, future }
    current.saver.take(step, change)
  })

  function createSession(timeline: Timeline, kept: KeptVersion): Session {
    const projectId = timeline.project.id
    const session: Session = {
      projectId,
      timeline,
      lost: kept.lost,
      users: 0,
      saver: createSaver({
        projectId,
        database,
        clock,
        kept,
        document: {
          get: () => session.timeline,
          set(next) {
            session.timeline = next
            if (session === current) set(next)
          },
        },
        onState(save) {
          if (session === current) set({ save })
          if (save.kind === 'saved') onWorkKept()
          tidy()
        },
        onKept: (revision) => channel.post({ kind: 'saved', projectId, revision }),
      }),
    }
    sessions.set(projectId, session)
    return session
  }

  /** The skill on the desk, put there from the database when it is not yet; until `release` it stays. */
  async function hold(projectId: string): Promise<Session | NotRead> {
    let session = sessions.get(projectId)
    if (!session) {
      const stored = await readSkill(database, projectId)
      // Somebody else may have been faster.
      session = sessions.get(projectId)
      if (!session && stored.kind !== 'read') return stored
      if (!session && stored.kind === 'read') session = createSession(stored.timeline, stored)
    }
    if (!session) return { kind: 'missing' }
    session.users += 1
    return session
  }

  function release(session: Session | NotRead): void {
    if ('saver' in session) session.users -= 1
    tidy()
  }

  /** Takes what is saved off the desk, and says what is not. */
  function tidy(): void {
    for (const session of sessions.values()) {
      if (session === current || session.users > 0 || trash.has(session.projectId)) continue
      if (session.saver.state().kind === 'saved') drop(session)
    }
    const unsaved = [...sessions.values()].filter(
      (session) => session !== current && !trash.has(session.projectId) && isTrouble(session),
    )
    const isSame =
      unsaved.length === get().unsaved.length &&
      unsaved.every(
        ({ saver, timeline }, index) =>
          get().unsaved[index]?.save === saver.state() &&
          get().unsaved[index]?.project === timeline.project,
      )
    if (isSame) return
    set({
      unsaved: unsaved.map(({ projectId, timeline, saver }) => ({
        projectId,
        project: timeline.project,
        save: saver.state(),
      })),
    })
  }

  function drop(session: Session): void {
    session.saver.close()
    if (sessions.get(session.projectId) === session) sessions.delete(session.projectId)
  }

  function show(session: Session): void {
    current = session
    set({
      ...session.timeline,
      save: session.saver.state(),
      problem: null,
      lost: session.lost && { ...session.lost, ids: [] },
    })
    tidy()
    // What could not be read is kept with the first save, so that nothing is overwritten.
    void session.saver.flush().then(() => readLost(session.projectId))
  }

  /** Shows no skill. */
  function leave(problem: ProjectState['problem']): void {
    current = null
    set({ project: null, past: [], future: [], save: { kind: 'saved' }, lost: null, problem })
    tidy()
  }

  async function readLost(projectId: string): Promise<void> {
    const stored = await database.read([{ store: 'lostParts', projectId }])
    if (stored.kind === 'failed' || current?.projectId !== projectId) return
    const found = (stored.value[0] ?? []).flatMap((raw) => {
      const read = lostPartsRecord.read(raw)
      return read.kind === 'read' ? [read.value] : []
    })
    if (found.length === 0) return
    set({
      lost: {
        ids: found.map(({ id }) => id),
        losses: found.flatMap(({ losses }) => losses),
        raw: found.map(({ raw }) => raw),
      },
    })
  }

  async function list(): Promise<void> {
    newestList += 1
    const ticket = newestList
    const stored = await readSkillList(database)
    if (ticket !== newestList) return
    if (stored.kind === 'failed') {
      set({ listProblem: stored.remedy, skills: get().skills ?? [] })
      return
    }
    const { skills, damaged } = stored.value
    const isShown = ({ id }: { id: string }) => !trash.has(id)
    // What the database could not take yet is here all the same.
    const savedAt = new Map(skills.map((skill) => [skill.id, skill.savedAt]))
    const own = [...sessions.values()]
      .filter(({ saver }) => saver.state().kind !== 'saved')
      .map(({ projectId, timeline }) =>
        summarise(timeline.project, savedAt.get(projectId) ?? clock.now()),
      )
    const isOwn = new Set(own.map(({ id }) => id))
    const all = [...own, ...skills.filter(({ id }) => !isOwn.has(id))]
    set({
      listProblem: null,
      skills: all.filter(isShown).sort((a, b) => b.savedAt - a.savedAt),
      damagedSkills: damaged.filter(isShown),
    })
  }

  async function add(project: Project): Promise<string> {
    const own = { ...project, id: crypto.randomUUID() }
    const session = createSession({ project: own, past: [], future: [] }, NOT_KEPT)
    await session.saver.flush()
    tidy()
    await list()
    return own.id
  }

  async function fetchProject(projectId: string): Promise<Project | null> {
    const open = sessions.get(projectId)
    if (open) return open.timeline.project
    const stored = await readSkill(database, projectId)
    return stored.kind === 'read' ? stored.timeline.project : null
  }

  function say(title: string, text: string): void {
    set({ notices: [...get().notices, { id: nextNotice, title, text }] })
    nextNotice += 1
  }

  async function eraseNow(projectId: string, revision: number | null | 'any'): Promise<void> {
    const name = sessions.get(projectId)?.timeline.project.name ?? 'The skill'
    const result = await database.commit(
      erasing(projectId),
      revision === 'any' ? undefined : { kind: 'revision', projectId, revision },
    )
    if (result.kind === 'failed') {
      if (result.reason === 'conflict') {
        await database.commit([{ kind: 'delete', store: 'settings', id: markOf(projectId) }])
        say(`“${name}” was not deleted`, CHANGED_SINCE)
      } else say(`“${name}” could not be deleted`, result.remedy)
      return
    }
    const session = sessions.get(projectId)
    if (session) drop(session)
    channel.post({ kind: 'deleted', projectId })
  }

  /** The revision that a person sees when they delete a skill; `any` for one that tells none. */
  async function revisionToErase(projectId: string): Promise<number | null | 'any'> {
    const session = sessions.get(projectId)
    if (session) {
      await session.saver.flush()
      return session.saver.revision()
    }
    const stored = await readSkill(database, projectId)
    return stored.kind === 'read' && stored.lost === null ? stored.revision : 'any'
  }

  async function discard(projectId: string): Promise<Discarded> {
    // It leaves the screen at once: nobody works on what is being deleted.
    const revision = revisionToErase(projectId)
    const discarded = trash.put(projectId, async () => eraseNow(projectId, await revision))
    // If the page is left before it is forgotten, the next one does that.
    void revision.then((known) => {
      if (trash.has(projectId)) void database.commit([deletionMark(projectId, known, clock.now())])
    })
    if (current?.projectId === projectId) leave(null)
    tidy()
    await revision
    await list()
    return {
      settled: discarded.settled,
      bringBack() {
        if (!discarded.bringBack()) return false
        void database.commit([{ kind: 'delete', store: 'settings', id: markOf(projectId) }])
        return true
      },
    }
  }

  /** Forgets what was deleted in a page that was left before it could. */
  async function goOnDeleting(): Promise<void> {
    for (const { id, projectId, revision, deletedAt } of await readMarks(database)) {
      if (trash.has(projectId)) continue
      // Its own tab may still offer Undo.
      const left = Math.min(UNDO_MS, Math.max(0, deletedAt + UNDO_MS - clock.now()))
      clock.after(left + MARK_GRACE_MS, async () => {
        const marks = await readMarks(database)
        if (marks.some((mark) => mark.id === id)) await eraseNow(projectId, revision)
        await list()
      })
    }
  }

  return {
    start() {
      void database.state().then((storage) => set({ storage }))
      void list().then(() => sweep(database))
      void goOnDeleting()
      const stopTrash = trash.listen(() => {
        tidy()
        void list()
      })
      const stopChannel = channel.listen((message) => {
        if (message.kind === 'trained') return
        const session = sessions.get(message.projectId)
        if (session && message.kind === 'deleted') void session.saver.pull()
        if (session && message.kind === 'saved' && message.revision !== session.saver.revision()) {
          void session.saver.pull()
        }
        void list()
      })
      return () => {
        stopTrash()
        stopChannel()
      }
    },
    list,
    async open(projectId) {
      if (current?.projectId === projectId) {
        opener.cancel()
        return
      }
      if (current) {
        void current.saver.fold()
        leave(null)
      }
      if (trash.has(projectId)) {
        opener.cancel()
        leave({ projectId, title: 'This skill was just deleted', remedy: BRING_BACK })
        return
      }
      await opener.open(projectId)
    },
    add,
    create: (name) => add(createProject({ id: crypto.randomUUID(), name })),
    async duplicate(projectId) {
      const project = await fetchProject(projectId)
      return project ? add({ ...project, name: `${project.name} (copy)` }) : null
    },
    async rename(projectId, name) {
      if (current?.projectId === projectId) {
        projects.edit(`Rename the skill to ${name}`, (project) => ({ ...project, name }))
        await current.saver.flush()
      } else {
        const session = await hold(projectId)
        if (!('saver' in session)) return
        rename(session, name)
        await session.saver.flush()
        release(session)
      }
      await list()
    },
    discard,
    async forget(projectId) {
      const session = sessions.get(projectId)
      if (session) drop(session)
      if (current?.projectId === projectId) leave(null)
      await eraseNow(projectId, 'any')
      tidy()
      await list()
    },
    peek: (projectId) => sessions.get(projectId)?.timeline.project ?? null,
    fetch: fetchProject,
    async flush() {
      await Promise.all([...sessions.values()].map(({ saver }) => saver.flush()))
    },
    async fold() {
      await Promise.all([...sessions.values()].map(({ saver }) => saver.fold()))
    },
    async retry() {
      // What was deleted to make room shall make it now.
      await trash.empty()
      await Promise.all([...sessions.values()].filter(isTrouble).map(({ saver }) => saver.retry()))
      await list()
    },
    async takeOther() {
      await current?.saver.takeOther(current.saver.waiting())
    },
    async keepAsCopy() {
      if (!current) return null
      const mine = current
      // What is done from here on is in no copy, and is not dropped.
      const copied = mine.saver.waiting()
      const { project } = mine.timeline
      const id = await add({ ...project, name: `${project.name} (from this tab)` })
      await mine.saver.takeOther(copied)
      return id
    },
    async keepDeleted() {
      await current?.saver.keepDeleted()
      await list()
    },
    letGo(projectId) {
      const session = sessions.get(projectId)
      if (session) drop(session)
      if (current?.projectId === projectId) leave(null)
      tidy()
      void list()
    },
    async dismissLost() {
      const { lost } = get()
      if (!lost) return
      if (current) current.lost = null
      const result = await database.commit(
        lost.ids.map((id) => ({ kind: 'delete', store: 'lostParts', id })),
      )
      if (result.kind === 'ok') set({ lost: null })
    },
    dismissNotice: (id) => set({ notices: get().notices.filter((notice) => notice.id !== id) }),
    hasUnsaved() {
      const isOnlyHere = get().storage?.kind === 'memory' && (get().skills?.length ?? 0) > 0
      return (
        isOnlyHere ||
        [...sessions.values()].some(
          ({ projectId, saver }) => !trash.has(projectId) && saver.state().kind !== 'saved',
        )
      )
    },
  }

  function rename(session: Session, name: string): void {
    const { project } = session.timeline
    if (project.name === name) return
    const step: ProjectStep = {
      kind: 'edit',
      change: {
        label: `Rename the skill to ${name}`,
        before: { name: project.name },
        after: { name },
        utterances: { kind: 'replaced', places: [] },
      },
    }
    session.timeline = takeStep(session.timeline, step) ?? session.timeline
    session.saver.take(step, step.change)
  }
}

/** A skill and all that belongs to it. */
export function erasing(projectId: string): Write[] {
  return [
    ...SKILL_STORES.map((store) => ({ kind: 'delete', store, id: projectId }) as const),
    ...PART_STORES.map((store) => ({ kind: 'deleteOf', store, projectId }) as const),
    { kind: 'delete', store: 'settings', id: markOf(projectId) },
  ]
}

/** Forgets what was trained from skills that were deleted before deleting forgot that too. */
async function sweep(database: Database): Promise<void> {
  const stores = ['runs', 'bundles', 'checkpoints'] as const
  const stored = await database.read([
    { store: 'skills', all: 'ids' },
    { store: 'projects', all: 'ids' },
    ...stores.map((store) => ({ store, all: 'owners' }) as const),
  ])
  if (stored.kind === 'failed') return
  const [skills = [], projects = [], ...owners] = stored.value
  const known = new Set([...skills, ...projects])
  for (const projectId of new Set(owners.flat())) {
    if (known.has(projectId) || typeof projectId !== 'string') continue
    await database.commit(
      stores.map((store) => ({ kind: 'deleteOf', store, projectId }) as const),
      { kind: 'revision', projectId, revision: null },
    )
  }
}

function isTrouble({ saver }: Session): boolean {
  const { kind } = saver.state()
  return kind !== 'saved' && kind !== 'pending'
}

/** How much later than its own tab another one forgets a deleted skill. */
const MARK_GRACE_MS = 1_000

const NOT_KEPT: KeptVersion = { revision: null, journalSize: 0, lost: null }

const CANNOT_OPEN = 'This skill could not be opened'
const BRING_BACK = 'Undo at the foot of the page brings it back.'
const CHANGED_SINCE =
  'Another tab has changed it after you deleted it here, so it stays. Delete it again if you mean it.'

function problemOf(stored: Exclude<StoredSkill, { kind: 'read' }>): {
  title: string
  remedy: string
  raw?: unknown
} {
  switch (stored.kind) {
    case 'missing':
      return {
        title: 'There is no such skill here',
        remedy:
          'Skills live in the browser in which they were made. It may have been deleted, or belong to another browser.',
      }
    case 'damaged':
      return {
        title: stored.isNewer ? 'This skill is from a newer Skillet' : CANNOT_OPEN,
        remedy: stored.isNewer
          ? stored.reason
          : `${stored.reason} Take what is left of it along, or open a backup.`,
        raw: stored.raw,
      }
    case 'failed':
      return { title: CANNOT_OPEN, remedy: stored.remedy }
  }
}
