/**
 * Reads a word with a slip of the fingers as the word that was meant. On 17 skills learned from 100 utterances, slips in
 * every tenth word, other casing and other digits cost 2.8 points of whole frames without it and .8 with it; texts
 * without slips lose nothing (+.10 ± .09, `npm run bench:transfer -- --perturb`).
 */
import { hashText } from '@/project/random'
import { wordShape } from './subwords'
import { findWord, type Vocabulary } from './vocabulary'

/** Shorter words have too many neighbours. */
const SHORTEST = 4
/** Of one word as people write it: no numbers, codes or marks. */
const LETTERS_ALONE = /^\p{L}+$/u
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz'

/**
 * A reader of words that neither the vocabulary nor the skill knows. One slip away it looks for a word of the skill
 * first, then for the most frequent word of the vocabulary; without either a word stays what it is. The first letter
 * is taken as it is: people seldom get it wrong.
 *
 * @param seen the skill's words, hashed (`formsSeen`)
 */
export function createSpelling(
  vocabulary: Vocabulary,
  seen: readonly number[],
): (word: string) => string {
  const known = new Set(seen)
  const isOfSkill = (word: string) => known.has(hashText(wordShape(word)) | 0)
  return (word) => {
    if (word.length < SHORTEST || !LETTERS_ALONE.test(word)) return word
    if (findWord(vocabulary, word) >= 0 || isOfSkill(word)) return word
    const letters = word.toLowerCase()
    const slips = [...misplaced(letters)]
    for (const candidate of [...slips, ...replaced(letters)]) {
      if (isOfSkill(candidate)) return candidate
    }
    let [best, first] = [word, Number.POSITIVE_INFINITY]
    for (const slip of slips) {
      const row = vocabulary.rowOf.get(slip)
      if (row !== undefined && row < first) [best, first] = [slip, row]
    }
    return best
  }
}

/** Two letters swapped, one too many, one left out: likeliest first. */
function* misplaced(word: string): Generator<string, void, void> {
  for (let at = 1; at + 1 < word.length; at += 1) {
    yield word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2)
  }
  for (let at = 1; at < word.length; at += 1) yield word.slice(0, at) + word.slice(at + 1)
  for (let at = 1; at <= word.length; at += 1) {
    for (const letter of ALPHABET) yield word.slice(0, at) + letter + word.slice(at)
  }
}

/** One letter for another. Of a whole vocabulary too many words are that near: only the skill's own are looked at. */
function* replaced(word: string): Generator<string, void, void> {
  for (let at = 1; at < word.length; at += 1) {
    for (const letter of ALPHABET) yield word.slice(0, at) + letter + word.slice(at + 1)
  }
}
