import { expect, test } from 'vitest'
import { createProject, createUtterance } from '@/project/project'
import { mergeProjects } from './merge-projects'
import { readFiles } from './read-files'

const line = (text: string, fields: Record<string, unknown> = {}) =>
  JSON.stringify({
    ...{ format: 'skillet-unsure', text, model: 'music', intent: 'PlayMusic', confidence: 0.4 },
    ...{ understood: true, at: '2026-11-26T09:00:00.000Z', ...fields },
  })

function read(...files: string[]) {
  const outcome = readFiles(
    files.map((content, index) => ({ name: `unsure-${index}.jsonl`, content })),
  )
  if (outcome.kind === 'failed') throw new Error(outcome.message)
  return outcome
}

test('texts come in to be done, without the guess as their intent, the most telling first', () => {
  const { project, report } = read(
    [
      line('quite sure', { confidence: 0.62 }),
      line('hardly sure', { confidence: 0.31 }),
      line('turned away', { confidence: 0.19, understood: false }),
      line('turned away at once', { confidence: 0.08, understood: false }),
    ].join('\n'),
  )
  expect(report.files.map(({ label }) => label)).toEqual(['What a model was unsure of'])
  expect(project.utterances.map(({ text }) => text)).toEqual([
    'turned away at once',
    'turned away',
    'hardly sure',
    'quite sure',
  ])
  for (const { intent, spans, status } of project.utterances) {
    expect({ intent, spans, status }).toEqual({ intent: null, spans: [], status: 'todo' })
  }
  expect(project.intents).toEqual([])
  const notes = project.utterances.map(({ note }) => note)
  expect(notes[1]).toBe('music did not understand it; nearest was PlayMusic, 19% sure.')
  expect(notes[3]).toBe('music took it for PlayMusic, 62% sure.')
})

test('a text counts once, whatever its capitals and spaces, also over several files', () => {
  const { project, report } = read(
    `${line('Louder')}\n${line('softer')}`,
    line(' louder ', { understood: false }),
  )
  expect(project.utterances.map(({ text }) => text)).toEqual(['louder', 'softer'])
  expect(report.counts.skipped).toBe(1)
  expect(report.entries.find(({ kind }) => kind === 'skipped')?.reason).toBe(
    'The same text stands at line 1 of unsure-1.jsonl.',
  )
})

test('broken lines and lines without a text are reported, the others read', () => {
  const { project, report } = read(
    [
      line('fine'),
      '{"format":',
      line(''),
      line('odd', { confidence: 'x', model: 3, intent: null }),
    ].join('\n'),
  )
  expect(project.utterances.map(({ text }) => text)).toEqual(['odd', 'fine'])
  expect(report.counts.skipped).toBe(2)
})

test('added to a skill, texts that it has already do not come back to be done', () => {
  const skill = {
    ...createProject({ id: 'p', name: 'Music' }),
    utterances: [createUtterance({ id: 'u', text: 'Turn it  up', intent: 'Louder' })],
  }
  const { project } = read(`${line('turn it up')}\n${line('turn it down')}`)
  const merged = mergeProjects(skill, project)
  expect(merged.utterances.map(({ text, intent }) => [text, intent])).toEqual([
    ['Turn it  up', 'Louder'],
    ['turn it down', null],
  ])
})
