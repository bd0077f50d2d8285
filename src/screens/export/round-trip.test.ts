import { expect, it } from 'vitest'
import { writeProject } from '@/formats/write-project'
import { createProject, createUtterance, type Project } from '@/project/project'
import { checkRoundTrip } from './round-trip'

const project: Project = {
  ...createProject({ id: 'p', name: 'P' }),
  intents: [{ name: 'Play', slots: [{ name: 'genre', type: 'Genre' }], kind: 'custom', note: '' }],
  slotTypes: [{ name: 'Genre', values: [{ value: 'jazz', synonyms: [] }], isExtensible: true }],
  utterances: [
    createUtterance({
      id: 'u',
      text: 'play some jazz',
      intent: 'Play',
      spans: [{ start: 10, end: 14, slot: 'genre' }],
    }),
  ],
}

it('finds that a backup holds everything', () => {
  const { files } = writeProject(project, 'skillet')
  expect(checkRoundTrip(project, files, 'skillet').kind).toBe('same')
})

it('finds what does not come back', () => {
  const { files } = writeProject(project, 'skillet')
  const more = {
    ...project,
    utterances: [...project.utterances, createUtterance({ id: 'v', text: 'stop', intent: null })],
  }
  expect(checkRoundTrip(more, files, 'skillet')).toMatchObject({
    kind: 'different',
    message: expect.stringContaining('1 of 2'),
  })
})
