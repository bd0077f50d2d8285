import { expect, it } from 'vitest'
import { createProject, createUtterance, type Project } from './project'
import { declaredSlots, validateProject } from './validation'

const sound: Project = {
  ...createProject({ id: 'p', name: 'Skill' }),
  intents: [{ name: 'Play', kind: 'custom', note: '', slots: [{ name: 'genre', type: 'Genre' }] }],
  slotTypes: [{ name: 'Genre', isExtensible: true, values: [] }],
  templates: [{ id: 't', intent: 'Play', text: 'play {genre}' }],
  utterances: [
    createUtterance({
      id: 'a',
      text: 'jazz 😀 rock',
      intent: 'Play',
      spans: [
        { start: 0, end: 4, slot: 'genre' },
        { start: 5, end: 7, slot: 'genre' },
      ],
    }),
    createUtterance({ id: 'b', text: 'x', spans: [{ start: 0, end: 1, slot: 'any' }] }),
  ],
}
const [first, second] = sound.utterances
const brokenBy = (change: Partial<Project>) =>
  validateProject({ ...sound, ...change }).map(({ path, message }) => `${path}: ${message}`)
const withSpans = (...spans: { start: number; end: number; slot: string }[]) =>
  brokenBy({ utterances: [{ ...first!, spans }] })
const span = (start: number, end: number, slot = 'genre') => ({ start, end, slot })

it('finds nothing in a sound skill', () => {
  expect(validateProject(sound)).toEqual([])
  expect(declaredSlots(sound)).toEqual(new Map([['Play', new Set(['genre'])]]))
})

it('finds names and ids that are there twice', () => {
  expect(brokenBy({ intents: [...sound.intents, ...sound.intents] })).toEqual([
    'intents[1]: “Play” is there twice',
  ])
  expect(brokenBy({ slotTypes: [...sound.slotTypes, ...sound.slotTypes] })).toEqual([
    'slotTypes[1]: “Genre” is there twice',
  ])
  expect(brokenBy({ templates: [...sound.templates, ...sound.templates] })).toEqual([
    'templates[1]: “t” is there twice',
  ])
  expect(brokenBy({ utterances: [first!, second!, first!] })).toEqual([
    'utterances[2]: “a” is there twice',
  ])
})

it('finds intents and slots that nobody declares', () => {
  expect(brokenBy({ intents: [] })).toEqual([
    'templates[0].intent: nobody declares the intent “Play”',
    'utterances[0].intent: nobody declares the intent “Play”',
  ])
  expect(withSpans(span(0, 4, 'mood'))).toEqual([
    'utterances[0].spans[0]: the intent has no slot “mood”',
  ])
})

it('finds texts with white space at an edge, and spans that are cut wrongly or in the wrong order', () => {
  expect(brokenBy({ utterances: [{ ...second!, text: 'x ' }] })).toEqual([
    'utterances[0].text: white space at an edge',
  ])
  const cut = 'utterances[0].spans[0]: does not begin and end with whole characters'
  expect(withSpans(span(0, 5))).toEqual([cut])
  expect(withSpans(span(5, 6))).toEqual([cut])
  expect(withSpans(span(6, 12))).toEqual([cut])
  const order = 'utterances[0].spans[1]: overlaps or precedes the one before'
  expect(withSpans(span(0, 7), span(5, 7))).toEqual([order])
  expect(withSpans(span(5, 7), span(0, 4))).toEqual([order])
  expect(withSpans(span(0, 2), span(2, 4))).toEqual([])
})
