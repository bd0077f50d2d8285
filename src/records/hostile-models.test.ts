import { unzipSync, type Zippable, zipSync } from 'fflate'
import { beforeAll, expect, test } from 'vitest'
import { createTinyVocabulary } from '@/model/fixtures'
import { createVocabulary } from '@/model/vocabulary'
import { packVocabulary } from '@/model/vocabulary-file'
import { createRandom } from '@/project/random'
import { createTinyBundle, createTinyModelFile } from '@/runtime/testing'
import { withChecksum } from './file-checksum'
import { readModelFile } from './read-model-file'

let good: Uint8Array
let parts: Record<string, Uint8Array>
let card: Record<string, unknown>

beforeAll(async () => {
  good = await createTinyModelFile()
  parts = unzipSync(good)
  card = JSON.parse(new TextDecoder().decode(parts['card.json']))
})

/** The file with other members, under a checksum that is right: nothing but its content is wrong. */
function sealed(change: Zippable): Uint8Array {
  const members = { ...parts, ...change }
  return withChecksum(zipSync(Object.fromEntries(Object.entries(members).filter(([, one]) => one))))
}

function withCard(change: Record<string, unknown>): Uint8Array {
  return sealed({ 'card.json': json({ ...card, ...change }) })
}

function json(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value))
}

type Entry = { name: string; shape: number[]; encoding: string; offset: number; bytes: number }

function withWeight(name: string, change: Partial<Entry>): Uint8Array {
  const weights = (card.weights as Entry[]).map((entry) =>
    entry.name === name ? { ...entry, ...change } : entry,
  )
  return withCard({ weights })
}

function without(name: string): Zippable {
  return Object.fromEntries(Object.entries(parts).filter(([member]) => member !== name))
}

/** The weights with the bytes of one of them overwritten. */
function poisoned(name: string, bytes: number[]): Uint8Array {
  const entry = (card.weights as Entry[]).find((one) => one.name === name)!
  const weights = parts['weights.bin']!.slice()
  weights.set(bytes, entry.offset)
  return sealed({ 'weights.bin': weights })
}

/** A zip whose member claims to unpack to another size. */
function claiming(size: number): Uint8Array {
  const zip = zipSync({ ...parts, 'weights.bin': [new Uint8Array(5_000), { level: 9 }] })
  const view = new DataView(zip.buffer)
  for (let at = 0; at + 46 < zip.length; at += 1) {
    if (view.getUint32(at, true) !== 0x02014b50) continue
    const name = new TextDecoder().decode(zip.subarray(at + 46, at + 57))
    if (name === 'weights.bin') view.setUint32(at + 24, size, true)
  }
  return withChecksum(zip)
}

/** A zip that names a member twice in its directory. */
function withTwin(): Uint8Array {
  const zip = zipSync({ ...parts, 'CARD.json': parts['card.json']! })
  for (let at = 0; at < zip.length - 9; at += 1) {
    if (new TextDecoder().decode(zip.subarray(at, at + 9)) === 'CARD.json') {
      zip.set(new TextEncoder().encode('card.json'), at)
    }
  }
  return withChecksum(zip)
}

/** The words of the file, and one that is read as another. */
function withLikened(...likened: [string, number][]): Uint8Array {
  const vocabulary = createVocabulary({ ...createTinyVocabulary(), likened: new Map(likened) })
  return sealed({ 'vocabulary.bin': packVocabulary(vocabulary) })
}

const HALF_NAN = [0x00, 0x7e]
const HALF_INFINITE = [0x00, 0x7c]
const network = () => card.network as Record<string, number>
const intents = () => card.intents as Record<string, unknown>[]

