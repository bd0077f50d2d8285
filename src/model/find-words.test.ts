import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { loadWords } from './find-words'
import { createTinyVocabulary } from './fixtures'
import { sha256 } from './sha256'
import { packVocabulary } from './vocabulary-file'

const BASE = 'https://skillet.example/models/base/'
const ROOT = 'https://skillet.example/models/'
const words = packVocabulary(createTinyVocabulary())
const hash = await sha256(words)
const { fetch, caches } = globalThis
let files: Record<string, Uint8Array | string> = {}
let kept = new Map<string, Uint8Array>()

beforeEach(() => {
  kept = new Map()
  files = {
    [`${ROOT}index.json`]: JSON.stringify({
      format: 'skillet-models',
      version: 1,
      vocabularies: { 'words-1': { path: 'words-1/w.bin', bytes: words.length, sha256: hash } },
      networks: { 'base-1': 'words-1' },
    }),
    [`${ROOT}words-1/w.bin`]: words,
  }
  globalThis.fetch = async (address) => {
    const content = files[String(address)]
    if (content === undefined) throw new TypeError('Failed to fetch')
    return new Response(typeof content === 'string' ? content : content.slice())
  }
  const cache = {
    match: async (key: string) =>
      kept.has(key) ? new Response(kept.get(key)!.slice()) : undefined,
    put: async (key: string, response: Response) => {
      kept.set(key, new Uint8Array(await response.arrayBuffer()))
    },
  }
  globalThis.caches = { open: async () => cache } as never
})
afterAll(() => {
  globalThis.fetch = fetch
  globalThis.caches = caches
})

describe('the words of an earlier network', () => {
  it('are found by their id and by that of the network, and kept', async () => {
    for (const id of ['words-1', 'base-1']) {
      expect(await loadWords(BASE, id)).toMatchObject({
        kind: 'found',
        vocabulary: { words: createTinyVocabulary().words },
      })
    }
    files = {}
    expect(await loadWords(BASE, 'base-1')).toMatchObject({ kind: 'found' })
  })

  it('are found by what was kept when the index that comes is none', async () => {
    await loadWords(BASE, 'words-1')
    files = { [`${ROOT}index.json`]: '<!doctype html><p>Log in' }
    expect(await loadWords(BASE, 'words-1')).toMatchObject({ kind: 'found' })
  })

  it('are not kept when they came damaged', async () => {
    files[`${ROOT}words-1/w.bin`] = words.with(40, words[40]! ^ 1)
    expect(await loadWords(BASE, 'words-1')).toMatchObject({ kind: 'failed', reason: 'damaged' })
    files[`${ROOT}words-1/w.bin`] = words
    expect(await loadWords(BASE, 'words-1')).toMatchObject({ kind: 'found' })
  })

  it('in a form of a newer Skillet are no damage', async () => {
    const newer = {
      kind: 'failed',
      reason: 'unsupported',
      remedy: expect.stringContaining('Reload'),
    }
    const index = files[`${ROOT}index.json`]
    files[`${ROOT}index.json`] = JSON.stringify({ format: 'skillet-models', version: 2 })
    expect(await loadWords(BASE, 'words-1')).toMatchObject(newer)
    const later = new TextEncoder().encode('SKV9 and whatever follows')
    files[`${ROOT}index.json`] = String(index).replace(hash, await sha256(later))
    files[`${ROOT}words-1/w.bin`] = later
    expect(await loadWords(BASE, 'words-1')).toMatchObject(newer)
  })

  it('that nobody has are named, with what to do', async () => {
    const outcome = await loadWords(BASE, 'base-of-last-year')
    expect(outcome).toMatchObject({ kind: 'failed', reason: 'missing' })
    expect(outcome.kind === 'failed' && outcome.message).toContain('base-of-last-year')
    expect(outcome.kind === 'failed' && outcome.remedy).toContain('train again')
  })
})
