import { describe, expect, it } from 'vitest'
import { createUtterance, type Span } from '@/project/project'
import { createHeldOffers } from './held-offers'
import { acceptWords, newerWords } from './row-words'

const utterance = createUtterance({ id: 'u', text: 'check the soil in the garden' })
const SOIL: Span = { start: 10, end: 14, slot: 'what' }
const GARDEN: Span = { start: 22, end: 28, slot: 'where' }
const soil = { intent: 'CheckSoil', spans: [SOIL] }
const water = { intent: 'CheckWater', spans: [] }
const nothing = { intent: null, spans: [] }
const inHand = { isInHand: true }
const inList = { isInHand: false }

describe('held offers', () => {
  it('shows what was shown first, in the list and in hand, whatever is learned meanwhile', () => {
    const held = createHeldOffers()
    expect(held.show(utterance, soil, inList)).toBe(soil)
    expect(held.show(utterance, water, inList)).toEqual(soil)
    expect(held.show(utterance, nothing, inHand)).toEqual(soil)
    const labelled = { ...utterance, spans: [GARDEN] }
    expect(held.show(labelled, water, inHand)).toEqual(soil)
    expect(held.show({ ...labelled, spans: [SOIL, GARDEN] }, water, inHand)).toEqual({
      intent: 'CheckSoil',
      spans: [],
    })
  })

  it('lets an offer appear in the list, and in hand only with an edit of one’s own', () => {
    const held = createHeldOffers()
    held.show(utterance, nothing, inList)
    expect(held.show(utterance, soil, inList)).toEqual(soil)
    held.release()
    held.show(utterance, nothing, inHand)
    expect(held.show(utterance, soil, inHand)).toEqual(nothing)
    const labelled = { ...utterance, spans: [GARDEN] }
    expect(held.show(labelled, { ...soil, spans: [] }, inHand).intent).toBe('CheckSoil')
    // What is learned after that comes by itself again.
    expect(held.show(labelled, soil, inHand).spans).toEqual([])
  })

  it('offers newer suggestions to who asks', () => {
    const held = createHeldOffers()
    held.show(utterance, soil, inHand)
    expect(held.newer(utterance, soil)).toBeNull()
    expect(held.newer(utterance, nothing)).toBeNull()
    expect(held.newer(utterance, water)).toBe(water)
    held.release(utterance.id)
    expect(held.show(utterance, water, inHand)).toBe(water)
  })

  it('begins anew with another text, and with other slots once an intent is chosen', () => {
    const held = createHeldOffers()
    held.show(utterance, soil, inHand)
    expect(held.show({ ...utterance, text: 'water it' }, water, inHand)).toEqual(water)
    held.release()
    held.show(utterance, soil, inHand)
    const chosen = { ...utterance, intent: 'CheckPond' }
    const pond = { intent: null, spans: [GARDEN] }
    expect(held.show(chosen, pond, inHand)).toEqual(pond)
    // Taken back, the intent that was shown is offered again.
    expect(held.show(utterance, water, inHand).intent).toBe('CheckSoil')
  })

  it('hands out the same object as long as it says the same', () => {
    const held = createHeldOffers()
    const first = held.show(utterance, soil, inHand)
    expect(held.show(utterance, { ...soil, spans: [SOIL] }, inHand)).toBe(first)
    expect(held.show({ ...utterance }, water, inList)).toBe(first)
  })
})

it('says what Enter will do', () => {
  expect(acceptWords(utterance, soil)).toBe('Accept as CheckSoil, 1 suggested slot')
  expect(acceptWords(utterance, water)).toBe('Accept as CheckWater')
  expect(acceptWords(utterance, nothing)).toBe('Choose the intent…')
  const chosen = { ...utterance, intent: 'CheckSoil' }
  expect(acceptWords(chosen, { intent: null, spans: [SOIL, GARDEN] })).toBe(
    'Accept 2 suggested slots',
  )
  expect(acceptWords(chosen, nothing)).toBe('Accept')
  expect(newerWords(soil, water)).toBe('Newer: CheckWater?')
  expect(newerWords(water, { ...water, spans: [GARDEN] })).toBe('Newer: where')
})
