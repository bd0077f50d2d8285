import { describe, expect, it } from 'vitest'
import { createReport, type Report } from './report'
import { againstBar, type Bar, isBelow, judgeReport, sayVerdict } from './verdict'

const BAR: Bar = { understood: 0.8, turnedAway: 0.5, perIntent: 0.6 }

/** A report of so many right and wrong utterances an intent, all said with this probability. */
function reportOf(
  tested: Record<string, { right: number; wrong: number }>,
  options: {
    intents?: string[]
    probability?: number
    strangers?: number
    fromPatterns?: ReadonlySet<string>
  } = {},
): Report {
  const { probability = 0.9, strangers = 0.1 } = options
  const intents = options.intents ?? Object.keys(tested)
  const say = (text: string, intent: string, sure: number) => ({
    text,
    intents: [{ intent, probability: sure }],
    spans: [],
    tokens: [],
  })
  const judged = Object.entries(tested).flatMap(([intent, { right, wrong }]) =>
    Array.from({ length: right + wrong }, (_, index) => ({
      utteranceId: `${intent}${index}`,
      text: `${intent} ${index}`,
      intent,
      spans: [],
      prediction: say(`${intent} ${index}`, index < right ? intent : 'Other', probability),
    })),
  )
  return createReport({
    method: 'heldOut',
    judged,
    learned: intents.map((intent) => ({ id: intent, text: intent, intent, spans: [] })),
    probes: Array.from({ length: 40 }, (_, index) => say(`stranger ${index}`, 'Play', strangers)),
    intents,
    outOfScopeIntents: [],
    temperature: 1,
    seed: 1,
    ...(options.fromPatterns ? { fromPatterns: options.fromPatterns } : {}),
  })
}

const judge = (report: Report, threshold = 0.5, bar = BAR) =>
  judgeReport(report, { bar, threshold, outOfScope: [] })

