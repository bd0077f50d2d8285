import { expect, it } from 'vitest'
import { hasReading, replaceReading, utterancesSaying } from './corrections'
import { createProject, createUtterance } from './project'

const GENRE = { start: 5, end: 9, slot: 'genre' }
const project = {
  ...createProject({ id: 'p', name: 'Music' }),
  intents: ['Play', 'Stop'].map((name) => ({
    name,
    slots: [],
    kind: 'custom' as const,
    note: '',
  })),
  utterances: [
    { ...createUtterance({ id: 'a', text: 'play jazz', intent: 'Play' }), split: 'test' as const },
    createUtterance({ id: 'b', text: ' Play  jazz ', intent: 'Stop' }),
    createUtterance({ id: 'c', text: 'stop', intent: 'Stop' }),
  ],
}

it('finds a text whatever its capitals and spaces', () => {
  expect(utterancesSaying(project, 'PLAY jazz').map(({ id }) => id)).toEqual(['a', 'b'])
  expect(utterancesSaying(project, 'play jaz')).toEqual([])
})

it('replaces labels only, keeps the side, and declares what it uses', () => {
  const reading = { text: 'play jazz', intent: 'Stop', spans: [GENRE] }
  const [before] = project.utterances
  expect(hasReading(before!, reading)).toBe(false)
  const next = replaceReading(project, 'a', reading)!
  const [after] = next.utterances
  expect(after).toEqual({ ...before, intent: 'Stop', spans: [GENRE], status: 'done' })
  expect(hasReading(after!, reading)).toBe(true)
  expect(next.utterances.slice(1)).toEqual(project.utterances.slice(1))
  expect(next.intents[1]?.slots.map(({ name }) => name)).toEqual(['genre'])
  expect(project.utterances[0]?.intent).toBe('Play')
})

it('does not guess where spans would stand in a text that is spaced otherwise', () => {
  const reading = { text: 'play jazz', intent: 'Play', spans: [GENRE] }
  expect(replaceReading(project, 'b', reading)).toBeNull()
  expect(replaceReading(project, 'nobody', reading)).toBeNull()
})

it('tells a reading from every other one', () => {
  const labelled = { ...project.utterances[0]!, spans: [GENRE] }
  const reading = { text: 'play jazz', intent: 'Play', spans: [GENRE] }
  expect(hasReading(labelled, reading)).toBe(true)
  for (const other of [
    { intent: 'Stop' },
    { spans: [] },
    { spans: [GENRE, { ...GENRE, start: 0, end: 4 }] },
    { spans: [{ ...GENRE, start: 4 }] },
    { spans: [{ ...GENRE, end: 8 }] },
    { spans: [{ ...GENRE, slot: 'mood' }] },
  ])
    expect(hasReading(labelled, { ...reading, ...other })).toBe(false)
})

it('moves spans along where the utterance begins with white space', () => {
  const spaced = { ...project, utterances: [{ ...project.utterances[0]!, text: '  play jazz' }] }
  const next = replaceReading(spaced, 'a', { text: 'play jazz ', intent: 'Play', spans: [GENRE] })
  expect(next?.utterances[0]?.spans).toEqual([{ start: 7, end: 11, slot: 'genre' }])
})
