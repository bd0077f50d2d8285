import type { Clock } from './clock'
import type { Database } from './database'
import { deletionMark, markOf, readMarks } from './deletion-marks'
import type { ProjectStore } from './project-store'
import { PART_STORES, SKILL_STORES, type Write } from './record-store'
import type { Sessions } from './sessions'
import type { SkillLister } from './skill-lister'
import { readSkill } from './skill-records'
import type { TabChannel } from './tab-channel'
import { type Discarded, type Trash, UNDO_MS } from './trash'

/** Deletes skills with everything that was trained from them, and no skill that somebody has changed meanwhile. */
export type SkillDeletion = {
  /** Puts a skill into the trash. */
  discard: (projectId: string) => Promise<Discarded>
  /** Forgets a skill at once. */
  forget: (projectId: string) => Promise<void>
  /** Forgets what was deleted in a page that was left before it could. */
  goOn: () => Promise<void>
}

/** How much later than its own tab another one forgets a deleted skill. */
const MARK_GRACE_MS = 1_000

/** Deletion in a database, for the tab that `projects` shows. */
export function createSkillDeletion(options: {
  database: Database
  clock: Clock
  channel: TabChannel
  projects: ProjectStore
  trash: Trash
  sessions: Sessions
  lister: SkillLister
}): SkillDeletion {
  const { database, clock, channel, projects, trash, sessions, lister } = options

  async function erase(projectId: string, revision: number | null | 'any'): Promise<void> {
    const name = sessions.find(projectId)?.timeline.project.name ?? 'The skill'
    const result = await database.commit(
      erasing(projectId),
      revision === 'any' ? undefined : { kind: 'revision', projectId, revision },
    )
    if (result.kind === 'failed') {
      if (result.reason === 'conflict') {
        await database.commit([{ kind: 'delete', store: 'settings', id: markOf(projectId) }])
        projects.say(`“${name}” was not deleted`, CHANGED_SINCE)
      } else projects.say(`“${name}” could not be deleted`, result.remedy)
      return
    }
    sessions.drop(projectId)
    channel.post({ kind: 'deleted', projectId })
  }

  /** The revision that a person sees when they delete a skill; `any` for one that tells none. */
  async function revisionToErase(projectId: string): Promise<number | null | 'any'> {
    const session = sessions.find(projectId)
    if (session) {
      await session.saver.flush()
      return session.saver.revision()
    }
    const stored = await readSkill(database, projectId)
    return stored.kind === 'read' && stored.lost === null ? stored.told : 'any'
  }

  function leave(projectId: string): void {
    if (sessions.current()?.projectId === projectId) sessions.leave(null)
  }

  return {
    async discard(projectId) {
      // It leaves the screen at once: nobody works on what is being deleted.
      const revision = revisionToErase(projectId)
      const discarded = trash.put(projectId, async () => erase(projectId, await revision))
      // If the page is left before it is forgotten, the next one does that.
      void revision.then((known) => {
        if (trash.has(projectId))
          void database.commit([deletionMark(projectId, known, clock.now())])
      })
      leave(projectId)
      sessions.tidy()
      await revision
      await lister.list()
      return {
        settled: discarded.settled,
        bringBack() {
          if (!discarded.bringBack()) return false
          void database.commit([{ kind: 'delete', store: 'settings', id: markOf(projectId) }])
          return true
        },
      }
    },
    async forget(projectId) {
      sessions.drop(projectId)
      leave(projectId)
      await erase(projectId, 'any')
      sessions.tidy()
      await lister.list()
    },
    async goOn() {
      for (const { id, projectId, revision, deletedAt } of await readMarks(database)) {
        if (trash.has(projectId)) continue
        // Its own tab may still offer Undo.
        const left = Math.min(UNDO_MS, Math.max(0, deletedAt + UNDO_MS - clock.now()))
        clock.after(left + MARK_GRACE_MS, async () => {
          const marks = await readMarks(database)
          if (marks.some((mark) => mark.id === id)) await erase(projectId, revision)
          await lister.list()
        })
      }
    },
  }
}

/** A skill and all that belongs to it. */
function erasing(projectId: string): Write[] {
  return [
    ...SKILL_STORES.map((store) => ({ kind: 'delete', store, id: projectId }) as const),
    ...PART_STORES.map((store) => ({ kind: 'deleteOf', store, projectId }) as const),
    { kind: 'delete', store: 'settings', id: markOf(projectId) },
  ]
}

/** Forgets what was trained from skills that were deleted before deleting forgot that too. */
export async function sweep(database: Database): Promise<void> {
  const stores = ['runs', 'bundles', 'checkpoints'] as const
  const stored = await database.read([
    { store: 'skills', all: 'ids' },
    { store: 'projects', all: 'ids' },
    ...stores.map((store) => ({ store, all: 'owners' }) as const),
  ])
  if (stored.kind === 'failed') return
  const [skills, projects, ...owners] = stored.value
  const known = new Set([...skills, ...projects])
  for (const projectId of new Set(owners.flat())) {
    if (known.has(projectId) || typeof projectId !== 'string') continue
    await database.commit(
      stores.map((store) => ({ kind: 'deleteOf', store, projectId }) as const),
      { kind: 'revision', projectId, revision: null },
    )
  }
}

const CHANGED_SINCE =
  'Another tab has changed it after you deleted it here, so it stays. Delete it again if you mean it.'
