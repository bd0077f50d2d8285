/**
 * Words whose vectors a small vocabulary has no room for, read as the words that it has and that mean most the same.
 *
 * What counts is the cosine of two vectors, a·b / (|a|·|b|); with all vectors of length 1, their product. Of tens of
 * thousands of words with thousands of others it takes too long, so that most are ruled out by bits: of two directions
 * the components' signs differ in about as large a share as the angle between them is of a half turn (Charikar 2002,
 * there of random projections). 100 of 200 signs are four words of 32 bits; xor and counting ones compares two vectors.
 * The 32 that differ least are compared by their cosines.
 */
import { cosineOf, directionsOf } from './directions'
import { createVocabulary, type Vocabulary } from './vocabulary'

/** So many of a word's nearest by a coarse measure are compared by the exact one. */
const COMPARED = 32

/** Rows are numbered in 16 bits. */
const MOST_ROWS = 65_536

/**
 * The part with all other words of the whole, each read as the word of the part whose vector points most nearly where
 * its own does: of a word that is not there at all, the network knows no more than its letters. The part as it is where
 * it has no words, or more than two bytes can number (vocabulary-file.ts).
 */
export function likenOthers(whole: Vocabulary, part: Vocabulary): Vocabulary {
  if (part.words.length === 0 || part.words.length > MOST_ROWS) return part
  const { directions, signs, signsEach } = compassOf(whole)
  const { dimensions } = whole
  // Row in the whole of each of the part's words.
  const rows = Int32Array.from(part.words, (word) => whole.rowOf.get(word) ?? 0)
  const nearest = createNearest(COMPARED)
  const likened = new Map<string, number>()
  // In the order of the alphabet, in which a zip packs them most tightly.
  for (const word of whole.words.filter((word) => !part.rowOf.has(word)).sort(byCodeUnits)) {
    const own = whole.rowOf.get(word)!
    nearest.clear()
    for (let place = 0; place < rows.length; place += 1) {
      // Signs that differ, of one pair of words: the innermost loop of it all.
      let apart = 0
      for (let part = 0; part < signsEach; part += 1) {
        apart += bitsOf(signs[own * signsEach + part]! ^ signs[rows[place]! * signsEach + part]!)
      }
      nearest.offer(place, apart)
    }
    let [best = 0] = nearest.places()
    let most = Number.NEGATIVE_INFINITY
    for (const place of nearest.places()) {
      const near = cosineOf(directions, dimensions, own, rows[place]!)
      if (near > most) [best, most] = [place, near]
    }
    likened.set(word, best)
  }
  return createVocabulary({ ...part, likened })
}

/** The directions of all vectors (length 1), and the signs of every second component, which tell nearly as much in bits. */
function compassOf(vocabulary: Vocabulary) {
  const { words, dimensions } = vocabulary
  const directions = directionsOf(vocabulary)
  const signsEach = Math.ceil(dimensions / 64)
  const signs = new Int32Array(words.length * signsEach)
  for (const row of words.keys()) {
    for (let d = 0; d < dimensions; d += 2) {
      // Component 64·i + 2·j is bit j of word i.
      if (directions[row * dimensions + d]! > 0) {
        signs[row * signsEach + (d >> 6)]! |= 1 << ((d >> 1) & 31)
      }
    }
  }
  return { directions, signs, signsEach }
}

/**
 * Keeps the places that are least apart, and few others: sorting at each offer would be the larger part of the work, so
 * up to three times as many are gathered before the worst go. `most` is what a place must beat to be among the best; of
 * equals the first stays, so that the result does not depend on when was sorted.
 */
function createNearest(count: number) {
  let kept: { place: number; apart: number }[] = []
  let most = Number.POSITIVE_INFINITY
  const prune = () => {
    kept.sort((a, b) => a.apart - b.apart || a.place - b.place)
    kept.length = Math.min(count, kept.length)
    if (kept.length === count) most = kept[count - 1]!.apart
  }
  return {
    clear: () => {
      kept = []
      most = Number.POSITIVE_INFINITY
    },
    offer: (place: number, apart: number) => {
      if (apart >= most) return
      kept.push({ place, apart })
      if (kept.length >= 3 * count) prune()
    },
    places: () => {
      prune()
      return kept.map(({ place }) => place)
    },
  }
}

/** How many bits are set, added up in pairs, fours and bytes at the same time (Warren, "Hacker's Delight"). */
function bitsOf(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555)
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333)
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : 1
}
