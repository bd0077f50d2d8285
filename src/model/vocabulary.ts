/** The frozen word vectors: a word list with one 8-bit vector and scale each. */

export type Vocabulary = {
  words: string[]
  dimensions: number
  /** `[words, dimensions]`, row by row; a component is `vectors[i] * scales[row]`. */
  vectors: Int8Array
  /** One scale a row. */
  scales: Float32Array
  /** Row of a word in lower case. */
  rowOf: ReadonlyMap<string, number>
}

/** Builds the index of a vocabulary. Throws when the lengths do not fit each other (a bug, not input). */
export function createVocabulary(options: {
  words: string[]
  vectors: Int8Array
  scales: Float32Array
}): Vocabulary {
  const { words, vectors, scales } = options
  const dimensions = words.length === 0 ? 0 : vectors.length / words.length
  if (!Number.isInteger(dimensions) || scales.length !== words.length) {
    throw new Error(`vocabulary of ${words.length} words has ${vectors.length} components`)
  }
  return {
    words,
    dimensions,
    vectors,
    scales,
    rowOf: new Map(words.map((word, row) => [word, row])),
  }
}

/** Symmetric 8-bit quantisation by row: the largest component of each row becomes ±127. */
export function quantiseVectors(
  rows: readonly ArrayLike<number>[],
  dimensions: number,
): { vectors: Int8Array; scales: Float32Array } {
  const vectors = new Int8Array(rows.length * dimensions)
  const scales = new Float32Array(rows.length)
  rows.forEach((row, index) => {
    let largest = 0
    for (let d = 0; d < dimensions; d += 1) largest = Math.max(largest, Math.abs(row[d] ?? 0))
    const scale = largest / 127 || 1
    scales[index] = scale
    for (let d = 0; d < dimensions; d += 1) {
      vectors[index * dimensions + d] = Math.round((row[d] ?? 0) / scale)
    }
  })
  return { vectors, scales }
}

/**
 * The row of a word, or -1. Tries the word in lower case, then without accents, then with a plain
 * apostrophe, so that spelling habits of keyboards do not make a word unknown.
 */
export function findWord(vocabulary: Vocabulary, word: string): number {
  const lower = word.toLowerCase()
  const direct = vocabulary.rowOf.get(lower)
  if (direct !== undefined) return direct
  const plain = lower.normalize('NFD').replace(/\p{M}/gu, '').replace(/[’`]/g, "'")
  return vocabulary.rowOf.get(plain) ?? -1
}
