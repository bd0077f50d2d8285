import { beforeEach, expect, test, vi } from 'vitest'
import type { Prediction } from '@/evaluation/prediction'
import { createUtterance, type Utterance } from '@/project/project'
import { createSkill } from '@/project/skill-fixture'
import { suggestionFor } from './offer'
import {
  createSuggestions,
  provideSuggestions,
  publishJudgements,
  refreshKnowledge,
  requestSuggestions,
  type SuggestionProvider,
  useSuggestions,
} from './suggestions-store'
import { createStepClock } from './testing'

const utterances = [
  createUtterance({ id: 'one', text: 'play jazz on the radio', intent: null }),
  createUtterance({ id: 'two', text: 'play soul', intent: null }),
]

const skill = createSkill({
  intents: { Play: { genre: 'Genre', device: 'Device' } },
  types: { Genre: { jazz: [] } },
  utterances,
})

/** Says `Play`, and that the last word is a device. */
function answer(text: string): Prediction {
  const start = text.lastIndexOf(' ') + 1
  const span = { start, end: text.length, slot: 'device', probability: 0.9 }
  return { text, intents: [{ intent: 'Play', probability: 0.8 }], spans: [span], tokens: [] }
}

function providerThat(asked: string[]): SuggestionProvider {
  return async (members) => {
    asked.push(...members.map(({ id }) => id))
    return members.map(({ id, text }) => ({ utteranceId: id, prediction: answer(text) }))
  }
}

function offerOf(utterance: Utterance) {
  const { intent, spans } = suggestionFor(utterance, useSuggestions.getState())
  return {
    intent,
    spans: spans.map(({ start, end, slot }) => [slot, utterance.text.slice(start, end)]),
  }
}

beforeEach(() => {
  refreshKnowledge({ ...skill, id: 'another', utterances: [] })
  refreshKnowledge(skill)
})

test('an instant model adds to what the skill knows; a trained one speaks alone', async () => {
  provideSuggestions('p', providerThat([]), 'instant')
  await requestSuggestions(skill)
  expect(offerOf(utterances[0]!)).toEqual({
    intent: 'Play',
    spans: [
      ['genre', 'jazz'],
      ['device', 'radio'],
    ],
  })
  provideSuggestions('p', providerThat([]), 'trained')
  await requestSuggestions(skill)
  expect(offerOf(utterances[0]!)).toEqual({ intent: 'Play', spans: [['device', 'radio']] })
})

test('where the skill knows a value, an instant model does not contradict it', async () => {
  const known = createUtterance({ id: 'three', text: 'play jazz', intent: null })
  const project = { ...skill, utterances: [known] }
  refreshKnowledge(project)
  provideSuggestions('p', providerThat([]), 'instant')
  await requestSuggestions(project)
  expect(offerOf(known).spans).toEqual([['genre', 'jazz']])
})

test('a renewed instant model is asked again, and its forerunner counts until it answers', async () => {
  provideSuggestions('p', providerThat([]), 'instant')
  await requestSuggestions(skill)
  const asked: string[] = []
  provideSuggestions('p', providerThat(asked), 'instant')
  expect(offerOf(utterances[1]!).spans).toEqual([['device', 'soul']])
  await requestSuggestions(skill)
  expect(asked).toEqual(['one', 'two'])
  await requestSuggestions(skill)
  expect(asked).toEqual(['one', 'two'])
})

test('what was answered is asked again only when its text has changed; what is done is not asked', async () => {
  const asked: string[] = []
  provideSuggestions('p', providerThat(asked))
  const done = createUtterance({ id: 'done', text: 'play', intent: 'Play', status: 'done' })
  await requestSuggestions({ ...skill, utterances: [...utterances, done] })
  expect(asked).toEqual(['one', 'two'])
  const changed = { ...utterances[1]!, text: 'play folk' }
  await requestSuggestions({ ...skill, utterances: [utterances[0]!, changed] })
  expect(asked).toEqual(['one', 'two', 'two'])
  expect(useSuggestions.getState().predictions.get('two')?.text).toBe('play folk')
})

