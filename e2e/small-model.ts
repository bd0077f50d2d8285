import type { BrowserContext } from '@playwright/test'
import type { ModelCard } from '@/model/model-card'
import { firstValues } from '@/model/network'
import { type NetworkConfig, trunkShapes } from '@/model/network-shapes'
import { sha256 } from '@/model/sha256'
import { createVocabulary, quantiseVectors } from '@/model/vocabulary'
import { packVocabulary } from '@/model/vocabulary-file'
import { packWeights } from '@/model/weight-files'
import { createRandom } from '@/project/random'
import { tokenize, tokenTexts } from '@/project/tokenizer'

/**
 * Serves a small network in place of the pretrained one, through the real download, checks and
 * cache: random word vectors for the words of `texts`, and a trunk of first values. It learns a small
 * skill within seconds, which is what a browser test has.
 */
export async function serveSmallModel(
  context: BrowserContext,
  texts: readonly string[],
  options: { units?: number } = {},
): Promise<void> {
  const files = await buildSmallModel(texts, options.units ?? 24)
  await context.route('**/models/base/*', async (route) => {
    const name = new URL(route.request().url()).pathname.split('/').at(-1) ?? ''
    const body = files.get(name)
    if (!body) return route.fulfill({ status: 404 })
    return route.fulfill({ body: Buffer.from(body), contentType: 'application/octet-stream' })
  })
}

async function buildSmallModel(
  texts: readonly string[],
  units: number,
): Promise<Map<string, Uint8Array>> {
  const network: NetworkConfig = {
    wordDimensions: 24,
    subwordBuckets: 256,
    subwordDimensions: 8,
    units,
  }
  const words = [
    ...new Set(
      texts.flatMap((text) => tokenTexts(text, tokenize(text)).map((w) => w.toLowerCase())),
    ),
  ].sort()
  const random = createRandom('small model')
  const rows = words.map(() =>
    Array.from({ length: network.wordDimensions }, () => 2 * random.next() - 1),
  )
  const vocabulary = packVocabulary(
    createVocabulary({ words, ...quantiseVectors(rows, network.wordDimensions) }),
  )
  const trunk = Object.fromEntries(
    Object.entries(trunkShapes(network)).map(([name, shape]) => [
      name,
      { shape, values: firstValues(name, shape, createRandom(`small/${name}`)) },
    ]),
  )
  const { bytes, entries } = packWeights(trunk, () => 'float16')
  const describeFile = async (path: string, content: Uint8Array) => ({
    path,
    bytes: content.length,
    sha256: await sha256(content),
  })
  const card: ModelCard = {
    format: 'skillet-pretrained',
    version: 1,
    id: 'small',
    createdAt: '2026-01-01',
    network,
    weights: entries,
    files: {
      weights: await describeFile('weights.bin', bytes),
      vocabulary: await describeFile('vocabulary.bin', vocabulary),
    },
    vocabulary: { words: words.length, source: 'random numbers', licence: 'none' },
    sources: [],
    training: { seed: 1, steps: 0, batchSize: 1, utterancesSeen: 0, learningRate: 0, seconds: 0 },
  }
  return new Map([
    ['model.json', new TextEncoder().encode(JSON.stringify(card))],
    ['weights.bin', bytes],
    ['vocabulary.bin', vocabulary],
  ])
}
