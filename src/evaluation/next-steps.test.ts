import { describe, expect, it } from 'vitest'
import type { Span } from '@/project/project'
import { type NextStep, suggestNextSteps } from './next-steps'
import type { JudgedUtterance } from './prediction'
import { createReport, type Report, type ReportInputs } from './report'
import { judgeReport } from './verdict'

const span = (text: string, value: string, slot: string): Span => {
  const start = text.indexOf(value)
  return { start, end: start + value.length, slot }
}

/** An utterance with the intent and spans that it has and those that it was given. */
function said(
  id: string,
  text: string,
  [intent, given]: [string, string],
  [spans, found]: [Span[], Span[]] = [[], []],
): JudgedUtterance {
  return {
    utteranceId: id,
    text,
    intent,
    spans,
    prediction: {
      text,
      intents: [{ intent: given, probability: 0.9 }],
      spans: found.map((one) => ({ ...one, probability: 0.9 })),
      tokens: [],
    },
  }
}

const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index))

function reportOf(judged: JudgedUtterance[], more: Partial<ReportInputs> = {}): Report {
  return createReport({
    method: 'heldOut',
    judged,
    learned: [{ id: 'l', text: 'no way', intent: 'Nothing', spans: [] }],
    probes: [],
    intents: ['Play', 'Stop'],
    outOfScopeIntents: ['Nothing'],
    temperature: 1,
    seed: 1,
    ...more,
  })
}

/** The steps of one kind, for intents that were learned so many times. */
function stepsOf<K extends NextStep['kind']>(
  kind: K,
  report: Report,
  learned: Record<string, number> = {},
): Extract<NextStep, { kind: K }>[] {
  return suggestNextSteps(report, new Map(Object.entries(learned))).filter(
    (step): step is Extract<NextStep, { kind: K }> => step.kind === kind,
  )
}

describe('more utterances', () => {
  // Play: 10 tested, 6 right and none taken for it: recall 0.6, F1 0.75.
  const weak = reportOf(many(10, (i) => said(`${i}`, `song ${i}`, ['Play', i < 6 ? 'Play' : 'No'])))

  it('are asked of a weak intent, up to fifteen', () => {
    expect(stepsOf('annotateMore', weak, { Play: 8 })).toEqual([
      {
        kind: 'annotateMore',
        intent: 'Play',
        count: 7,
        weight: 4 + 3 * 0.25,
        reason: 'F1 is 75% from 8 examples.',
      },
    ])
    expect(stepsOf('annotateMore', weak, { Play: 1 })[0]?.reason).toContain('from 1 example.')
  })

  it('are at least five, and as many as the intent in the middle has', () => {
    expect(stepsOf('annotateMore', weak, { Play: 14 })[0]?.count).toBe(5)
    expect(stepsOf('annotateMore', weak, { A: 2, Play: 10, Stop: 40, Help: 50 })[0]?.count).toBe(30)
  })

  it('are not asked where twice as many have not helped, or F1 is good, or nothing was tested', () => {
    expect(stepsOf('annotateMore', weak, { A: 5, B: 5, Play: 29 })).toHaveLength(1)
    expect(stepsOf('annotateMore', weak, { A: 5, B: 5, Play: 30 })).toEqual([])
    // 3 of 4 right and none taken for it is F1 6 / 7, just above 0.85.
    const good = reportOf(many(4, (i) => said(`${i}`, `${i}`, ['Play', i < 3 ? 'Play' : 'No'])))
    expect(stepsOf('annotateMore', good, { Play: 3 })).toEqual([])
    // "No" was said and never tested.
    expect(stepsOf('annotateMore', weak, { Play: 8 }).map(({ intent }) => intent)).toEqual(['Play'])
  })
})

