import { summarise } from '@/records/summary'
import type { Clock } from './clock'
import type { Database } from './database'
import type { ProjectStore } from './project-store'
import type { Sessions } from './sessions'
import { readSkillList } from './skill-list'
import type { Trash } from './trash'

/** Shows which skills there are. */
export type SkillLister = {
  /** Reads the list anew; of several readings at once the newest is shown. */
  list: () => Promise<void>
}

/** A lister for the tab that `projects` shows: what the database has, what only this tab has, less what was just deleted. */
export function createSkillLister(options: {
  database: Database
  clock: Clock
  projects: ProjectStore
  trash: Trash
  sessions: Sessions
}): SkillLister {
  const { database, clock, projects, trash, sessions } = options
  const { getState: get, setState: set } = projects.state
  let newest = 0
  return {
    async list() {
      newest += 1
      const ticket = newest
      const stored = await readSkillList(database)
      if (ticket !== newest) return
      if (stored.kind === 'failed') {
        set({ listProblem: stored.remedy, skills: get().skills ?? [] })
        return
      }
      const { skills, damaged } = stored.value
      const isShown = ({ id }: { id: string }) => !trash.has(id)
      // What the database could not take yet is here all the same.
      const savedAt = new Map(skills.map((skill) => [skill.id, skill.savedAt]))
      const own = sessions
        .all()
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
    },
  }
}
