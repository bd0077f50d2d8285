import { describe, expect, it } from 'vitest'
import { createProject, createUtterance, type Project } from '@/project/project'
import { formatById, formats } from './all-formats'
import { lossesOf, lossWords } from './losses'
import { fitProject, writeProject } from './write-project'

const skill: Project = {
  ...createProject({ id: 'p', name: 'Tea house', locale: 'en-US' }),
  intents: [
    { name: 'Brew', kind: 'custom', note: 'the main one', slots: [{ name: 'leaf', type: 'Leaf' }] },
    { name: 'Chatter', kind: 'outOfScope', note: '', slots: [] },
  ],
  slotTypes: [
    { name: 'Leaf', isExtensible: false, values: [{ value: 'oolong', synonyms: ['wulong'] }] },
    { name: 'Idle', isExtensible: true, values: [] },
  ],
  templates: [{ id: 't', intent: 'Brew', text: 'brew {leaf}' }],
  utterances: [
    createUtterance({
      id: 'u',
      text: 'some  oolong',
      intent: 'Brew',
      spans: [{ start: 6, end: 12, slot: 'leaf' }],
      split: 'test',
    }),
    createUtterance({ id: 'v', text: 'nice weather', intent: 'Chatter' }),
    createUtterance({ id: 'w', text: 'who knows' }),
  ],
  extras: { alexa: { shell: { interactionModel: { dialog: { intents: [{ name: 'Brew' }] } } } } },
}

describe('losses', () => {
  it.each(formats.map(({ id }) => [id]))(
    '%s states each of its losses that the skill has',
    (id) => {
      const stated = writeProject(skill, id).losses
      const fitted = fitProject(skill, id).project
      for (const { sentence, countIn } of lossesOf(formatById(id))) {
        const isStated = stated.some((loss) => loss.startsWith(sentence))
        // What is fitted before it is written may be stated there.
        const mayBeStated = countIn(skill) > 0
        expect([sentence, isStated]).toEqual([
          sentence,
          countIn(fitted) > 0 || (isStated && mayBeStated),
        ])
      }
    },
  )

  it('says nothing where nothing is lost', () => {
    expect(lossWords(formatById('skillet'))).toBe('')
    expect(writeProject(skill, 'skillet').losses).toEqual([])
  })

  it('tells extras that are given back from those that are not, and from empty ones', () => {
    const left = 'What was kept of other formats'
    const says = (project: Project, id: 'alexa' | 'csv') =>
      writeProject(project, id).losses.some((loss) => loss.startsWith(left))
    expect(says(skill, 'alexa')).toBe(false)
    expect(says(skill, 'csv')).toBe(true)
    const empty = { shell: { interactionModel: {} }, slots: [['Brew', 'leaf', {}]], ids: [] }
    expect(says({ ...skill, extras: { alexa: empty } }, 'csv')).toBe(false)
  })

  it('does not ask for more where the name of an intent says that it is out of scope', () => {
    const intents = [{ name: 'None', kind: 'outOfScope' as const, note: '', slots: [] }]
    const losses = writeProject({ ...skill, intents, utterances: [] }, 'wit').losses
    expect(losses.filter((loss) => loss.includes('out of scope'))).toEqual([])
  })
})
