import { type Project, slotNames } from './project'

/** What is wrong with a name for an intent or a slot, and the name that is meant. */
export type NameProblem = { kind: 'alike' | 'signs'; name: string; message: string }

/** Two names with the same fold are the same to a person who reads them out. */
export function foldName(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')
}

/**
 * A name that every format and platform takes, from what somebody typed: letters, digits and what
 * formats use to join them. Intents are joined with capitals, slots with underscores. Empty where nothing
 * of a name is left.
 */
export function tidyName(kind: 'intent' | 'slot', typed: string): string {
  const words = typed
    .normalize('NFC')
    .split(/[^\p{L}\p{M}\p{N}_.:/+-]+/u)
    .filter((word) => /[\p{L}\p{N}]/u.test(word))
  if (kind === 'slot') return words.join('_')
  return words
    .map((word, index) => (index === 0 ? word : (word[0] ?? '').toUpperCase() + word.slice(1)))
    .join('')
}

/** Whether a name has anything that a person can read out: without it nothing can be called so. */
export function hasLetters(name: string): boolean {
  return foldName(name) !== ''
}

/** Looks at a new name beside those that are there; null when it is fine. A name that is there is no problem. */
export function checkName(
  kind: 'intent' | 'slot',
  typed: string,
  names: readonly string[],
): NameProblem | null {
  const name = typed.trim()
  if (name === '' || names.includes(name)) return null
  const fold = foldName(name)
  const twin = fold === '' ? undefined : names.find((other) => foldName(other) === fold)
  if (twin !== undefined) {
    return {
      kind: 'alike',
      name: twin,
      message: `The ${kind} ${twin} is there already; ${name} would be another one beside it.`,
    }
  }
  const tidy = tidyName(kind, name)
  if (tidy === name) return null
  return {
    kind: 'signs',
    name: tidy,
    message:
      tidy === ''
        ? `A name needs letters or digits.`
        : `Voice platforms take no spaces, emoji or punctuation in the name of ${kind === 'intent' ? 'an intent' : 'a slot'}.`,
  }
}

/** A name that something brings along, and what is wrong with it. */
export type BroughtName = { of: 'intent' | 'slot'; typed: string; problem: NameProblem }

/**
 * Looks at the names that a text or a file brings, beside those that are there and each other: the same rule as for a
 * name that is typed.
 */
export function checkBroughtNames(brought: Names, present: Names): BroughtName[] {
  return (['intent', 'slot'] as const).flatMap((of) => {
    // By their folds: ten thousand names are compared with ten thousand.
    const known = new Map(present[of].map((name) => [foldName(name), name]))
    const isPresent = new Set(present[of])
    return brought[of].flatMap((typed) => {
      if (isPresent.has(typed)) return []
      const fold = foldName(typed)
      const twin = known.get(fold)
      if (twin === undefined) known.set(fold, typed)
      const problem = checkName(of, typed, twin === undefined ? [] : [twin])
      return problem ? [{ of, typed, problem }] : []
    })
  })
}

/**
 * Looks at a name for a skill beside those of the others; null when it is fine. It may hold anything that a person can
 * read out: platforms get a name that they take.
 */
export function checkSkillName(typed: string, names: readonly string[]): string | null {
  const fold = foldName(typed)
  if (typed.trim() === '') return null
  if (fold === '') return 'A name needs letters or digits.'
  const twin = names.find((name) => foldName(name) === fold)
  return twin === undefined
    ? null
    : `There is a skill ${twin} already: the two are hard to tell apart.`
}

type Names = Readonly<Record<'intent' | 'slot', readonly string[]>>

/** The names of all intents and slots of a skill. */
export function namesIn({ intents }: Pick<Project, 'intents'>): Names {
  return { intent: intents.map(({ name }) => name), slot: slotNames({ intents }) }
}
