import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createSkill } from '@/project/skill-fixture'
import { downloadBackup, downloadRaw } from './backup'

/** What the browser was given to save, by file name. */
let saved: Map<string, Promise<string>>
let revoked: string[]

beforeEach(() => {
  saved = new Map()
  revoked = []
  const blobs = new Map<string, Blob>()
  vi.useFakeTimers()
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    const url = `blob:${blobs.size}`
    blobs.set(url, blob as Blob)
    return url
  })
  vi.spyOn(URL, 'revokeObjectURL').mockImplementation((url) => void revoked.push(url))
  vi.stubGlobal('document', {
    createElement: (tag: string) => ({
      ...{ tag, href: '', download: '' },
      click() {
        if (this.tag === 'a') saved.set(this.download, blobs.get(this.href)!.text())
      },
    }),
  })
})

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

it('is the skill as it is, in a file of its name', async () => {
  const skill = createSkill({ intents: { Play: { genre: 'Genre' } } })
  downloadBackup({ ...skill, name: 'My skill / 2' })
  const [[name, text]] = [...saved] as [[string, Promise<string>]]
  expect(name).toBe('My-skill-2.skillet.json')
  expect(JSON.parse(await text)).toEqual({ ...skill, name: 'My skill / 2' })
  // The browser needs the address until the file is written.
  vi.advanceTimersByTime(9_999)
  expect(revoked).toEqual([])
  vi.advanceTimersByTime(1)
  expect(revoked).toEqual(['blob:0'])
})

it('holds weights of what could not be read as base64, of any length', async () => {
  const values = Float32Array.from({ length: 20_000 }, (_, place) => place / 7)
  const part = values.subarray(1, 3)
  downloadRaw('Run 3', { id: 'a', values, part, none: null })
  const raw = JSON.parse(await saved.get('Run-3.raw.json')!)
  const read = ({ base64 }: { base64: string }) =>
    new Float32Array(Uint8Array.from(atob(base64), (one) => one.charCodeAt(0)).buffer)
  expect(raw).toMatchObject({ id: 'a', none: null, values: { type: 'Float32Array' } })
  expect(read(raw.values)).toEqual(values)
  expect(read(raw.part)).toEqual(Float32Array.from(part))
})
