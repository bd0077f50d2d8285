/** Fetches a pretrained network, and keeps what was good for next time. */
import { readAs } from '@/project/schema-parts'
import { download } from './download'
import { type ModelCache, openModelCache } from './model-cache'
import { modelCardSchema } from './model-card'
import { modelIndexSchema } from './model-index'
import { CARD_FILE, type LoadOutcome, type LoadProgress, readPretrained } from './pretrained'

export type LoadOptions = {
  onProgress?: (progress: LoadProgress) => void
  signal?: AbortSignal
  /** How long a server may say nothing. */
  stalledAfterMs?: number
}

/**
 * Loads the network below `url` (its folder), with progress. The card is asked for afresh, so that a new release is
 * seen; its files are downloaded unless they are kept. Only when all of them are right does the new network take the
 * place of the kept one; whatever goes wrong before, the kept one serves.
 */
export async function loadPretrained(
  url: string,
  { onProgress = () => {}, signal, stalledAfterMs }: LoadOptions = {},
): Promise<LoadOutcome> {
  const base = url.endsWith('/') ? url : `${url}/`
  const cache = await openModelCache()
  const limits = { ...(signal ? { signal } : {}), ...(stalledAfterMs ? { stalledAfterMs } : {}) }
  let card = new Uint8Array()
  let downloads = 0
  // The card from the server; its files from the cache by their hash, else from the server, each kept once it is
  // checked.
  const fresh = await readPretrained(
    async (path, onBytes, expected) => {
      const address = base + path
      const kept = expected && (await cache.find(expected.sha256, address))
      if (kept) {
        onBytes(kept.length)
        return kept
      }
      const mostBytes = expected ? expected.bytes : MOST_CARD_BYTES
      const bytes = await download(address, { ...limits, onBytes, mostBytes })
      if (expected) downloads += 1
      else card = Uint8Array.from(bytes)
      return bytes
    },
    { onProgress, onChecked: ({ sha256 }, bytes) => cache.keep(sha256, bytes) },
  )
  // The card is kept last: whoever finds it later finds all that it names. Only then may the old network's files go.
  if (fresh.kind === 'loaded') {
    await cache.keepText(base + CARD_FILE, card)
    await dropUnnamed(cache)
    return { ...fresh, fromCache: downloads === 0 }
  }
  if (fresh.reason === 'cancelled') return fresh
  // The same from the cache alone, by the card of before: whole and checked, or not at all.
  const before = await readPretrained(async (path, _, expected) => {
    const address = base + path
    const kept = await (expected ? cache.find(expected.sha256, address) : cache.findText(address))
    if (!kept) throw new Error(`${path} is not kept`)
    return kept
  })
  // What went wrong first is what can be put right.
  if (before.kind === 'failed') return fresh
  const note =
    fresh.reason === 'offline'
      ? null
      : `${fresh.message} The pretrained model of your last visit is used instead.`
  return { ...before, fromCache: true, note }
}

/** A card of a hundred sources has 30 kB. */
const MOST_CARD_BYTES = 1_000_000

/** Frees what no kept card and no kept index names any more. */
async function dropUnnamed(cache: ModelCache): Promise<void> {
  const hashes = new Set<string>()
  for (const address of await cache.textAddresses()) {
    const bytes = await cache.findText(address)
    for (const hash of bytes ? hashesIn(bytes) : []) hashes.add(hash)
  }
  await cache.dropOthers(hashes)
}

/** Hashes of the files that a card or an index names; none for what is neither. */
function hashesIn(bytes: Uint8Array): string[] {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes))
    const card = readAs(modelCardSchema, value)
    if (card) return [card.files.weights.sha256, card.files.vocabulary.sha256]
    const index = readAs(modelIndexSchema, value)
    return Object.values(index?.vocabularies ?? {}).map(({ sha256 }) => sha256)
  } catch {
    return []
  }
}
