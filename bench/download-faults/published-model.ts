/** Small pretrained networks as a host publishes them, made for trying out downloads. */
import { TINY_NETWORK } from '@/model/fixtures'
import { firstValues } from '@/model/network'
import { trunkShapes } from '@/model/network-shapes'
import { sha256 } from '@/model/sha256'
import { createVocabulary, quantiseVectors } from '@/model/vocabulary'
import { packVocabulary } from '@/model/vocabulary-file'
import { packWeights } from '@/model/weight-files'
import { createRandom } from '@/project/random'

export type PublishedModel = {
  id: string
  /** By name: `model.json`, `weights.bin`, `vocabulary.bin`. */
  files: Record<string, Uint8Array>
}

/** A release; another name gives other weights and other words. */
export async function publishModel(id: string): Promise<PublishedModel> {
  const random = createRandom(id)
  const words = ['play', 'stop', 'coffee', `word of ${id}`]
  const rows = words.map(() =>
    Array.from({ length: TINY_NETWORK.wordDimensions }, () => 2 * random.next() - 1),
  )
  const vocabulary = packVocabulary(
    createVocabulary({ words, ...quantiseVectors(rows, TINY_NETWORK.wordDimensions) }),
  )
  const trunk = Object.fromEntries(
    Object.entries(trunkShapes(TINY_NETWORK)).map(([name, shape]) => [
      name,
      { shape, values: firstValues(name, shape, createRandom(`${id}/${name}`)) },
    ]),
  )
  const { bytes, entries } = packWeights(trunk, () => 'float16')
  return packCard(id, bytes, entries, vocabulary)
}

/** A release of these bytes, whatever they are: its card names their true checksums. */
export async function packCard(
  id: string,
  weights: Uint8Array,
  entries: readonly object[],
  vocabulary: Uint8Array,
): Promise<PublishedModel> {
  const describeFile = async (path: string, bytes: Uint8Array) => ({
    path,
    bytes: bytes.length,
    sha256: await sha256(bytes),
  })
  const card = {
    format: 'skillet-pretrained',
    version: 1,
    id,
    createdAt: '2026-01-01',
    network: TINY_NETWORK,
    weights: entries,
    files: {
      weights: await describeFile('weights.bin', weights),
      vocabulary: await describeFile('vocabulary.bin', vocabulary),
    },
    vocabulary: { words: 4, source: 'random numbers', licence: 'none' },
    sources: [],
    training: { seed: 1, steps: 0, batchSize: 1, utterancesSeen: 0, learningRate: 0, seconds: 0 },
  }
  const files = {
    'model.json': new TextEncoder().encode(JSON.stringify(card)),
    'weights.bin': weights,
    'vocabulary.bin': vocabulary,
  }
  return { id, files }
}
