import { adoptTypes } from '@/formats/adopt-types'
import type { InputFile } from '@/formats/format'
import { mergeProjects } from '@/formats/merge-projects'
import { type BroughtName, checkBroughtNames, namesIn } from '@/project/name-check'
import { importFiles } from './import-skill'
import { editProject, useProjectStore } from './project-store'

/** What became of files that were to be added to the open skill. */
export type AddedFiles =
  | { kind: 'added'; utterances: number; skipped: number; names: readonly BroughtName[] }
  | { kind: 'failed'; message: string; remedy: string }

/**
 * Adds annotated utterances from files of any known format to the open skill, as one change that can
 * be undone; what it has already stays as it is.
 */
export async function addFromFiles(files: readonly (File | InputFile)[]): Promise<AddedFiles> {
  const before = useProjectStore.getState().project
  const outcome = await importFiles(files)
  if (outcome.kind === 'failed') return outcome
  const { project } = useProjectStore.getState()
  // Reading takes a moment; the skill that was meant may have been left meanwhile.
  if (!project || project.id !== before?.id) return LEFT
  const merged = mergeProjects(project, adoptTypes(outcome.project, project))
  const utterances = merged.utterances.length - project.utterances.length
  editProject(`Add ${utterances} utterances from ${files.length} files`, () => merged)
  return {
    kind: 'added',
    utterances,
    skipped: outcome.project.utterances.length - utterances,
    names: checkBroughtNames(namesIn(outcome.project), namesIn(project)),
  }
}

const LEFT: AddedFiles = {
  kind: 'failed',
  message: 'The skill was closed before the file was read.',
  remedy: 'Open it and add the file again.',
}
