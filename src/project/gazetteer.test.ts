import { describe, expect, it } from 'vitest'
import { countCarrierWords, createCarrierWords } from './carrier-words'
import { buildGazetteer, countLabels, declareValues, findKnownValues } from './gazetteer'
import { createUtterance, type Project, type Span, type Utterance } from './project'
import { findSameValue, findWords } from './same-value'
import { createSkill } from './skill-fixture'

const say = (
  id: string,
  text: string,
  intent: string | null,
  labels: Record<string, string> = {},
) => {
  const spans = Object.entries(labels).map(([value, slot]): Span => {
    const start = text.indexOf(value)
    return { start, end: start + value.length, slot }
  })
  return createUtterance({ id, text, intent, spans: spans.sort((a, b) => a.start - b.start) })
}
const skill = (utterances: Utterance[]): Project =>
  createSkill({
    intents: { Play: { genre: 'Genre', room: 'Room' }, Dim: { place: 'Room' } },
    types: {
      Genre: { Jazz: ['swing music', 'x'], swing: [] },
      Room: { 'living room': ['lounge'] },
    },
    utterances,
  })
const found = (project: Project, text: string, intent: string | null = null, labels = {}) =>
  findKnownValues(say('new', text, intent, labels), buildGazetteer(project)).map(
    ({ start, end, slot }) => `${text.slice(start, end)}: ${slot}`,
  )

describe('known values in a text', () => {
  it('are what the skill lists and what was labelled before, whatever the capitals', () => {
    const project = skill([say('a', 'play some Polka now', 'Play', { Polka: 'genre' })])
    expect(found(project, 'jazz or POLKA in the Living Room', 'Play')).toEqual([
      'jazz: genre',
      'POLKA: genre',
      'Living Room: room',
    ])
  })

  it('are the longest ones, from left to right', () => {
    expect(found(skill([]), 'play swing music, then swing', 'Play')).toEqual([
      'swing music: genre',
      'swing: genre',
    ])
    expect(found(skill([]), 'swing living room', 'Play')).toEqual([
      'swing: genre',
      'living room: room',
    ])
    expect(found(skill([]), 'living, room', 'Play')).toEqual([])
  })

  it('are those of the slots of its intent; of two slots the person decides', () => {
    expect(found(skill([]), 'dim the lounge', 'Dim')).toEqual(['lounge: place'])
    expect(found(skill([]), 'dim the lounge with jazz', 'Dim')).toEqual(['lounge: place'])
    // Without an intent it may be a room or a place.
    expect(found(skill([]), 'the lounge with jazz')).toEqual(['jazz: genre'])
  })

  it('leave out what has a label, and values of a single letter', () => {
    expect(found(skill([]), 'jazz and jazz', 'Play', { jazz: 'genre' })).toEqual(['jazz: genre'])
    expect(found(skill([]), 'play x', 'Play')).toEqual([])
  })

  it('forget a label when its last use goes, and a slot that nobody takes', () => {
    const [one, two] = [
      say('a', 'play polka', 'Play', { polka: 'genre' }),
      say('b', 'polka please', 'Play', { polka: 'genre' }),
    ]
    const gazetteer = buildGazetteer(skill([one, two]))
    const polka = () => findKnownValues(say('n', 'a polka', 'Play'), gazetteer).length
    countLabels(gazetteer, one, -1)
    expect(polka()).toBe(1)
    countLabels(gazetteer, two, -1)
    expect(polka()).toBe(0)
    expect(gazetteer.labelled.size).toBe(0)
    countLabels(gazetteer, say('c', 'polka', 'Play', { polka: 'mood' }), 1)
    expect(polka()).toBe(0)
  })

  it('keep what was counted when the lists change', () => {
    const before = buildGazetteer(skill([say('a', 'play polka', 'Play', { polka: 'genre' })]))
    const after = declareValues({ ...skill([]), slotTypes: [] }, before)
    const words = (text: string) => findKnownValues(say('n', text, 'Play'), after).length
    expect([words('polka'), words('jazz')]).toEqual([1, 0])
    expect(declareValues(skill([])).labelled.size).toBe(0)
  })
})

