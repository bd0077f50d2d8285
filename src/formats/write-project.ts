import type { Project } from '@/project/project'
import { formatById } from './all-formats'
import type { Fitted, FormatId, WriteOutcome } from './format'

/**
 * Writes a project in a format: files to download, and what of this project was lost or had to be
 * changed for the platform to take it.
 */
export function writeProject(project: Project, id: FormatId): WriteOutcome {
  const fitted = fitProject(project, id)
  const { files, losses } = formatById(id).write(fitted.project)
  return { files, losses: [...losses, ...fitted.changes] }
}

/** The project as the platform takes it. */
export function fitProject(project: Project, id: FormatId): Fitted {
  return formatById(id).fit?.(project) ?? { project, changes: [] }
}
