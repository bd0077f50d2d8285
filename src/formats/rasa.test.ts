import { describe, expect, it } from 'vitest'
import { linesOf, readForTest } from './testing-reads'

const skipped = (input: string) =>
  readForTest(input)
    .report.entries.filter(({ kind }) => kind === 'skipped')
    .map(({ place, text, reason }) => [place, text, reason])

describe('Rasa reads a file as it says, and so does Skillet', () => {
  it('takes the lines of a block that begin with a dash, and reports the others', () => {
    const yaml = [
      'version: "3.1"',
      'nlu:',
      '- intent: order_tea',
      '  examples: |',
      '    - a pot of [mint](kind)',
      '    # - a cup of coal',
      '    one more cup',
      '    -no milk please',
      '      - too deep',
      '- synonym: mint',
      '  examples: |',
      '    -peppermint',
    ].join('\n')
    const { project } = readForTest(yaml)
    expect(linesOf(project)).toEqual([
      'order_tea: a pot of mint [kind=mint]',
      'order_tea: no milk please',
    ])
    expect(project.slotTypes).toMatchObject([
      { name: 'kind', values: [{ value: 'mint', synonyms: ['peppermint'] }] },
    ])
    expect(skipped(yaml)).toEqual([
      ['nlu[0].examples[1]', '# - a cup of coal', 'It is a comment.'],
      ['nlu[0].examples[2]', 'one more cup', expect.stringContaining('does not begin with')],
      ['nlu[0].examples[4]', '- too deep', expect.stringContaining('indented deeper')],
    ])
  })

  it('takes items without a space, comments anywhere and headings of retrieval intents', () => {
    const markdown = [
      '<!-- made by hand',
      '## intent:not_this',
      '-->',
      '## intent:order_tea <!-- the common one -->',
      '-a pot <!-- of what? --> please',
      '*some tea',
      '+ [green](kind:green tea) tea',
      '# more',
      '- a cup',
      '##  intent:faq/ask_price',
      '- what does it cost',
      '## happy path',
      '- lost',
    ].join('\n')
    const { project } = readForTest(markdown)
    expect(linesOf(project)).toEqual([
      'order_tea: a pot  please',
      'order_tea: some tea',
      'order_tea: green tea [kind=green]',
      'order_tea: a cup',
      'faq/ask_price: what does it cost',
    ])
    expect(skipped(markdown).map(([place, text]) => [place, text])).toEqual([
      ['8', '# more'],
      ['12', '## happy path'],
      ['13', '- lost'],
    ])
  })

  it('reports groups, further entities of the same words, and what only looks like an entity', () => {
    const yaml =
      'nlu:\n- intent: pack\n  examples: |\n    - a [red]{"entity": "colour", "group": "1"} box\n    - in [May][{"entity": "month"}, {"entity": "name", "role": "girl"}]\n    - a [blue]{entity: colour} bag\n    - a [big(size) bag\n'
    const { project, report } = readForTest(yaml)
    expect(linesOf(project)).toEqual([
      'pack: a red box [colour=red]',
      'pack: in May [month=May]',
      'pack: a [blue]{entity: colour} bag',
      'pack: a [big(size) bag',
    ])
    expect(report.entries.map(({ kind, reason }) => [kind, reason])).toEqual([
      ['imported', ''],
      ['skipped', expect.stringContaining('The group “1” of colour')],
      ['imported', ''],
      ['skipped', expect.stringContaining('name is left out beside month')],
      ['changed', expect.stringContaining('“[blue]{entity: colour}” names no entity')],
      ['changed', expect.stringContaining('“[big(size)” is read as plain text')],
    ])
    expect(project.utterances.map(({ status }) => status)).toEqual([
      'done',
      'done',
      'check',
      'check',
    ])
  })

  it('invents neither synonyms nor types, and keeps those that belong to no slot', () => {
    const json = {
      rasa_nlu_data: {
        common_examples: [
          {
            text: 'a 12oz cup',
            intent: 'order',
            entities: [{ start: 2, end: 4, value: '12', entity: 'amount', group: 'a' }],
          },
          { text: 'more tea', intent: 'order ', entities: [] },
        ],
        entity_synonyms: [{ value: 'north', synonyms: ['up there'] }],
        lookup_tables: [{ name: 'kind', elements: './lists/kinds.txt' }],
      },
    }
    const { project, report } = readForTest([
      { name: 'data/nlu.json', content: JSON.stringify(json) },
      { name: 'lists/kinds.txt', content: 'mint\n\n earl grey \n' },
    ])
    expect(project.intents.map(({ name }) => name)).toEqual(['order'])
    expect(project.slotTypes.map(({ name, values }) => [name, values])).toEqual(
      [
        [
          'kind',
          [
            { value: 'mint', synonyms: [] },
            { value: 'earl grey', synonyms: [] },
          ],
        ],
        ['synonym', [{ value: 'north', synonyms: ['up there'] }]],
        ['amount', []],
      ].sort((a, b) => ORDER.indexOf(String(a[0])) - ORDER.indexOf(String(b[0]))),
    )
    expect(report.entries.map(({ kind, text }) => `${kind} ${text}`)).toEqual(
      expect.arrayContaining(['kept north = up there', 'changed "order "']),
    )
    expect(report.files.map(({ name }) => name)).toContain('lists/kinds.txt')
  })
})

const ORDER = ['amount', 'kind', 'synonym']
