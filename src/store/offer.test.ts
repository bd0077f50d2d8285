import { describe, expect, it } from 'vitest'
import type { Prediction } from '@/evaluation/prediction'
import { buildGazetteer } from '@/project/gazetteer'
import { createUtterance, type Utterance } from '@/project/project'
import { createSkill } from '@/project/skill-fixture'
import { isDoubted, suggestionFor, uncertaintyOf } from './offer'
import { useSuggestions } from './suggestions-store'

const skill = createSkill({
  intents: { Play: { genre: 'Genre' } },
  types: { Genre: { jazz: [] } },
})
const text = 'play jazz in the kitchen'
const utterance = (more: Partial<Utterance> = {}) => ({
  ...createUtterance({ id: 'u', text, intent: 'Play' }),
  ...more,
})
const span = (start: number, end: number, slot: string, probability = 0.9) => ({
  ...{ start, end, slot, probability },
})
const said = (
  intent: string,
  probability: number,
  spans: Prediction['spans'] = [],
  tokens: number[] = [0.9],
): Prediction => ({
  text,
  intents: [{ intent, probability }],
  spans,
  tokens: tokens.map((one, place) => ({
    start: place,
    end: place + 1,
    slot: null,
    probability: one,
  })),
})
const sources = (prediction: Prediction | null, providerKind: 'trained' | 'instant') => ({
  ...useSuggestions.getState(),
  gazetteer: buildGazetteer(skill),
  predictions: new Map(prediction ? [['u', prediction]] : []),
  providerKind,
})
const offer = (one: Utterance, prediction: Prediction | null, kind: 'trained' | 'instant') => {
  const { intent, spans, from } = suggestionFor(one, sources(prediction, kind))
  return { intent, from, spans: spans.map(({ start, end, slot }) => `${slot} ${start}-${end}`) }
}

describe('what is offered', () => {
  it('is, of a trained model, what it is half sure of', () => {
    const spans = [span(5, 9, 'genre', 0.5), span(17, 24, 'room', 0.49)]
    expect(offer(utterance({ intent: null }), said('Play', 0.5, spans), 'trained')).toEqual({
      ...{ intent: 'Play', from: 'model', spans: ['genre 5-9'] },
    })
    expect(offer(utterance({ intent: null }), said('Play', 0.49), 'trained').intent).toBeNull()
  })

  it('is, of a model without training, known values and what it is surer of', () => {
    const spans = [span(5, 9, 'mood'), span(17, 24, 'room', 0.85), span(0, 4, 'verb', 0.84)]
    expect(offer(utterance({ intent: null }), said('Play', 0.7, spans), 'instant')).toEqual({
      ...{ intent: 'Play', from: 'model', spans: ['genre 5-9', 'room 17-24'] },
    })
    expect(offer(utterance({ intent: null }), said('Play', 0.69), 'instant').intent).toBeNull()
  })

  it('is known values without a model, or when the text is another by now', () => {
    const values = { intent: null, from: 'values', spans: ['genre 5-9'] }
    expect(offer(utterance(), null, 'trained')).toEqual(values)
    const stale = { ...said('Play', 0.9, [span(17, 24, 'room')]), text: 'play jazz' }
    expect(offer(utterance(), stale, 'trained')).toEqual(values)
  })

  it('is nothing where somebody has labelled, or is done', () => {
    const own = utterance({ spans: [{ start: 5, end: 9, slot: 'genre' }] })
    const spans = [span(4, 6, 'a'), span(9, 12, 'b'), span(0, 5, 'c')]
    expect(offer(own, said('Stop', 0.9, spans), 'trained')).toMatchObject({
      ...{ intent: null, spans: ['b 9-12', 'c 0-5'] },
    })
    const done = offer(utterance({ status: 'done', intent: null }), said('Play', 1), 'trained')
    expect(done).toEqual({ intent: null, from: 'values', spans: [] })
  })

  it('is the same object while it says the same, so that a row is not drawn again', () => {
    const one = utterance({ id: 'u', intent: null })
    const first = suggestionFor(one, sources(said('Play', 0.9, [span(17, 24, 'room')]), 'trained'))
    expect(suggestionFor(one, sources(said('Play', 0.8, [span(17, 24, 'room')]), 'trained'))).toBe(
      first,
    )
    for (const other of [
      said('Stop', 0.9, [span(17, 24, 'room')]),
      said('Play', 0.9, [span(17, 24, 'place')]),
      said('Play', 0.9, [span(17, 23, 'room')]),
      said('Play', 0.9, [span(16, 24, 'room')]),
      said('Play', 0.9),
    ]) {
      const fresh = utterance({ intent: null })
      const before = suggestionFor(
        fresh,
        sources(said('Play', 0.9, [span(17, 24, 'room')]), 'trained'),
      )
      expect(suggestionFor(fresh, sources(other, 'trained'))).not.toBe(before)
    }
  })
})

describe('how sure a model is of an utterance', () => {
  it('is the weakest of its intent and its words', () => {
    const of = (prediction: Prediction) => uncertaintyOf(utterance(), new Map([['u', prediction]]))
    expect(of(said('Play', 0.9, [], [0.8, 0.4]))).toBeCloseTo(0.6, 12)
    expect(of(said('Play', 0.3, [], [0.8]))).toBeCloseTo(0.7, 12)
    expect(of({ ...said('Play', 1), intents: [] })).toBe(1)
    expect(of({ ...said('Play', 1), text: 'other' })).toBeNull()
    expect(uncertaintyOf(utterance(), new Map())).toBeNull()
  })
})

describe('a label that a model doubts', () => {
  const genre = { start: 5, end: 9, slot: 'genre' }
  const own = utterance({ spans: [genre] })
  const doubted = (prediction: Prediction, one = own) =>
    isDoubted(one, new Map([['u', prediction]]))
  const right = [span(5, 9, 'genre')]

  it.each<[string, Prediction, boolean]>([
    ['says the same', said('Play', 0.99, right), false],
    ['says another intent, surely', said('Stop', 0.81, right), true],
    ['says another intent, not surely', said('Stop', 0.8, right, [0.5]), false],
    ['finds no slot', said('Play', 0.9), true],
    ['finds none, unsure of a word', said('Play', 0.9, [], [0.9, 0.8]), false],
    ['finds one more', said('Play', 0.9, [...right, span(17, 24, 'room')]), true],
    ['starts elsewhere', said('Play', 0.9, [span(4, 9, 'genre')]), true],
    ['ends elsewhere', said('Play', 0.9, [span(5, 8, 'genre')]), true],
    ['names it otherwise', said('Play', 0.9, [span(5, 9, 'mood')]), true],
    ['is of another text', { ...said('Stop', 0.99), text: 'other' }, false],
  ])('when it %s: %s', (_, prediction, isIt) => expect(doubted(prediction)).toBe(isIt))

  it('is none without an intent or an answer', () => {
    expect(doubted(said('Stop', 0.99), utterance({ intent: null }))).toBe(false)
    expect(isDoubted(own, new Map())).toBe(false)
  })
})
