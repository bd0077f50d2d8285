import { expect, it } from 'vitest'
import { createTinyPretrained, createTinyVocabulary } from './fixtures'
import { CARD_FILE, readPretrained } from './pretrained'
import { sha256 } from './sha256'
import { packVocabulary } from './vocabulary-file'

const words = packVocabulary(createTinyVocabulary())
const later = new TextEncoder().encode('SKV9 and whatever follows')

/** A network's folder with this card and these words. */
async function read(change: object, vocabulary = words) {
  const none = new Uint8Array(1)
  const { card } = createTinyPretrained()
  const file = async (path: string, bytes: Uint8Array) => ({
    path,
    bytes: bytes.length,
    sha256: await sha256(bytes),
  })
  const files = {
    weights: await file('weights.bin', none),
    vocabulary: await file('vocabulary.bin', vocabulary),
  }
  const text = JSON.stringify({ ...card, files, ...change })
  return readPretrained(async (path) => {
    if (path === CARD_FILE) return new TextEncoder().encode(text)
    return path === 'vocabulary.bin' ? vocabulary : none
  })
}

it('reads a network', async () => {
  expect(await read({})).toMatchObject({ kind: 'loaded' })
})

it('says of one for a newer Skillet that it is, and of a damaged one that it is not', async () => {
  const newer = {
    reason: 'unsupported',
    message: expect.stringContaining('newer Skillet'),
    remedy: expect.stringContaining('Reload'),
  }
  expect(await read({ version: 2, network: 'of another form' })).toMatchObject(newer)
  expect(await read({}, later)).toMatchObject(newer)
  expect(await read({ network: 'of another form' })).toMatchObject({
    reason: 'unsupported',
    message: expect.not.stringContaining('newer Skillet'),
  })
  expect(await read({}, words.slice(0, -1))).toMatchObject({ reason: 'damaged' })
})
