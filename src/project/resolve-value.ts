/** What a slot's words stand for: canonical values and their synonyms. The app and published models resolve alike. */
import type { Project, SlotValue } from './project'

/** A listed value that some words stand for. */
export type FoundValue = {
  value: string
  /** Whether it was found through a synonym. */
  isSynonym: boolean
}

/** What a slot's words stand for. */
export type Resolution = {
  type: string
  /** The canonical value, or null when the type does not list it. */
  value: string | null
  /** Whether it was found through a synonym. */
  isSynonym: boolean
}

/**
 * All listed values that the words stand for, each once, in the order of the list; values that are said
 * themselves come before those that only a synonym names. Where none does, those that `meant` stands for: the words
 * with slips of the fingers put right.
 */
export function findValues(
  values: readonly SlotValue[],
  words: string,
  meant = words,
): FoundValue[] {
  const found = namedBy(values, words)
  return found.length > 0 || meant === words ? found : namedBy(values, meant)
}

function namedBy(values: readonly SlotValue[], words: string): FoundValue[] {
  const wanted = foldWords(words)
  const own = values.filter(({ value }) => foldWords(value) === wanted)
  const byName = values.filter(
    (entry) =>
      !own.includes(entry) && entry.synonyms.some((synonym) => foldWords(synonym) === wanted),
  )
  return [
    ...own.map(({ value }) => ({ value, isSynonym: false })),
    ...byName.map(({ value }) => ({ value, isSynonym: true })),
  ]
}

/** Finds the canonical value of a slot's words in a skill, capitals and spacing aside; `meant` as in `findValues`. */
export function resolveValue(
  project: Project,
  slot: string,
  words: string,
  meant = words,
): Resolution {
  const type =
    project.intents.flatMap((intent) => intent.slots).find(({ name }) => name === slot)?.type ?? ''
  const values = project.slotTypes.find(({ name }) => name === type)?.values ?? []
  const [found] = findValues(values, words, meant)
  return { type, value: found?.value ?? null, isSynonym: found?.isSynonym ?? false }
}

/** Words as they are compared: without capitals and doubled spaces, accents written in one way. */
export function foldWords(words: string): string {
  return words.normalize('NFC').trim().toLowerCase().replace(/\s+/g, ' ')
}
