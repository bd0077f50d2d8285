import { describe, expect, it } from 'vitest'
import {
  asOffset,
  asText,
  asTexts,
  entriesOf,
  firstJsonLines,
  get,
  isDeeperThan,
  jsonProblem,
  parseJson,
} from './json-access'
import { countPairs, hasAnnotations, hasLinks, strayMarks } from './line-shapes'
import { parseLuLine, writeLuLine } from './lu-line'
import { isLuisPattern, writeLuisPattern } from './luis-pattern'
import { readFiles, sourceFile } from './read-files'
import { recogniseFile } from './recognise'
import { trimSpans } from './span-repair'
import { linesOf, readForTest } from './testing-reads'
import { yamlString } from './yaml-text'

describe('files told by their names', () => {
  const whatIs = (name: string, text = 'play [jazz](genre)\n# A\n') => {
    const found = recogniseFile(sourceFile(name, text))
    return found.kind === 'other' ? found.reason : found.kind
  }
  it.each([
    ...['a.py', 'a.mjs', 'a.cts', 'a.jsx', 'a.kt', 'a.kts', 'a.cpp', 'a.r', 'a.ipynb', 'x/a.GO'],
    ...['Dockerfile', 'x/Makefile.am', 'Jenkinsfile'],
  ])('%s is code', (name) => expect(whatIs(name)).toContain('program code'))
  it.each(['a.htm', 'a.html', 'a.scss', 'a.sass', 'a.svg', 'a.rst'])('%s is a page', (name) =>
    expect(whatIs(name)).toContain('a page or a style sheet'),
  )
  it.each([
    ...['a.toml', '.env', 'x.lock', 'requirements-dev.txt', 'x/requirements.txt', 'robots.txt'],
    ...[
      '.eslintrc',
      'docker-compose.yml',
      'x/.travis.yaml',
      'package-lock.json',
      'tsconfig.app.json',
    ],
  ])('%s is a setting', (name) => expect(whatIs(name)).toContain('a setting or a list of packages'))
  it.each([
    ...['README', 'readme.md', 'x/LICENSE', 'LICENCE-MIT', 'CHANGELOG.txt', 'TODO', 'NOTICE.md'],
    ...['x/.github/ISSUE_TEMPLATE/bug.md', 'PULL_REQUEST_TEMPLATE.md'],
  ])('%s is about the project', (name) => expect(whatIs(name)).toContain('about the project'))
  it.each(['a.dialog', 'a.qna', 'a.lg'])('%s is of the Bot Framework', (name) => {
    const found = recogniseFile(sourceFile(name, 'x'))
    expect(found).toMatchObject({ kind: 'other', platform: 'Bot Framework' })
  })
  it.each([
    ...['happy.txt', 'my-readme.txt', 'requirements.md'],
    ...['a.pyx', 'Makefiles/a.txt', 'environments.txt'],
  ])('%s is none of these', (name) => expect(whatIs(name)).toBe('format'))
})

it.each([
  ['<p>play it</p>\n', 'a page of HTML'],
  [' <!-- a -->\nplay it\n', 'a page of HTML'],
  ['<intents a="b">\n', 'a page of HTML'],
  ['{"cells": [], "a": "b"}', 'a notebook'],
  ['{"scripts": {}, "a": "b"}', 'a list of packages'],
  ['; c\n[server]\nport = 80\n', 'a settings file'],
  ['# c\n[Go]\ngo to the sea\n', 'sentences of Rhasspy'],
  ['%[go]\n  to the sea\n', 'a Chatito grammar'],
  ['## a\n* b\n  - utter_c\n', 'Rasa stories'],
  ['## a\n\n> check\n* b{"c": "d"}\n  - action_e\n', 'Rasa stories'],
  ['## a\n* b\n  - my_form\n', 'Rasa stories'],
  ['## a\n* b/c\n  - We are open.\n', 'Rasa responses'],
  ['import a from "b"\nconst c = 1\nfunction d() {\n  return c;\n}\n', 'program code'],
  [
    '# Title\n\nThis is a text. It says a lot. And it goes on.\n\nMore of it. And more.\n',
    'a text about something',
  ],
  ['# A\n![x](y.png)\nplay it\n', 'a text about something'],
  ['# A\n| a | b |\n|---|---|\n', 'a text about something'],
  ['---\ntitle: x\n---\nwords\n', 'a text about something'],
])('%j is told by its structure', (text, what) => {
  const found = recogniseFile(sourceFile('', text))
  const said = found.kind === 'other' ? found.reason : found.kind
  expect(said).toContain(what)
})

