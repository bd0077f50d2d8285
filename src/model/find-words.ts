/**
 * The words that a trained model reads by, when they are not those of the network that is loaded.
 *
 * A trained model as the browser keeps it holds no words: it names its vocabulary by an id, a hash of the content, and
 * a site keeps every vocabulary that a network of it ever read by (`public/models/index.json`). The way there: the
 * index, in it the file of the id, the file, its hash, its layout. Each step is checked before the next, and what fails
 * says why.
 */
import * as v from 'valibot'
import { isOfNewer } from '@/project/known-version'
import { DownloadError, download } from './download'
import { openModelCache } from './model-cache'
import { findVocabularyFile, INDEX_FILE, type ModelIndex, modelIndexSchema } from './model-index'
import { NewerFileError } from './newer-file'
import { type LoadFailure, type Pretrained, whyUnread } from './pretrained'
import { sha256 } from './sha256'
import type { Vocabulary } from './vocabulary'
import { unpackVocabulary } from './vocabulary-file'

export type WordsOutcome = { kind: 'found'; vocabulary: Vocabulary } | LoadFailure

/** Gets a file by its path beside the models' folders; fails by throwing. */
export type ReadSharedFile = (
  path: string,
  expected: { sha256: string; bytes: number } | null,
) => Promise<Uint8Array>

/** Whether a model reads by the words of this network. Models of before vocabularies had ids name the network. */
export function readsBy(vocabularyId: string, pretrained: Pretrained): boolean {
  return vocabularyId === pretrained.vocabularyId || vocabularyId === pretrained.card.id
}

/** The vocabulary with this id, however files are read. */
export async function findWords(
  vocabularyId: string,
  readFile: ReadSharedFile,
): Promise<WordsOutcome> {
  try {
    // An index that can't be read names no vocabulary; only one of a later version is told apart, by throwing.
    const index = readIndex(await readFile(INDEX_FILE, null))
    const file = index && findVocabularyFile(index, vocabularyId)
    if (!file) return goneFailure(vocabularyId)
    const bytes = await readFile(file.path, file)
    // Before it is unpacked: the unpacker believes the lengths that stand in the file.
    if ((await sha256(bytes)) !== file.sha256) {
      throw new DownloadError('damaged', `${file.path} does not match its checksum`)
    }
    return { kind: 'found', vocabulary: unpackVocabulary(bytes) }
  } catch (error) {
    return whyUnread(error, 'The vocabulary of this model')
  }
}

/**
 * The same from the host of the network at `modelUrl`, or from what was kept of it. A vocabulary never changes under
 * its hash, so that a kept one is taken first; the index does, so that the server is asked first, and a kept one serves
 * without a connection. Neither is kept before it has been checked.
 */
export async function loadWords(
  modelUrl: string,
  vocabularyId: string,
  options: { signal?: AbortSignal; stalledAfterMs?: number } = {},
): Promise<WordsOutcome> {
  const cache = await openModelCache()
  // The index lies beside the models' folders.
  const root = new URL('..', modelUrl.endsWith('/') ? modelUrl : `${modelUrl}/`)
  return findWords(vocabularyId, async (path, expected) => {
    const address = new URL(path, root).href
    if (expected) {
      const kept = await cache.find(expected.sha256, address)
      if (kept) return kept
      const bytes = await download(address, { ...options, mostBytes: expected.bytes })
      if ((await sha256(bytes)) === expected.sha256) await cache.keep(expected.sha256, bytes)
      return bytes
    }
    try {
      const bytes = await download(address, options)
      // Else something that is no index would take the place of the one that was kept.
      if (!readIndex(bytes)) throw new DownloadError('damaged', `${path} can't be read`)
      await cache.keepText(address, bytes)
      return bytes
    } catch (error) {
      // Who has cancelled wants no answer, not even a kept one.
      const kept = options.signal?.aborted ? null : await cache.findText(address)
      if (!kept) throw error
      return kept
    }
  })
}

/** Null for what is no index; throws a `NewerFileError` for one of a later version. */
function readIndex(bytes: Uint8Array): ModelIndex | null {
  let index: unknown
  try {
    index = JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return null
  }
  const read = v.safeParse(modelIndexSchema, index)
  if (read.success) return read.output
  if (isOfNewer(read.issues)) throw new NewerFileError(`${INDEX_FILE} is of a later version`)
  return null
}

function goneFailure(vocabularyId: string): LoadFailure {
  return {
    kind: 'failed',
    reason: 'missing',
    message: `This model reads by the vocabulary “${vocabularyId}”, which this site does not have.`,
    remedy:
      'Its report stays as it is. To get answers, train again, which takes a minute, or open the skill where the model was made.',
  }
}
