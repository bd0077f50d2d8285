import type { ProjectState } from './project-store'
import type { NotRead } from './sessions'

type Problem = Omit<NonNullable<ProjectState['problem']>, 'projectId'>

/** Why a skill could not be opened, in words. */
export function openingProblem(stored: NotRead): Problem {
  switch (stored.kind) {
    case 'missing':
      return {
        title: 'There is no such skill here',
        remedy:
          'Skills live in the browser in which they were made. It may have been deleted, or belong to another browser.',
      }
    case 'damaged':
      return {
        title: stored.isNewer ? 'This skill is from a newer Skillet' : CANNOT_OPEN.title,
        remedy: stored.isNewer
          ? stored.reason
          : `${stored.reason} Take what is left of it along, or open a backup.`,
        raw: stored.raw,
      }
    case 'failed':
      return { ...CANNOT_OPEN, remedy: stored.remedy }
  }
}

export const CANNOT_OPEN: Problem = {
  title: 'This skill could not be opened',
  remedy: 'Reload the page, then try again.',
}

export const JUST_DELETED: Problem = {
  title: 'This skill was just deleted',
  remedy: 'Undo at the foot of the page brings it back.',
}
