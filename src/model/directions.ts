/** Where vectors point, however long they are: of two of length 1 the product is the cosine. */
import { readVector, type Vocabulary } from './vocabulary'

/** All vectors of a vocabulary with the length 1, `[words, dimensions]`; a vector of zeros stays as it is. */
export function directionsOf(vocabulary: Vocabulary): Float32Array {
  const { words, dimensions } = vocabulary
  const directions = new Float32Array(words.length * dimensions)
  for (const row of words.keys()) {
    readVector(vocabulary, row, directions, row * dimensions)
    const one = directions.subarray(row * dimensions, (row + 1) * dimensions)
    const length = lengthOf(one)
    one.set(one.map((value) => value / length))
  }
  return directions
}

/** The cosine of two rows of directions. */
export function cosineOf(
  directions: Float32Array,
  dimensions: number,
  one: number,
  other: number,
): number {
  let sum = 0
  for (let d = 0; d < dimensions; d += 1) {
    sum += directions[one * dimensions + d]! * directions[other * dimensions + d]!
  }
  return sum
}

/** Euclidean length, or 1 for a vector of zeros. */
export function lengthOf(vector: Float32Array): number {
  return Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0)) || 1
}