describe('values of unknown shape', () => {
  const own = JSON.parse('{"a": 1, "__proto__": 2}')
  it('are read without a throw, and never from a prototype', () => {
    expect([
      get(own, 'a'),
      get(own, '__proto__'),
      get(own, 'toString'),
      get([1], 'length'),
    ]).toEqual([1, 2, undefined, undefined])
    expect([get(null, 'a'), get('text', 'length')]).toEqual([undefined, undefined])
    expect(['a', 7, false, null, {}, undefined].map(asText)).toEqual([
      ...['a', '7', 'false', null, null, null],
    ])
    expect([asTexts(['a', 1, {}, null]), asTexts('a')]).toEqual([['a', '1'], []])
    expect([entriesOf({ a: 1 }), entriesOf([1]), entriesOf(null)]).toEqual([[['a', 1]], [], []])
    expect([3, 0, -2, 1.5, '3', null].map(asOffset)).toEqual([3, 0, -2, -1, -1, -1])
  })

  it.each([
    [1, 0, false],
    [[1], 0, false],
    [[[1]], 0, true],
    [[[1]], 1, false],
    [{ a: { b: [] } }, 1, true],
    [{ a: { b: [] } }, 2, false],
    [null, 0, false],
  ])('%j is deeper than %i: %s', (value, limit, isDeeper) =>
    expect(isDeeperThan(value, limit)).toBe(isDeeper),
  )

  it.each([
    ['{"a": 1}', { a: 1 }],
    ['// c\n{"a": 1, // d\n}', { a: 1 }],
    ['/* c */ [1, 2, ]', [1, 2]],
    ['{"a": "// no /* comment */ ,]"}', { a: '// no /* comment */ ,]' }],
    ['{"a": "\\"//", /* " */ "b": 2}', { a: '"//', b: 2 }],
    ['[1] /* open', undefined],
    ['{"a": 1}\n{"a": 2}', undefined],
    ['{"a"', undefined],
  ])('%s is parsed', (text, value) => expect(parseJson(text)).toEqual(value))

  it('of JSON that is broken say where', () => {
    expect(jsonProblem('[1, 2]')).toBeNull()
    expect(jsonProblem('{"a": 1,\n"b" 2}')?.line).toBe(2)
    expect(jsonProblem('{\n\n"a": [')?.line).toBe(3)
    const long = jsonProblem(`["${'x'.repeat(400)}" 1]`)
    expect(long?.message.length).toBeLessThanOrEqual(161)
  })

  it.each([
    ['{"a": 1}\n{"a": 2}\n{"a": 3}', 2, [{ a: 1 }, { a: 2 }]],
    ['\n {"a": 1}\n\nnoise\n{"broken\n{"a": 2}', 5, [{ a: 1 }, { a: 2 }]],
    ['noise\n{"a": 1}', 5, null],
    ['{"broken\n{"a": 1}', 5, null],
    ['[1]\n[2]', 5, null],
    ['', 5, null],
  ])('in lines %j are the first %i', (text, count, records) =>
    expect(firstJsonLines(text, count)).toEqual(records),
  )

  it.each([
    ['a "b"', '"a \\"b\\""'],
    ['a\u0085\u2028\ufeff', '"a\\u0085\\u2028\\ufeff"'],
    ['größe 🎷', '"größe 🎷"'],
    ['a\u007fb', '"a\\u007fb"'],
  ])('as YAML: %j', (text, yaml) => expect(yamlString(text)).toBe(yaml))

  it.each([
    ['type: intent\nname: a\nutterances:\n- b\n---\ntype: intent\nname: [\n', '8'],
    [`type: intent\nname: ${'['.repeat(101)}\n`, '1'],
    [`type: intent\nname: a\n${' '.repeat(300)}x: y\n`, '1'],
  ])('in broken YAML have a place: %j', (text, place) => {
    const read = readFiles([{ name: 'a.yaml', content: text }], { format: 'snips-yaml' })
    const entries = read.kind === 'imported' ? read.report.entries : read.entries
    expect(entries.filter(({ kind }) => kind === 'skipped')[0]).toMatchObject({ place })
  })
})