const HOSTILE: Record<string, () => Uint8Array> = {
  'nothing at all': () => new Uint8Array(),
  'a text': () => json({ format: 'skillet-model' }),
  'half of the file': () => good.slice(0, good.length / 2),
  'all but its last byte': () => good.slice(0, -1),
  'one byte more': () => Uint8Array.from([...good, 0]),
  'a zip of something else': () => withChecksum(zipSync({ 'readme.txt': json('hello') })),
  'no checksum': () => zipSync(parts),
  'a card that is no JSON': () => sealed({ 'card.json': parts['card.json']!.slice(0, 80) }),
  'a card that is no text': () => sealed({ 'card.json': Uint8Array.of(0xff, 0xfe, 0x00, 0x80) }),
  'a card of null': () => sealed({ 'card.json': json(null) }),
  'a card of a list': () => sealed({ 'card.json': json([card]) }),
  'a foreign format': () => withCard({ format: 'skillet-pretrained' }),
  'a version that is none': () => withCard({ version: 'two' }),
  'a threshold above one': () => withCard({ threshold: 1.5 }),
  'a temperature of zero': () => withCard({ temperature: 0 }),
  'a temperature that is infinite': () => {
    const text = JSON.stringify({ ...card, temperature: 777 }).replace('777', '1e999')
    return sealed({ 'card.json': new TextEncoder().encode(text) })
  },
  'no intents': () => withCard({ intents: [] }),
  'two intents of one name': () =>
    withCard({ intents: [intents()[0], intents()[0], intents()[2]] }),
  'two slots of one name': () => withCard({ slots: ['genre', 'genre'] }),
  'one intent too many': () =>
    withCard({ intents: [...intents(), { ...intents()[0], name: 'More' }] }),
  'one slot too few': () => withCard({ slots: ['genre'] }),
  'an intent without a name': () =>
    withCard({ intents: [{ ...intents()[0], name: '' }, ...intents().slice(1)] }),
  'slots that are no list': () => withCard({ slots: 'genre' }),
  'types that are no types': () => withCard({ types: [{ name: 'Size' }] }),
  'golden answers that are none': () => withCard({ golden: [{ text: 'play' }] }),
  'a larger network than its weights': () => withCard({ network: { ...network(), units: 6 } }),
  'a network of a billion units': () => withCard({ network: { ...network(), units: 1e9 } }),
  'a network of no units': () => withCard({ network: { ...network(), units: 0 } }),
  'a weight less': () => withCard({ weights: (card.weights as Entry[]).slice(1) }),
  'a weight too many': () =>
    withCard({
      weights: [
        ...(card.weights as Entry[]),
        { name: '__proto__', shape: [1], encoding: 'float16', offset: 0, bytes: 2 },
      ],
    }),
  'a weight twice': () =>
    withCard({ weights: [...(card.weights as Entry[]), (card.weights as Entry[])[0]] }),
  'a weight of another shape': () => withWeight('shared/bias', { shape: [20, 2] }),
  'a weight of a huge shape': () => withWeight('subword/table', { shape: [2 ** 40, 2 ** 12] }),
  'a weight that is longer than it is': () => withWeight('task/bias', { bytes: 1e9 }),
  'a weight that lies elsewhere': () => withWeight('task/bias', { offset: 0 }),
  'a weight that lies before the file': () => withWeight('task/bias', { offset: -4 }),
  'an encoding that nobody knows': () => withWeight('task/bias', { encoding: 'float64' }),
  'a weight that is not a number': () => poisoned('shared/bias', HALF_NAN),
  'a weight that is infinite': () => poisoned('task/bias', HALF_INFINITE),
  'a scale that is not a number': () => poisoned('subword/table', HALF_NAN),
  'weights that are too short': () => sealed({ 'weights.bin': parts['weights.bin']!.slice(0, -2) }),
  'weights that are too long': () =>
    sealed({ 'weights.bin': Uint8Array.from([...parts['weights.bin']!, 0, 0]) }),
  'no weights': () => withChecksum(zipSync(without('weights.bin'))),
  'no card': () => withChecksum(zipSync(without('card.json'))),
  'a vocabulary of another size': () => {
    const words = { words: ['play'], vectors: new Int8Array(4), scales: new Float32Array(1) }
    return sealed({ 'vocabulary.bin': packVocabulary(createVocabulary(words)) })
  },
  'a vocabulary of no words': () =>
    sealed({
      'vocabulary.bin': packVocabulary(
        createVocabulary({ words: [], vectors: new Int8Array(), scales: new Float32Array() }),
      ),
    }),
  'a vocabulary with a word twice': () => {
    const { dimensions } = createTinyVocabulary()
    return sealed({
      'vocabulary.bin': packVocabulary(
        createVocabulary({
          words: ['play', 'play'],
          vectors: new Int8Array(2 * dimensions),
          scales: new Float32Array(2),
        }),
      ),
    })
  },
  'a likened word that has a vector of its own': () => withLikened(['play', 0]),
  'a likened word that is read as a word that is not there': () => withLikened(['blues', 9_999]),
  'a vocabulary with a scale that is not a number': () => {
    const tiny = createTinyVocabulary()
    const scales = tiny.scales.map(() => Number.NaN)
    return sealed({ 'vocabulary.bin': packVocabulary({ ...tiny, scales }) })
  },
  'a vocabulary that claims four billion words': () => {
    const vocabulary = parts['vocabulary.bin']!.slice()
    new DataView(vocabulary.buffer).setUint32(0, 0xffffffff, true)
    return sealed({ 'vocabulary.bin': vocabulary })
  },
  'a vocabulary that is cut off': () =>
    sealed({ 'vocabulary.bin': parts['vocabulary.bin']!.slice(0, 9) }),
  'a member that claims to unpack to 4 GB': () => claiming(0xfffffff0),
  'a member that unpacks to another size than it claims': () => claiming(5_001),
  'a member that is there twice': withTwin,
  'a bomb of zeros': () =>
    sealed({ 'weights.bin': [new Uint8Array(65 * 1024 * 1024), { level: 9 }] }),
}

