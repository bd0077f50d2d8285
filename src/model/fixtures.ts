/** A network small enough for tests: eight words, four units, random weights. */

import { createRandom } from '@/project/random'
import { firstValues } from './network'
import type { NetworkConfig } from './network-shapes'
import { trunkShapes } from './network-shapes'
import type { Pretrained } from './pretrained'
import { createVocabulary, quantiseVectors, type Vocabulary } from './vocabulary'

export const TINY_NETWORK: NetworkConfig = {
  wordDimensions: 6,
  subwordBuckets: 64,
  subwordDimensions: 4,
  units: 5,
}

const WORDS = ['play', 'jazz', 'music', 'order', 'a', 'large', 'coffee', 'please']

/** Eight known words with seeded vectors. */
export function createTinyVocabulary(): Vocabulary {
  const random = createRandom('tiny vocabulary')
  const rows = WORDS.map(() =>
    Array.from({ length: TINY_NETWORK.wordDimensions }, () => 2 * random.next() - 1),
  )
  return createVocabulary({ words: WORDS, ...quantiseVectors(rows, TINY_NETWORK.wordDimensions) })
}

/** What a download would hold: the tiny vocabulary and a trunk of first values. */
export function createTinyPretrained(): Pretrained {
  const trunk = Object.fromEntries(
    Object.entries(trunkShapes(TINY_NETWORK)).map(([name, shape]) => [
      name,
      { shape, values: firstValues(name, shape, createRandom(`tiny/${name}`)) },
    ]),
  )
  return {
    card: {
      format: 'skillet-pretrained',
      version: 1,
      id: 'tiny',
      createdAt: '2026-01-01',
      network: TINY_NETWORK,
      weights: [],
      files: {
        weights: { path: 'weights.bin', bytes: 1, sha256: '0'.repeat(64) },
        vocabulary: { path: 'vocabulary.bin', bytes: 1, sha256: '0'.repeat(64) },
      },
      vocabulary: { words: WORDS.length, source: 'random', licence: 'none' },
      sources: [],
      training: {
        seed: 1,
        steps: 0,
        batchSize: 1,
        utterancesSeen: 0,
        learningRate: 0,
        seconds: 0,
      },
    },
    vocabulary: createTinyVocabulary(),
    vocabularyId: 'tiny',
    trunk,
    names: {},
  }
}
