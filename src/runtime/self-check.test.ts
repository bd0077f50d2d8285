import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Understanding } from './public-types'
import { readSource } from './read-source'
import { checkGolden } from './self-check'
import { isLoadError } from './skill'
import { understand } from './understanding'

const slot = {
  ...{ slot: 'genre', type: 'Genre', raw: 'jazz', value: 'jazz', values: ['jazz'] },
  ...{ start: 5, end: 9, confidence: 0.8 },
}
const answer = {
  intent: { name: 'Play', confidence: 0.9 },
  alternatives: [
    { name: 'Play', confidence: 0.9 },
    { name: 'Stop', confidence: 0.0103 },
  ],
  slots: [slot],
}
/** How many golden utterances differ when the runtime says this. */
const differing = (said: Partial<Understanding>, golden = answer as Omit<Understanding, 'text'>) =>
  checkGolden([{ text: 'play jazz', answer: golden }], (text) => ({ ...golden, ...said, text }))
    .differing.length

describe('a golden utterance', () => {
  it('is answered alike where only the last places differ', () => {
    const near = { ...slot, confidence: 0.8009 }
    expect(differing({ slots: [near], intent: { name: 'Play', confidence: 0.8991 } })).toBe(0)
  })

  it.each<[string, Partial<Understanding>]>([
    ['another intent', { intent: { name: 'Stop', confidence: 0.9 } }],
    ['none', { intent: null }],
    ['another confidence', { intent: { name: 'Play', confidence: 0.8989 } }],
    [
      'another alternative',
      { alternatives: [answer.alternatives[0]!, { name: 'Help', confidence: 0.4 }] },
    ],
    ['another share of one', { alternatives: [{ name: 'Play', confidence: 0.902 }] }],
    ['no slot', { slots: [] }],
    ['one slot more', { slots: [slot, slot] }],
    ['another value', { slots: [{ ...slot, value: 'soul' }] }],
    ['other edges', { slots: [{ ...slot, end: 8 }] }],
    ['a slot less sure', { slots: [{ ...slot, confidence: 0.79 }] }],
  ])('is answered otherwise with %s', (_, said) => expect(differing(said)).toBe(1))

  it('may list one of the least alternatives or not', () => {
    expect(differing({ alternatives: [answer.alternatives[0]!] })).toBe(0)
    const sure = {
      ...answer,
      alternatives: [answer.alternatives[0]!, { name: 'Stop', confidence: 0.05 }],
    }
    expect(differing({ alternatives: [answer.alternatives[0]!] }, sure)).toBe(1)
    // Each alternative counts, wherever it stands.
    const three = {
      ...sure,
      alternatives: [...sure.alternatives, { name: 'Help', confidence: 0.04 }],
    }
    expect(differing({ alternatives: three.alternatives.toReversed() }, three)).toBe(0)
    const other = [...sure.alternatives, { name: 'Help', confidence: 0.02 }]
    expect(differing({ alternatives: other }, three)).toBe(1)
    const silent = { ...answer, intent: null }
    expect(differing({}, silent)).toBe(0)
    expect(differing({ intent: { name: 'Play', confidence: 0 } }, silent)).toBe(1)
  })

  it('is told with what was expected, and counted', () => {
    const golden = ['a', 'b'].map((text) => ({ text, answer }))
    const check = checkGolden(golden, (text) => ({
      ...answer,
      text,
      intent: text === 'a' ? answer.intent : null,
    }))
    expect(check.asked).toBe(2)
    expect(check.differing).toEqual([
      { text: 'b', expected: answer, actual: { ...answer, text: 'b', intent: null } },
    ])
  })
})

