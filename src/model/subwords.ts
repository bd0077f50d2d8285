/** Hashed character n-grams of a word: what the network knows of words outside its vocabulary. */
import { hashText } from '@/project/random'

/** Names the rules below: part of what identifies a vocabulary, so it changes whenever a bucket does. */
export const SUBWORD_SCHEME = 'fnv1a of 3-grams and 4-grams of <shape>, 24 letters'

/** Letters of a word that are looked at. */
const MOST_LETTERS = 24

/** Buckets of the longest word: its 3-grams and 4-grams, with its two edges. */
export const MOST_SUBWORDS = MOST_LETTERS + (MOST_LETTERS - 1)

/** A word as subwords see it: case folded, every digit a `0`, `<` and `>` for its edges, its end cut off if long. */
export function wordShape(word: string): string {
  return `<${word.toLowerCase().replace(/\p{N}/gu, '0').slice(0, MOST_LETTERS)}>`
}

/**
 * The buckets of a word's character 3-grams and 4-grams, of the word's shape
 * (Bojanowski et al. 2017, "Enriching Word Vectors with Subword Information"), so that numbers, times
 * and codes share theirs.
 */
export function subwordBuckets(word: string, buckets: number): number[] {
  const shape = wordShape(word)
  const result: number[] = []
  for (const size of [3, 4]) {
    for (let start = 0; start + size <= shape.length; start += 1) {
      result.push(hashText(shape.slice(start, start + size)) % buckets)
    }
  }
  return result.length > 0 ? result : [hashText(shape) % buckets]
}
