import { lostPartsRecord } from '@/records/lost-parts'
import type { Database } from './database'
import type { ProjectStore } from './project-store'
import type { Sessions } from './sessions'

/** What of the open skill could not be read: kept apart and shown until a person has decided. */
export type LostPartsNotice = {
  /** Shows what is kept apart of a skill, if it is the open one. */
  show: (projectId: string) => Promise<void>
  /** Forgets it. */
  dismiss: () => Promise<void>
}

export function createLostPartsNotice(options: {
  database: Database
  projects: ProjectStore
  sessions: Sessions
}): LostPartsNotice {
  const { database, projects, sessions } = options
  const { getState: get, setState: set } = projects.state
  return {
    async show(projectId) {
      const stored = await database.read([{ store: 'lostParts', projectId }])
      if (stored.kind === 'failed' || sessions.current()?.projectId !== projectId) return
      const found = stored.value[0].flatMap((raw) => {
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
    },
    async dismiss() {
      const { lost } = get()
      if (!lost) return
      const current = sessions.current()
      if (current) current.lost = null
      const result = await database.commit(
        lost.ids.map((id) => ({ kind: 'delete', store: 'lostParts', id })),
      )
      if (result.kind === 'ok') set({ lost: null })
    },
  }
}
