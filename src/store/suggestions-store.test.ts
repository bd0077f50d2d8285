import { beforeEach, expect, test } from 'vitest'
import type { Prediction } from '@/evaluation/prediction'
import { createProject, createUtterance, type Project, type Utterance } from '@/project/project'
import { suggestionFor } from './offer'
import {
  provideSuggestions,
  refreshKnowledge,
  requestSuggestions,
  type SuggestionProvider,
  useSuggestions,
} from './suggestions-store'

const utterances = [
  createUtterance({ id: 'one', text: 'play jazz on the radio', intent: null }),
  createUtterance({ id: 'two', text: 'play soul', intent: null }),
]

const skill: Project = {
  ...createProject({ id: 'p', name: 'Music' }),
  intents: [
    {
      name: 'Play',
      kind: 'custom',
      note: '',
      slots: [
        { name: 'genre', type: 'Genre' },
        { name: 'device', type: 'Device' },
      ],
    },
  ],
  slotTypes: [{ name: 'Genre', isExtensible: true, values: [{ value: 'jazz', synonyms: [] }] }],
  utterances,
}

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
