import { expect, it } from 'vitest'
import { lintProject } from '@/lint/lint-project'
import { createProject, createUtterance, type Project } from '@/project/project'
import { readinessNotes, tooLittleToLearn } from './readiness'

const WORDS =
  'red blue green grey black white brown pink gold silver teal navy plum sand rust'.split(' ')

function projectWith(texts: Record<string, string[]>): Project {
  return {
    ...createProject({ id: 'p', name: 'P' }),
    intents: Object.keys(texts).map((name) => ({ name, slots: [], kind: 'custom', note: '' })),
    utterances: Object.entries(texts).flatMap(([intent, list]) =>
      list.map((text, index) => createUtterance({ id: `${intent}${index}`, text, intent })),
    ),
  }
}

const notesOf = (project: Project) => readinessNotes(lintProject(project))

it('refuses what nothing can be learned from', () => {
  expect(tooLittleToLearn(projectWith({ Play: WORDS }))).toContain('so far one intent has any')
  expect(tooLittleToLearn(projectWith({ Play: ['a', 'b'], Stop: ['c'] }))).not.toBeNull()
  expect(tooLittleToLearn(projectWith({ Play: WORDS, Stop: ['halt'] }))).toBeNull()
})

it('puts what spoils the training first, all places of a check in one note', () => {
  const project = projectWith({
    Play: [...WORDS.map((word) => `paint it ${word}`), 'end it', 'no more'],
    Stop: ['end it', 'no more', 'halt now', 'cease'],
    Empty: [],
  })
  const [conflict, few] = notesOf(project)
  expect(conflict).toMatchObject({ severity: 'error', ruleId: 'conflicting-intents', count: 4 })
  expect(conflict?.messages).toHaveLength(2)
  expect(conflict?.query.ids?.split(',').sort()).toEqual(['Play15', 'Play16', 'Stop0', 'Stop1'])
  expect(few).toMatchObject({
    severity: 'error',
    messages: ['Stop has only 4.', 'Empty has no utterances.'],
    query: { ids: 'Stop0,Stop1,Stop2,Stop3' },
  })
})

it('leads to the intent when there is no utterance to lead to', () => {
  const project = projectWith({
    Play: WORDS.map((word) => `paint it ${word}`),
    Stop: WORDS.map((word) => `wipe off that ${word} one`),
    Empty: [],
  })
  const note = notesOf(project).find(({ ruleId }) => ruleId === 'too-few-utterances')
  expect(note).toMatchObject({ query: { intent: 'Empty' }, count: 0, severity: 'error' })
})

it('leaves out what a platform minds and training does not', () => {
  const project = projectWith({ 'Not A Name!': WORDS, Stop: WORDS.map((word) => `${word} stop`) })
  const findings = lintProject(project, { target: 'alexa' })
  expect(findings.some(({ ruleId }) => ruleId === 'alexa-rules')).toBe(true)
  expect(readinessNotes(findings).some(({ ruleId }) => ruleId === 'alexa-rules')).toBe(false)
})