describe('what a prediction means to an application', () => {
  const skill = {
    ...{ name: '', locale: 'en' },
    intents: [{ name: 'Play', kind: 'custom' as const, slots: [{ name: 'genre', type: 'Genre' }] }],
    types: [
      {
        ...{ name: 'Room', isBuiltIn: false, isExtensible: true },
        values: [{ value: 'hall', synonyms: ['jazz', 'polk', 'blue'] }],
      },
      {
        ...{ name: 'Genre', isBuiltIn: false, isExtensible: true },
        values: [
          { value: 'swing', synonyms: ['jazz'] },
          { value: 'jazz', synonyms: [] },
        ],
      },
    ],
  }
  const said = (
    text: string,
    probability = 0.9,
    spans = [{ start: 5, end: 9, slot: 'genre', probability: 0.7 }],
  ) => ({
    text,
    intents: [
      { intent: 'Play', probability },
      { intent: 'Stop', probability: 0.02 },
      { intent: 'Help', probability: 0.01 },
    ],
    spans,
    tokens: [],
  })
  const rules = { threshold: 0.5, outOfScope: ['None'] }

  it('is an intent, its alternatives down to a hundredth, and slots with their values', () => {
    expect(understand(said('play Jazz'), skill, rules)).toEqual({
      text: 'play Jazz',
      intent: { name: 'Play', confidence: 0.9 },
      alternatives: [
        { name: 'Play', confidence: 0.9 },
        { name: 'Stop', confidence: 0.02 },
      ],
      slots: [{ ...slot, raw: 'Jazz', values: ['jazz', 'swing'], confidence: 0.7 }],
    })
  })

  it('keeps the words where nothing is listed, and where the intent does not declare the slot', () => {
    const mood = [{ start: 5, end: 9, slot: 'mood', probability: 0.7 }]
    expect(understand(said('play blue', 0.9, mood), skill, rules).slots).toMatchObject([
      { type: '', value: 'blue', values: [] },
    ])
    expect(understand(said('play polka'), skill, rules).slots).toMatchObject([
      { type: 'Genre', value: 'polk', values: [] },
    ])
  })

  it('keeps the words of an intent that the skill does not list', () => {
    const other = { ...said('play jazz'), intents: [{ intent: 'Dance', probability: 0.9 }] }
    expect(understand(other, skill, rules)).toMatchObject({
      intent: { name: 'Dance' },
      slots: [{ type: '', value: 'jazz', values: [] }],
    })
  })

  it('finds the listed value of a slip of the fingers, and keeps the words as they were typed', () => {
    const tokens = [{ start: 5, end: 9, slot: 'genre', probability: 0.7, meant: 'jazz' }]
    expect(understand({ ...said('play jzza'), tokens }, skill, rules).slots).toMatchObject([
      { raw: 'jzza', value: 'jazz', values: ['jazz', 'swing'] },
    ])
    // What is listed as it stands is meant as it stands.
    const listed = [{ ...tokens[0]!, meant: 'swing' }]
    expect(understand({ ...said('play jazz'), tokens: listed }, skill, rules).slots).toMatchObject([
      { value: 'jazz' },
    ])
  })

  it('is nothing below the threshold but the best guess, and nothing at all of nothing', () => {
    expect(understand(said('play jazz', 0.499), skill, rules)).toMatchObject({
      intent: null,
      slots: [],
      alternatives: [{ name: 'Play' }, { name: 'Stop' }],
    })
    expect(understand(said('play jazz', 0.001), skill, rules).alternatives).toHaveLength(2)
    expect(understand(said(' '), skill, rules)).toEqual({
      text: ' ',
      intent: null,
      alternatives: [],
      slots: [],
    })
  })
})

describe('the bytes of a model', () => {
  afterEach(() => {
    vi.unstubAllGlobals()
  })
  const served = (response: () => Response) => {
    const asked: string[] = []
    vi.stubGlobal('fetch', async (place: string) => {
      asked.push(place)
      return response()
    })
    return asked
  }

  it('are taken as they are, or from an address', async () => {
    const bytes = Uint8Array.of(1, 2)
    expect(await readSource(bytes)).toBe(bytes)
    expect(await readSource(bytes.buffer)).toEqual(bytes)
    const asked = served(() => new Response(bytes))
    expect(await readSource('https://example.org/a.skillet')).toEqual(bytes)
    expect(await readSource(new URL('https://example.org/b.skillet'))).toEqual(bytes)
    expect(asked).toEqual(['https://example.org/a.skillet', 'https://example.org/b.skillet'])
  })

  it('are read from the disk where there is one, and from the site in a browser', async () => {
    const own = new URL(import.meta.url)
    expect((await readSource(own)).length).toBeGreaterThan(100)
    expect((await readSource(own.pathname)).length).toBeGreaterThan(100)
    const asked = served(() => new Response(Uint8Array.of(3)))
    vi.stubGlobal('document', {})
    expect(await readSource('models/a.skillet')).toEqual(Uint8Array.of(3))
    expect(asked).toEqual(['models/a.skillet'])
  })

  it('are asked for over the network where there are no files', async () => {
    for (const host of [undefined, {}, { getBuiltinModule: () => undefined }]) {
      const asked = served(() => new Response(Uint8Array.of(4)))
      vi.stubGlobal('process', host)
      const reading = readSource('a.skillet')
      vi.unstubAllGlobals()
      expect(await reading).toEqual(Uint8Array.of(4))
      expect(asked).toEqual(['a.skillet'])
    }
  })

  it('that can’t be had are an error with the place, the reason and a remedy', async () => {
    served(() => new Response('', { status: 404 }))
    const error = await readSource('https://example.org/a.skillet').catch((one: unknown) => one)
    expect(isLoadError(error)).toBe(true)
    expect(error).toMatchObject({
      name: 'SkilletLoadError',
      reason: 'The model could not be read from https://example.org/a.skillet (HTTP 404).',
      remedy: expect.stringContaining('Check the address'),
    })
    expect(isLoadError(new Error('x'))).toBe(false)
    expect(isLoadError({ name: 'SkilletLoadError' })).toBe(false)
    const missing = await readSource('/no/such/file').catch((one: unknown) => one)
    expect(missing).toMatchObject({ reason: expect.stringContaining('ENOENT') })
  })
})
