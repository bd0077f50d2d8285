/** A page's visits to a host, without a browser: its Cache Storage and its `fetch`. */
import type { Fault } from './faults'
import { answerWell } from './faults'
import type { PublishedModel } from './published-model'

export const MODEL_URL = 'https://skillet.example/models/base/'

/** Cache Storage in memory, as much of it as is used. */
export function createCacheStorage(): CacheStorage & { entries: Map<string, Uint8Array> } {
  const entries = new Map<string, Uint8Array>()
  const cache = {
    match: async (key: string) => {
      const bytes = entries.get(String(key))
      return bytes && new Response(bytes.slice())
    },
    put: async (key: string, response: Response) => {
      entries.set(String(key), new Uint8Array(await response.arrayBuffer()))
    },
    delete: async (key: string | { url: string }) =>
      entries.delete(typeof key === 'string' ? key : key.url),
    keys: async () => [...entries.keys()].map((url) => ({ url })),
  }
  return { entries, open: async () => cache } as never
}

/** From now on, this is the network. */
export function serve(release: PublishedModel, fault: Fault | null = null): void {
  const answer = fault?.answer ?? answerWell
  globalThis.fetch = async (address, init) => {
    const signal = init?.signal ?? null
    signal?.throwIfAborted()
    return answer(String(address).slice(MODEL_URL.length), release, signal)
  }
}
