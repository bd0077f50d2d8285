import { expect, it } from 'vitest'
import { createProject, createUtterance, type Project } from '@/project/project'
import { checkReadiness } from './readiness'

function projectWith(counts: Record<string, number>, unlabelled = 0): Project {
  const utterances = Object.entries(counts).flatMap(([intent, count]) =>
    Array.from({ length: count }, (_, index) =>
      createUtterance({ id: `${intent}${index}`, text: `${intent} ${index}`, intent }),
    ),
  )
  return {
    ...createProject({ id: 'p', name: 'P' }),
    intents: Object.keys(counts).map((name) => ({ name, slots: [], kind: 'custom', note: '' })),
    utterances: [
      ...utterances,
      ...Array.from({ length: unlabelled }, (_, i) => createUtterance({ id: `u${i}`, text: 'x' })),
    ],
  }
}

it('refuses what nothing can be learned from', () => {
  expect(checkReadiness(projectWith({ Play: 30 })).canTrain).toBe(false)
  expect(checkReadiness(projectWith({ Play: 2, Stop: 1 })).canTrain).toBe(false)
  expect(checkReadiness(projectWith({ Play: 30, Stop: 0 })).canTrain).toBe(false)
})

it('trains with a warning when intents are thin', () => {
  const { canTrain, notes } = checkReadiness(projectWith({ Play: 60, Stop: 4, Empty: 0 }, 2))
  expect(canTrain).toBe(true)
  expect(notes.map(({ tone, title }) => `${tone}: ${title}`)).toEqual([
    'warn: One intent has fewer than 5 utterances',
    'hint: One intent has no utterance',
    'hint: 2 utterances have no intent yet',
  ])
})

it('has nothing to say of a good skill', () => {
  expect(checkReadiness(projectWith({ Play: 40, Stop: 40 }))).toEqual({ canTrain: true, notes: [] })
})
