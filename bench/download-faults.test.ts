import { afterAll, describe, expect, it } from 'vitest'
import { loadPretrained } from '@/model/load-pretrained'
import { openModelCache } from '@/model/model-cache'
import { sha256 } from '@/model/sha256'
import { FAULTS } from './download-faults/faults'
import { publishModel } from './download-faults/published-model'
import { tryFault } from './download-faults/try-fault'
import { createCacheStorage, MODEL_URL, serve } from './download-faults/visit'

const releases = { before: await publishModel('old'), after: await publishModel('new') }
const { fetch, caches } = globalThis
afterAll(() => {
  globalThis.fetch = fetch
  globalThis.caches = caches
})

describe('a download that goes wrong', () => {
  for (const fault of FAULTS) {
    it(`harms no kept model: ${fault.name}`, async () => {
      const result = await tryFault(loadPretrained, fault, releases)
      expect(result.returning).toBe('old')
      expect(result.offlineAfter).toBe('old')
      expect(result.firstTold).toMatch(/.+\. .+/)
      expect(result.firstAfter).toBe('new')
    })
  }
})

describe('a kept model', () => {
  it('is replaced by a good release, and its files go', async () => {
    const storage = createCacheStorage()
    globalThis.caches = storage
    serve(releases.before)
    expect(await loadPretrained(MODEL_URL)).toMatchObject({ fromCache: false, note: null })
    expect(await loadPretrained(MODEL_URL)).toMatchObject({ fromCache: true, note: null })
    const count = storage.entries.size
    serve(releases.after)
    expect(await loadPretrained(MODEL_URL)).toMatchObject({
      fromCache: false,
      pretrained: { card: { id: 'new' } },
    })
    expect(storage.entries.size).toBe(count)
  })

  it('that went bad on disk is downloaded again', async () => {
    const storage = createCacheStorage()
    globalThis.caches = storage
    serve(releases.before)
    await loadPretrained(MODEL_URL)
    for (const [key, bytes] of storage.entries) {
      if (!key.endsWith('.json')) bytes[20]! ^= 255
    }
    expect(await loadPretrained(MODEL_URL)).toMatchObject({ kind: 'loaded', fromCache: false })
    expect(await loadPretrained(MODEL_URL)).toMatchObject({ kind: 'loaded', fromCache: true })
  })

  it('leaves the words that a kept index names, and nothing that nobody names', async () => {
    const storage = createCacheStorage()
    globalThis.caches = storage
    const cache = await openModelCache(storage)
    const [named, unnamed] = [Uint8Array.of(1, 2), Uint8Array.of(3)]
    for (const bytes of [named, unnamed]) await cache.keep(await sha256(bytes), bytes)
    const words = { w: { path: 'w.bin', bytes: 2, sha256: await sha256(named) } }
    const index = { format: 'skillet-models', version: 1, vocabularies: words, networks: {} }
    const textOf = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))
    await cache.keepText(new URL('../index.json', MODEL_URL).href, textOf(index))
    await cache.keepText(new URL('../strange.json', MODEL_URL).href, textOf('nothing'))
    serve(releases.before)
    await loadPretrained(MODEL_URL)
    expect(await cache.find(await sha256(named), '')).toEqual(named)
    expect(await cache.find(await sha256(unnamed), '')).toBeNull()
    expect(await loadPretrained(MODEL_URL)).toMatchObject({ fromCache: true })
  })

  it('of a build that kept files under their addresses serves on', async () => {
    const storage = createCacheStorage()
    globalThis.caches = storage
    for (const [name, bytes] of Object.entries(releases.before.files)) {
      storage.entries.set(MODEL_URL + name, bytes)
    }
    serve(releases.after, FAULTS[0])
    const outcome = await loadPretrained(MODEL_URL)
    expect(outcome).toMatchObject({ kind: 'loaded', pretrained: { card: { id: 'old' } } })
    expect(outcome.kind === 'loaded' && outcome.note).toContain('HTTP 500')
  })

  it('cannot be kept where storage is full or missing, and is there all the same', async () => {
    const storage = createCacheStorage()
    const cache = await storage.open('skillet-models')
    cache.put = async () => {
      throw new DOMException('full', 'QuotaExceededError')
    }
    for (const place of [storage, undefined]) {
      globalThis.caches = place as CacheStorage
      serve(releases.before)
      expect(await loadPretrained(MODEL_URL)).toMatchObject({ kind: 'loaded', fromCache: false })
    }
  })

  it('is not waited for when the person cancels', async () => {
    globalThis.caches = createCacheStorage()
    serve(releases.before, FAULTS.find(({ name }) => name.includes('no answer'))!)
    const controller = new AbortController()
    const loading = loadPretrained(MODEL_URL, { signal: controller.signal })
    controller.abort()
    expect(await loading).toMatchObject({ kind: 'failed', reason: 'cancelled' })
  })
})
