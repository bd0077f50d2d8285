/** What words a model reads by, as one short name: the same words, vectors and subwords give the same one. */
import { sha256 } from './sha256'
import { SUBWORD_SCHEME } from './subwords'
import type { Vocabulary } from './vocabulary'

/**
 * The id of a vocabulary: a hash of its content and of how words outside it are cut up. Weights have no part in it:
 * two networks with the same words share it, and a model that was made from either can read by the other's.
 */
export async function vocabularyIdOf(vocabulary: Vocabulary): Promise<string> {
  const { words, vectors, scales, dimensions } = vocabulary
  const text = [SUBWORD_SCHEME, words.length, dimensions, ...words].join('\n')
  const parts = [new TextEncoder().encode(`${text}\n`), bytesOf(scales), bytesOf(vectors)]
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return `words-${(await sha256(whole)).slice(0, 16)}`
}

function bytesOf(numbers: Float32Array | Int8Array): Uint8Array {
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength)
}
