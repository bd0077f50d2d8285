import { describe, expect, it } from 'vitest'
import { tokenize } from '@/project/tokenizer'
import { compareRuns, mcnemar, sayChance } from './compare'
import { carrierPhrase } from './error-list'
import { readLearningCurve } from './learning-curve'
import { createNeighbourIndex } from './neighbours'
import { suggestNextSteps } from './next-steps'
import { OUT_OF_SCOPE_PROBES } from './out-of-scope-probes'
import type { JudgedUtterance, Prediction } from './prediction'
import { createReport, type ReportInputs } from './report'

function says(text: string, intent: string, probability: number, slots: string[] = []): Prediction {
  return {
    text,
    intents: [
      { intent, probability },
      { intent: intent === 'Play' ? 'Stop' : 'Play', probability: 1 - probability },
    ],
    spans: slots.map((value) => ({ ...spanOf(text, value), probability: 0.8 })),
    tokens: tokenize(text).map((token) => ({ ...token, slot: null, probability: 0.9 })),
  }
}

function spanOf(text: string, marked: string) {
  const [value, slot] = marked.split(':')
  const start = text.indexOf(value!)
  return { start, end: start + value!.length, slot: slot! }
}

function judged(
  id: string,
  text: string,
  intent: string,
  slots: string[],
  prediction: Prediction,
): JudgedUtterance {
  return {
    utteranceId: id,
    text,
    intent,
    spans: slots.map((marked) => spanOf(text, marked)),
    prediction,
  }
}

const learned = [
  {
    id: 't1',
    text: 'play some jazz',
    intent: 'Play',
    spans: [spanOf('play some jazz', 'jazz:genre')],
  },
  { id: 't2', text: 'stop it', intent: 'Stop', spans: [] },
]

const tested = [
  judged('u1', 'play some blues', 'Play', ['blues:genre'], says('play some blues', 'Play', 0.9)),
  judged('u2', 'halt the music', 'Stop', [], says('halt the music', 'Play', 0.7)),
  judged('u3', 'stop it please', 'Stop', [], says('stop it please', 'Stop', 0.95)),
]

const inputs: ReportInputs = {
  method: 'heldOut',
  judged: tested,
  learned,
  learnedJudged: [judged('t2', 'stop it', 'Stop', [], says('stop it', 'Play', 0.6))],
  probes: OUT_OF_SCOPE_PROBES.slice(0, 4).map((text) => says(text, 'Play', 0.55)),
  intents: ['Play', 'Stop'],
  outOfScopeIntents: [],
  temperature: 1,
  seed: 1,
}

describe('a report', () => {
  const report = createReport(inputs)

  it('agrees with a table made by hand', () => {
    expect(report.summary.intentAccuracy).toBeCloseTo(2 / 3, 12)
    expect(report.summary.frameAccuracy).toBeCloseTo(1 / 3, 12)
    expect(report.summary.semanticErrorRate).toBeCloseTo(2 / 4, 12)
    expect(report.slots[0]).toMatchObject({ slot: 'genre', gold: 1, missed: 1, f1: 0 })
    expect(report.confusion.cells).toContainEqual({
      gold: 'Stop',
      predicted: 'Play',
      utteranceIds: ['u2'],
    })
  })

  it('says why an utterance may have gone wrong', () => {
    const [first, second] = report.errors
    expect(first).toMatchObject({ utteranceId: 'u1', isIntentWrong: false, isPhraseSeen: true })
    expect(first?.slotErrors).toEqual([
      {
        kind: 'missed',
        gold: spanOf('play some blues', 'blues:genre'),
        predicted: null,
        isValueSeen: false,
      },
    ])
    expect(first?.neighbours[0]?.utteranceId).toBe('t1')
    expect(second).toMatchObject({ utteranceId: 'u2', isIntentWrong: true, isPhraseSeen: false })
    expect(second?.unseenWords).toEqual(['halt', 'the', 'music'])
  })

  it('is plain JSON and the same each time', () => {
    expect(JSON.parse(JSON.stringify(report))).toEqual(report)
    expect(createReport(inputs)).toEqual(report)
  })

  it('chooses a threshold that turns the strangers away', () => {
    expect(report.outOfScope).toMatchObject({ hasOwnExamples: false, tested: 2 })
    expect(report.outOfScope.threshold).toBeGreaterThan(0.55)
    expect(report.outOfScope.atThreshold.rejected).toBe(1)
  })

  it('counts what was learned, of intents and of slots', () => {
    expect(report.learned).toEqual({
      count: 2,
      byIntent: [
        { intent: 'Play', count: 1 },
        { intent: 'Stop', count: 1 },
      ],
      bySlot: [{ slot: 'genre', count: 1 }],
    })
  })

  it('chooses the threshold by every other stranger, and judges it by the rest', () => {
    const strangers = [0.2, 0.99, 0.2, 0.99].map((sure) => says('xyz', 'Play', sure))
    const {
      threshold,
      atThreshold,
      tested: count,
    } = createReport({
      ...inputs,
      probes: strangers,
    }).outOfScope
    // Those that choose are at 0.2, and the own ones at 0.7 and above.
    expect(threshold).toBeGreaterThan(0.2)
    expect(threshold).toBeLessThanOrEqual(0.9)
    expect([count, atThreshold.rejected]).toEqual([2, 0])
  })

  it('chooses the threshold by what is kept back for it, where there is something', () => {
    const validation = [judged('v', 'play it', 'Play', [], says('play it', 'Play', 0.3))]
    const probes = [0.1, 0.1].map((sure) => says('xyz', 'Play', sure))
    const { threshold } = createReport({ ...inputs, validation, probes }).outOfScope
    expect(threshold).toBeLessThanOrEqual(0.3)
    expect(createReport({ ...inputs, probes }).outOfScope.threshold).toBeGreaterThan(0.3)
  })

  it('names what to do next', () => {
    const kinds = suggestNextSteps(
      report,
      new Map(report.learned.byIntent.map((r) => [r.intent, r.count])),
    )
    expect(kinds.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['annotateMore', 'checkLabels', 'addOutOfScope', 'testMore']),
    )
    expect(kinds.every((step, i) => i === 0 || kinds[i - 1]!.weight >= step.weight)).toBe(true)
  })
})

