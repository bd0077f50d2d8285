import type { Project, Utterance } from '@/project/project'

const indexes = new WeakMap<readonly Utterance[], Map<string, Utterance>>()

/** Finds an utterance by id; an index is built once for each version of the list. */
export function findUtterance(project: Project | null, id: string): Utterance | null {
  if (!project) return null
  const index =
    indexes.get(project.utterances) ?? new Map(project.utterances.map((one) => [one.id, one]))
  indexes.set(project.utterances, index)
  return index.get(id) ?? null
}
