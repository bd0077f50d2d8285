import { describe, expect, it } from 'vitest'
import type { Project } from '@/project/project'
import { linesOf, readForTest } from './testing-reads'
import { writeProject } from './write-project'

const SHOP = {
  name: 'Corner shop',
  language: 'pt-br',
  description: 'sells soup',
  workspace_id: 'abc',
  created: '2020-01-01',
  intents: [
    {
      intent: 'buy',
      created: '2020-01-01',
      description: 'what is for sale',
      examples: [
        { text: 'two 🍲 soups', mentions: [{ entity: 'sys-number', location: [0, 3] }] },
        { text: 'sell me broth', created: '2020-01-01' },
        { text: 'broken', mentions: [{ entity: 'ware', location: [9, 20] }, { entity: '' }] },
      ],
    },
  ],
  entities: [
    {
      entity: 'ware',
      fuzzy_match: true,
      values: [
        { type: 'synonyms', value: 'soup', synonyms: ['broth'], metadata: { price: 3 } },
        { type: 'patterns', value: 'code', patterns: ['W-\\d+'] },
      ],
    },
    { entity: 'sys-number', values: [] },
  ],
  counterexamples: [{ text: 'who won the match' }],
  dialog_nodes: [{ dialog_node: 'Welcome', conditions: 'welcome' }],
  metadata: { api_version: { major_version: 'v1', minor_version: '2018-09-20' } },
  learning_opt_out: true,
}

function written(project: Project): { workspace: Record<string, unknown>; losses: string[] } {
  const { files, losses } = writeProject(project, 'watson')
  return { workspace: JSON.parse(new TextDecoder().decode(files[0]!.bytes)), losses }
}

describe('Watson Assistant', () => {
  it('is read with mentions, synonyms and counterexamples', () => {
    const { project, report } = readForTest(JSON.stringify(SHOP))
    expect(report.files[0]?.format).toBe('watson')
    expect([project.name, project.locale]).toEqual(['Corner shop', 'pt-BR'])
    expect(linesOf(project)).toEqual([
      'buy: two 🍲 soups [sys-number=two]',
      'buy: sell me broth',
      'buy: broken',
      'irrelevant: who won the match',
    ])
    expect(project.intents.map(({ name, kind, note }) => [name, kind, note])).toEqual([
      ['buy', 'custom', 'what is for sale'],
      ['irrelevant', 'outOfScope', ''],
    ])
    expect(project.slotTypes.find(({ name }) => name === 'ware')?.values).toEqual([
      { value: 'soup', synonyms: ['broth'] },
    ])
    const kept = report.entries.filter(({ kind }) => kind === 'kept')
    expect(kept.map(({ place }) => place)).toEqual([
      'entities[0].values[0].metadata',
      'entities[0].values[1]',
      'dialog_nodes',
      'metadata',
    ])
    expect(report.counts.changed).toBe(1)
  })

  it('gets back what only it knows', () => {
    const { project } = readForTest(JSON.stringify(SHOP))
    const { workspace } = written(project)
    const { workspace_id: _, created: _c, intents: _i, ...rest } = SHOP
    expect(workspace).toMatchObject(rest)
  })

  it('reads the workspace inside a skill, and old exports without types of values', () => {
    const old = {
      workspace: {
        intents: [{ intent: 'a', examples: [{ text: 'hello' }] }],
        entities: [{ entity: 'e', values: [{ value: 'v', synonyms: [] }] }],
      },
    }
    const { project, report } = readForTest(JSON.stringify(old))
    expect(report.files[0]?.format).toBe('watson')
    expect(linesOf(project)).toEqual(['a: hello'])
    expect(project.slotTypes[0]?.values[0]?.value).toBe('v')
  })

  it('writes names, lengths and languages as Watson takes them, and says so', () => {
    const { project } = readForTest(
      `% locale: sw-KE\n# Order drink\n[a tea](hot drink) please\n${'long '.repeat(300)}\n# Chatter\n% kind: outOfScope\nnice [day](when)\n% type: hot drink\n${'x'.repeat(70)}\ntea\n`,
    )
    const { workspace, losses } = written(project)
    expect(workspace).toMatchObject({
      language: 'xx',
      intents: [
        {
          intent: 'Order_drink',
          examples: [
            { text: 'a tea please', mentions: [{ entity: 'hot_drink', location: [0, 5] }] },
          ],
        },
      ],
      entities: [{ entity: 'hot_drink', values: [{ value: 'tea' }] }],
      counterexamples: [{ text: 'nice day' }],
    })
    for (const part of ['sw-KE', 'Order_drink', 'hot_drink', '1024', '64', '“Chatter”']) {
      expect(losses.some((loss) => loss.includes(part))).toBe(true)
    }
  })

  it('gives each slot an entity, so that roles of one type stay apart', () => {
    const { project } = readForTest(
      '# Fly\n@ from: City\n@ to: City\n[Rome](from) to [Oslo](to)\n% type: City\nRome = Roma\nOslo\n',
    )
    expect(written(project).workspace.entities).toMatchObject([
      { entity: 'from', values: [{ value: 'Rome', synonyms: ['Roma'] }, { value: 'Oslo' }] },
      { entity: 'to', values: [{ value: 'Rome', synonyms: ['Roma'] }, { value: 'Oslo' }] },
    ])
  })
})
