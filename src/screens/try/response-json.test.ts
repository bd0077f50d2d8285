import { expect, it } from 'vitest'
import type { Prediction } from '@/evaluation/prediction'
import { createProject, type Project } from '@/project/project'
import { resolveValue } from '@/project/resolve-value'
import { isTurnedAway, responseJson } from './response-json'

const project: Project = {
  ...createProject({ id: 'p', name: 'Café' }),
  intents: [
    {
      name: 'Order',
      slots: [
        { name: 'size', type: 'Size' },
        { name: 'when', type: 'AMAZON.TIME' },
      ],
      kind: 'custom',
      note: '',
    },
  ],
  slotTypes: [
    {
      name: 'Size',
      values: [{ value: 'large', synonyms: ['extra  big', 'huge'] }],
      isExtensible: true,
    },
  ],
}

const prediction: Prediction = {
  text: 'a Huge one at 7pm',
  intents: [
    { intent: 'Order', probability: 0.91239 },
    { intent: 'Stop', probability: 0.08761 },
  ],
  spans: [
    { start: 2, end: 6, slot: 'size', probability: 0.8 },
    { start: 14, end: 17, slot: 'when', probability: 0.7 },
  ],
  tokens: [],
}

it('resolves values through synonyms', () => {
  expect(resolveValue(project, 'size', 'HUGE')).toEqual({
    type: 'Size',
    value: 'large',
    isSynonym: true,
  })
  expect(resolveValue(project, 'size', 'extra big').value).toBe('large')
  expect(resolveValue(project, 'size', 'Large')).toMatchObject({ value: 'large', isSynonym: false })
  expect(resolveValue(project, 'size', 'tiny').value).toBeNull()
  expect(resolveValue(project, 'nope', 'tiny')).toEqual({ type: '', value: null, isSynonym: false })
})

it('speaks as Alexa does', () => {
  const { intent } = JSON.parse(responseJson('alexa', prediction, project))
  expect(intent.name).toBe('Order')
  expect(intent.slots.size).toMatchObject({
    value: 'Huge',
    resolutions: {
      resolutionsPerAuthority: [
        { status: { code: 'ER_SUCCESS_MATCH' }, values: [{ value: { name: 'large' } }] },
      ],
    },
  })
  expect(intent.slots.when).toEqual({
    name: 'when',
    confirmationStatus: 'NONE',
    value: '7pm',
    source: 'USER',
  })
})

it('speaks as Rasa does', () => {
  const answer = JSON.parse(responseJson('rasa', prediction, project))
  expect(answer.intent).toEqual({ name: 'Order', confidence: 0.9124 })
  expect(answer.entities[0]).toMatchObject({ entity: 'size', start: 2, end: 6, value: 'large' })
  expect(answer.intent_ranking).toHaveLength(2)
})

it('speaks as Dialogflow does', () => {
  expect(JSON.parse(responseJson('dialogflow', prediction, project))).toMatchObject({
    parameters: { size: 'large', when: '7pm' },
    intent: { displayName: 'Order' },
    languageCode: 'en-us',
  })
})

it('says in each tongue that nothing was understood', () => {
  const intentOf = (style: 'alexa' | 'rasa' | 'dialogflow' | 'skillet') =>
    JSON.parse(responseJson(style, prediction, project, 0.95)).intent
  expect(intentOf('alexa').name).toBe('AMAZON.FallbackIntent')
  expect(intentOf('rasa').name).toBe('nlu_fallback')
  expect(intentOf('dialogflow')).toEqual({
    displayName: 'Default Fallback Intent',
    isFallback: true,
  })
  expect(intentOf('skillet')).toBeNull()
})

it('turns away what the skill has learned to turn away', () => {
  const [order] = project.intents
  const outside: Project = { ...project, intents: [{ ...order!, kind: 'outOfScope' }] }
  expect(isTurnedAway(prediction, outside, 0)).toBe(true)
  expect(isTurnedAway(prediction, project, 0.9)).toBe(false)
  expect(isTurnedAway(prediction, project, 0.92)).toBe(true)
})

it('what is not understood has no slots, in any tongue', () => {
  const answers = (['alexa', 'rasa', 'dialogflow', 'skillet'] as const).map((style) =>
    responseJson(style, prediction, project, 0.95),
  )
  for (const answer of answers) expect(answer).not.toContain('large')
})
