import { expect, it } from 'vitest'
import { allIntentRows, allSlotRows, coverageOf, sayTested } from './coverage'
import { createReport } from './report'
import { reportIntervals, scoreFigures, summaryFigures } from './tested-figures'
import { describeWording, tellWordingApart } from './wording'

const genre = (start: number, end: number) => [{ start, end, slot: 'genre' }]
const said = (text: string, intent: string) => ({
  text,
  intents: [{ intent, probability: 0.9 }],
  spans: [],
  tokens: [],
})
const inputs = {
  method: 'heldOut' as const,
  learned: [
    { id: 'l1', text: 'play jazz', intent: 'Play', spans: genre(5, 9) },
    { id: 'l2', text: 'stop it', intent: 'Stop', spans: [] },
  ],
  probes: [],
  intents: ['Play', 'Stop', 'Help'],
  outOfScopeIntents: [],
  temperature: 1,
  seed: 1,
}
const report = createReport({
  ...inputs,
  judged: [
    {
      utteranceId: 't1',
      text: 'stop now',
      intent: 'Stop',
      spans: [],
      prediction: said('stop now', 'Play'),
    },
  ],
})

it('names the intents and slots that nobody has tested', () => {
  const { intents, slots } = coverageOf(report, ['room'])
  expect(intents).toEqual({
    total: 3,
    tested: 1,
    untested: [
      { name: 'Play', learned: 1 },
      { name: 'Help', learned: 0 },
    ],
  })
  expect(slots.untested).toEqual([
    { name: 'genre', learned: 1 },
    { name: 'room', learned: 0 },
  ])
  expect(sayTested(intents, 'intent')).toBe('1 of 3 intents')
  expect(sayTested({ total: 2, tested: 2, untested: [] }, 'slot')).toBe('all 2 slots')
})

it("does not ask for utterances of a platform's own fallback, but knows one that has some", () => {
  const fallback = { ...inputs, intents: ['Play', 'Stop', 'Fallback', 'Chatter'], judged: [] }
  const names = (learned: typeof inputs.learned) =>
    coverageOf(
      createReport({ ...fallback, learned, outOfScopeIntents: ['Fallback', 'Chatter'] }),
    ).intents.untested.map(({ name }) => name)
  const chatter = { id: 'l3', text: 'how old are you', intent: 'Chatter', spans: [] }
  expect(names(inputs.learned)).toEqual(['Play', 'Stop'])
  expect(names([...inputs.learned, chatter])).toEqual(['Play', 'Stop', 'Chatter'])
})

it('lists every intent and slot, and gives no score over nothing', () => {
  expect(allIntentRows(report).map(({ intent }) => intent)).toEqual(['Stop', 'Play', 'Help'])
  const figures = allIntentRows(report).map(scoreFigures)
  expect(figures).toEqual([
    { precision: null, recall: 0, f1: 0 },
    // Said once, wrongly; but no utterance of it was tested.
    { precision: 0, recall: null, f1: null },
    { precision: null, recall: null, f1: null },
  ])
  expect(allSlotRows(report).map(scoreFigures)).toEqual([
    { precision: null, recall: null, f1: null },
  ])
  expect(summaryFigures(report.summary).slotF1).toBeNull()
  expect(reportIntervals(report).slotF1).toBeNull()
  expect(summaryFigures(report.summary).intentAccuracy).toBe(0)
})

it('has no figure at all for an empty test set', () => {
  const empty = createReport({ ...inputs, judged: [] })
  for (const figure of Object.values(summaryFigures(empty.summary))) expect(figure).toBeNull()
  for (const range of Object.values(reportIntervals(empty))) expect(range).toBeNull()
})

