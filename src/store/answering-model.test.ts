import { expect, it } from 'vitest'
import { createReport } from '@/evaluation/report'
import { describeAnsweringModel } from './answering-model'

const report = createReport({
  method: 'heldOut',
  judged: [],
  learned: [{ id: 'a', text: 'play jazz', intent: 'Play', spans: [] }],
  probes: [],
  intents: ['Play'],
  outOfScopeIntents: [],
  temperature: 1,
  seed: 1,
})

it('says which model answers and which one the figures are of', () => {
  const words = describeAnsweringModel({
    report: { ...report, summary: { ...report.summary, count: 3 } },
    isStopped: false,
    final: { utterances: 5, epochs: 40 },
  })
  expect(words).toContain('learned from all 5 utterances')
  expect(words).toContain('a twin that learned from 1 of them and was tested on 3 others')
})

it('says so when only the model of the report is there', () => {
  expect(describeAnsweringModel({ report, isStopped: false })).toMatch(
    /is the one that the figures are of: it has learned from 1 utterance\.$/,
  )
  expect(describeAnsweringModel({ report, isStopped: true })).toContain('stopped')
})
