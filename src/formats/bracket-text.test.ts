import { describe, expect, it } from 'vitest'
import type { Project } from '@/project/project'
import { bracketText, parseBracketLine, writeBracketLine } from './bracket-text'
import { readFiles, sourceFile } from './read-files'
import { linesOf, readForTest } from './testing-reads'
import { writeProject } from './write-project'

describe('how surely a text is bracket text', () => {
  it.each([
    ['% name: A\n', 0.9],
    ['so\n% locale: en\n', 0.9],
    ['@ a: b\n', 0.9],
    ['% note: so\n', 0.05],
    ['@ a:\n', 0.05],
    ['@ a b: c\n', 0.05],
    ['so % name: A\n', 0.05],
    ['## intent:a\n- b\n', 0.2],
    ['###  regex:a\n', 0.2],
    ['# intent:a\n', 0.35],
    ['[a](b)\n', 0.35],
    ['# A\n[a](b)\n', 0.6],
    ['### A\n[a](b)\n', 0.6],
    ['#### A\n[a](b)\n', 0.35],
    ['#A\nso\n', 0.05],
    ['# A\nso\n', 0.35],
    ['# A\n[a](http://b)\n', 0.05],
    ['# A\n[a](b) [c](./d)\n', 0.05],
    ['so\n', 0.05],
    ['{"a": 1}', 0],
    [' [ {', 0],
    ['[]', 0],
    ['{\n}', 0],
  ])('%j', (text, confidence) => expect(bracketText.sniff(sourceFile('', text))).toBe(confidence))
})

describe('a line', () => {
  const read = (line: string) => {
    const { text, spans, hasPlaceholder } = parseBracketLine(line)
    return [
      text,
      ...spans.map(
        ({ start, end, slot, value }) =>
          `${text.slice(start, end)}=${slot}${value === undefined ? '' : `:${value}`}`,
      ),
      ...(hasPlaceholder ? ['pattern'] : []),
    ]
  }
  it.each([
    ['to [a b](c) now', ['to a b now', 'a b=c']],
    ['[a](b:c) [d]( e : f )', ['a d', 'a=b:c', 'd=e:f']],
    ['[a](b:)', ['a', 'a=b']],
    ['[a](b:c:d)', ['a', 'a=b:c:d']],
    ['[a](b\\:c)', ['a', 'a=b:c']],
    ['[a\\]b](c\\)d)', ['a]b', 'a]b=c)d']],
    ['\\[a](b)', ['[a](b)']],
    ['\\{a}', ['{a}']],
    ['a \\\\ b', ['a \\ b']],
    ['a \\', ['a \\']],
    ['[](b)', ['[](b)']],
    ['[a]()', ['[a]()']],
    ['to {a}', ['to {a}', 'pattern']],
    ['to {  a b}', ['to {  a b}', 'pattern']],
    ['to {_}', ['to {_}', 'pattern']],
    ['to {7}', ['to {7}', 'pattern']],
    ['to {-a}', ['to {-a}']],
    ['to {a|b}', ['to {a|b}']],
    ['to {}', ['to {}']],
  ])('%s', (line, meaning) => expect(read(line)).toEqual(meaning))

  it.each([
    ['-a', '\\-a'],
    ['*a', '\\*a'],
    ['#a', '\\#a'],
    ['@a', '\\@a'],
    ['%a', '\\%a'],
    ['a-#', 'a-#'],
    ['{a} [b] (c) \\', '\\{a\\} \\[b\\] \\(c\\) \\\\'],
    ['a\tb', 'a b'],
  ])('%j is written %j', (text, line) => expect(writeBracketLine({ text, spans: [] })).toBe(line))

  it('is written with its slots', () => {
    const spans = [
      { start: 3, end: 6, slot: 'a:b' },
      { start: 7, end: 8, slot: 'c' },
    ]
    const line = writeBracketLine({ text: 'to {x} y', spans })
    expect(line).toBe('to [\\{x\\}](a\\:b) [y](c)')
    expect(read(line)).toEqual(['to {x} y', '{x}=a:b', 'y=c'])
  })
})

