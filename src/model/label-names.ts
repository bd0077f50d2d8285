/** What a label's name says: its words, and where they lie among the word vectors. */
import { lengthOf } from './directions'
import { findWord, readVector, type Vocabulary } from './vocabulary'

/** Words of a name as developers write them: `toCity`, `to_city`, `TO-CITY` and `AMAZON.City` alike. */
export function wordsOfName(name: string): string[] {
  return name
    .replace(/^AMAZON\./i, '')
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .replace(/(\p{L})(\d)/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\d]+/u)
    .filter((word) => word !== '')
}

/**
 * One direction for each name: the mean of its words' directions, of length 1, or 0 where no word is known.
 *
 * @param keepsWord leaves out words of names that have others (training learns from what is left)
 * @returns `[dimensions, names]`, row by row
 */
export function embedNames(
  names: readonly string[],
  vocabulary: Vocabulary,
  keepsWord: () => boolean = () => true,
): Float32Array {
  const { dimensions } = vocabulary
  const table = new Float32Array(dimensions * names.length)
  const vector = new Float32Array(dimensions)
  names.forEach((name, column) => {
    const rows = wordsOfName(name)
      .map((word) => findWord(vocabulary, word))
      .filter((row) => row >= 0)
    const kept = rows.filter(() => keepsWord())
    const sum = new Float32Array(dimensions)
    for (const row of kept.length > 0 ? kept : rows) {
      readVector(vocabulary, row, vector)
      const length = lengthOf(vector)
      for (let d = 0; d < dimensions; d += 1) sum[d]! += (vector[d] ?? 0) / length
    }
    const length = lengthOf(sum)
    for (let d = 0; d < dimensions; d += 1)
      table[d * names.length + column] = (sum[d] ?? 0) / length
  })
  return table
}
