import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createProject, createUtterance, type Project, type Utterance } from '@/project/project'
import { createLearner } from './suggestions-knowledge'

const intents = ['Play', 'Stop'].map((name) => ({
  name,
  kind: 'custom' as const,
  note: '',
  slots: [{ name: 'genre', type: 'Genre' }],
}))
const slotTypes = [
  { name: 'Genre', isExtensible: true, values: [{ value: 'jazz', synonyms: ['bebop'] }] },
]

function skillOf(utterances: Utterance[]): Project {
  return { ...createProject({ id: 'p', name: '' }), intents, slotTypes, utterances }
}

const anyUtterance = fc
  .record({
    words: fc.array(fc.constantFrom('play', 'stop', 'soul', 'rock', 'the'), {
      minLength: 1,
      maxLength: 4,
    }),
    intent: fc.constantFrom('Play', 'Stop', null),
    isLabelled: fc.boolean(),
    status: fc.constantFrom('todo' as const, 'done' as const),
  })
  .map(({ words, intent, isLabelled, status }): Utterance => {
    const text = words.join(' ')
    const spans = isLabelled ? [{ start: 0, end: words[0]!.length, slot: 'genre' }] : []
    return createUtterance({ id: text, text, intent, spans, status })
  })

function plain(learner: ReturnType<typeof createLearner>) {
  const { gazetteer, guesser, carrier } = learner.knowledge()
  const sorted = <T>(map: ReadonlyMap<string, T>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1))
  return {
    labelled: sorted(gazetteer.labelled).map(([word, bucket]) => [word, sorted(bucket)]),
    intents: sorted(guesser.intents).map(([name, { words, ...rest }]) => [
      name,
      rest,
      sorted(words),
    ]),
    vocabulary: sorted(guesser.vocabulary),
    texts: guesser.texts,
    counts: sorted(carrier.counts),
    words: [...carrier.words].sort(),
  }
}

test('learning edit by edit comes to the same as learning the last version at once', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(anyUtterance, { maxLength: 6 }), { minLength: 1 }),
      (versions) => {
        const stepwise = createLearner()
        for (const utterances of versions) stepwise.learn(skillOf(utterances), 1000)
        const fresh = createLearner()
        fresh.learn(skillOf(versions.at(-1)!), 1000)
        expect(plain(stepwise)).toEqual(plain(fresh))
      },
    ),
    { seed: 6, numRuns: 60 },
  )
})

test('a budget that is spent leaves the rest for the next call', () => {
  const utterances = Array.from({ length: 500 }, (_, index) =>
    createUtterance({ id: String(index), text: `play number ${index}`, intent: 'Play' }),
  )
  const learner = createLearner()
  const project = skillOf(utterances)
  expect(learner.learn(project, -1)).toBe(false)
  const first = learner.knowledge().guesser.texts
  expect(first).toBeLessThan(500)
  while (!learner.learn(project, -1)) expect(learner.knowledge().guesser.texts).toBeGreaterThan(0)
  expect(learner.knowledge().guesser.texts).toBe(500)
})
