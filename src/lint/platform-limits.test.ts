import { describe, expect, it } from 'vitest'
import { fitName, platformLimits } from '@/project/platform-limits'
import { createProject, createUtterance, type Project } from '@/project/project'
import type { LintTarget } from './finding'
import { lintProject } from './lint-project'

const skill: Project = {
  ...createProject({ id: 'p', name: 'Flowers' }),
  intents: [
    { name: 'Größe ändern', kind: 'custom', note: '', slots: [{ name: 'art', type: 'Art!' }] },
    { name: 'None of it', kind: 'outOfScope', note: '', slots: [] },
  ],
  slotTypes: [
    { name: 'Art!', isExtensible: true, values: [{ value: 'x'.repeat(65), synonyms: [] }] },
  ],
  utterances: [
    createUtterance({ id: 'long', text: 'word '.repeat(120).trim(), intent: 'Größe ändern' }),
    createUtterance({
      id: 'alone',
      text: 'rose',
      intent: 'Größe ändern',
      spans: [{ start: 0, end: 4, slot: 'art' }],
    }),
  ],
}

function messages(target: LintTarget | undefined, project: Project = skill): string[] {
  return lintProject(project, target ? { target } : {})
    .filter(({ ruleId }) => ruleId === 'platform-limits')
    .map(({ message }) => message)
}

describe('limits of platforms', () => {
  it('are checked for the platform that is meant', () => {
    expect(messages('lex')).toEqual([
      expect.stringContaining('The intent name Größe ändern may hold only letters A to Z'),
      expect.stringContaining('The type name Art!'),
      expect.stringContaining('One text is longer than the 500 characters'),
    ])
    expect(messages('watson')).toEqual([
      expect.stringContaining('The intent name Größe ändern'),
      expect.stringContaining('One value of Art! is longer than the 64 characters'),
    ])
    expect(messages('ovos')).toEqual([
      expect.stringContaining('The intent name Größe ändern'),
      expect.stringContaining('such as “rose”'),
    ])
    expect(messages('home-assistant')).toEqual([])
    const pair = createUtterance({
      id: 'pair',
      text: 'play rose red',
      intent: 'Play',
      spans: [
        { start: 5, end: 9, slot: 'a' },
        { start: 10, end: 13, slot: 'b' },
      ],
    })
    const slots = ['a', 'b'].map((name) => ({ name, type: name }))
    const intents = [{ name: 'Play', kind: 'custom' as const, note: '', slots }]
    const open = ['a', 'b'].map((name) => ({ name, isExtensible: true, values: [] }))
    const duo = { ...skill, intents, slotTypes: open, utterances: [pair] }
    expect(messages('home-assistant', duo)).toEqual([expect.stringContaining('“play rose red”')])
    expect(messages('none')).toEqual([])
    expect(messages(undefined)).toEqual([])
  })

  it('are those of the platform that a skill came from', () => {
    const from = { ...skill, extras: { 'dialogflow-cx': {} } }
    expect(messages(undefined, from)).toEqual([expect.stringContaining('The type name Art!')])
  })

  it('count', () => {
    const utterances = Array.from({ length: 1501 }, (_, index) =>
      createUtterance({ id: `${index}`, text: `say ${index}`, intent: 'A' }),
    )
    const intents = [{ name: 'A', kind: 'custom' as const, note: '', slots: [] }]
    expect(messages('lex', { ...skill, intents, slotTypes: [], utterances })).toEqual([
      'Amazon Lex V2 takes 1,500 utterances of A; there are 1,501.',
    ])
  })

  it('say the nearest name that fits', () => {
    const lex = (name: string) => fitName(name, platformLimits.lex.intentName, 'intent')
    expect(lex('Order_Drink-2')).toBe('Order_Drink-2')
    expect(lex('Größe ändern')).toBe('Groesse_aendern')
    expect(lex('__proto__')).toBe('proto')
    expect(lex('имя')).toBe('intent')
    expect(lex('☕')).toBe('intent')
    expect(lex('a'.repeat(120))).toHaveLength(100)
    const ovos = (name: string) => fitName(name, platformLimits.ovos.slotName, 'slot')
    expect(ovos('toCity')).toBe('tocity')
    expect(ovos('2nd place')).toBe('nd_place')
  })
})