test('many are asked two hundred at a time, and what is wanted no more is dropped', async () => {
  const many = Array.from({ length: 450 }, (_, place) =>
    createUtterance({ id: `m${place}`, text: `play ${place}`, intent: null }),
  )
  const project = { ...skill, utterances: many }
  const sizes: number[] = []
  const answers: (() => void)[] = []
  provideSuggestions('p', async (members) => {
    sizes.push(members.length)
    await new Promise<void>((resolve) => answers.push(resolve))
    return members.map(({ id, text }) => ({ utteranceId: id, prediction: answer(text) }))
  })
  const first = requestSuggestions(project)
  answers.shift()!()
  await vi.waitFor(() => expect(sizes).toEqual([200, 200]))
  expect(useSuggestions.getState().predictions.size).toBe(200)
  // A second request takes the place of the first, and goes on after what was answered.
  const second = requestSuggestions(project)
  answers.shift()!()
  await first
  expect(useSuggestions.getState().predictions.size).toBe(200)
  answers.shift()!()
  await vi.waitFor(() => expect(sizes).toEqual([200, 200, 200, 50]))
  answers.shift()!()
  await second
  expect(useSuggestions.getState().predictions.size).toBe(450)
})

test('a trained model that takes another’s place begins anew; without one nothing is asked', async () => {
  const asked: string[] = []
  provideSuggestions('p', providerThat([]), 'instant')
  await requestSuggestions(skill)
  provideSuggestions('p', providerThat(asked), 'trained')
  expect(useSuggestions.getState().predictions.size).toBe(0)
  await requestSuggestions({ ...skill, id: 'other' })
  expect(asked).toEqual([])
  await requestSuggestions(skill)
  expect(asked).toEqual(['one', 'two'])
  provideSuggestions('p', providerThat([]), 'instant')
  expect(useSuggestions.getState().predictions.size).toBe(0)
  await requestSuggestions(skill)
  provideSuggestions('q', providerThat([]), 'instant')
  expect(useSuggestions.getState().predictions.size).toBe(0)
  provideSuggestions('q', null)
  expect(useSuggestions.getState().provider).toBeNull()
  await requestSuggestions({ ...skill, id: 'q' })
  expect(useSuggestions.getState().predictions.size).toBe(0)
})

test('a model that is not ready answers nothing, and is asked again', async () => {
  const asked: string[] = []
  let isReady = false
  const provider: SuggestionProvider = async (members, signal) =>
    isReady ? providerThat(asked)(members, signal) : null
  provideSuggestions('p', provider)
  await requestSuggestions(skill)
  expect(useSuggestions.getState().predictions.size).toBe(0)
  isReady = true
  await requestSuggestions(skill)
  expect(asked).toEqual(['one', 'two'])
})

test('what a report says of utterances is of one skill', () => {
  const judge = (id: string) => [{ utteranceId: id, prediction: answer('play jazz') }]
  provideSuggestions('p', providerThat([]))
  publishJudgements('p', judge('one'))
  publishJudgements('p', judge('two'))
  expect([...useSuggestions.getState().judgements.keys()]).toEqual(['two'])
  expect(useSuggestions.getState().provider).not.toBeNull()
  publishJudgements('q', judge('other'))
  expect(useSuggestions.getState()).toMatchObject({ projectId: 'q', provider: null })
  expect([...useSuggestions.getState().judgements.keys()]).toEqual(['other'])
  refreshKnowledge(skill)
  expect(useSuggestions.getState()).toMatchObject({ projectId: 'p', provider: null })
  expect(useSuggestions.getState().judgements.size).toBe(0)
})

test('a large skill is learned in slices, of which the first shows at once', () => {
  const clock = createStepClock()
  const { state, refreshKnowledge: refresh } = createSuggestions(clock)
  let now = 0
  const time = vi.spyOn(performance, 'now').mockImplementation(() => {
    now += 10
    return now
  })
  const labelled = Array.from({ length: 120 }, (_, place) =>
    createUtterance({ id: `l${place}`, text: `play ${place}`, intent: 'Play' }),
  )
  const project = { ...skill, utterances: labelled }
  refresh(project)
  const counts = [state.getState().guesser.texts]
  const { guesser } = state.getState()
  clock.advance(0)
  expect([counts[0], clock.waiting()]).toEqual([50, 0])
  expect(state.getState().guesser.texts).toBe(120)
  expect(state.getState().guesser).not.toBe(guesser)
  const whole = state.getState()
  refresh(project)
  expect(state.getState()).toBe(whole)
  // Another skill begins from nothing, and what was on its way to the first is called off.
  refresh({ ...project, utterances: [...labelled, ...labelled.map((one) => ({ ...one }))] })
  refresh({ ...skill, id: 'other', utterances: [] })
  expect([state.getState().projectId, clock.waiting()]).toEqual(['other', 0])
  expect(state.getState().guesser.texts).toBe(0)
  time.mockRestore()
})
