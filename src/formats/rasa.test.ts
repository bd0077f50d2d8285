import { describe, expect, it } from 'vitest'
import { parseRasaLine, writeRasaLine } from './rasa-annotation'
import { rasaAlsoLost } from './rasa-corpus'
import { rasaMarkdown } from './rasa-markdown'
import { rasaYaml } from './rasa-yaml'
import { sourceFile } from './read-files'
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
      '## intent:order_tea',
      '##',
      '- lost too',
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
      ['15', '##'],
      ['16', '- lost too'],
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

describe('how surely a text is of Rasa', () => {
  it.each([
    ['nlu:\n- intent: a\n', 0.95],
    ['"nlu": # so\n  - synonym: a\n', 0.95],
    ["'nlu':\n-lookup:\n", 0.95],
    ['nlu: &x\n- \tregex: a\n', 0.95],
    ['nlu: []\n', 0.85],
    ['nlu:\n- my intent: a\n', 0.85],
    ['nlu: so\n', 0],
    ['my nlu:\n', 0],
    ['- intent: a\n  examples: |\n', 0.7],
    ['  - intent:a\n\texamples:\n', 0.7],
    ['- intent:\n  examples: |\n', 0],
    ['- intent: a\n', 0],
    ['examples: |\n', 0],
    ['so - intent: a\nexamples:\n', 0],
    ['- intent: a\nmy examples:\n', 0],
  ])('in YAML: %j', (text, confidence) =>
    expect(rasaYaml.sniff(sourceFile('', text))).toBe(confidence),
  )

  it.each([
    ['## intent:a\n- b\n', 0.95],
    ['##regex: a\n*b\n', 0.95],
    ['###  synonym:a\n \t+\tb\n', 0.95],
    ['## lookup:a\nb.txt\n', 0.9],
    ['## intent:a\n', 0.9],
    ['## synonym:a\n', 0],
    ['## intent:\n- b\n', 0],
    ['# intent:a\n- b\n', 0],
    ['so ## intent:a\n- b\n', 0],
    ['## intent:a\nso - \n', 0.9],
    ['## intents:a\n- b\n', 0],
  ])('in Markdown: %j', (text, confidence) =>
    expect(rasaMarkdown.sniff(sourceFile('', text))).toBe(confidence),
  )
})

describe('a line of Rasa', () => {
  const read = (line: string) => {
    const { text, spans, unused, doubts } = parseRasaLine(line)
    const said = spans.map(
      ({ start, end, slot, type, value }) =>
        `${text.slice(start, end)}=${slot}/${type}${value ? `/${value}` : ''}`,
    )
    return [text, ...said, unused.length, doubts.length]
  }
  it.each<[string, (string | number)[]]>([
    ['to [a b](c) [d](e:f g)', ['to a b d', 'a b=c/c', 'd=e/e/f g', 0, 0]],
    ['[a]( b )', ['a', 'a=b/b', 0, 0]],
    ['[a](b:c:d)', ['a', 'a=b/b/c:d', 0, 0]],
    ['[a]{"entity": "b", "role": " c ", "value": "d"}', ['a', 'a=c/b/d', 0, 0]],
    ['[a]{"entity": "b", "role": " ", "group": ""}', ['a', 'a=b/b', 0, 0]],
    ['[a]{"entity": "b", "group": 2}', ['a', 'a=b/b', 1, 0]],
    ['[a][{"entity": "b", "group": "g"}, {"entity": "c"}, {}]', ['a', 'a=b/b', 2, 0]],
    ['[a]{"entity": " "} so', ['[a]{"entity": " "} so', 0, 1]],
    ['[a]{b} so [c](d)', ['[a]{b} so c', 'c=d/d', 0, 1]],
    ['[]{"entity": "b"}', ['[]{"entity": "b"}', 0, 0]],
    ['[a](:b)', ['[a](:b)', 0, 0]],
  ])('%s', (line, meaning) => expect(read(line)).toEqual(meaning))

  it('is written as short as it can be', () => {
    const write = (slot: string, type: string) =>
      writeRasaLine({ text: 'to a now', spans: [{ start: 3, end: 4, slot }] }, () => type)
    expect(write('b', 'b')).toBe('to [a](b) now')
    expect(write('b', 'c')).toBe('to [a]{"entity":"c","role":"b"} now')
    for (const name of ['b:c', 'b(', 'b)'])
      expect(write(name, name)).toBe(`to [a]{"entity":"${name}"} now`)
  })
})

describe('what is no example', () => {
  it('is reported with its place in YAML', () => {
    const yaml = [
      'version: "3.1"',
      'stories: []',
      'nlu:',
      '- intent: a',
      '  examples:',
      '  - text: "- so it is"',
      '  - so be it',
      '  - {}',
      '- intent: b',
      '- synonym: c',
      '- examples: |',
      '    - so',
      '- regex: d',
      '  examples: |',
      '    - "[0-9]"',
    ].join('\n')
    expect(linesOf(readForTest(yaml).project)).toEqual(['a: so it is', 'a: so be it'])
    expect(skipped(yaml)).toEqual([
      ['stories', '[]', '“stories” is no training data and was not read.'],
      ['nlu[1].examples[0]', '', 'The intent b has no examples.'],
      ['nlu[2].examples[0]', '', 'The block c has no examples.'],
      ['nlu[3].examples[0]', 'so', 'The block has no intent name.'],
      ['nlu[4].examples[0]', 'd: "[0-9]"', 'Regular expressions are not used.'],
    ])
  })

  it('is reported with its line in Markdown', () => {
    const markdown =
      '- lost\n## intent:a\nso it is\n-\n- so\n## regex:d\n- [0-9]\n## lookup:e\n-\nb.txt\n<!-- so\n'
    expect(skipped(markdown).map(([place, text]) => [place, text])).toEqual([
      ['1', '- lost'],
      ['3', 'so it is'],
      ['4', '-'],
      ['7', 'd: [0-9]'],
      ['9', '-'],
      ['10', 'b.txt'],
      ['11', '<!-- so'],
    ])
  })

  it('is reported with its place in JSON', () => {
    const nlu = {
      common_examples: [{ text: 'so it is', intent: 'a' }],
      intent_examples: [{ text: 'so be it', intent: 'a' }],
      entity_examples: [{ text: 'it is' }],
      lookup_tables: [{ elements: ['a'] }],
      entity_synonyms: [{ synonyms: ['a'] }],
      regex_features: [{ name: 'd' }],
      others: [1],
    }
    const json = JSON.stringify({ rasa_nlu_data: nlu })
    expect(linesOf(readForTest(json).project)).toEqual([
      'a: so it is',
      'a: so be it',
      'null: it is',
    ])
    expect(skipped(json).map(([place]) => place)).toEqual([
      'rasa_nlu_data.lookup_tables[0]',
      'rasa_nlu_data.entity_synonyms[0]',
      'rasa_nlu_data.regex_features[0]',
      expect.stringContaining('rasa_nlu_data'),
    ])
  })
})

it('counts the synonyms that Rasa cannot keep apart', () => {
  const count = (text: string) => rasaAlsoLost[0]?.countIn(readForTest(text).project)
  const types = (...lines: string[]) => `# A\nso\n% type: T\n${lines.join('\n% type: U\n')}\n`
  expect(count(types('a = x', 'b = y'))).toBe(0)
  expect(count(types('a = x', 'b = x'))).toBe(1)
  expect(count(types('a = x, y', 'a'))).toBe(2)
  expect(count(types('a', 'a'))).toBe(0)
})

const ORDER = ['amount', 'kind', 'synonym']
