import { expect, it } from 'vitest'
import { createOpener } from './opener'
import { settle } from './testing'

/** An opener whose loads end when they are told to. */
function createLoads() {
  const ends = new Map<string, { arrive: () => void; break: () => void }>()
  const seen: string[] = []
  const opener = createOpener<string>({
    load: (id) =>
      new Promise((resolve, reject) => {
        ends.set(id, { arrive: () => resolve(id), break: () => reject(new Error(id)) })
      }),
    show: (id, value) => seen.push(`show ${id} ${value}`),
    fail: (id, error) => seen.push(`fail ${id} ${error}`),
    drop: (value) => seen.push(`drop ${value}`),
  })
  return { opener, ends, seen }
}

it('serves who asks last, and lets the other arrive unseen', async () => {
  const { opener, ends, seen } = createLoads()
  const both = [opener.open('large'), opener.open('small')]
  ends.get('small')?.arrive()
  await settle()
  ends.get('large')?.arrive()
  expect(await Promise.all(both)).toEqual([false, true])
  expect(seen).toEqual(['show small small', 'drop large'])
})

it('says why what is wanted cannot be opened, and nothing of what is not', async () => {
  const { opener, ends, seen } = createLoads()
  const both = [opener.open('large'), opener.open('small')]
  ends.get('large')?.break()
  ends.get('small')?.break()
  expect(await Promise.all(both)).toEqual([false, false])
  expect(seen).toEqual(['fail small Error: small'])
})

it('drops what arrives after it was called off', async () => {
  const { opener, ends, seen } = createLoads()
  const asked = opener.open('large')
  opener.cancel()
  ends.get('large')?.arrive()
  expect(await asked).toBe(false)
  expect(seen).toEqual(['drop large'])
})
