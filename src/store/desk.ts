import { createProject, type Project } from '@/project/project'
import type { Clock } from './clock'
import type { Database } from './database'
import { createLostPartsNotice } from './lost-parts-notice'
import { createOpener } from './opener'
import { CANNOT_OPEN, JUST_DELETED, openingProblem } from './opening-problem'
import { type ProjectStep, takeStep } from './project-steps'
import type { ProjectStore } from './project-store'
import type { KeptVersion } from './saver'
import { createSessions, isTrouble, type Session } from './sessions'
import { createSkillDeletion, sweep } from './skill-deletion'
import { createSkillLister } from './skill-lister'
import { readSkill } from './skill-records'
import type { TabChannel } from './tab-channel'
import type { Discarded, Trash } from './trash'

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
  const { database, channel, projects, trash, onWorkKept = () => {} } = options
  const { getState: get, setState: set } = projects.state
  const sessions = createSessions({ ...options, onWorkKept })
  const lister = createSkillLister({ ...options, sessions })
  const deletion = createSkillDeletion({ ...options, sessions, lister })
  const lostParts = createLostPartsNotice({ ...options, sessions })
  const { list } = lister

  const opener = createOpener({
    load: sessions.hold,
    show(projectId, found) {
      if ('saver' in found) show(found)
      else sessions.leave({ projectId, ...openingProblem(found) })
      sessions.release(found)
    },
    drop: sessions.release,
    fail: (projectId) => sessions.leave({ projectId, ...CANNOT_OPEN }),
  })

  function show(session: Session): void {
    sessions.show(session)
    // What could not be read is kept with the first save, so that nothing is overwritten.
    void session.saver.flush().then(() => lostParts.show(session.projectId))
  }

  /** Lets go of a skill, and of the screen where it is the one that shows. */
  function letGo(projectId: string): void {
    sessions.drop(projectId)
    if (sessions.current()?.projectId === projectId) sessions.leave(null)
    sessions.tidy()
  }

  async function add(project: Project): Promise<string> {
    const own = { ...project, id: crypto.randomUUID() }
    const session = sessions.create({ project: own, past: [], future: [] }, NOT_KEPT)
    await session.saver.flush()
    sessions.tidy()
    await list()
    return own.id
  }

  async function fetchProject(projectId: string): Promise<Project | null> {
    const open = sessions.find(projectId)
    if (open) return open.timeline.project
    const stored = await readSkill(database, projectId)
    return stored.kind === 'read' ? stored.timeline.project : null
  }

  return {
    start() {
      void database.state().then((storage) => set({ storage }))
      void list().then(() => sweep(database))
      void deletion.goOn()
      const stopTrash = trash.listen(() => {
        sessions.tidy()
        void list()
      })
      const stopChannel = channel.listen((message) => {
        if (message.kind === 'trained') return
        const session = sessions.find(message.projectId)
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
      const current = sessions.current()
      if (current?.projectId === projectId) {
        opener.cancel()
        return
      }
      if (current) {
        void current.saver.fold()
        sessions.leave(null)
      }
      if (trash.has(projectId)) {
        opener.cancel()
        sessions.leave({ projectId, ...JUST_DELETED })
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
      const current = sessions.current()
      if (current?.projectId === projectId) {
        projects.edit(`Rename the skill to ${name}`, (project) => ({ ...project, name }))
        await current.saver.flush()
      } else {
        const session = await sessions.hold(projectId)
        if (!('saver' in session)) return
        rename(session, name)
        await session.saver.flush()
        sessions.release(session)
      }
      await list()
    },
    discard: deletion.discard,
    forget: deletion.forget,
    peek: (projectId) => sessions.find(projectId)?.timeline.project ?? null,
    fetch: fetchProject,
    async flush() {
      await Promise.all(sessions.all().map(({ saver }) => saver.flush()))
    },
    async fold() {
      await Promise.all(sessions.all().map(({ saver }) => saver.fold()))
    },
    async retry() {
      // What was deleted to make room shall make it now.
      await trash.empty()
      await Promise.all(
        sessions
          .all()
          .filter(isTrouble)
          .map(({ saver }) => saver.retry()),
      )
      await list()
    },
    async takeOther() {
      const mine = sessions.current()
      await mine?.saver.takeOther(mine.saver.waiting())
    },
    async keepAsCopy() {
      const mine = sessions.current()
      if (!mine) return null
      // What is done from here on is in no copy, and is not dropped.
      const copied = mine.saver.waiting()
      const { project } = mine.timeline
      const id = await add({ ...project, name: `${project.name} (from this tab)` })
      await mine.saver.takeOther(copied)
      return id
    },
    async keepDeleted() {
      await sessions.current()?.saver.keepDeleted()
      await list()
    },
    letGo(projectId) {
      letGo(projectId)
      void list()
    },
    dismissLost: lostParts.dismiss,
    hasUnsaved() {
      const isOnlyHere = get().storage?.kind === 'memory' && (get().skills?.length ?? 0) > 0
      return (
        isOnlyHere ||
        sessions
          .all()
          .some(({ projectId, saver }) => !trash.has(projectId) && saver.state().kind !== 'saved')
      )
    },
  }
}

/** Gives a skill that is not on the screen another name. */
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

const NOT_KEPT: KeptVersion = { revision: null, told: null, journalSize: 0, lost: null }
