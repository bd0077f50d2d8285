import { describe, expect, it } from 'vitest'
import { adoptTypes } from './adopt-types'
import { mergeProjects } from './merge-projects'
import { linesOf, readForTest } from './testing-reads'

describe('what is added to a skill', () => {
  const base = readForTest(
    '# Sail\n@ to: Port\nsail to [oban](to)\n% type: Port (closed)\noban\n',
  ).project

  it('takes the types that its slots have there, and brings its values along', () => {
    const { project } = readForTest('row to [tiree](to:Tiree) with [Ann](who)\n', { intent: 'Row' })
    const merged = mergeProjects(base, adoptTypes(project, base))
    expect(merged.intents.map(({ name, slots }) => [name, slots])).toEqual([
      ['Sail', [{ name: 'to', type: 'Port' }]],
      [
        'Row',
        [
          { name: 'to', type: 'Port' },
          { name: 'who', type: 'who' },
        ],
      ],
    ])
    expect(merged.slotTypes).toEqual([
      {
        name: 'Port',
        isExtensible: false,
        values: [
          { value: 'oban', synonyms: [] },
          { value: 'Tiree', synonyms: ['tiree'] },
        ],
      },
      { name: 'who', isExtensible: true, values: [] },
    ])
  })

  it('goes to the given intent where it names none: lines, patterns and records', () => {
    const lines = readForTest('sail on\nsail to {to}\n# Row\nrow on\n', {
      intent: 'Sail',
      known: base,
    })
    expect(linesOf(lines.project)).toEqual([
      'Sail: sail on',
      'Row: row on',
      'Sail: sail to oban [to=oban]',
    ])
    expect(lines.project.templates).toMatchObject([{ intent: 'Sail', text: 'sail to {to}' }])
    const records = readForTest('{"text":"sail on"}\n{"text":"row on","intent":"Row"}\n', {
      intent: 'Sail',
    })
    expect(linesOf(records.project)).toEqual(['Sail: sail on', 'Row: row on'])
  })
})
