import { expect, test } from 'vitest'
import type { PoolRow } from '@/cli/pretraining-pool'
import { alignSpans, readSkills, skillsOfRows } from './skills'

function row(text: string, tags: string[] | null, options: Partial<PoolRow> = {}): PoolRow {
  return {
    text,
    tokens: text.split(' '),
    tags,
    intent: 'Play',
    domain: 'music',
    split: null,
    ...options,
  }
}

function rows(domain: string, count: number, intents: number): PoolRow[] {
  return Array.from({ length: count }, (_, index) =>
    row(`${domain} number ${index}`, null, { domain, intent: `${domain}-${index % intents}` }),
  )
}

test('tags become spans at the places of their tokens in the text', () => {
  const text = 'Play  "So What" by Miles, Miles.'
  const tokens = ['Play', '"', 'So', 'What', '"', 'by', 'Miles', ',', 'Miles', '.']
  const tags = ['O', 'O', 'B-song', 'I-song', 'O', 'O', 'B-artist', 'O', 'I-artist', 'O']
  const spans = alignSpans({ text, tokens, tags })
  expect(spans?.map(({ start, end, slot }) => [text.slice(start, end), slot])).toEqual([
    ['So What', 'song'],
    ['Miles', 'artist'],
    ['Miles', 'artist'],
  ])
  expect(spans?.map(({ start }) => start)).toEqual([7, 19, 26])
})

test('a B- tag ends the span before it, and another slot too', () => {
  const spans = alignSpans(row('a b c d', ['B-x', 'B-x', 'I-x', 'I-y']))
  expect(spans).toEqual([
    { start: 0, end: 1, slot: 'x' },
    { start: 2, end: 5, slot: 'x' },
    { start: 6, end: 7, slot: 'y' },
  ])
})

test('spans that end within one of our tokens grow to its edge, and never overlap', () => {
  const spans = alignSpans({
    text: 'at 10 P.M. sharp',
    tokens: ['at', '10', 'P.M', '.', 'sharp'],
    tags: ['O', 'B-time', 'I-time', 'B-odd', 'O'],
  })
  expect(spans).toEqual([{ start: 3, end: 10, slot: 'time' }])
})

test('a token that is not in the text makes the row unusable, and it is counted', () => {
  expect(alignSpans({ text: 'play jazz', tokens: ['play', 'blues'], tags: null })).toBeNull()
  const read = skillsOfRows([row('play jazz', null, { tokens: ['play', 'blues'] })], 'file')
  expect(read).toEqual({ skills: [], unalignedRows: 1 })
})

test('a domain is a skill from two intents and 250 distinct texts on', () => {
  const all = [...rows('big', 250, 2), ...rows('small', 249, 2), ...rows('single', 300, 1)]
  expect(skillsOfRows(all, 'file').skills.map(({ name }) => name)).toEqual(['big'])
  const doubled = [...rows('big', 249, 2), row('BIG NUMBER 1', null, { domain: 'big' })]
  const { skills } = skillsOfRows(doubled, 'file')
  expect(skills.map(({ name, utterances }) => [name, utterances.length])).toEqual([['file', 249]])
})

test('a file whose domains are one intent each is one skill', () => {
  const { skills } = skillsOfRows([...rows('a', 300, 1), ...rows('b', 300, 1)], 'snips')
  expect(skills.map(({ name }) => name)).toEqual(['snips'])
  expect(skills[0]?.utterances.length).toBe(600)
})

test('rows without an intent are left out, unless the file names none', () => {
  const some = [...rows('a', 300, 2), row('what', null, { domain: 'a', intent: null })]
  expect(skillsOfRows(some, 'file').skills[0]?.utterances.length).toBe(300)
  const none = rows('a', 300, 2).map((one) => ({ ...one, intent: null }))
  const { skills } = skillsOfRows(none, 'restaurants')
  expect(skills.map(({ name, utterances }) => [name, utterances.length])).toEqual([
    ['restaurants', 300],
  ])
})

test('a path that is not there is a failure with a remedy', async () => {
  const outcome = await readSkills('no/such/folder')
  expect(outcome).toMatchObject({ kind: 'failed', reason: expect.stringContaining('no/such') })
})