describe('the verdict', () => {
  it('is ready when everything clears the bar beyond chance', () => {
    const verdict = judge(
      reportOf({ Play: { right: 98, wrong: 2 }, Stop: { right: 97, wrong: 3 } }),
    )
    expect(verdict.kind).toBe('ready')
    expect(verdict.intents.map(({ kind }) => kind)).toEqual(['cleared', 'cleared'])
    expect(sayVerdict(verdict)).toMatch(/^Ready: 98% of what people say to it is understood, 9\d%/)
  })

  it('says in the sentence itself how much of the test was made from patterns', () => {
    const tested = { Play: { right: 98, wrong: 2 }, Stop: { right: 97, wrong: 3 } }
    const ids = (count: number) =>
      new Set(Array.from({ length: count }, (_, index) => `Play${index}`))
    expect(sayVerdict(judge(reportOf(tested, { fromPatterns: ids(60) })))).toMatch(
      /^Ready: 98% of the tested utterances \(60 of 200 made from patterns\) are understood/,
    )
    const few = reportOf({ Play: { right: 5, wrong: 0 } }, { fromPatterns: ids(5) })
    expect(judge(few).kind).toBe('unknown')
    expect(sayVerdict(judge(few))).toContain('5 tested utterances (all made from patterns)')
  })

  it('is nearly there when too few were tested to know, and says how many more would settle it', () => {
    const verdict = judge(reportOf({ Play: { right: 9, wrong: 1 }, Stop: { right: 9, wrong: 1 } }))
    expect(verdict.kind).toBe('nearly')
    expect(verdict.understood.kind).toBe('open')
    const more = verdict.understood.moreToSettle!
    expect(againstBar(0.9 * (20 + more), 20 + more, 0.8).kind).toBe('cleared')
    expect(againstBar(0.9 * (20 + more / 2), 20 + more / 2, 0.8).kind).toBe('open')
    expect(sayVerdict(verdict)).toContain('may be anywhere from')
  })

  it('is not ready when the bar is surely missed, or many intents were never tested', () => {
    const low = judge(reportOf({ Play: { right: 50, wrong: 50 }, Stop: { right: 50, wrong: 50 } }))
    expect(low.kind).toBe('notYet')
    expect(sayVerdict(low)).toMatch(/^Not yet: 50% .* the bar is 80%/)
    const partly = reportOf(
      { Play: { right: 99, wrong: 1 } },
      { intents: ['Play', 'Stop', 'Help'] },
    )
    expect(judge(partly).kind).toBe('notYet')
    expect(sayVerdict(judge(partly))).toContain('2 intents never tested')
    expect(judge(partly).intents[1]).toMatchObject({ kind: 'untested', share: null })
  })

  it('is not ready while one intent is below the bar, or strangers get through', () => {
    const uneven = reportOf({ Play: { right: 190, wrong: 0 }, Stop: { right: 2, wrong: 3 } })
    expect(judge(uneven).kind).toBe('nearly')
    expect(sayVerdict(judge(uneven))).toContain('1 intent of 2 below the bar')
    const open = reportOf({ Play: { right: 100, wrong: 0 } }, { strangers: 0.9 })
    expect(judge(open).kind).toBe('notYet')
    expect(sayVerdict(judge(open))).toContain('0% of strangers')
  })

  it('counts at the threshold in use, and moves with the bar', () => {
    const report = reportOf({ Play: { right: 100, wrong: 0 } }, { probability: 0.6 })
    expect(judge(report, 0.5).understood.share).toBe(1)
    expect(judge(report, 0.7)).toMatchObject({ kind: 'notYet', understood: { share: 0 } })
    const half = reportOf({ Play: { right: 60, wrong: 40 } })
    expect(judge(half).kind).toBe('notYet')
    expect(judge(half, 0.5, { understood: 0.4, turnedAway: 0.4, perIntent: 0.4 }).kind).toBe(
      'ready',
    )
  })

  it('makes no figure of next to nothing: one right of one is no 100%', () => {
    const one = judge(reportOf({ Play: { right: 1, wrong: 0 } }, { intents: ['Play', 'Stop'] }))
    expect(one.kind).toBe('unknown')
    expect(sayVerdict(one)).toBe(
      'Nobody can say yet: with 1 tested utterance, what is understood may be anywhere from 21% to 100%; 1 intent never tested.',
    )
    const open = judge(reportOf({ Play: { right: 1, wrong: 0 } }, { strangers: 0.9 }))
    expect(open.kind).toBe('notYet')
    expect(sayVerdict(open)).not.toContain('100% of what')
    expect(sayVerdict(open)).toContain('0% of strangers')
  })

  it('says that nothing can be said without a tested utterance', () => {
    const verdict = judge(reportOf({}, { intents: ['Play', 'Stop'] }))
    expect(verdict.kind).toBe('unknown')
    expect(sayVerdict(verdict)).toContain('no utterance was kept back')
    expect(sayVerdict(verdict)).not.toContain('%')
  })

  it('asks for the slots as well of a skill with one intent', () => {
    const genre = { start: 0, end: 4, slot: 'genre' }
    const report = reportOf({ Play: { right: 100, wrong: 0 } })
    const withSlots = {
      ...report,
      judged: report.judged.map((one, index) => (index < 40 ? { ...one, spans: [genre] } : one)),
    }
    const verdict = judge(withSlots)
    expect(verdict).toMatchObject({ onlySlots: true, understood: { hits: 60, count: 100 } })
    expect(sayVerdict(verdict)).toContain(
      '60% of what people say to it is understood, slots and all',
    )
    const two = {
      ...withSlots,
      learned: reportOf({ Play: { right: 1, wrong: 0 }, Stop: { right: 1, wrong: 0 } }).learned,
    }
    expect(judge(two)).toMatchObject({ onlySlots: false, understood: { hits: 100 } })
  })

  it('leaves strangers out of what is understood, and the intent that stands for them', () => {
    const report = reportOf({ Play: { right: 98, wrong: 2 }, None: { right: 0, wrong: 50 } })
    const verdict = judgeReport(report, { bar: BAR, threshold: 0.5, outOfScope: ['None'] })
    expect(verdict.understood).toMatchObject({ hits: 98, count: 100 })
    expect(verdict.intents.map(({ intent, learned }) => [intent, learned])).toEqual([['Play', 1]])
  })

  it('counts strangers at the threshold in use', () => {
    const report = reportOf({ Play: { right: 100, wrong: 0 } }, { strangers: 0.6 })
    expect(judge(report, 0.5).turnedAway).toMatchObject({ hits: 0, count: 20, bar: 0.5 })
    expect(judge(report, 0.7).turnedAway).toMatchObject({ hits: 20, kind: 'cleared' })
  })

  it('is not ready by a third of the intents, and nearly so by fewer', () => {
    const three = { Play: { right: 200, wrong: 0 }, Stop: { right: 200, wrong: 0 } }
    const behind = (...names: string[]) =>
      judge(reportOf(three, { intents: ['Play', 'Stop', ...names] })).kind
    expect(behind('A')).toBe('nearly')
    expect(behind('A', 'B')).toBe('notYet')
  })
})

