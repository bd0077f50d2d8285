import { describe, expect, it } from 'vitest'
import { createEncoder, type Example } from '@/model/encoding'
import { createTinyVocabulary } from '@/model/fixtures'
import { createUtterance } from '@/project/project'
import {
  adjacencyOf,
  encodeSlotValues,
  encodeUtterance,
  labelledUtterances,
  labelsOf,
  withSpokenForms,
} from './skill-examples'

const encoder = createEncoder(createTinyVocabulary(), 64)
const span = (start: number, end: number, slot: string) => ({ start, end, slot })

describe('utterances to learn from', () => {
  it('have an intent and a text', () => {
    const kept = labelledUtterances([
      createUtterance({ id: 'a', text: 'play', intent: 'Play' }),
      createUtterance({ id: 'b', text: 'play', intent: null }),
      createUtterance({ id: 'c', text: '  ', intent: 'Play' }),
    ])
    expect(kept.map(({ id }) => id)).toEqual(['a'])
  })

  it('give labels in the order in which they come', () => {
    const utterances = labelledUtterances([
      createUtterance({
        id: 'a',
        text: 'a b',
        intent: 'Stop',
        spans: [span(0, 1, 'z'), span(2, 3, 'y')],
      }),
      createUtterance({ id: 'b', text: 'a b', intent: 'Play', spans: [span(0, 1, 'y')] }),
    ])
    expect(labelsOf(utterances)).toEqual({ intents: ['Stop', 'Play'], slots: ['z', 'y'] })
  })

  it('are encoded with their tags, an intent of nobody as unknown', () => {
    const labels = { intents: ['Stop', 'Play'], slots: ['size', 'genre'] }
    const said = { text: 'play jazz music now', intent: 'Play', spans: [span(5, 15, 'genre')] }
    const example = encodeUtterance(said, labels, encoder)
    expect(example.intent).toBe(1)
    expect([...example.tags!]).toEqual([0, 3, 4, 0])
    expect(encodeUtterance({ ...said, intent: 'Help' }, labels, encoder).intent).toBe(-1)
  })
})

describe('values beside each other', () => {
  const tagged = (...tags: number[]): Example => ({
    ...encoder.encodeTokens(tags.map(() => 'jazz')),
    intent: 0,
    tags: Int32Array.from(tags),
  })

  it('are counted where one begins right behind another of its slot', () => {
    // Tags: 1 B- and 2 I- of the first slot, 3 B- and 4 I- of the second.
    const examples = [
      tagged(1, 1, 0, 1), // the second directly follows, the third does not
      tagged(1, 2, 1), // follows a value of two tokens
      tagged(3, 1, 4), // of another slot
      { ...tagged(1, 1), tags: null },
    ]
    expect(adjacencyOf(examples)).toBeCloseTo(Math.log(2.5 / 8), 12)
  })

  it('are unlikely, not impossible, where none was ever seen', () => {
    expect(adjacencyOf([tagged(1, 0, 3)])).toBeCloseTo(Math.log(0.5 / 3), 12)
    expect(adjacencyOf([])).toBeCloseTo(Math.log(0.5), 12)
  })
})

it('encodes the listed values of slots that there are, without empty ones', () => {
  const values = encodeSlotValues(
    { genre: ['jazz music', ' ', 'blues'], nobody: ['x'] },
    { intents: [], slots: ['size', 'genre'] },
    encoder,
  )
  expect([...values.keys()]).toEqual([1])
  expect(values.get(1)?.map(({ words }) => words.length)).toEqual([2, 1])
})

describe('values with digits, listed or annotated', () => {
  const listed = { count: ['3', 'few', '4', 'Four'], free: [] }
  const utterances = labelledUtterances([
    createUtterance({
      id: 'a',
      text: 'play 21 songs by abba',
      intent: 'Play',
      spans: [span(5, 7, 'count'), span(17, 21, 'free')],
    }),
    createUtterance({ id: 'b', text: 'at 7:30', intent: 'Play', spans: [span(3, 7, 'when')] }),
  ])

  it('are learned as they are said, too', () => {
    expect(withSpokenForms(listed, utterances, 'en-US')).toEqual({
      count: [...listed.count, 'three', 'twenty one'],
      free: [],
      when: ['seven thirty'],
    })
  })

  it('stay as they are where nobody knows how they are said', () => {
    expect(withSpokenForms(listed, utterances, undefined)).toBe(listed)
    expect(withSpokenForms(listed, utterances, 'fr-FR')).toEqual({ ...listed, when: [] })
  })
})
