import type { Clock } from './clock'
import type { Database } from './database'
import { forwardChangeOf, type Timeline } from './project-steps'
import type { ProjectState, ProjectStore } from './project-store'
import { createSaver, type KeptVersion, type Saver } from './saver'
import { type Lost, readSkill, type StoredSkill } from './skill-records'
import type { TabChannel } from './tab-channel'
import type { Trash } from './trash'

/** A skill in memory, with what keeps it. */
export type Session = {
  projectId: string
  timeline: Timeline
  saver: Saver
  /** What of it could not be read. */
  lost: Lost | null
  /** Who needs it beside the screen. */
  users: number
}

/** Why a skill is not in memory. */
export type NotRead = Exclude<StoredSkill, { kind: 'read' }>

/** The skills in memory: the one on the screen, and each other one whose work is not in the database yet. */
export type Sessions = {
  all: () => Session[]
  find: (projectId: string) => Session | undefined
  /** The one on the screen. */
  current: () => Session | null
  /** Takes in a skill that is not in memory. */
  create: (timeline: Timeline, kept: KeptVersion) => Session
  /** The skill in memory, read from the database when it is not yet; until `release` it stays. */
  hold: (projectId: string) => Promise<Session | NotRead>
  release: (session: Session | NotRead) => void
  /** Lets go of what is saved, and says on the screen what is not. */
  tidy: () => void
  /** Lets go of a skill, saved or not. */
  drop: (projectId: string) => void
  show: (session: Session) => void
  /** Shows no skill. */
  leave: (problem: ProjectState['problem']) => void
}

/** No skills, for the tab that `projects` shows. */
export function createSessions(options: {
  database: Database
  clock: Clock
  channel: TabChannel
  projects: ProjectStore
  trash: Trash
  /** Work of a person is in the database now. */
  onWorkKept: () => void
}): Sessions {
  const { database, clock, channel, projects, trash, onWorkKept } = options
  const { getState: get, setState: set } = projects.state
  const sessions = new Map<string, Session>()
  let current: Session | null = null

  projects.listen((before, step) => {
    const change = forwardChangeOf(before, step)
    if (!current || !change) return
    const { project, past, future } = get()
    if (project?.id !== current.projectId) return
    current.timeline = { project, past, future }
    current.saver.take(step, change)
  })

  function create(timeline: Timeline, kept: KeptVersion): Session {
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

  return {
    all: () => [...sessions.values()],
    find: (projectId) => sessions.get(projectId),
    current: () => current,
    create,
    async hold(projectId) {
      let session = sessions.get(projectId)
      if (!session) {
        const stored = await readSkill(database, projectId)
        // Somebody else may have been faster.
        session = sessions.get(projectId)
        if (!session && stored.kind !== 'read') return stored
        if (!session && stored.kind === 'read') session = create(stored.timeline, stored)
      }
      if (!session) return { kind: 'missing' }
      session.users += 1
      return session
    },
    release(session) {
      if ('saver' in session) session.users -= 1
      tidy()
    },
    tidy,
    drop(projectId) {
      const session = sessions.get(projectId)
      if (session) drop(session)
    },
    show(session) {
      current = session
      set({
        ...session.timeline,
        save: session.saver.state(),
        problem: null,
        lost: session.lost && { ...session.lost, ids: [] },
      })
      tidy()
    },
    leave(problem) {
      current = null
      set({ project: null, past: [], future: [], save: { kind: 'saved' }, lost: null, problem })
      tidy()
    },
  }
}

/** Whether a person has to know that it is not saved. */
export function isTrouble({ saver }: Session): boolean {
  const { kind } = saver.state()
  return kind !== 'saved' && kind !== 'pending'
}
