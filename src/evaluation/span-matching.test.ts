import { describe, expect, it } from 'vitest'
import type { Span } from '@/project/project'
import { areSameSpans, matchSpans } from './span-matching'

function span(start: number, end: number, slot = 'a'): Span {
  return { start, end, slot }
}

/** What became of each: a letter of its fate and where its partner begins. */
function fatesOf(gold: Span[], predicted: Span[]) {
  const matching = matchSpans(gold, predicted)
  const say = ({ fate, partner }: { fate: string; partner: Span | null }) =>
    partner ? `${fate} ${partner.slot}${partner.start}` : fate
  return { gold: matching.gold.map(say), predicted: matching.predicted.map(say) }
}

describe('spans are paired', () => {
  it('as equal before all else, whichever comes first', () => {
    // The long one overlaps as much as the equal one, and stands before it.
    const found = fatesOf([span(0, 4)], [span(0, 9), span(0, 4)])
    expect(found).toEqual({ gold: ['exact a0'], predicted: ['spurious', 'exact a0'] })
  })

  it('by slot before overlap', () => {
    const found = fatesOf([span(0, 10)], [span(0, 9, 'b'), span(8, 12)])
    expect(found).toEqual({ gold: ['boundary a8'], predicted: ['spurious', 'boundary a0'] })
  })

  it('by the longer overlap among those of a slot', () => {
    const found = fatesOf([span(0, 10)], [span(8, 20), span(0, 5)])
    expect(found).toEqual({ gold: ['boundary a0'], predicted: ['spurious', 'boundary a0'] })
  })

  it('with another slot rather than not at all', () => {
    expect(fatesOf([span(2, 6)], [span(2, 6, 'b')])).toEqual({
      gold: ['wrongSlot b2'],
      predicted: ['wrongSlot a2'],
    })
  })

  it('one to one', () => {
    const found = fatesOf([span(0, 4), span(5, 9)], [span(0, 9)])
    expect(found).toEqual({ gold: ['boundary a0', 'missed'], predicted: ['boundary a0'] })
  })

  it('never when they only touch or lie apart', () => {
    expect(fatesOf([span(0, 4)], [span(4, 8)])).toEqual({
      gold: ['missed'],
      predicted: ['spurious'],
    })
    expect(fatesOf([span(0, 4)], [span(6, 8)])).toEqual({
      gold: ['missed'],
      predicted: ['spurious'],
    })
  })
})

describe('lists of spans are the same', () => {
  const [one, two] = [span(0, 4), span(5, 9)]

  it('in any order', () => expect(areSameSpans([one, two], [two, one])).toBe(true))
  it('not when one has more', () => {
    expect(areSameSpans([one], [one, two])).toBe(false)
    expect(areSameSpans([one, two], [one])).toBe(false)
  })
  it.each([
    ['a start', { ...one, start: 1 }],
    ['an end', { ...one, end: 5 }],
    ['a slot', { ...one, slot: 'b' }],
  ])('not when %s differs', (_, other) => expect(areSameSpans([one], [other])).toBe(false))
})