describe('a share against a bar', () => {
  it('is on one side of it only with its whole interval', () => {
    const { low, high } = againstBar(90, 100, 0.5).interval
    expect(againstBar(90, 100, low).kind).toBe('cleared')
    expect(againstBar(90, 100, low + 1e-9).kind).toBe('open')
    expect(againstBar(90, 100, high).kind).toBe('open')
    expect(againstBar(90, 100, high + 1e-9).kind).toBe('missed')
    expect(againstBar(0, 0, 0.5)).toMatchObject({ kind: 'untested', share: null, hits: 0 })
  })

  it('says how many more tests would settle it, and null where thousands would not', () => {
    expect(againstBar(90, 100, 0.5).moreToSettle).toBeNull()
    expect(againstBar(80, 100, 0.8).moreToSettle).toBeNull()
    const below = againstBar(7, 10, 0.8).moreToSettle!
    expect(againstBar(0.7 * (10 + below), 10 + below, 0.8).kind).toBe('missed')
    expect(againstBar(0.7 * (10 + 0.9 * below), 10 + 0.9 * below, 0.8).kind).toBe('open')
  })

  it('is below by the figure alone', () => {
    expect(isBelow({ share: 0.79, bar: 0.8 })).toBe(true)
    expect(isBelow({ share: 0.8, bar: 0.8 })).toBe(false)
    expect(isBelow({ share: null, bar: 0.8 })).toBe(false)
  })
})

describe('the sentence', () => {
  it('gives each reason once, in the same order', () => {
    expect(
      sayVerdict(
        judge(
          reportOf(
            { Play: { right: 70, wrong: 30 }, Stop: { right: 1, wrong: 1 } },
            { intents: ['Play', 'Stop', 'Help'], strangers: 0.9 },
          ),
        ),
      ),
    ).toBe(
      'Not yet: 70% of what people say to it is understood; the bar is 80%; 0% of strangers are turned away, where the bar is 50%; 1 intent of 3 below the bar; 1 intent never tested.',
    )
    // Too few to speak of a share: the range is told once.
    const vague = sayVerdict(judge(reportOf({ Play: { right: 2, wrong: 1 } })))
    expect(vague).toBe(
      'Nobody can say yet: with 3 tested utterances, what is understood, slots and all, may be anywhere from 21% to 94%.',
    )
    expect(sayVerdict(judge(reportOf({ Play: { right: 28, wrong: 4 } })))).toMatch(
      /^Nearly: 88% .*; it may be anywhere from 72% to 95%, and the bar is 80%\.$/,
    )
  })
})
