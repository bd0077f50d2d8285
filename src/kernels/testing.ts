/** What the kernels' tests share: seeded numbers, and comparisons that say how far off a result is. */

/** Small seeded generator (mulberry32): the same numbers on every run. */
export function createNumbers(seed: number) {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let bits = Math.imul(state ^ (state >>> 15), state | 1)
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61)
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    /** Uniform in ±scale. */
    floats: (length: number, scale = 1) =>
      Float32Array.from({ length }, () => (2 * next() - 1) * scale),
    /** Uniform in from..to, both included. */
    integers: (length: number, from: number, to: number) =>
      Int32Array.from({ length }, () => from + Math.floor(next() * (to - from + 1))),
  }
}

/** Largest absolute difference, relative to the largest expected value (or 1e-4, below which all is noise); NaN when any number is NaN. */
export function relativeError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Number.POSITIVE_INFINITY
  let difference = 0
  let largest = 1e-4
  for (let i = 0; i < actual.length; i++) {
    difference = Math.max(difference, Math.abs(actual[i]! - expected[i]!))
    largest = Math.max(largest, Math.abs(expected[i]!))
  }
  return difference / largest
}

/** Numerical slope of a function of one array, by central differences at the given places. */
export function centralDifferences(
  run: (values: Float32Array) => number,
  values: Float32Array,
  places: readonly number[],
  width = 1e-2,
): number[] {
  return places.map((place) => {
    const at = (shift: number) => {
      const moved = values.slice()
      moved[place]! += shift
      return run(moved)
    }
    return (at(width) - at(-width)) / (2 * width)
  })
}
