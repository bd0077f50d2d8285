import type { Project } from '@/project/project'
import { formatById } from './all-formats'
import { cannotHold, type FormatId, type WriteOutcome } from './format'

/** Writes a project in a format: files to download, and what of this project was lost. */
export function writeProject(project: Project, format: FormatId): WriteOutcome {
  return formatById(format).write(project)
}

/** What any project loses in this format, for the export dialog. */
export function lossesOf(format: FormatId): string[] {
  return cannotHold(formatById(format))
}