it('tells learned wording with other values from new wording', () => {
  const judged = [
    ['t1', 'play soul', genre(5, 9)],
    ['t2', 'could you put on soul', genre(17, 21)],
  ].map(([utteranceId, text, spans]) => ({
    utteranceId: utteranceId as string,
    text: text as string,
    intent: 'Play',
    spans: spans as ReturnType<typeof genre>,
    prediction: {
      ...said(text as string, 'Play'),
      spans: (spans as ReturnType<typeof genre>).map((span) => ({ ...span, probability: 1 })),
    },
  }))
  const wording = tellWordingApart(judged, inputs.learned, new Set(['t1']))
  expect(wording).toEqual({
    fromPatterns: 1,
    learnedWording: { count: 1, framesRight: 1 },
    newWording: { count: 1, framesRight: 1 },
  })
  expect(describeWording(wording)).toContain('1 of 2 tested utterances were made from patterns')
  expect(describeWording({ ...wording, newWording: { count: 0, framesRight: 0 } })).toContain(
    'a test of memory',
  )
  const byHand = { ...wording, fromPatterns: 0, learnedWording: { count: 0, framesRight: 0 } }
  expect(describeWording(byHand)).toBe('')
})

it('has no interval without a width, however right a few utterances are', () => {
  const judged = ['jazz', 'soul'].map((word, index) => ({
    utteranceId: String(index),
    text: `play ${word}`,
    intent: 'Play',
    spans: genre(5, 9),
    prediction: {
      ...said(`play ${word}`, 'Play'),
      spans: genre(5, 9).map((span) => ({ ...span, probability: 1 })),
    },
  }))
  const { intervals, summary } = createReport({ ...inputs, judged })
  expect(summary.slotF1).toBe(1)
  expect(intervals.slotF1.low).toBeLessThan(0.5)
  expect(intervals.slotF1.high).toBe(1)
  expect(intervals.semanticErrorRate.high).toBeGreaterThan(0.5)
})

it('counts as tested what has a tested case, and lists what was only said last', () => {
  const judged = [
    {
      utteranceId: 't1',
      text: 'play jazz in here',
      intent: 'Play',
      spans: genre(5, 9),
      prediction: {
        ...said('play jazz in here', 'Help'),
        spans: [{ start: 13, end: 17, slot: 'room', probability: 0.9 }],
      },
    },
  ]
  const one = createReport({ ...inputs, judged })
  expect(coverageOf(one).slots).toEqual({
    total: 2,
    tested: 1,
    untested: [{ name: 'room', learned: 0 }],
  })
  expect(allIntentRows(one).map(({ intent }) => intent)).toEqual(['Play', 'Help', 'Stop'])
  expect(allSlotRows(one, ['room', 'when']).map(({ slot, spurious }) => [slot, spurious])).toEqual([
    ['genre', 0],
    ['room', 1],
    ['when', 0],
  ])
  // A report of before slots were counted.
  const { bySlot: _, ...older } = one.learned
  expect(coverageOf({ ...one, learned: older }).slots.total).toBe(2)
  expect(sayTested({ total: 1, tested: 1, untested: [] }, 'intent')).toBe('the only intent')
  expect(sayTested({ total: 1, tested: 0, untested: [] }, 'intent')).toBe('0 of 1 intent')
})

it('speaks of patterns and of learned wording only where there is any', () => {
  const tally = (count: number, framesRight: number) => ({ count, framesRight })
  const none = { fromPatterns: 0, learnedWording: tally(0, 0), newWording: tally(4, 3) }
  expect(describeWording(none)).toBe('')
  expect(describeWording({ ...none, fromPatterns: 4 })).toMatch(/^All 4 tested utterances were/)
  const repeated = describeWording({ ...none, learnedWording: tally(2, 1) })
  expect(repeated).toBe(
    '2 repeat a learned wording with other values: of these 1 are right as a whole, with new wording 3 of 4.',
  )
  const both = describeWording({ ...none, fromPatterns: 1, learnedWording: tally(2, 1) })
  expect(both).toMatch(/^1 of 6 tested utterances .* more ways\. 2 repeat/)
  const nothing = { fromPatterns: 3, learnedWording: tally(0, 0), newWording: tally(0, 0) }
  expect(describeWording(nothing)).toBe('')
})
