/** A stream of pseudo-random numbers that its seed decides. */
export type Random = {
  /** The next number in [0, 1). */
  next: () => number
  /** As many numbers as fit, each the next one times 2³²: for whom one call a number takes too long. */
  fill: (words: Uint32Array) => void
  /** The next whole number in [0, below). */
  integer: (below: number) => number
  /** A new array with the same members in another order (Fisher–Yates). */
  shuffled: <T>(members: readonly T[]) => T[]
  /** One member, or undefined of an empty array. */
  pick: <T>(members: readonly T[]) => T | undefined
}

/**
 * The generator that every random choice uses: sfc32 (Chris Doty-Humphrey's small fast counter,
 * 128 bits of state), seeded by a number or a text, warmed up by 15 rounds.
 */
export function createRandom(seed: number | string): Random {
  const text = String(seed)
  let a = 0x9e3779b9
  let b = 0x243f6a88
  let c = hashText(text) | 0
  let counter = 1
  function next32(): number {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + sum) | 0
    return sum >>> 0
  }
  function fill(words: Uint32Array): void {
    // The same on copies: what a function shares with another is slow to change.
    let [w, x, y, z] = [a, b, c, counter]
    for (let index = 0; index < words.length; index += 1) {
      const sum = (((w + x) | 0) + z) | 0
      z = (z + 1) | 0
      w = x ^ (x >>> 9)
      x = (y + (y << 3)) | 0
      y = (y << 21) | (y >>> 11)
      y = (y + sum) | 0
      words[index] = sum
    }
    ;[a, b, c, counter] = [w, x, y, z]
  }
  for (let round = 0; round < 15; round += 1) next32()
  const next = () => next32() / 4294967296
  const integer = (below: number) => Math.floor(next() * below)
  return {
    next,
    fill,
    integer,
    shuffled: (members) => {
      const result = [...members]
      for (let last = result.length - 1; last > 0; last -= 1) {
        const other = integer(last + 1)
        const kept = result[last]!
        result[last] = result[other]!
        result[other] = kept
      }
      return result
    },
    pick: (members) => members[integer(members.length)],
  }
}

/** FNV-1a over UTF-16 code units: a 32-bit unsigned hash of a text. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  return hash >>> 0
}
