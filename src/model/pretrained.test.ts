import { expect, it } from 'vitest'
import { DownloadError } from './download'
import { createTinyPretrained, createTinyVocabulary } from './fixtures'
import { CARD_FILE, type ReadOptions, readPretrained, whyUnread } from './pretrained'
import { sha256 } from './sha256'
import { packVocabulary } from './vocabulary-file'

const words = packVocabulary(createTinyVocabulary())
const later = new TextEncoder().encode('SKV9 and whatever follows')

/** A network's folder with this card and these words; `expected` is what the card says of these. */
async function read(
  change: object,
  vocabulary = words,
  { expected = vocabulary, ...options }: { expected?: Uint8Array } & ReadOptions = {},
) {
  const none = new Uint8Array(1)
  const { card } = createTinyPretrained()
  const file = async (path: string, bytes: Uint8Array) => ({
    path,
    bytes: bytes.length,
    sha256: await sha256(bytes),
  })
  const files = {
    weights: await file('weights.bin', none),
    vocabulary: await file('vocabulary.bin', expected),
  }
  const text = JSON.stringify({ ...card, files, ...change })
  return readPretrained(async (path, onBytes) => {
    if (path === CARD_FILE) return new TextEncoder().encode(text)
    const bytes = path === 'vocabulary.bin' ? vocabulary : none
    onBytes(bytes.length)
    return bytes
  }, options)
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

it('says how much is there of all, and hands on only what is what the card says', async () => {
  const seen: number[] = []
  const checked: string[] = []
  const options: ReadOptions = {
    onProgress: ({ loadedBytes, totalBytes }) => seen.push(loadedBytes, totalBytes),
    onChecked: async ({ path }) => void checked.push(path),
  }
  await read({}, words, options)
  const all = 1 + words.length
  expect(seen).toEqual([1, all, all, all])
  expect(checked.sort()).toEqual(['vocabulary.bin', 'weights.bin'])
  checked.length = 0
  const other = Uint8Array.from(words, (byte) => byte ^ 1)
  expect(await read({}, other, { ...options, expected: words })).toMatchObject({
    ...{ kind: 'failed', reason: 'damaged', message: expect.stringContaining('vocabulary.bin') },
  })
  expect(checked).toEqual(['weights.bin'])
})

it('says where a card is damaged, also where it is none at all', async () => {
  expect(await read({ training: { seed: 'one' } })).toMatchObject({
    message: expect.stringContaining('training.seed'),
  })
  const readText = (text: string) => readPretrained(async () => new TextEncoder().encode(text))
  expect(await readText('null')).toMatchObject({
    reason: 'unsupported',
    message: expect.stringMatching(/model.json, [a-z ]+: /),
  })
  expect(await readText('{')).toMatchObject({ reason: 'damaged' })
})

it.each([
  [new DownloadError('offline', 'x'), 'offline'],
  [new DownloadError('missing', 'x'), 'missing'],
  [new DownloadError('server', 'x'), 'server'],
  [new DownloadError('damaged', 'x'), 'damaged'],
  [new Error('ENOENT: no such file'), 'missing'],
  ['anything', 'damaged'],
  [new DOMException('', 'AbortError'), 'cancelled'],
  [new DOMException('', 'QuotaExceededError'), 'damaged'],
])('%s is %s, each with words of its own', (error, reason) => {
  const failure = whyUnread(error, 'The words')
  expect(failure.reason).toBe(reason)
  expect(failure.message).toMatch(reason === 'cancelled' ? /./ : /^The words/)
  expect(failure.remedy).not.toBe('')
})