test('the file that all of these are made of is read', () => {
  expect(readModelFile(good).kind).toBe('read')
  expect(readModelFile(sealed({})).kind).toBe('read')
  const likened = readModelFile(withLikened(['blues', 0]))
  expect(likened.kind === 'read' && likened.model.vocabulary?.rowOf.get('blues')).toBe(0)
  expect(Object.keys(HOSTILE).length).toBeGreaterThanOrEqual(30)
})

test.each(Object.keys(HOSTILE))('%s is refused with a reason and a remedy', (name) => {
  const outcome = readModelFile(HOSTILE[name]!())
  if (outcome.kind === 'read') throw new Error(`${name} was read`)
  expect(outcome.reason).toMatch(/^[A-Z].*\.$/)
  expect(outcome.remedy).not.toBe('')
})

/** Words with another number in one place of their header. */
function withHeader(vocabulary: Uint8Array, at: number, value: number): Uint8Array {
  const changed = vocabulary.slice()
  new DataView(changed.buffer).setUint32(at, value, true)
  return sealed({ 'vocabulary.bin': changed })
}

/** Words in the layout that has a mark. */
function markedWords(): Uint8Array {
  const { dimensions } = createTinyVocabulary()
  const vectors = new Int8Array(dimensions)
  const scales = new Float32Array(1)
  return packVocabulary(createVocabulary({ words: ['play'], vectors, scales, bits: 4 }))
}

const NEWER: Record<string, () => Uint8Array> = {
  'a later version': () => withCard({ version: 3 }),
  'a later version with nothing as it was': () =>
    sealed({ 'card.json': json({ format: 'skillet-model', version: 3 }), 'weights.bin': json(7) }),
  'a later version under another checksum': () =>
    zipSync({ ...parts, 'card.json': json({ ...card, version: 3 }) }),
  'a later version without weights': () =>
    withChecksum(zipSync({ 'card.json': json({ ...card, version: 3 }) })),
  'later rules of the tokenizer': () => withCard({ tokenizer: 99 }),
  'later rules of the tokenizer, with cuts of another form': () =>
    withCard({ tokenizer: 99, cuts: [] }),
  'a later layout of the words': () => withHeader(markedWords(), 0, 0x39564b53),
  'words of a number of bits that is not known yet': () => withHeader(markedWords(), 20, 2),
}

test.each(Object.keys(NEWER))('%s is no damage: a newer Skillet reads it', (name) => {
  const outcome = readModelFile(NEWER[name]!())
  expect(outcome).toMatchObject({
    kind: 'failed',
    reason: expect.stringMatching(/^It was made by a newer Skillet \(.*\)\.$/),
    remedy: expect.stringContaining('Update Skillet'),
  })
})

test('a damaged version is damage', () => {
  const later = NEWER['a later version']!()
  later[later.length - 1]! ^= 1
  expect(readModelFile(later)).toMatchObject({ reason: expect.stringContaining('damaged') })
})

test('any single damaged byte, and 200 of them together, are seen', () => {
  const random = createRandom('damage')
  const together = good.slice()
  for (let round = 0; round < 200; round += 1) {
    const place = random.integer(good.length)
    const flip = 1 + random.integer(255)
    const one = good.slice()
    one[place]! ^= flip
    expect(readModelFile(one).kind, `byte ${place}`).toBe('failed')
    together[place]! ^= flip
  }
  expect(readModelFile(together).kind).toBe('failed')
})

/** What was written before files had facts, checksum and golden answers. */
function firstVersion(change: Record<string, unknown> = {}): Uint8Array {
  const { labels } = createTinyBundle()
  const { vocabularyId, temperature, weights } = card
  const first = { format: 'skillet-model', version: 1, labels, network: network(), vocabularyId }
  return zipSync({
    ...parts,
    'card.json': json({ ...first, temperature, weights, ...change }),
  })
}

test('a file of version 1 is read, and answers without rules', () => {
  const outcome = readModelFile(firstVersion())
  if (outcome.kind === 'failed') throw new Error(outcome.reason)
  const { bundle, skill, golden, story } = outcome.model
  expect(bundle).toMatchObject({ declared: null, threshold: 0, outOfScope: [], adjacency: 0 })
  expect(bundle).toMatchObject({ tokenizer: 1, cuts: null, labels: createTinyBundle().labels })
  expect(skill.intents.map(({ slots }) => slots)).toEqual([null, null, null])
  expect([golden, story]).toEqual([[], null])
  const damaged = readModelFile(firstVersion({ labels: { intents: ['Play'], slots: [] } }))
  expect(damaged.kind).toBe('failed')
})