describe('intents that are mixed up', () => {
  it('are named when it happened twice, both directions together, the worst three', () => {
    const pairs: [string, string, number][] = [
      ['A', 'B', 2],
      ['C', 'D', 5],
      ['E', 'F', 3],
      ['G', 'H', 4],
      ['I', 'J', 1],
    ]
    const report = reportOf([
      ...pairs.flatMap(([gold, given, times]) =>
        many(times, (i) => said(`${gold}${i}`, `${gold} ${i}`, [gold, given])),
      ),
      said('back', 'the other way', ['D', 'C']),
    ])
    const steps = stepsOf('separateIntents', report)
    expect(steps.map(({ intents }) => intents.join())).toEqual(['C,D', 'G,H', 'E,F'])
    expect(steps[0]?.utteranceIds).toEqual(['C0', 'C1', 'C2', 'C3', 'C4', 'back'])
    expect(steps[0]?.weight).toBeCloseTo(1.2 * 6, 12)
    const twice = reportOf(many(2, (i) => said(`${i}`, `${i}`, ['A', 'B'])))
    expect(stepsOf('separateIntents', twice)).toHaveLength(1)
    const once = reportOf([said('1', '1', ['A', 'B'])])
    expect(stepsOf('separateIntents', once)).toEqual([])
  })
})

describe('slots', () => {
  const playing: [string, string] = ['Play', 'Play']
  const song = (id: string, value: string, found: Span[]) =>
    said(id, `play ${value} now`, playing, [[span(`play ${value} now`, value, 'artist')], found])

  it('whose edges were off twice', () => {
    const off = (id: string) => song(id, 'the cure', [span('play the cure now', 'cure', 'artist')])
    const [step, ...rest] = stepsOf(
      'checkEdges',
      reportOf([off('1'), off('2'), song('3', 'abba', [])]),
    )
    expect(rest).toEqual([])
    expect(step).toMatchObject({ slot: 'artist', utteranceIds: ['1', '2'], weight: 2 })
    expect(step?.reason).toContain('2 of 3')
    expect(stepsOf('checkEdges', reportOf([off('1')]))).toEqual([])
  })

  it('whose values nobody has taught, without those that were learned', () => {
    const missed = ['abba', 'queen', 'blur', 'abba'].map((value, i) => song(`${i}`, value, []))
    const learned = [
      {
        id: 'l',
        text: 'put on Blur',
        intent: 'Play',
        spans: [span('put on Blur', 'Blur', 'artist')],
      },
    ]
    const [step] = stepsOf('addValues', reportOf(missed, { learned }))
    expect(step).toMatchObject({
      slot: 'artist',
      values: ['abba', 'queen'],
      utteranceIds: ['0', '1', '3'],
    })
    expect(step?.weight).toBeCloseTo(1.1 * 3, 12)
    expect(step?.reason).toContain('3 of 4')
    expect(stepsOf('addValues', reportOf(missed.slice(1, 3), { learned }))).toEqual([])
  })

  it('that were taken for another twice', () => {
    const taken = (id: string, slot: string) =>
      song(id, 'abba', [span('play abba now', 'abba', slot)])
    const [step] = stepsOf(
      'separateSlots',
      reportOf([taken('1', 'album'), taken('2', 'genre'), taken('3', 'album')]),
    )
    expect(step).toMatchObject({ slots: ['artist', 'album'], utteranceIds: ['1', '3'], weight: 2 })
    expect(step?.reason).toBe('2 of 3 were taken for album.')
    expect(stepsOf('separateSlots', reportOf([taken('1', 'album')]))).toEqual([])
  })
})

describe('slots side by side', () => {
  it('each count their own errors, and only errors of the kind', () => {
    const text = 'play abba in the hall now'
    const pair = [span(text, 'abba', 'artist'), span(text, 'hall', 'room')]
    const off = (id: string) =>
      said(id, text, ['Play', 'Play'], [pair, [span(text, 'the hall', 'room')]])
    const report = reportOf([off('1'), off('2')])
    expect(stepsOf('checkEdges', report).map(({ slot }) => slot)).toEqual(['room'])
    expect(stepsOf('addValues', report).map(({ slot }) => slot)).toEqual(['artist'])
  })
})

