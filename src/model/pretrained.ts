/** Fetches a pretrained network, checks it, and keeps it for next time. */
import { z } from 'zod'
import { type ModelCard, modelCardSchema } from './model-card'
import { NAMES_HEAD } from './named-layers'
import type { Vocabulary } from './vocabulary'
import { unpackVocabulary } from './vocabulary-file'
import { unpackWeights } from './weight-files'
import type { WeightValues } from './weight-values'

/** A pretrained network on the host, and the words that it can read. */
export type Pretrained = {
  card: ModelCard
  vocabulary: Vocabulary
  /** Everything below the output layers. */
  trunk: WeightValues
  /** What makes output layers of labels' names (`named-layers.ts`); empty in a network that never learned it. */
  names: WeightValues
}

export type LoadOutcome =
  | { kind: 'loaded'; pretrained: Pretrained; fromCache: boolean }
  | {
      kind: 'failed'
      reason: 'offline' | 'missing' | 'damaged' | 'unsupported' | 'cancelled'
      message: string
      remedy: string
    }

export type LoadProgress = { loadedBytes: number; totalBytes: number }

/** Gets one file of a model by its name; fails by throwing. */
export type ReadModelFile = (path: string, onBytes: (bytes: number) => void) => Promise<Uint8Array>

/** Makes a network of its files, however these are read. */
export async function readPretrained(
  readFile: ReadModelFile,
  onProgress: (progress: LoadProgress) => void = () => {},
): Promise<LoadOutcome> {
  const card = await readCard(readFile)
  if (card.kind === 'failed') return card
  const { files } = card.card
  const totalBytes = files.weights.bytes + files.vocabulary.bytes
  const loaded = { weights: 0, vocabulary: 0 }
  const load = async (part: 'weights' | 'vocabulary') => {
    const bytes = await readFile(files[part].path, (count) => {
      loaded[part] = count
      onProgress({ loadedBytes: loaded.weights + loaded.vocabulary, totalBytes })
    })
    return { bytes, isWhole: (await sha256(bytes)) === files[part].sha256 }
  }
  try {
    const [weights, vocabulary] = await Promise.all([load('weights'), load('vocabulary')])
    if (!weights.isWhole || !vocabulary.isWhole) {
      return failed(
        'damaged',
        'The pretrained model does not match its checksum.',
        'Reload the page to download it again.',
      )
    }
    const pretrained: Pretrained = {
      card: card.card,
      vocabulary: unpackVocabulary(vocabulary.bytes),
      ...unpackTrunk(weights.bytes, card.card.weights),
    }
    return { kind: 'loaded', pretrained, fromCache: false }
  } catch (error) {
    return whyUnread(error)
  }
}

/**
 * Downloads the network below `url` (its folder), with progress. Files that were checked once are kept in
 * Cache Storage, where there is one, and need no network afterwards.
 */
export async function loadPretrained(
  url: string,
  options: { onProgress?: (progress: LoadProgress) => void; signal?: AbortSignal } = {},
): Promise<LoadOutcome> {
  const base = url.endsWith('/') ? url : `${url}/`
  const cache = await openCache()
  let downloads = 0
  const read: ReadModelFile = async (path, onBytes) => {
    const address = `${base}${path}`
    // The card is asked for afresh, so that a new release is seen; offline, the kept one serves.
    const isCard = path === CARD_FILE
    const kept = isCard ? undefined : await cache?.match(address)
    if (kept) {
      const bytes = new Uint8Array(await kept.arrayBuffer())
      onBytes(bytes.length)
      return bytes
    }
    try {
      const response = await fetch(address, options.signal ? { signal: options.signal } : {})
      if (!response.ok) throw new MissingFileError(`${path}: HTTP ${response.status}`)
      const bytes = await readBody(response, onBytes)
      if (!isCard) downloads += 1
      await cache?.put(address, new Response(bytes.slice().buffer)).catch(() => {})
      return bytes
    } catch (error) {
      const last =
        isCard && !(error instanceof MissingFileError) ? await cache?.match(address) : undefined
      if (!last) throw error
      return new Uint8Array(await last.arrayBuffer())
    }
  }
  let outcome = await readPretrained(read, options.onProgress)
  if (outcome.kind === 'failed' && outcome.reason === 'damaged' && cache) {
    // What was kept may belong to another release, or be broken: once more from the network.
    for (const request of await cache.keys()) await cache.delete(request)
    outcome = await readPretrained(read, options.onProgress)
  }
  return outcome.kind === 'loaded' ? { ...outcome, fromCache: downloads === 0 } : outcome
}

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

const CARD_FILE = 'model.json'
const CACHE_NAME = 'skillet-models'

class MissingFileError extends Error {}

async function openCache(): Promise<Cache | null> {
  try {
    return typeof caches === 'undefined' ? null : await caches.open(CACHE_NAME)
  } catch {
    return null
  }
}

async function readCard(
  readFile: ReadModelFile,
): Promise<{ kind: 'read'; card: ModelCard } | Extract<LoadOutcome, { kind: 'failed' }>> {
  try {
    const text = new TextDecoder().decode(await readFile(CARD_FILE, () => {}))
    const parsed = modelCardSchema.safeParse(JSON.parse(text))
    if (parsed.success) return { kind: 'read', card: parsed.data }
    return failed(
      'unsupported',
      `The model's card can't be read: ${z.prettifyError(parsed.error)}`,
      'Use a model that this version of Skillet made, or make one with npm run pretrain.',
    )
  } catch (error) {
    return whyUnread(error)
  }
}

function whyUnread(error: unknown): Extract<LoadOutcome, { kind: 'failed' }> {
  const message = error instanceof Error ? error.message : String(error)
  if (error instanceof DOMException && error.name === 'AbortError') {
    return failed('cancelled', 'The download was cancelled.', 'Start it again when you like.')
  }
  if (error instanceof MissingFileError || /ENOENT/.test(message)) {
    return failed(
      'missing',
      `The pretrained model is not there (${message}).`,
      'Check that public/models was deployed with the app, or make it with npm run pretrain.',
    )
  }
  if (error instanceof SyntaxError || error instanceof RangeError) {
    return failed(
      'damaged',
      `The pretrained model can't be read (${message}).`,
      'Reload the page to download it again.',
    )
  }
  return failed(
    'offline',
    `The pretrained model could not be downloaded (${message}).`,
    'Check the connection and try again; once downloaded, it works offline.',
  )
}

function failed(
  reason: Extract<LoadOutcome, { kind: 'failed' }>['reason'],
  message: string,
  remedy: string,
): Extract<LoadOutcome, { kind: 'failed' }> {
  return { kind: 'failed', reason, message, remedy }
}

async function readBody(response: Response, onBytes: (bytes: number) => void): Promise<Uint8Array> {
  if (!response.body) return new Uint8Array(await response.arrayBuffer())
  const parts: Uint8Array[] = []
  let total = 0
  const reader = response.body.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    parts.push(value)
    total += value.length
    onBytes(total)
  }
  const bytes = new Uint8Array(total)
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

/** SHA-256 in lower-case hexadecimal. */
export async function sha256(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes.slice().buffer)
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
