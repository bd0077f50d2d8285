/** The part of a vocabulary that a skill has use for: its own words, the most usual ones, and their neighbours. */
import { tokenize, tokenTexts } from '@/project/tokenizer'
import { cosineOf, directionsOf } from './directions'
import { findWord, takeRows, type Vocabulary } from './vocabulary'

/** The vocabulary is in the order of how often words are used; so many of the first are kept whatever the skill. */
const USUAL_WORDS = 3_000

/**
 * A vocabulary of at most `most` words, unless the texts have more: all words of the texts, the most usual
 * ones, and those whose vectors point most nearly where one of the texts' rarer words does, since people
 * say the same in other words.
 */
export function nearWords(
  vocabulary: Vocabulary,
  texts: readonly string[],
  most: number,
): Vocabulary {
  const { words, dimensions } = vocabulary
  const kept = new Set<number>()
  for (const text of texts) {
    for (const word of tokenTexts(text, tokenize(text))) {
      const row = findWord(vocabulary, word)
      if (row >= 0) kept.add(row)
    }
  }
  // Only the texts' rarer words draw their neighbours in: usual words are kept, all of them, and are near to much.
  const own = [...kept].filter((row) => row >= USUAL_WORDS)
  for (let row = 0; row < Math.min(USUAL_WORDS, words.length); row += 1) kept.add(row)
  const others = words.map((_, row) => row).filter((row) => !kept.has(row))
  const directions = directionsOf(vocabulary)
  const nearness = new Map(
    others.map((row) => {
      const cosineTo = (other: number) => cosineOf(directions, dimensions, row, other)
      return [row, own.reduce((most, other) => Math.max(most, cosineTo(other)), -1)] as const
    }),
  )
  others.sort((a, b) => nearness.get(b)! - nearness.get(a)!)
  for (const row of others.slice(0, Math.max(0, most - kept.size))) kept.add(row)
  // In the order of the whole vocabulary, which stays that of how often words are used.
  const rows = [...kept].sort((a, b) => a - b)
  return takeRows(vocabulary, rows)
}
