import { describe, expect, it } from 'vitest'
import type { Span } from '@/project/project'
import { expectedCalibrationError, reliabilityBins } from './calibration'
import fixture from './conlleval-fixture.json'
import { countSemanticErrors, type Frame, scoreFrames } from './frame-scores'
import { scoreIntents } from './intent-scores'
import { scoreSlots } from './slot-scores'

/** Spans over token numbers: enough for scores, which only compare offsets. */
function spansOf(tags: string): Span[] {
  const spans: Span[] = []
  tags.split(' ').forEach((tag, index) => {
    const last = spans[spans.length - 1]
    if (tag.startsWith('B-')) spans.push({ start: index, end: index + 1, slot: tag.slice(2) })
    if (tag.startsWith('I-') && last) last.end = index + 1
  })
  return spans
}

const frames: Frame[] = fixture.sentences.map((sentence) => ({
  goldIntent: sentence.goldIntent,
  predictedIntent: sentence.predictedIntent,
  goldSpans: spansOf(sentence.gold),
  predictedSpans: spansOf(sentence.predicted),
}))

const span = (start: number, end: number, slot: string): Span => ({ start, end, slot })

const frame = (gold: Span[], predicted: Span[], isIntentRight = true): Frame => ({
  goldIntent: 'Play',
  predictedIntent: isIntentRight ? 'Play' : 'Stop',
  goldSpans: gold,
  predictedSpans: predicted,
})

describe('against an independent implementation of conlleval', () => {
  it('has the same counts, precision, recall and F1 overall', () => {
    const { slots, intentAccuracy, frameAccuracy } = scoreFrames(frames)
    expect(slots).toMatchObject({
      correct: fixture.figures.overall.correct,
      predicted: fixture.figures.overall.predicted,
      gold: fixture.figures.overall.gold,
    })
    expect(slots.precision).toBeCloseTo(fixture.figures.overall.precision, 12)
    expect(slots.recall).toBeCloseTo(fixture.figures.overall.recall, 12)
    expect(slots.f1).toBeCloseTo(fixture.figures.overall.f1, 12)
    expect(intentAccuracy).toBeCloseTo(fixture.figures.intentAccuracy, 12)
    expect(frameAccuracy).toBeCloseTo(fixture.figures.frameAccuracy, 12)
  })

  it('has the same figures for each slot', () => {
    const rows = scoreSlots(frames)
    expect(rows.map(({ slot }) => slot)).toEqual(['date', 'city', 'artist', 'room'])
    for (const row of rows) {
      const expected = fixture.figures.slots[row.slot as keyof typeof fixture.figures.slots]
      expect([row.correct, row.predicted, row.gold]).toEqual([
        expected.correct,
        expected.predicted,
        expected.gold,
      ])
      expect(row.f1).toBeCloseTo(expected.f1, 12)
      expect(row.correct + row.boundary + row.wrongSlot + row.missed).toBe(row.gold)
    }
  })

  it('has the same figures for each intent', () => {
    const judged = frames.map((one, index) => ({
      utteranceId: String(index),
      gold: one.goldIntent,
      predicted: one.predictedIntent,
    }))
    for (const row of scoreIntents(judged, ['Play', 'Stop', 'Book'])) {
      const expected = fixture.figures.intents[row.intent as keyof typeof fixture.figures.intents]
      expect(row.correct).toBe(expected.correct)
      expect(row.precision).toBeCloseTo(expected.precision, 12)
      expect(row.recall).toBeCloseTo(expected.recall, 12)
      expect(row.f1).toBeCloseTo(expected.f1, 12)
    }
  })

  it('has the same calibration error', () => {
    const bins = reliabilityBins(
      fixture.sentences.map((one) => ({
        probability: one.probability,
        isRight: one.goldIntent === one.predictedIntent,
      })),
    )
    expect(expectedCalibrationError(bins)).toBeCloseTo(fixture.figures.calibrationError, 12)
  })
})

describe('semantic error rate', () => {
  it.each([
    ['all right', frame([span(0, 4, 'a')], [span(0, 4, 'a')]), 0, 0, 0],
    ['wrong intent', frame([span(0, 4, 'a')], [span(0, 4, 'a')], false), 1, 0, 0],
    ['other edges', frame([span(0, 8, 'a')], [span(0, 4, 'a')]), 1, 0, 0],
    ['other name', frame([span(0, 4, 'a')], [span(0, 4, 'b')]), 1, 0, 0],
    ['missed', frame([span(0, 4, 'a')], []), 0, 1, 0],
    ['made up', frame([], [span(0, 4, 'a')]), 0, 0, 1],
    ['elsewhere', frame([span(0, 4, 'a')], [span(5, 9, 'a')]), 0, 1, 1],
    ['one cut in two', frame([span(0, 9, 'a')], [span(0, 4, 'a'), span(5, 9, 'a')]), 1, 0, 1],
    ['two made one', frame([span(0, 4, 'a'), span(5, 9, 'a')], [span(0, 9, 'a')]), 1, 1, 0],
  ])('counts %s', (_, one, substitutions, deletions, insertions) => {
    expect(countSemanticErrors(one)).toMatchObject({ substitutions, deletions, insertions })
  })

  it('sums errors and references over a set before it divides', () => {
    const set = [
      frame([span(0, 4, 'a'), span(5, 9, 'b')], [span(0, 4, 'a')]), // 1 error of 3
      frame([], [], false), // 1 error of 1
    ]
    expect(scoreFrames(set).semanticErrorRate).toBeCloseTo(2 / 4, 12)
  })
})

describe('edges', () => {
  it('says 0 errors of nothing for an empty set', () => {
    expect(scoreFrames([])).toMatchObject({ count: 0, intentAccuracy: 0, semanticErrorRate: 0 })
  })

  it('gives a skill without slots its full mark', () => {
    expect(scoreFrames([frame([], [])])).toMatchObject({ slotF1: 1, frameAccuracy: 1 })
  })

  it('does not care for the order of spans', () => {
    const gold = [span(5, 9, 'b'), span(0, 4, 'a')]
    const predicted = [span(0, 4, 'a'), span(5, 9, 'b')]
    expect(scoreFrames([frame(gold, predicted)]).frameAccuracy).toBe(1)
  })

  it('tells partial overlap, wrong name, missed and made up apart', () => {
    const rows = scoreSlots([
      frame([span(0, 8, 'a')], [span(0, 4, 'a')]),
      frame([span(0, 4, 'a')], [span(0, 4, 'b')]),
      frame([span(0, 4, 'a')], []),
      frame([], [span(0, 4, 'a')]),
    ])
    expect(rows.find(({ slot }) => slot === 'a')).toMatchObject({
      boundary: 1,
      wrongSlot: 1,
      missed: 1,
      spurious: 1,
      takenFor: [{ slot: 'b', count: 1 }],
    })
  })
})
