/**
 * Files of models that need no network any more, in Cache Storage. Every file lies under the hash of its content, and
 * is looked at again when it is taken out: nothing that was not checked is ever in the place of what was.
 */
import { sha256 } from './sha256'

export type ModelCache = {
  /** A file by its hash; null when it is not there or no longer what it was. */
  find: (hash: string, address: string) => Promise<Uint8Array | null>
  /** Keeps a file that has this hash. Silent where there is no room: it is then downloaded again. */
  keep: (hash: string, bytes: Uint8Array) => Promise<void>
  /** What was last found right at an address that has no hash: a card, an index. */
  findText: (address: string) => Promise<Uint8Array | null>
  keepText: (address: string, bytes: Uint8Array) => Promise<void>
  /** Drops files that none of these hashes names. */
  dropOthers: (hashes: ReadonlySet<string>) => Promise<void>
  /** The addresses of all cards and indexes. */
  textAddresses: () => Promise<string[]>
}

const CACHE_NAME = 'skillet-models'
/** An address that no server has: entries are found by their content. */
const BY_HASH = 'https://skillet.invalid/sha256/'

/** The cache of this origin; without Cache Storage (a private window, an insecure origin), one that keeps nothing. */
export async function openModelCache(storage = globalThis.caches): Promise<ModelCache> {
  const cache = await openStorage(storage)
  const read = async (key: string): Promise<Uint8Array | null> => {
    try {
      const found = await cache?.match(key)
      return found ? new Uint8Array(await found.arrayBuffer()) : null
    } catch {
      return null
    }
  }
  const write = async (key: string, bytes: Uint8Array): Promise<void> => {
    await cache?.put(key, new Response(bytes.slice().buffer)).catch(() => {})
  }
  return {
    async find(hash, address) {
      // Before files lay under their hash, they lay under their address.
      for (const key of [BY_HASH + hash, address]) {
        const bytes = await read(key)
        if (bytes && (await sha256(bytes)) === hash) return bytes
      }
      return null
    },
    keep: (hash, bytes) => write(BY_HASH + hash, bytes),
    findText: read,
    keepText: write,
    async dropOthers(hashes) {
      for (const { url } of (await cache?.keys().catch(() => [])) ?? []) {
        const isKept = url.endsWith('.json') || hashes.has(url.slice(BY_HASH.length))
        if (!isKept) await cache?.delete(url).catch(() => false)
      }
    },
    async textAddresses() {
      const keys = (await cache?.keys().catch(() => [])) ?? []
      return keys.map(({ url }) => url).filter((url) => url.endsWith('.json'))
    },
  }
}

async function openStorage(storage: CacheStorage | undefined): Promise<Cache | null> {
  try {
    return storage ? await storage.open(CACHE_NAME) : null
  } catch {
    return null
  }
}
