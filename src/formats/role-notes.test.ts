import { expect, it } from 'vitest'
import { readForTest } from './testing-reads'

const rasa = (role: string) => `    - to [Rome]{"entity": "city", "role": "${role}"} please\n`
const luis = {
  luis_schema_version: '3.2.0',
  name: 'x',
  culture: 'en-us',
  intents: [{ name: 'Fly' }],
  utterances: ['Rome', 'Oslo'].map((city) => ({
    text: `fly to ${city}`,
    intent: 'Fly',
    entities: [{ entity: 'city', role: 'to', startPos: 7, endPos: 10 }],
  })),
  closedLists: [],
}
const wit = {
  utterances: ['Rome', 'Oslo'].map((city) => ({
    text: `fly to ${city}`,
    intent: 'Fly',
    entities: [{ entity: 'city:to', start: 7, end: 11, body: city, entities: [] }],
    traits: [],
  })),
}

it.each([
  ['Rasa YAML', `version: "3.1"\nnlu:\n- intent: fly\n  examples: |\n${rasa('to')}${rasa('to')}`],
  ['LUIS JSON', JSON.stringify(luis)],
  ['LUIS .lu', '# Fly\n- fly to {@city:to=rome}\n- go to {@city:to=oslo}\n'],
  ['wit.ai', JSON.stringify(wit)],
])('%s: a role that became the slot is told once', (_, source) => {
  const { project, report } = readForTest(source)
  expect(project.intents[0]?.slots).toEqual([{ name: 'to', type: 'city' }])
  expect(report.entries.filter(({ kind }) => kind === 'kept')).toMatchObject([
    { text: 'city:to', reason: expect.stringContaining('role “to” of the entity “city”') },
  ])
})