describe('the same words elsewhere', () => {
  const project = skill([
    say('a', 'play cool jazz', 'Play', { 'cool jazz': 'genre' }),
    say('b', 'Cool jazz, cool jazz', 'Play'),
    say('c', 'cool jazz', 'Play', { 'cool jazz': 'genre' }),
    say('d', 'cool jazz', 'Dim'),
    say('e', 'a cool jazzy tune', null),
    say('f', 'cool jazz', null),
    say('g', 'cool', null),
  ])
  const places = (limit?: number) =>
    findSameValue(project, 'a', { start: 5, end: 14, slot: 'genre' }, limit).map(
      ({ utterance, span }) => `${utterance.id} ${span.start}-${span.end} ${span.slot}`,
    )

  it('are found where nothing is labelled, in utterances that may take the slot', () => {
    expect(places()).toEqual(['b 0-9 genre', 'b 11-20 genre', 'f 0-9 genre'])
    expect(places(1)).toEqual(['b 0-9 genre', 'b 11-20 genre'])
  })

  it('are none of nothing', () => {
    expect(findSameValue(project, 'nobody', { start: 0, end: 4, slot: 'genre' })).toEqual([])
    expect(findSameValue(project, 'a', { start: 4, end: 5, slot: 'genre' })).toEqual([])
    expect(findWords(say('x', 'la la la', null), ['la', 'la'])).toEqual([{ start: 0, end: 5 }])
  })
})

describe('words that people leave unlabelled', () => {
  const carrier = (...utterances: Utterance[]) => {
    const words = createCarrierWords()
    for (const utterance of utterances) countCarrierWords(words, utterance, 1)
    return words
  }
  const one = say('a', 'play jazz', 'Play', { jazz: 'genre' })

  it('count from the second time on, in what somebody has been through', () => {
    expect([...carrier(one).words]).toEqual([])
    expect([...carrier(one, one).words]).toEqual(['play'])
    expect([...carrier(say('t', 'play it', 'Play'), one).words]).toEqual([])
    const done = { ...say('t', 'play it', 'Play'), status: 'done' as const }
    expect([...carrier(done, one).words]).toEqual(['play'])
  })

  it('are none any more when they were labelled half as often, or forgotten', () => {
    const words = carrier(one, one, one)
    countCarrierWords(words, say('b', 'play', 'Play', { play: 'genre' }), 1)
    expect(words.words.has('play')).toBe(false)
    const fresh = carrier(one, one)
    countCarrierWords(fresh, one, -1)
    expect([...fresh.words]).toEqual([])
    countCarrierWords(fresh, one, -1)
    expect(fresh.counts.size).toBe(0)
  })
})

it('finds the longest value where two slots begin with one word, in either order', () => {
  const values = (...texts: string[]) => texts.map((value) => ({ value, synonyms: [] }))
  const slots = ['long', 'short'].map((name) => ({ name, type: name }))
  const skillOf = (order: typeof slots): Project => ({
    ...skill([]),
    intents: [{ name: 'Go', kind: 'custom', note: '', slots: order }],
    slotTypes: [
      { name: 'long', isExtensible: true, values: values('new york city', 'new york') },
      { name: 'short', isExtensible: true, values: values('new', 'york', 'of') },
    ],
  })
  for (const order of [slots, slots.toReversed()]) {
    expect(found(skillOf(order), 'a new york city of', 'Go')).toEqual([
      'new york city: long',
      'of: short',
    ])
    expect(found(skillOf(order), 'new york, new', 'Go')).toEqual(['new york: long', 'new: short'])
    // A longest value that runs into a label is none, and nothing within it is one.
    expect(found(skillOf(order), 'york new york', 'Go', { 'york new': 'long' })).toEqual([])
  }
})
