import { describe, expect, it } from 'vitest'
import { buildGazetteer } from '@/project/gazetteer'
import { createGuesser } from '@/project/intent-guess'
import { createProject, createUtterance, type Intent, type Span } from '@/project/project'
import { offerFor, withoutDismissed } from './offers'

const intent = (name: string, ...slots: string[]): Intent => ({
  name,
  kind: 'custom',
  note: '',
  slots: slots.map((slot) => ({ name: slot, type: slot })),
})
const INTENTS = [intent('Play', 'genre', 'room'), intent('Light', 'color', 'room')]
const GENRE: Span = { start: 5, end: 9, slot: 'genre' }
const ROOM: Span = { start: 10, end: 14, slot: 'room' }

function sources() {
  const project = { ...createProject({ id: 'p', name: 'Home' }), intents: INTENTS }
  return {
    predictions: new Map(),
    providerKind: 'trained' as const,
    gazetteer: buildGazetteer(project),
    guesser: createGuesser(),
  }
}

function utteranceWith(...spans: Span[]) {
  return { ...createUtterance({ id: 'u', text: 'play jazz here' }), spans }
}

describe('offerFor', () => {
  it('names the only intent that takes the labelled slots', () => {
    const from = sources()
    expect(offerFor(utteranceWith(GENRE), INTENTS, from).intent).toBe('Play')
    expect(offerFor(utteranceWith(ROOM), INTENTS, from).intent).toBeNull()
    expect(offerFor(utteranceWith(GENRE, ROOM), INTENTS, from).intent).toBe('Play')
  })

  it('offers nothing to who waved it away, and the same object as long as nothing changed', () => {
    const from = sources()
    const utterance = utteranceWith(GENRE)
    expect(withoutDismissed(offerFor(utterance, INTENTS, from), 'all')).toEqual({
      intent: null,
      spans: [],
    })
    expect(offerFor(utterance, INTENTS, from)).toBe(offerFor(utterance, INTENTS, from))
  })
})
