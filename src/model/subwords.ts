/** Hashed character n-grams of a word: what the network knows of words outside its vocabulary. */
import { hashText } from '@/project/random'

/**
 * The buckets of a word's character 3-grams and 4-grams, with `<` and `>` for its edges
 * (Bojanowski et al. 2017, "Enriching Word Vectors with Subword Information"). Case is folded and
 * every digit counts as `0`, so that numbers, times and codes share their shape.
 */
export function subwordBuckets(word: string, buckets: number): number[] {
  const shape = `<${word.toLowerCase().replace(/\p{N}/gu, '0').slice(0, 24)}>`
  const result: number[] = []
  for (const size of [3, 4]) {
    for (let start = 0; start + size <= shape.length; start += 1) {
      result.push(hashText(shape.slice(start, start + size)) % buckets)
    }
  }
  return result.length > 0 ? result : [hashText(shape) % buckets]
}
