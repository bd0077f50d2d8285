/** Keeps `public/models/index.json` in step with the folders beside it, and the words of networks that went. */

import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import * as v from 'valibot'
import { modelCardSchema } from '@/model/model-card'
import { INDEX_FILE, type ModelIndex, modelIndexSchema } from '@/model/model-index'
import { CARD_FILE } from '@/model/pretrained'
import { sha256 } from '@/model/sha256'
import { unpackVocabulary } from '@/model/vocabulary-file'
import { vocabularyIdOf } from '@/model/vocabulary-id'

const WORDS_FILE = 'vocabulary.bin'

/** The index of a folder of models: what lies there now, and every network that its present index knows. */
export async function indexModels(root: string): Promise<ModelIndex> {
  const vocabularies: ModelIndex['vocabularies'] = {}
  const networks = { ...(await readIndex(root))?.networks }
  const folders = (await readdir(root, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    // Words that a network still uses are found with it, not in a folder of their own.
    .sort((a, b) => Number(isOwnFolder(a)) - Number(isOwnFolder(b)) || (a < b ? -1 : 1))
  for (const folder of folders) {
    const bytes = await readOptional(join(root, folder, WORDS_FILE))
    if (!bytes) continue
    const id = await vocabularyIdOf(unpackVocabulary(bytes))
    vocabularies[id] ??= {
      path: `${folder}/${WORDS_FILE}`,
      bytes: bytes.length,
      sha256: await sha256(bytes),
    }
    const card = await readOptional(join(root, folder, CARD_FILE))
    if (card) networks[v.parse(modelCardSchema, parse(card)).id] = id
  }
  return { format: 'skillet-models', version: 1, vocabularies, networks: sorted(networks) }
}

/** Networks of the index that nobody can read the models of any more, since their vocabulary is not there. */
export function networksWithoutWords({ networks, vocabularies }: ModelIndex): string[] {
  return Object.keys(networks).filter((network) => !vocabularies[networks[network]!])
}

/** Writes the index of a folder of models. */
export async function writeIndex(root: string): Promise<ModelIndex> {
  const index = await indexModels(root)
  await writeFile(join(root, INDEX_FILE), `${JSON.stringify(index, null, 1)}\n`)
  return index
}

/**
 * Before a network is written over another one: keeps the other's vocabulary in a folder of its own, because models
 * that were made from it still read by it. Only where there is an index, that is, where models are published.
 */
export async function keepWordsOf(folder: string): Promise<void> {
  const root = dirname(folder)
  if (!(await readIndex(root))) return
  const bytes = await readOptional(join(folder, WORDS_FILE))
  if (!bytes) return
  const place = join(root, await vocabularyIdOf(unpackVocabulary(bytes)))
  await mkdir(place, { recursive: true })
  await copyFile(join(folder, WORDS_FILE), join(place, WORDS_FILE))
}

/** After it was written: brings the index up to date. A kept copy stays only while no network has its words. */
export async function indexWritten(folder: string): Promise<void> {
  const root = dirname(folder)
  if (!(await readIndex(root))) return
  const { vocabularies } = await writeIndex(root)
  const used = new Set(Object.values(vocabularies).map(({ path }) => dirname(path)))
  for (const name of await readdir(root)) {
    if (isOwnFolder(name) && !used.has(name)) await rm(join(root, name), { recursive: true })
  }
}

async function readIndex(root: string): Promise<ModelIndex | null> {
  const bytes = await readOptional(join(root, INDEX_FILE))
  return bytes && v.parse(modelIndexSchema, parse(bytes))
}

function isOwnFolder(name: string): boolean {
  return name.startsWith('words-')
}

function parse(bytes: Uint8Array): unknown {
  return JSON.parse(new TextDecoder().decode(bytes))
}

function sorted(record: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)))
}

async function readOptional(path: string): Promise<Uint8Array | null> {
  try {
    return new Uint8Array(await readFile(path))
  } catch {
    return null
  }
}
