/** Word vectors of fewer different numbers, which a zip packs more tightly. */
import { createVocabulary, type Vocabulary } from './vocabulary'

/** The largest step of 8 bits, and the one that is left of it: 6 bits. */
const MOST = 127
const LEFT = 31

/** The same words, a component rounded to 6 of its 8 bits; vectors that have fewer stay as they are. */
export function coarsenVectors(vocabulary: Vocabulary): Vocabulary {
  if (vocabulary.bits < 8) return vocabulary
  const { words, vectors, scales, likened } = vocabulary
  return createVocabulary({
    words,
    likened,
    vectors: vectors.map((value) => Math.round((value * LEFT) / MOST)),
    scales: scales.map((scale) => (scale * MOST) / LEFT),
  })
}