describe('comparing runs', () => {
  it('lists what got better and what broke', () => {
    const after = [
      judged(
        'u1',
        'play some blues',
        'Play',
        ['blues:genre'],
        says('play some blues', 'Play', 0.9, ['blues:genre']),
      ),
      judged('u2', 'halt the music', 'Stop', [], says('halt the music', 'Play', 0.6)),
      judged('u3', 'stop it please', 'Stop', [], says('stop it please', 'Play', 0.6)),
      judged('u4', 'new', 'Stop', [], says('new', 'Stop', 0.6)),
    ]
    const comparison = compareRuns(tested, after)
    expect(comparison.fixed.map(({ after: one }) => one.utteranceId)).toEqual(['u1'])
    expect(comparison.broken.map(({ after: one }) => one.utteranceId)).toEqual(['u3'])
    expect(comparison.stillWrong.map(({ after: one }) => one.utteranceId)).toEqual(['u2'])
    expect(comparison).toMatchObject({ shared: 3, notComparable: 1, chance: 1 })
    expect(sayChance(comparison)).toBe(': 1 of 3 utterances gained, 1 lost, which may be chance')
  })

  it('calls a difference by chance only where chance explains it', () => {
    const [pair] = compareRuns(tested, tested).pairs
    const six = { ...compareRuns(tested, tested), fixed: Array.from({ length: 6 }, () => pair!) }
    expect(sayChance({ ...six, chance: mcnemar(6, 0) })).toBe('')
    expect(sayChance({ ...six, chance: mcnemar(5, 0) })).toContain('may be chance')
    expect(sayChance(compareRuns(tested, tested))).toBe(': right on the same utterances')
  })

  it('does not compare what was relabelled in between', () => {
    const relabelled = [{ ...tested[0]!, intent: 'Stop' }]
    expect(compareRuns(tested, relabelled)).toMatchObject({ shared: 0, notComparable: 4 })
  })
})

describe('neighbours', () => {
  it('puts the rare shared word above the common one', () => {
    const index = createNeighbourIndex([
      { id: 'a', text: 'turn the light on', intent: 'On' },
      { id: 'b', text: 'turn the heating on', intent: 'On' },
      { id: 'c', text: 'dim the chandelier', intent: 'Dim' },
    ])
    expect(index.nearest('is the chandelier on')[0]?.utteranceId).toBe('c')
    const itself = index.nearest('turn the light on')[0]
    expect(itself?.utteranceId).toBe('a')
    expect(itself?.similarity).toBeCloseTo(1, 12)
    expect(index.nearest('turn the light on', { exceptId: 'a' })[0]?.utteranceId).toBe('b')
    expect(index.nearest('zebra')).toEqual([])
  })

  it('knows a wording without its values', () => {
    const text = 'Play  Jazz in the kitchen'
    expect(carrierPhrase(text, [spanOf(text, 'kitchen:room'), spanOf(text, 'Jazz:genre')])).toBe(
      'play {genre} in the {room}',
    )
  })
})

describe('learning curve', () => {
  const point = (utterances: number, frameAccuracy: number, f1: number) => ({
    share: utterances / 80,
    utterances,
    tested: 400,
    scores: { intentAccuracy: 1, slotF1: 1, frameAccuracy, semanticErrorRate: 0 },
    intents: [{ intent: 'Play', utterances, f1 }],
  })

  it('reads a straight line over doublings', () => {
    const verdict = readLearningCurve([
      point(20, 0.5, 0.5),
      point(40, 0.6, 0.6),
      point(80, 0.7, 0.8),
    ])
    expect(verdict.kind).toBe('rising')
    expect(verdict.gainFromDoubling).toBeCloseTo(0.1, 12)
    expect(verdict.risingIntents[0]?.gain).toBeCloseTo(0.2, 12)
  })

  it('says flat when it is, and unknown when it cannot know', () => {
    expect(readLearningCurve([point(20, 0.9, 1), point(80, 0.9, 1)]).kind).toBe('flat')
    expect(readLearningCurve([point(20, 0.9, 1)]).kind).toBe('unknown')
  })
})
