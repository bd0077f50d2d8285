import { describe, expect, it } from 'vitest'
import { scoreFrames } from './frame-scores'
import { createReport, type ReportInputs } from './report'
import { scoreSlots } from './slot-scores'
import { isSingleIntent, reportFigures, reportIntervals, summaryFigures } from './tested-figures'

const genre = { start: 5, end: 9, slot: 'genre' }
const said = (id: string, intent: string, isFound: boolean) => ({
  utteranceId: id,
  text: 'play jazz',
  intent,
  spans: [genre],
  prediction: {
    text: 'play jazz',
    intents: [{ intent, probability: 0.9 }],
    spans: isFound ? [{ ...genre, probability: 0.9 }] : [],
    tokens: [],
  },
})
const learn = (...intents: string[]) =>
  intents.map((intent) => ({ id: intent, text: intent, intent, spans: [] }))
const reportOf = (more: Partial<ReportInputs>) =>
  createReport({
    method: 'heldOut',
    judged: [said('1', 'Play', true), said('2', 'Play', false)],
    learned: learn('Play', 'Stop'),
    probes: [],
    intents: ['Play', 'Stop'],
    outOfScopeIntents: [],
    temperature: 1,
    seed: 1,
    ...more,
  })

describe('the figures of a report', () => {
  it('are there where something was tested, with their intervals', () => {
    const report = reportOf({})
    expect(reportFigures(report)).toEqual({
      intentAccuracy: 1,
      slotF1: 2 / 3,
      frameAccuracy: 0.5,
      semanticErrorRate: 0.25,
    })
    expect(reportIntervals(report)).toEqual(report.intervals)
  })

  it('give no share of right intents to a model that knows one only', () => {
    const single = reportOf({ learned: learn('Play', 'Play') })
    expect(isSingleIntent(single)).toBe(true)
    expect(reportFigures(single)).toMatchObject({ intentAccuracy: null, frameAccuracy: 0.5 })
    expect(reportIntervals(single).intentAccuracy).toBeNull()
    expect(reportIntervals(single).frameAccuracy).toEqual(single.intervals.frameAccuracy)
    expect(isSingleIntent(reportOf({}))).toBe(false)
    expect(isSingleIntent(reportOf({ learned: [] }))).toBe(false)
  })

  it('give no slot F1 where no slot was to be found, though one was made up', () => {
    const madeUp = { goldIntent: 'a', goldSpans: [], predictedIntent: 'a', predictedSpans: [genre] }
    expect(summaryFigures(scoreFrames([madeUp]))).toMatchObject({
      slotF1: null,
      intentAccuracy: 1,
      frameAccuracy: 0,
      semanticErrorRate: 1,
    })
  })
})

it('lists slots by how often they are to be found, then by name, and what they were taken for likewise', () => {
  const taken = (gold: string, predicted: string) => ({
    goldIntent: 'a',
    predictedIntent: 'a',
    goldSpans: [{ ...genre, slot: gold }],
    predictedSpans: [{ ...genre, slot: predicted }],
  })
  const rows = scoreSlots([
    taken('b', 'y'),
    taken('b', 'z'),
    taken('b', 'x'),
    taken('b', 'z'),
    taken('d', 'd'),
    taken('c', 'c'),
    taken('a', 'a'),
    taken('a', 'a'),
  ])
  expect(rows.map(({ slot }) => slot)).toEqual(['b', 'a', 'c', 'd', 'x', 'y', 'z'])
  expect(rows[0]?.takenFor).toEqual([
    { slot: 'z', count: 2 },
    { slot: 'x', count: 1 },
    { slot: 'y', count: 1 },
  ])
  expect(rows.find(({ slot }) => slot === 'z')).toMatchObject({
    predicted: 2,
    spurious: 0,
    gold: 0,
  })
})
