/** The frozen word vectors: a word list with one vector of 8 or 4 bits a component, and its scales. */
import { fromHalf, toHalf } from './weight-files'

/** How much room a component takes: 8 bits hold ±127, 4 bits ±7. */
export type VectorBits = 8 | 4

export type Vocabulary = {
  words: string[]
  dimensions: number
  bits: VectorBits
  /** `[words, dimensions]`, row by row; `readVector` gives the numbers that these stand for. */
  vectors: Int8Array
  /** `[words, scales a word]`: a row's first scale is for its first components, and so on, in equal parts. */
  scales: Float32Array
  /** How many components share a scale. */
  span: number
  /** Words without a vector of their own, each with the row of the word that it is read as; of compact models alone. */
  likened: ReadonlyMap<string, number>
  /** Row of a word in lower case, be it its own or that of the word that it is read as. */
  rowOf: ReadonlyMap<string, number>
}

/** Builds the index of a vocabulary. Throws when the lengths do not fit each other (a bug, not input). */
export function createVocabulary(options: {
  words: string[]
  vectors: Int8Array
  scales: Float32Array
  bits?: VectorBits
  likened?: ReadonlyMap<string, number>
}): Vocabulary {
  const { words, vectors, scales, bits = 8, likened = NONE } = options
  const dimensions = words.length === 0 ? 0 : vectors.length / words.length
  const scalesEach = words.length === 0 ? 1 : scales.length / words.length
  const span = dimensions / scalesEach
  if (![dimensions, scalesEach, span].every(Number.isInteger)) {
    throw new Error(
      `vocabulary of ${words.length} words has ${vectors.length} components and ${scales.length} scales`,
    )
  }
  const rowOf = new Map([...likened, ...words.map((word, row) => [word, row] as const)])
  return { words, dimensions, bits, vectors, scales, span, likened, rowOf }
}

const NONE: ReadonlyMap<string, number> = new Map()

/** Writes the vector of a row into `target`, from `at` on. */
export function readVector(
  { vectors, scales, dimensions, span }: Vocabulary,
  row: number,
  target: Float32Array,
  at = 0,
): void {
  const from = row * dimensions
  const first = from / span
  for (let d = 0; d < dimensions; d += 1) {
    target[at + d] = vectors[from + d]! * scales[first + Math.floor(d / span)]!
  }
}

/** The vocabulary that has only these rows, in this order, and no likened words. */
export function takeRows(vocabulary: Vocabulary, rows: readonly number[]): Vocabulary {
  const { words, vectors, scales, dimensions, span, bits } = vocabulary
  const scalesEach = dimensions / span
  const taken = new Int8Array(rows.length * dimensions)
  const takenScales = new Float32Array(rows.length * scalesEach)
  rows.forEach((row, place) => {
    taken.set(vectors.subarray(row * dimensions, (row + 1) * dimensions), place * dimensions)
    takenScales.set(scales.subarray(row * scalesEach, (row + 1) * scalesEach), place * scalesEach)
  })
  return createVocabulary({
    words: rows.map((row) => words[row]!),
    vectors: taken,
    scales: takenScales,
    bits,
  })
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

/** How much of a part's largest component is kept: cutting it off a little may leave finer steps for the others. */
const CLIPS = [1, 0.9, 0.8, 0.7]
const MOST_IN_4_BITS = 7

/**
 * 4-bit quantisation, a scale for each `span` components: of a few scales, the one that loses least. Scales are
 * such as half precision holds, so that a file gives them back as they are.
 */
export function quantiseTo4Bits(
  rows: readonly ArrayLike<number>[],
  dimensions: number,
  span: number,
): { vectors: Int8Array; scales: Float32Array; bits: 4 } {
  const scalesEach = dimensions / span
  const vectors = new Int8Array(rows.length * dimensions)
  const scales = new Float32Array(rows.length * scalesEach)
  rows.forEach((row, index) => {
    for (let part = 0; part < scalesEach; part += 1) {
      const values = Array.from({ length: span }, (_, place) => row[part * span + place] ?? 0)
      const { scale, steps } = bestSteps(values)
      scales[index * scalesEach + part] = scale
      vectors.set(steps, index * dimensions + part * span)
    }
  })
  return { vectors, scales, bits: 4 }
}

function bestSteps(values: readonly number[]): { scale: number; steps: number[] } {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  let best = { scale: 1, steps: values.map(() => 0), lost: Number.POSITIVE_INFINITY }
  for (const clip of CLIPS) {
    const scale = fromHalf(toHalf((largest * clip) / MOST_IN_4_BITS))
    if (scale === 0) break
    const steps = values.map((value) =>
      Math.max(-MOST_IN_4_BITS, Math.min(MOST_IN_4_BITS, Math.round(value / scale))),
    )
    const lost = values.reduce((sum, value, d) => sum + (value - steps[d]! * scale) ** 2, 0)
    if (lost < best.lost) best = { scale, steps, lost }
  }
  return best
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