describe('marks in a line', () => {
  it('annotate, or only link', () => {
    const links = '[a](http://x) [b](./c) [d](#e) [f](g.md) [h](www.i) [j](mailto:k) [l](m/n)'
    expect(countPairs(links)).toEqual({ annotations: 0, links: 7 })
    expect(countPairs('[a](b) [c](d:e) [f](mdx)')).toEqual({ annotations: 3, links: 0 })
    const texts = ['[a](b)', '[a](b) [c](./d)', '[c](./d)', 'plain', '[a]()']
    expect(texts.map(hasAnnotations)).toEqual([true, false, false, false, false])
    expect(texts.map(hasLinks)).toEqual([false, true, true, false, false])
  })

  it.each([
    ['[jazz(genre)', '[jazz](genre)'],
    ['play jazz](genre)', '[jazz](genre)'],
    ['[jazz] (genre)', '[jazz](genre)'],
    ['[jazz](genre now', '[jazz](genre)'],
    ['[jazz]() now', '[jazz](slot)'],
    ['[jazz]  (genre)', '[jazz](genre)'],
    ['[jazz](genre', '[jazz](genre)'],
    ['a [b](c) [jazz(genre)', '[jazz](genre)'],
    ['\\[ jazz](genre)', '[jazz](genre)'],
    ['[some jazz(genre) now', '[some jazz](genre)'],
  ])('%s was meant otherwise', (line, meant) => {
    const [sentence = '', ...more] = strayMarks(line)
    expect(sentence).toContain(meant)
    expect(more).toEqual([])
  })

  it.each([
    '[jazz](genre)',
    'no (mark) here',
    '[jazz]{"entity": "x"} (y)',
    '\\[jazz(genre)',
    '[a] b',
    '[a] b (c)',
    '[a (b c)',
    'a] (b)',
    '[a]{b} (c)',
    '[a][{"entity": "b"}] (c)',
    'a](b c)',
    '[a\nb](c d)',
  ])('%s was meant as it is', (line) => expect(strayMarks(line)).toEqual([]))
})

describe('what LUIS means by a line', () => {
  const read = (line: string) => {
    const { text, spans, isPattern, isMixed } = parseLuLine(line)
    const said = spans.map(
      ({ start, end, slot, type }) => `${text.slice(start, end)}=${type}:${slot}`,
    )
    return [text, ...said, ...(isPattern ? ['pattern'] : []), ...(isMixed ? ['mixed'] : [])]
  }
  it.each([
    ['to {city=rome} now', ['to rome now', 'rome=city:city']],
    ['to {@city:to=rome}', ['to rome', 'rome=city:to']],
    ['to { @city : to = rome }', ['to rome ', 'rome=city:to']],
    ['{a={b=x} y}', ['x y', 'x=b:b', 'x y=a:a']],
    ['to {city}', ['to {city}', 'pattern']],
    ['to {@city:to}', ['to {city:to}', 'pattern']],
    ['to {city} {a=b}', ['to {city} b', 'b=a:a', 'pattern', 'mixed']],
    ['to [the] sea', ['to [the] sea', 'pattern']],
    ['to (a|b)', ['to (a|b)', 'pattern']],
    ['to (a) b', ['to (a) b']],
    ['to \\[the\\] sea', ['to [the] sea']],
    ['to \\{the\\} sea', ['to {the} sea']],
    ['a \\ b', ['a \\ b']],
    ['open { brace', ['open { brace']],
    ['{=x}', ['{=x}']],
    ['\\\\{a=b}', ['\\b', 'b=a:a']],
    ['x]', ['x]']],
  ])('%s', (line, meaning) => expect(read(line)).toEqual(meaning))

  it('writes each so that it reads the same', () => {
    const types: Record<string, string> = { to: 'city', city: 'city' }
    const typeOf = (slot: string) => types[slot] ?? slot
    const span = (start: number, end: number, slot: string) => ({ start, end, slot })
    for (const [text, spans, line] of [
      ['to {x} [y] (z)', [], 'to \\{x\\} \\[y\\] \\(z\\)'],
      ['in rome now', [span(3, 7, 'city')], 'in {@city=rome} now'],
      ['in rim now', [span(3, 6, 'to')], 'in {@city:to=rim} now'],
      ['a\\rome', [span(2, 6, 'city')], 'a\\\\{@city=rome}'],
    ] as const) {
      expect(writeLuLine({ text, spans: [...spans] }, typeOf)).toBe(line)
      expect(parseLuLine(line)).toMatchObject({ text, isPattern: false })
    }
    expect(writeLuisPattern('to {to} or {city} (now) [x|y]', typeOf)).toBe(
      'to {city:to} or {city} \\(now\\) \\[x\\|y\\]',
    )
  })

  it.each([
    ['a [b] c', true],
    ['a [b', false],
    ['a ]b[', false],
    ['a [b\\]', false],
    ['(a|b)', true],
    ['(a b)', false],
    ['a|b)', false],
    ['(a|b\\)', false],
    ['a)(b|c', false],
  ])('takes %s for a pattern: %s', (text, is) => expect(isLuisPattern(text)).toBe(is))

  const readings = (pattern: string) => {
    const app = {
      luis_schema_version: '7.0.0',
      intents: [{ name: 'A' }],
      utterances: [{ text: 'x', intent: 'A', entities: [] }],
      patterns: [{ pattern, intent: 'A' }],
    }
    const { project, report } = readForTest(JSON.stringify(app))
    const texts = [
      ...project.templates.map(({ text }) => text),
      ...linesOf({
        ...project,
        utterances: project.utterances.filter(({ templateId }) => templateId === null),
      }).slice(1),
    ]
    return { texts, skipped: report.counts.skipped }
  }
  it.each([
    ['[a] {s}', ['a {s}', '{s}']],
    ['(a|b|) {s}', ['a {s}', 'b {s}', '{s}']],
    ['(a [b]|c) {s}', ['a b {s}', 'a {s}', 'c {s}']],
    ['a | b {s}', ['a | b {s}']],
    ['a (b {s}', ['a (b {s}']],
    ['(a] {s}', ['(a] {s}']],
    ['\\(a\\|b\\) {s}', ['(a|b) {s}']],
    ['go (up|down)', ['A: go up', 'A: go down']],
    ['{type:role} x', ['{role} x']],
  ])('reads %s', (pattern, texts) => expect(readings(pattern).texts).toEqual(texts))

  it('reads so many of a pattern’s readings, spread over all, and says that there are more', () => {
    const { texts, skipped } = readings(`${'[a] '.repeat(4)}${'(b|c) '.repeat(4)}{s}`)
    expect(texts.length).toBeGreaterThan(30)
    expect(texts.length).toBeLessThanOrEqual(64)
    expect(skipped).toBe(1)
    expect(readings(`${'('.repeat(41)}a${')'.repeat(41)} {s}`)).toEqual({ texts: [], skipped: 1 })
    expect(readings(`${'('.repeat(40)}a${')'.repeat(40)} {s}`).texts).toEqual(['a {s}'])
    expect(readings(`${'x'.repeat(1997)}{s}`).skipped).toBe(0)
    expect(readings(`${'x'.repeat(1998)}{s}`).skipped).toBe(1)
  })
})

