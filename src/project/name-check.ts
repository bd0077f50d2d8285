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