describe('labels, strangers and tests', () => {
  it('lists what the model learned and still contradicts', () => {
    const learnedJudged = [said('l1', 'stop', ['Stop', 'Play']), said('l2', 'go', ['Play', 'Play'])]
    const [step] = stepsOf('checkLabels', reportOf([], { learnedJudged }))
    expect(step).toMatchObject({ utteranceIds: ['l1'], weight: 1.5 })
    expect(stepsOf('checkLabels', reportOf([]))).toEqual([])
  })

  it('asks for strangers only of a skill that has none, the more the more get through', () => {
    expect(stepsOf('addOutOfScope', reportOf([]))).toEqual([])
    const report = reportOf([], { learned: [] })
    const at = (rejected: number) =>
      stepsOf('addOutOfScope', {
        ...report,
        outOfScope: {
          ...report.outOfScope,
          atThreshold: { ...report.outOfScope.atThreshold, rejected },
        },
      })[0]
    expect(at(0.75)).toMatchObject({ count: 30, weight: 4 })
    expect(at(0.75)?.reason).toContain('25% of strange utterances')
    expect(at(0)?.weight).toBe(10)
  })

  it('asks for examples of intents that have none, and for tests of those that have', () => {
    const learned = [
      { id: '1', text: 'play', intent: 'Play', spans: [] },
      { id: '2', text: 'no', intent: 'Nothing', spans: [] },
    ]
    const report = reportOf([], { learned, intents: ['Play', 'Stop', 'Help'] })
    expect(stepsOf('fillIntent', report)).toMatchObject([{ intents: ['Stop', 'Help'], weight: 5 }])
    const [blind, few] = stepsOf('testMore', report)
    expect(blind).toMatchObject({ intents: ['Play'], count: 5, weight: 4 })
    expect(blind?.reason).toMatch(/^It was never/)
    expect(few).toEqual({
      kind: 'testMore',
      intents: [],
      count: 60,
      weight: 1,
      reason: 'No utterance was tested.',
    })
    const two = reportOf([], {
      learned: [...learned, { id: '3', text: 'stop', intent: 'Stop', spans: [] }],
    })
    expect(stepsOf('testMore', two)[0]?.reason).toMatch(/^They were never/)
    expect(stepsOf('fillIntent', two)).toEqual([])
  })

  it('asks for so many tests as settle the verdict, else for sixty', () => {
    const right = (count: number) =>
      reportOf(many(count, (i) => said(`${i}`, `${i}`, ['Play', i % 10 === 0 ? 'Stop' : 'Play'])))
    const verdict = judgeReport(right(20), {
      bar: { understood: 0.8, turnedAway: 0, perIntent: 0 },
      threshold: 0,
      outOfScope: [],
    })
    const settled = suggestNextSteps(right(20), new Map(), verdict).find(
      (step) => step.kind === 'testMore' && step.intents.length === 0,
    )
    expect(settled).toMatchObject({ count: verdict.understood.moreToSettle, weight: 2 })
    expect(settled?.reason).toMatch(/^18 of 20 were understood: .* above 80%/)
    const few = stepsOf('testMore', right(59)).find(({ intents }) => intents.length === 0)
    expect(few).toMatchObject({ count: 1 })
    expect(few?.reason).toMatch(/^59 utterances were tested: .* from 8\d% to 9\d%/)
    expect(stepsOf('testMore', right(60)).filter(({ intents }) => intents.length === 0)).toEqual([])
  })

  it('puts what weighs most first', () => {
    const steps = suggestNextSteps(
      reportOf(
        many(9, (i) => said(`${i}`, `${i}`, ['Play', 'Stop'])),
        { learned: [] },
      ),
      new Map(),
    )
    const weights = steps.map(({ weight }) => weight)
    expect(weights.length).toBeGreaterThan(3)
    expect(weights).toEqual([...weights].sort((a, b) => b - a))
  })
})