describe('spans from outside', () => {
  const span = (start: number, end: number, slot = 'x', value?: string) => ({
    ...{ start, end, slot },
    ...(value === undefined ? {} : { value }),
  })
  const fitted = (text: string, ...spans: ReturnType<typeof span>[]) => {
    const made = trimSpans(text, spans)
    return [
      made.text,
      made.spans.map(({ start, end, slot }) => `${made.text.slice(start, end)}=${slot}`),
      made.repairs.length,
    ]
  }
  it.each([
    [[' a b '], 'a b', [], 0],
    [['a\r\nb'], 'a b', [], 0],
    [['  a b', span(2, 3)], 'a b', ['a=x'], 0],
    [['a\r\nb', span(3, 4)], 'a  b', ['b=x'], 0],
    [['a b c', span(1, 4)], 'a b c', ['b=x'], 1],
    [['a b', span(0, 9)], 'a b', ['a b=x'], 1],
    [['a b', span(3, 4)], 'a b', [], 1],
    [['a b', span(-2, 0)], 'a b', [], 1],
    [['a b', span(1, 1)], 'a b', [], 1],
    [['a b', span(1, 2)], 'a b', [], 1],
    [['a b', span(0.5, 2)], 'a b', [], 1],
    [['a b', span(0, 1, '')], 'a b', [], 1],
    [['a b c', span(0, 3), span(2, 5, 'y')], 'a b c', ['a b=x'], 1],
    [['a b cd', span(0, 3), span(2, 6, 'y')], 'a b cd', ['b cd=y'], 1],
    [['a b', span(0, 1), span(0, 1)], 'a b', ['a=x'], 0],
    [['a b', span(0, 1), span(0, 1, 'y')], 'a b', ['a=x'], 1],
    [['a b', span(2, 3), span(0, 1, 'y')], 'a b', ['a=y', 'b=x'], 0],
    [['abc', span(0, 1), span(1, 3, 'y')], 'abc', ['a=x', 'bc=y'], 0],
  ] as [Parameters<typeof fitted>, string, string[], number][])(
    '%j',
    (given, text, spans, repairs) => expect(fitted(...given)).toEqual([text, spans, repairs]),
  )

  it('keep what the file calls them by where it is another word', () => {
    const values = (...spans: ReturnType<typeof span>[]) =>
      trimSpans('in SF now', spans).spans.map(({ value }) => value)
    expect(values(span(3, 5, 'x', 'San Francisco'))).toEqual(['San Francisco'])
    expect(values(span(3, 5, 'x', ' SF '))).toEqual([undefined])
    expect(values(span(2, 6, 'x', 'San Francisco'))).toEqual(['San Francisco'])
    expect(values(span(3, 99, 'x', 'San Francisco'))).toEqual(['San Francisco'])
  })
})
