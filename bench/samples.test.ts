import { readdirSync } from 'node:fs'
import { expect, it } from 'vitest'
import { carrierPhrase } from '@/evaluation/error-list'
import { DEFAULT_SETTINGS } from '@/jobs/job'
import { splitSkill, usableUtterances } from '@/jobs/skill-split'
import { lintProject } from '@/lint/lint-project'
import { skillToLearn } from '@/project/skill-to-learn'
import { nearestOverlaps } from './samples/nearest-overlaps'
import { readSample } from './samples/read-sample'

const FOLDER = 'public/skills'
const samples = readdirSync(FOLDER).filter((name) => name.endsWith('.txt'))

it.each(samples)('%s passes its own checks, hints included', (name) => {
  expect(lintProject(readSample(`${FOLDER}/${name}`)).map(({ message }) => message)).toEqual([])
})

it.each(samples)('%s words nothing twice, so that whatever is kept back is new', (name) => {
  const { utterances } = readSample(`${FOLDER}/${name}`)
  const worded = utterances.filter(({ spans }) => spans.length > 0)
  const phrases = worded.map(({ text, spans }) => carrierPhrase(text, spans))
  const twice = worded.filter((_, place) => phrases.indexOf(phrases[place] ?? '') !== place)
  expect(twice.map(({ text }) => text)).toEqual([])
})

it.each(samples)('%s is tested by utterances that share few words with any learned one', (name) => {
  const utterances = usableUtterances(skillToLearn(readSample(`${FOLDER}/${name}`)))
  for (const seed of [1, 2, 3]) {
    const { train, validation, test } = splitSkill(utterances, { ...DEFAULT_SETTINGS, seed })
    const overlaps = nearestOverlaps([...train, ...validation], test)
    const mean = overlaps.reduce((sum, { words }) => sum + words, 0) / overlaps.length
    expect(mean).toBeLessThan(0.4)
  }
})

it('measures how near the closest learned utterance comes', () => {
  const learned = [
    { text: 'play jazz', spans: [{ start: 5, end: 9, slot: 'genre' }] },
    { text: 'stop', spans: [] },
  ]
  const tested = [
    { text: 'play rock', spans: [{ start: 5, end: 9, slot: 'genre' }] },
    { text: 'Stop!', spans: [] },
    { text: 'be quiet', spans: [] },
  ]
  expect(nearestOverlaps(learned, tested)).toEqual([
    { text: 'play rock', words: 1 / 3, isRepeated: true },
    { text: 'Stop!', words: 1, isRepeated: false },
    { text: 'be quiet', words: 0, isRepeated: false },
  ])
})
