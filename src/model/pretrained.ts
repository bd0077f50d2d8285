/**
 * A pretrained network, made of its files and checked. Nothing is taken for what it claims to be, and each check comes
 * before whatever relies on it:
 *
 *     card        is JSON, of a known version, of the schema's shape; says names, sizes and hashes of the two files
 *     each file   has the hash that the card says; only then is it kept for next time, and only then are lengths in it
 *                 believed
 *     vocabulary  is of a known layout, and its lengths fit each other (vocabulary-file.ts)
 *     weights     lie within their file, each where the card's list says (weight-files.ts)
 *
 * Where files come from is the caller's affair: over HTTP, out of the browser's cache, from a disk.
 */
import * as v from 'valibot'
import { isOfNewer } from '@/project/known-version'
import { DownloadError } from './download'
import { type ModelCard, modelCardSchema } from './model-card'
import { NAMES_HEAD } from './named-layers'
import { NewerFileError } from './newer-file'
import { sha256 } from './sha256'
import type { Vocabulary } from './vocabulary'
import { unpackVocabulary } from './vocabulary-file'
import { vocabularyIdOf } from './vocabulary-id'
import { unpackWeights } from './weight-files'
import type { WeightValues } from './weight-values'

/** A pretrained network on the host, and the words that it can read. */
export type Pretrained = {
  card: ModelCard
  vocabulary: Vocabulary
  /** Of the vocabulary's content; what models that are made from this network remember. */
  vocabularyId: string
  /** Everything below the output layers. */
  trunk: WeightValues
  /** What makes output layers of labels' names (`named-layers.ts`); empty in a network that never learned it. */
  names: WeightValues
}

export type LoadFailure = {
  kind: 'failed'
  reason: 'offline' | 'missing' | 'server' | 'damaged' | 'unsupported' | 'cancelled'
  message: string
  remedy: string
}

export type LoadOutcome =
  | {
      kind: 'loaded'
      pretrained: Pretrained
      fromCache: boolean
      /** Why it is the one from before, where a newer one was asked for and could not be used; else null. */
      note: string | null
    }
  | LoadFailure

export type LoadProgress = { loadedBytes: number; totalBytes: number }

/** What a file must be. */
export type ExpectedFile = ModelCard['files']['weights']

/** The card's name in a model's folder. */
export const CARD_FILE = 'model.json'

/** Gets one file of a model by its name; fails by throwing. What it should be is known of all but the card. */
export type ReadModelFile = (
  path: string,
  onBytes: (bytes: number) => void,
  expected: ExpectedFile | null,
) => Promise<Uint8Array>

export type ReadOptions = {
  onProgress?: (progress: LoadProgress) => void
  /** Called with each file that is what the card says. */
  onChecked?: (expected: ExpectedFile, bytes: Uint8Array) => Promise<void>
}

/** Makes a network of its files, however these are read. */
export async function readPretrained(
  readFile: ReadModelFile,
  { onProgress = () => {}, onChecked = async () => {} }: ReadOptions = {},
): Promise<LoadOutcome> {
  const card = await readCard(readFile)
  if (card.kind === 'failed') return card
  const { files } = card.card
  const totalBytes = files.weights.bytes + files.vocabulary.bytes
  // Both files at the same time; progress is that of their sum, which the card tells before the first byte has come.
  const loaded = { weights: 0, vocabulary: 0 }
  const load = async (part: 'weights' | 'vocabulary') => {
    const expected = files[part]
    const report = (count: number) => {
      loaded[part] = count
      onProgress({ loadedBytes: loaded.weights + loaded.vocabulary, totalBytes })
    }
    const bytes = await readFile(expected.path, report, expected)
    if ((await sha256(bytes)) !== expected.sha256) {
      throw new DownloadError('damaged', `${expected.path} does not match its checksum`)
    }
    await onChecked(expected, bytes)
    return bytes
  }
  try {
    const [weights, words] = await Promise.all([load('weights'), load('vocabulary')])
    const vocabulary = unpackVocabulary(words)
    const pretrained: Pretrained = {
      card: card.card,
      vocabulary,
      // Of the words as they are, not as the card calls them: models find their words again by it.
      vocabularyId: await vocabularyIdOf(vocabulary),
      ...unpackTrunk(weights, card.card.weights),
    }
    return { kind: 'loaded', pretrained, fromCache: false, note: null }
  } catch (error) {
    return whyUnread(error, 'The pretrained model')
  }
}

