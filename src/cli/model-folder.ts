/** A pretrained network on disk: writing `public/models/<id>`, and reading it in Node. */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { findWords, type WordsOutcome } from '@/model/find-words'
import type { ModelCard } from '@/model/model-card'
import { NAMES_HEAD } from '@/model/named-layers'
import type { NetworkConfig } from '@/model/network-shapes'
import { type LoadOutcome, readPretrained } from '@/model/pretrained'
import { sha256 } from '@/model/sha256'
import type { Vocabulary } from '@/model/vocabulary'
import { packVocabulary } from '@/model/vocabulary-file'
import { packWeights, type WeightEncoding } from '@/model/weight-files'
import type { WeightValues } from '@/model/weight-values'
import { indexWritten, keepWordsOf } from './model-index-file'
import type { PoolSource } from './pretraining-pool'

/** Where word vectors are from, and on what terms. */
export type VectorSource = Pick<ModelCard['vocabulary'], 'source' | 'licence'>

export type HeldOutScores = NonNullable<ModelCard['sources'][number]['heldOut']>

/** Writes the trunk and what makes output layers of names (not the sources' output layers), the vocabulary and the card. */
export function writeModel(options: {
  folder: string
  weights: WeightValues
  vocabulary: Vocabulary
  /** Where its vectors are from. */
  vectors: VectorSource
  network: NetworkConfig
  sources: readonly PoolSource[]
  heldOut: Record<string, HeldOutScores>
  training: ModelCard['training']
}): Promise<{ totalBytes: number }> {
  const kept = Object.fromEntries(
    Object.entries(options.weights).filter(
      ([name]) => !name.startsWith('head/') || name.startsWith(`${NAMES_HEAD}/`),
    ),
  )
  const sources = options.sources.map((source) => ({
    head: source.head,
    title: source.title,
    licence: source.licence,
    rows: source.rows,
    intents: source.labels.intents.length,
    slots: source.labels.slots.length,
    heldOut: options.heldOut[source.head] ?? null,
  }))
  return rewriteModel({
    folder: options.folder,
    card: {
      network: options.network,
      vocabulary: options.vectors,
      sources,
      training: options.training,
    },
    weights: kept,
    vocabulary: options.vocabulary,
    encodingOf: storedEncoding,
  })
}

/** Writes a network that was read from a folder to another one, as it is or with less in it. */
export async function rewriteModel(options: {
  folder: string
  /** What the new card keeps of the old. */
  card: Pick<ModelCard, 'network' | 'sources' | 'training'> & { vocabulary: VectorSource }
  /** The trunk, and what makes output layers of names. */
  weights: WeightValues
  vocabulary: Vocabulary
  encodingOf: (name: string) => WeightEncoding
}): Promise<{ totalBytes: number }> {
  const { folder, vocabulary } = options
  const { network, sources, training } = options.card
  const weights = packWeights(options.weights, options.encodingOf)
  const words = packVocabulary(vocabulary)
  const card: ModelCard = {
    format: 'skillet-pretrained',
    version: 1,
    id: `${basename(folder)}-${(await sha256(weights.bytes)).slice(0, 8)}`,
    createdAt: new Date().toISOString().slice(0, 10),
    network,
    weights: weights.entries,
    files: {
      weights: await describeFile('weights.bin', weights.bytes),
      vocabulary: await describeFile('vocabulary.bin', words),
    },
    vocabulary: {
      words: vocabulary.words.length,
      source: options.card.vocabulary.source,
      licence: options.card.vocabulary.licence,
    },
    sources,
    training,
  }
  const text = `${JSON.stringify(card, null, 1)}\n`
  await keepWordsOf(folder)
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'weights.bin'), weights.bytes)
  await writeFile(join(folder, 'vocabulary.bin'), words)
  await writeFile(join(folder, 'model.json'), text)
  await indexWritten(folder)
  return { totalBytes: weights.bytes.length + words.length + text.length }
}

/** Reads a model folder, with the same checks as the app's download. */
export function readModelFolder(folder: string): Promise<LoadOutcome> {
  return readPretrained(async (path, onBytes) => {
    const bytes = new Uint8Array(await readFile(join(folder, path)))
    onBytes(bytes.length)
    return bytes
  })
}

/** The words of a model that was made from another network than the one in `folder`, of those beside it. */
export function findWordsBeside(folder: string, vocabularyId: string): Promise<WordsOutcome> {
  return findWords(
    vocabularyId,
    async (path) => new Uint8Array(await readFile(join(dirname(folder), path))),
  )
}

/** How the shipped model stores its weights: 16 bits, and 8 for the subword table. */
export function storedEncoding(name: string): WeightEncoding {
  return name === 'subword/table' ? 'int8' : 'float16'
}

async function describeFile(path: string, bytes: Uint8Array) {
  return { path, bytes: bytes.length, sha256: await sha256(bytes) }
}
