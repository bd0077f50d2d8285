import { describe, expect, it } from 'vitest'
import { carrierPhrase, isFrameRight, listErrors } from './error-list'
import type { JudgedUtterance } from './prediction'

const spanOf = (text: string, value: string, slot: string) => {
  const start = text.indexOf(value)
  return { start, end: start + value.length, slot }
}

/** An utterance of Play with these values as slots, and those that were found. */
function said(
  text: string,
  slots: Record<string, string>,
  found: Record<string, string>,
  { given = 'Play', probability = 0.9 } = {},
): JudgedUtterance {
  const spans = (values: Record<string, string>) =>
    Object.entries(values).map(([slot, value]) => spanOf(text, value, slot))
  return {
    utteranceId: text,
    text,
    intent: 'Play',
    spans: spans(slots),
    prediction: {
      text,
      intents: [{ intent: given, probability }],
      spans: spans(found).map((span) => ({ ...span, probability: 0.5 })),
      tokens: [],
    },
  }
}

const learned = [
  {
    id: 'l1',
    text: 'Play jazz in the Kitchen',
    intent: 'Play',
    spans: [
      spanOf('Play jazz in the Kitchen', 'jazz', 'genre'),
      spanOf('Play jazz in the Kitchen', 'Kitchen', 'room'),
    ],
  },
]

it('calls a frame right only with its intent and its slots', () => {
  expect(isFrameRight(said('play soul', { genre: 'soul' }, { genre: 'soul' }))).toBe(true)
  expect(isFrameRight(said('play soul', { genre: 'soul' }, {}))).toBe(false)
  expect(isFrameRight(said('play soul', {}, {}, { given: 'Stop' }))).toBe(false)
  const silent = said('play soul', {}, {})
  expect(isFrameRight({ ...silent, prediction: { ...silent.prediction, intents: [] } })).toBe(false)
})

describe('the list of errors', () => {
  it('holds what came out wrong, the surest first', () => {
    const errors = listErrors(
      [
        said('play one', {}, {}),
        said('play two', {}, {}, { given: 'Stop', probability: 0.4 }),
        said('play three', { genre: 'three' }, {}, { probability: 0.8 }),
      ],
      learned,
    )
    expect(errors.map(({ utteranceId, isIntentWrong }) => [utteranceId, isIntentWrong])).toEqual([
      ['play three', false],
      ['play two', true],
    ])
    expect(errors.map(({ confidence }) => confidence)).toEqual([0.8, 0.4])
    const [none] = listErrors(
      [{ ...said('x', {}, {}), prediction: { text: 'x', intents: [], spans: [], tokens: [] } }],
      learned,
    )
    expect(none).toMatchObject({ isIntentWrong: true, confidence: 0 })
  })

  it('says of each slot what went wrong, and whether its value was learned under that name', () => {
    const text = 'play KITCHEN jazz in the hall now'
    const [error] = listErrors(
      [
        said(
          text,
          { genre: 'KITCHEN', room: 'the hall', style: 'jazz' },
          { room: 'hall', style: 'jazz', when: 'now' },
        ),
      ],
      learned,
    )
    expect(error?.slotErrors).toEqual([
      {
        kind: 'missed',
        gold: spanOf(text, 'KITCHEN', 'genre'),
        predicted: null,
        // Learned as a room, not as a genre.
        isValueSeen: false,
      },
      {
        kind: 'boundary',
        gold: spanOf(text, 'the hall', 'room'),
        predicted: spanOf(text, 'hall', 'room'),
        isValueSeen: false,
      },
      { kind: 'spurious', gold: null, predicted: spanOf(text, 'now', 'when'), isValueSeen: null },
    ])
    const [known] = listErrors([said('dim the kitchen', { room: 'kitchen' }, {})], learned)
    expect(known?.slotErrors[0]).toMatchObject({ isValueSeen: true })
  })

  it('names words outside slots that were never learned, each once, in any order of spans', () => {
    const judged = said('put jazz on in the big big hall', { room: 'hall', genre: 'jazz' }, {})
    expect(listErrors([judged], learned)[0]?.unseenWords).toEqual(['put', 'on', 'big'])
    expect(
      listErrors([{ ...judged, spans: judged.spans.toReversed() }], learned)[0]?.unseenWords,
    ).toEqual(['put', 'on', 'big'])
    // What a span cuts out does not glue its neighbours together.
    expect(
      listErrors([said('the-jazz-the', { genre: '-jazz-' }, {})], learned)[0]?.unseenWords,
    ).toEqual([])
  })

  it('knows a learned wording by its slots, and the utterances that read like it', () => {
    const [same] = listErrors(
      [said('play  SOUL in the hall', { genre: 'SOUL', room: 'hall' }, {})],
      learned,
    )
    expect(same).toMatchObject({ isPhraseSeen: true })
    expect(same?.neighbours.map(({ utteranceId }) => utteranceId)).toEqual(['l1'])
    const [other] = listErrors([said('play soul in the hall', { genre: 'soul' }, {})], learned)
    expect(other).toMatchObject({ isPhraseSeen: false })
    const [itself] = listErrors(
      [{ ...said('play jazz', {}, {}, { given: 'Stop' }), utteranceId: 'l1' }],
      learned,
    )
    expect(itself?.neighbours).toEqual([])
  })
})

it('writes a wording without values, blanks and capitals', () => {
  expect(carrierPhrase(' Play  X ', [])).toBe('play x')
  expect(carrierPhrase('a b', [spanOf('a b', 'b', 'B'), spanOf('a b', 'a', 'A')])).toBe('{a} {b}')
})