/** Both parts lie in one file and one list; the names' weights are those of their own head. */
function unpackTrunk(
  bytes: Uint8Array,
  entries: ModelCard['weights'],
): Pick<Pretrained, 'trunk' | 'names'> {
  const isName = ({ name }: { name: string }) => name.startsWith(`${NAMES_HEAD}/`)
  return {
    trunk: unpackWeights(
      bytes,
      entries.filter((entry) => !isName(entry)),
    ),
    names: unpackWeights(bytes, entries.filter(isName)),
  }
}

async function readCard(
  readFile: ReadModelFile,
): Promise<{ kind: 'read'; card: ModelCard } | LoadFailure> {
  try {
    const text = new TextDecoder().decode(await readFile(CARD_FILE, () => {}, null))
    const parsed = v.safeParse(modelCardSchema, JSON.parse(text))
    if (parsed.success) return { kind: 'read', card: parsed.output }
    // Asked before what does not fit is named: of a later version many things do not, and its number is the reason.
    if (isOfNewer(parsed.issues)) throw new NewerFileError(`${CARD_FILE} is of a later version`)
    const [issue] = parsed.issues
    return {
      kind: 'failed',
      reason: 'unsupported',
      message: `This version of Skillet can't use the pretrained model that is there (${CARD_FILE}, ${v.getDotPath(issue) ?? 'the whole'}: ${issue.message}).`,
      remedy: 'Reload the page to get the version that belongs to it.',
    }
  } catch (error) {
    return whyUnread(error, 'The pretrained model')
  }
}

/**
 * Says in words why `what` could not be read. The order counts: an abort is what the person wanted and looks like a
 * lost connection; a newer file is whole, though nobody here can read it; what is left is a fault of the way or of the
 * file.
 */
export function whyUnread(error: unknown, what: string): LoadFailure {
  const said = error instanceof Error ? error.message : String(error)
  const isAborted = error instanceof DOMException && error.name === 'AbortError'
  if (isAborted) {
    const message = 'The download was cancelled.'
    return { kind: 'failed', reason: 'cancelled', message, remedy: 'Start it again when you like.' }
  }
  if (error instanceof NewerFileError) {
    return {
      kind: 'failed',
      reason: 'unsupported',
      message: `${what} was made by a newer Skillet (${said}).`,
      remedy: 'Reload the page to get that Skillet; on a command line, update it.',
    }
  }
  const reason = error instanceof DownloadError ? error.fault : faultOfFile(said)
  return { kind: 'failed', reason, ...WORDS[reason](what, said) }
}

/** Of what a disk or an unpacker says: no such file, else it could not be made sense of. */
function faultOfFile(said: string): 'missing' | 'damaged' {
  return /ENOENT/.test(said) ? 'missing' : 'damaged'
}

const WORDS: Record<
  DownloadError['fault'],
  (what: string, said: string) => { message: string; remedy: string }
> = {
  offline: (what, said) => ({
    message: `${what} could not be downloaded (${said}).`,
    remedy: 'Check the connection and try again; once downloaded, it works offline.',
  }),
  missing: (what, said) => ({
    message: `${what} is not there (${said}).`,
    remedy: 'Check that public/models was deployed with the app, or make it with npm run pretrain.',
  }),
  server: (what, said) => ({
    message: `${what} could not be had: the server has a problem (${said}).`,
    remedy: 'Try again in a while.',
  }),
  damaged: (what, said) => ({
    message: `${what} did not arrive whole (${said}).`,
    remedy:
      'Try again. If this network asks for a login in the browser, log in first; if it stays so, the host has a damaged copy.',
  }),
}
