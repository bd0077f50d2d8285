import { describe, expect, it } from 'vitest'
import { createUtterance, type Span } from '@/project/project'
import { findCandidates, offsetsOf } from './candidates'

function candidatesIn(text: string, spans: Span[] = [], suggested: Span[] = [], carrier = ['']) {
  const utterance = { ...createUtterance({ id: 'u', text }), spans }
  return findCandidates(utterance, suggested, new Set(carrier)).map((range) => {
    const { start, end } = offsetsOf(utterance, range)
    return text.slice(start, end)
  })
}

describe('findCandidates', () => {
  it('finds runs of words that mean something, and passes over the little ones', () => {
    expect(candidatesIn('i would like some warm soup for my table')).toEqual(['warm soup', 'table'])
  })

  it('leaves the first word out unless there is nothing else', () => {
    expect(candidatesIn('prolong the lease')).toEqual(['lease'])
    expect(candidatesIn('prolong leases')).toEqual(['leases'])
    expect(candidatesIn('prolong')).toEqual(['prolong'])
  })

  it('takes a name as a whole, and apart from the words beside it', () => {
    expect(candidatesIn('order novel The Wind of the Moon tomorrow')).toEqual([
      'novel',
      'The Wind of the Moon',
      'tomorrow',
    ])
    expect(candidatesIn('May I see Anna')).toEqual(['Anna'])
  })

  it('keeps to suggested spans, and leaves out what is labelled or was left before', () => {
    const text = 'grill red onions near london bridge'
    const onions = { start: 10, end: 16, slot: 'food' }
    expect(candidatesIn(text, [], [onions])).toEqual(['red', 'onions', 'london bridge'])
    expect(candidatesIn(text, [onions], [], ['red'])).toEqual(['london bridge'])
  })
})