const TEXT = [
  '% name: My \\[skill\\]',
  '% locale: de-DE',
  '% note: belongs nowhere',
  '% kind: custom',
  '% colour: red',
  'one for nobody',
  '{slot} for nobody',
  'Play.it\tplay [it](what)',
  '',
  '#   Play',
  '% kind: outOfScope',
  '% note: a \\% note',
  '% kind: strange',
  '% colour: custom',
  '@ what\\:ever: Thing',
  '@ more',
  '% split: test',
  '- play [jazz](what\\:ever)',
  '* play it',
  'play {what} now',
  'play [this(x) {what}',
  '% split: nowhere',
  '## Stop',
  'stop',
  '% type: Thing  (closed)',
  'hip hop = rap, hip\\, hop',
  'a \\= b',
  '% type: Open',
  'x',
  '### Last',
  'done',
].join('\n')

describe('a file', () => {
  const { project, report } = readForTest(TEXT)
  it('is read line by line', () => {
    expect([project.name, project.locale]).toEqual(['My [skill]', 'de-DE'])
    expect(linesOf(project).filter((line) => !/now|this/u.test(line))).toEqual([
      'null: one for nobody',
      'null: {slot} for nobody',
      'Play.it: play it [what=it]',
      'Play: @ more',
      'Play: play jazz [what:ever=jazz]',
      'Play: play it',
      'Stop: stop',
      'Last: done',
    ])
    expect(project.intents.map(({ name, kind, note }) => [name, kind, note])).toEqual([
      ['Play.it', 'custom', ''],
      ['Play', 'outOfScope', 'a % note'],
      ['Stop', 'custom', ''],
      ['Last', 'custom', ''],
    ])
    expect(project.slotTypes.filter(({ name }) => name === 'Thing' || name === 'Open')).toEqual([
      {
        name: 'Thing',
        isExtensible: false,
        values: [
          { value: 'hip hop', synonyms: ['rap', 'hip, hop'] },
          { value: 'a = b', synonyms: [] },
        ],
      },
      { name: 'Open', isExtensible: true, values: [{ value: 'x', synonyms: [] }] },
    ])
    expect(project.templates.map(({ intent, text }) => `${intent}: ${text}`)).toEqual([
      'Play: play {what} now',
      'Play: play [this(x) {what}',
    ])
  })

  it('keeps the sections of a split to themselves', () => {
    const splits = project.utterances.filter(({ templateId }) => templateId === null)
    expect(splits.filter(({ split }) => split === 'test').map(({ text }) => text)).toEqual([
      'play jazz',
      'play it',
    ])
  })

  it('says in which lines something means nothing', () => {
    const at = (kind: string) =>
      report.entries.filter((entry) => entry.kind === kind).map(({ place }) => place)
    expect(at('skipped')).toEqual(['3', '4', '5', '13', '14', '22'])
    expect(at('changed')).toEqual(expect.arrayContaining(['7', '21']))
  })

  it('names the intent of a line by one word and a tab', () => {
    expect(linesOf(readForTest('7.a_b-c:/d\t\tso\nso it\tis\n-a\tso\n').project)).toEqual([
      '7.a_b-c:/d: so',
      'null: so it\tis',
      'null: -a\tso',
    ])
  })

  it('belongs to the intent that is given with it', () => {
    const outcome = readFiles([{ name: 'a', content: 'so it is\n# B\nso be it\n' }], {
      projectId: 'p',
      intent: 'A',
    })
    expect(linesOf((outcome as { project: Project }).project)).toEqual([
      'A: so it is',
      'B: so be it',
    ])
  })

  it('is written so that it reads the same', () => {
    const written = new TextDecoder().decode(writeProject(project, 'bracket').files[0]?.bytes)
    const again = readForTest(written).project
    expect(linesOf(again)).toEqual(
      linesOf(project).sort((a, b) => linesOf(again).indexOf(a) - linesOf(again).indexOf(b)),
    )
    const byName = (one: Project) => new Map(one.slotTypes.map((type) => [type.name, type]))
    expect(byName(again)).toEqual(byName(project))
    expect(again.intents.map(({ name, slots }) => [name, slots])).toEqual(
      project.intents.map(({ name, slots }) => [name, slots]),
    )
    expect(written).toMatch(/^% name: My \\\[skill\\\]\n% locale: de-DE\n\n/u)
    expect(written).toContain('\n% split: test\nplay [jazz](what\\:ever)\nplay it\n')
    expect(written).toContain('% type: Thing (closed)\nhip hop = rap, hip\\, hop\na \\= b\n\n')
    expect(written).toContain('% type: Open\nx\n')
    expect(written).not.toContain('% split: auto')
    expect(written).toMatch(/\S\n$/u)
  })
})
