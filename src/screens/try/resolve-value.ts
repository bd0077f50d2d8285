import type { Project } from '@/project/project'

/** What a slot's words stand for. */
export type Resolution = {
  type: string
  /** The canonical value, or null when the type does not list it. */
  value: string | null
  /** Whether it was found through a synonym. */
  isSynonym: boolean
}

/** Finds the canonical value of a slot's words, capitals and spacing aside. */
export function resolveValue(project: Project, slot: string, words: string): Resolution {
  const typeName =
    project.intents.flatMap((intent) => intent.slots).find(({ name }) => name === slot)?.type ?? ''
  const type = project.slotTypes.find(({ name }) => name === typeName)
  const wanted = fold(words)
  for (const { value, synonyms } of type?.values ?? []) {
    if (fold(value) === wanted) return { type: typeName, value, isSynonym: false }
    if (synonyms.some((synonym) => fold(synonym) === wanted)) {
      return { type: typeName, value, isSynonym: true }
    }
  }
  return { type: typeName, value: null, isSynonym: false }
}

function fold(words: string): string {
  return words.trim().toLowerCase().replace(/\s+/g, ' ')
}
