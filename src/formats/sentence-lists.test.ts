import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { homeAssistant } from './home-assistant'
import { inlineRange, isTemplate, numbersOf, readSentenceList } from './home-assistant-list'
import { sourceFile } from './read-files'
import { parseSentence, type SentencePart } from './sentence-grammar'
import { hasEdgeMarks, isOnlyMarks, readMarks, writeMarks } from './sentence-punctuation'
import { countReadings, findRuleProblem, sampleReadings } from './sentence-readings'
import { linesOf, readForTest } from './testing-reads'
import { writeProject } from './write-project'

function tree(template: string): SentencePart {
  const parsed = parseSentence(template)
  if (parsed.kind === 'broken') throw new Error(`${template}: ${parsed.reason}`)
  return parsed.sentence
}

const rulesOf = (rules: Record<string, string>) =>
  new Map(Object.entries(rules).map(([name, body]) => [name, tree(body)]))

describe('the grammar of sentences', () => {
  const reason = (template: string, isPlain = false) => {
    const parsed = parseSentence(template, { isPlain })
    return parsed.kind === 'broken' ? parsed.reason : 'none'
  }
  it.each([
    ['{a', 'A “{” is not closed.'],
    ['<a', 'A “<” is not closed.'],
    ['{a {b}', 'A “{” is not closed.'],
    ['<a <b>', 'A “<” is not closed.'],
    ['< >', '“<>” names nothing.'],
    ['{a:}', '“{}” names nothing.'],
    ['{:a}', '“{}” names nothing.'],
    ['{@}', '“{}” names nothing.'],
    ['a}', 'A “}” closes nothing.'],
    ['{a\\}}', 'A “}” closes nothing.'],
    ['[a)', 'A “)” closes nothing.'],
    ['(a [b)', 'A “)” closes nothing.'],
    ['([a]', 'A “(” is not closed.'],
    ['\\', 'none'],
    ['\\)', 'none'],
    [`${'('.repeat(100)}${')'.repeat(100)}`, 'none'],
    [`${'('.repeat(101)}${')'.repeat(101)}`, 'Its brackets are nested deeper than any sentence.'],
  ])('%s', (template, said) => expect(reason(template)).toBe(said))

  const list = (name: string, slot = name) => ({ kind: 'list', list: name, slot })
  const text = (said: string) => ({ kind: 'text', text: said })
  it.each<[string, unknown]>([
    ['{ a : b }', list('a', 'b')],
    ['{@a:@b}', list('a', 'b')],
    ['{a@b}', list('a@b')],
    ['{a:b:c}', list('a', 'b:c')],
    ['<a>', { kind: 'rule', rule: 'a' }],
    ['', { kind: 'sequence', parts: [] }],
    ['a', text('a')],
    ['a\\|b\\', text('a|b\\')],
    ['[a|b]', { kind: 'choice', options: [text('a'), text('b'), text('')] }],
    ['a;b', { kind: 'permutation', members: [text('a'), text('b')] }],
    [
      'a;b|c',
      {
        kind: 'choice',
        options: [{ kind: 'permutation', members: [text('a'), text('b')] }, text('c')],
      },
    ],
    [
      'a|b;c|d',
      {
        kind: 'choice',
        options: [
          {
            kind: 'permutation',
            members: [{ kind: 'choice', options: [text('a'), text('b')] }, text('c')],
          },
          text('d'),
        ],
      },
    ],
  ])('%s', (template, meaning) => expect(tree(template)).toEqual(meaning))

  it('of OVOS has neither backslashes nor orders', () => {
    const parsed = parseSentence('a\\(b);c', { isPlain: true })
    expect(parsed).toEqual({
      kind: 'parsed',
      sentence: { kind: 'sequence', parts: [text('a\\'), text('b'), text(';c')] },
    })
  })
})

describe('readings', () => {
  it.each<[string, number]>([
    ['a', 1],
    ['{a} {b}', 1],
    ['(a|b) [c]', 4],
    ['(a;b;c)', 6],
    ['(a|b;c)', 4],
    ['<x> <x>', 9],
    ['<y>', 0],
  ])('of %s are counted: %i', (template, count) =>
    expect(countReadings(tree(template), rulesOf({ x: 'a|b|c' }))).toBe(count),
  )

  it('have single spaces, and texts of one piece', () => {
    const read = (template: string) =>
      sampleReadings(tree(template), rulesOf({ x: ' so ' }), { limit: 9, seed: 1 })
    expect(read(' a  <x>[]{b} [c ] ')).toEqual([
      [{ text: 'a so ' }, { list: 'b', slot: 'b' }, { text: ' c' }],
      [{ text: 'a so ' }, { list: 'b', slot: 'b' }],
    ])
    expect(read('[ ]')).toEqual([])
    expect(read('{a}  {b}')).toEqual([
      [{ list: 'a', slot: 'a' }, { text: ' ' }, { list: 'b', slot: 'b' }],
    ])
    expect(read('(a|a)')).toHaveLength(1)
    expect(read('(a|b|c|d|e|f|g|h|i)')).toHaveLength(9)
    expect(read('(a|b|c|d|e|f|g|h|i|j)')).toHaveLength(9)
  })

  it('need rules that are neither missing nor too deep', () => {
    const chain = (length: number) => ({
      ...Object.fromEntries(Array.from({ length }, (_, index) => [`r${index}`, `<r${index + 1}>`])),
      [`r${length}`]: 'x',
    })
    const problem = (template: string, rules: Record<string, string>) =>
      findRuleProblem(tree(template), rulesOf(rules))
    expect(problem('<r0>', chain(299))).toBeNull()
    expect(problem('<r0>', chain(300))).toEqual({ kind: 'deep', rule: 'r0' })
    expect(problem('<r9> [<r0>]', chain(299))?.kind).toBe('deep')
    expect(problem('[a (b|<c>)]', {})).toEqual({ kind: 'missing', rule: 'c' })
    expect(problem('(a;<c>)', {})).toEqual({ kind: 'missing', rule: 'c' })
    expect(problem('<a> <a>', { a: 'x' })).toBeNull()
  })
})

describe('marks that are not heard', () => {
  it.each([
    ['what now?', 'what now[?]'],
    ['¿qué?', '[¿]qué[?]'],
    ['it’s 3.5', 'it’s 3.5'],
    ['a, b...', 'a[,] b[...]'],
    ['a ; (b)', 'a [\\;] \\(b\\)'],
    ['so', 'so'],
  ])('%s', (text, template) => {
    expect(writeMarks(text)).toBe(template)
    expect(hasEdgeMarks(text)).toBe(/\[/u.test(template))
    const sentence = readMarks(tree(template))
    expect(sampleReadings(sentence, new Map(), { limit: 9, seed: 1 })).toEqual([[{ text }]])
  })

  it('are only marks, or more', () => {
    expect(['', ' ?!', '…', 'a?', '?a', '-'].map(isOnlyMarks)).toEqual([
      ...[true, true, true, false, false, false],
    ])
    const count = (template: string) => countReadings(readMarks(tree(template)), new Map())
    expect(
      ['a[?]', 'a[b]', 'a(?|!)', 'a[?|!]', '(a[?];b)', 'a[{b}]', '([a[?]]|b)'].map(count),
    ).toEqual([1, 2, 2, 3, 2, 2, 3])
  })
})

describe('lists', () => {
  it.each([
    ['0..100', { from: 0, to: 100, step: 1 }],
    ['5..10,5', { from: 5, to: 10, step: 5 }],
    ['a0..100', null],
    ['0..100a', null],
    ['0..100,', null],
    ['0.100', null],
    ['..100', null],
  ])('%s as a range', (list, range) => expect(inlineRange(list)).toEqual(range))

  it.each<[unknown, number[]]>([
    [{ from: 1, to: 3 }, [1, 2, 3]],
    [{ from: '1', to: 7.9, step: 3 }, [1, 4, 7]],
    [{ from: 3, to: 3 }, [3]],
    [{ from: 3, to: 2 }, []],
    [{ from: -1, to: 1 }, [-1, 0, 1]],
    [{ from: 1, to: 3, step: 0 }, []],
    [{ from: 1, to: 3, step: -1 }, []],
    [{ from: 1 }, []],
    [{ to: 1 }, []],
    [{ from: 1, to: 'Infinity' }, []],
    [null, []],
  ])('%j has numbers', (range, numbers) => expect(numbersOf(range)).toEqual(numbers))

  it('of many numbers are a spread with both ends', () => {
    const numbers = numbersOf({ from: 10, to: 1010, step: 10 })
    expect([numbers.length, numbers[0], numbers[1], numbers.at(-1)]).toEqual([24, 10, 50, 1010])
    expect(numbersOf({ from: 1, to: 24 })).toHaveLength(24)
    expect(numbersOf({ from: 1, to: 25 })).toHaveLength(24)
  })

  const read = (list: unknown, rules: Record<string, string> = {}) => {
    const { isExtensible, values, notes } = readSentenceList('l', list, rulesOf(rules))
    return [
      isExtensible,
      values.map(({ value, synonyms }) => [value, ...synonyms].join('=')),
      notes.map(({ kind, place }) => `${kind} ${place}`),
    ]
  }
  it.each<[unknown, unknown[]]>([
    [{ wildcard: true, values: ['a'] }, [true, [], []]],
    [{ wildcard: false, values: ['a'] }, [false, ['a'], []]],
    [{ range: { from: 1, to: 2 } }, [true, ['1', '2'], []]],
    [{ range: 7 }, [true, [], ['skip range']]],
    [{}, [false, [], ['skip ']]],
    [{ values: ['a', { in: 'b', out: 'b' }, { in: 'c' }, 7] }, [false, ['a', 'b', 'c', '7'], []]],
    [{ values: [{ in: '(a|b)', out: 'c' }] }, [false, ['a=b'], ['keep values']]],
    [
      {
        values: [
          { in: 'a', out: 'c' },
          { in: 'c', out: 'c' },
        ],
      },
      [false, ['c=a'], []],
    ],
    [{ values: [' a  b ', ' '] }, [false, ['a b'], ['skip values[1]']]],
    [
      { values: [{ out: 'c' }, '(a', '[ ]'] },
      [false, [], ['skip values[0]', 'skip values[1]', 'skip values[2]']],
    ],
    [{ values: ['<a>', '{b} c'] }, [false, ['{b} c'], ['skip values[0]']]],
    [
      {
        values: [
          { in: 'a', context: {} },
          { in: 'b', metadata: {} },
        ],
      },
      [false, ['a', 'b'], ['keep values[0]', 'keep values[1]']],
    ],
  ])('%j', (list, meaning) => expect(read(list)).toEqual(meaning))

  it('use rules, and are templates by their marks', () => {
    expect(read({ values: ['<a> c'] }, { a: 'a|b' })).toEqual([false, ['a c=b c'], []])
    expect(['a(', 'a)', '{', '}', '<', '>', '[', ']', '|', '@'].every(isTemplate)).toBe(true)
    expect(['a', 'a;b', 'a\\b', ''].some(isTemplate)).toBe(false)
  })
})

describe('a file of Home Assistant', () => {
  it.each([
    ['intents:\n  A:\n    data:\n      - sentences:\n', 0.97],
    ['"intents":\n  A:\n    "sentences": []\n', 0.97],
    ['language: en\nintents:\n', 0.9],
    ['language: en\nlists:\n', 0.9],
    ["'language': en\nexpansion_rules:\n", 0.9],
    ['language: en\nskip_words:\n', 0.9],
    ['language: en\nlists:\npipeline:\n', 0],
    ['language: en\n', 0],
    ['lists:\n', 0],
    ['intents:\nsentences:\n', 0],
    ['intents:\n  my sentences:\n', 0],
    ['my_language: en\nlists:\n', 0],
  ])('%j', (text, confidence) => expect(homeAssistant.sniff(sourceFile('', text))).toBe(confidence))

  const head = 'language: en\nintents:\n  A:\n    data:\n      - sentences:\n'
  const written = (locale: string) => {
    const { project } = readForTest('# A\nso it is\n')
    const [file] = writeProject({ ...project, locale }, 'home-assistant').files
    return parse(new TextDecoder().decode(file?.bytes)).language
  }
  it('is written with a region where Home Assistant has one', () => {
    const locales = [
      'en-US',
      'de-CH',
      'de-DE',
      'es-419',
      'pt-BR',
      'sr-Latn',
      'sr-Latn-RS',
      'zh-HK',
      'fr',
    ]
    expect(locales.map(written)).toEqual([
      ...['en', 'de-CH', 'de', 'es-419', 'pt-BR', 'sr-Latn', 'sr', 'zh-HK', 'fr'],
    ])
  })

  it('knows the lists of a home in English alone', () => {
    const read = (language: string) =>
      readForTest([
        {
          name: 'a.yaml',
          content: `${head.replace('en', language)}          - "in {area} or <floor>"\n`,
        },
      ])
    const { project, report } = read('en-GB')
    const sizes = (one: typeof project) =>
      one.slotTypes.map(({ name, values }) => [name, values.length > 0])
    expect(sizes(project)).toEqual([
      ['area', true],
      ['floor', true],
    ])
    expect(report.entries.filter(({ kind }) => kind === 'kept')).toMatchObject([
      { place: 'lists', text: '{area}' },
      { place: 'lists', text: '{floor}' },
    ])
    expect(sizes(read('de').project)).toEqual([
      ['area', false],
      ['floor', false],
    ])
  })

  it('takes the last of two rules and lists of one name', () => {
    const files = ['a', 'b'].map((name) => ({
      name: `${name}.yaml`,
      content: `${head}          - "<x> {y} ${name}"\nexpansion_rules:\n  x: "so ${name}"\nlists:\n  y: { values: ["y${name}"] }\n`,
    }))
    const { project } = readForTest(files)
    expect(project.templates.map(({ text }) => text)).toEqual(['so b {y} a', 'so b {y} b'])
    const [file] = writeProject(project, 'home-assistant').files
    expect(parse(new TextDecoder().decode(file?.bytes)).expansion_rules).toEqual({ x: 'so b' })
  })

  it('has rules and lists of a block, which are gone after it', () => {
    const content = `${head}          - "<x> it"\n        expansion_rules: { x: so }\n      - sentences: ["<x> be it", 7, {}]\n`
    const { project, report } = readForTest([{ name: 'a.yaml', content }])
    expect(linesOf(project)).toEqual(['A: so it', 'A: 7'])
    expect(
      report.entries.filter(({ kind }) => kind === 'skipped').map(({ place }) => place),
    ).toEqual(['intents.A.data[1].sentences[0]', 'intents.A.data[1].sentences[2]'])
  })

  it('says which rules are no text', () => {
    const content = `${head}          - "so it is"\nexpansion_rules:\n  x: [a]\n  y: "(b"\n`
    const { report } = readForTest([{ name: 'a.yaml', content }])
    const skipped = report.entries.filter(({ kind }) => kind === 'skipped')
    expect(skipped.map(({ place, reason }) => [place, reason])).toEqual([
      ['expansion_rules.x', 'The rule is no text.'],
      ['expansion_rules.y', 'A “(” is not closed.'],
    ])
  })

  it('without a language has the lists of a home too', () => {
    const content = `${head.replace('language: en\n', '')}          - "in {area}"\n`
    const { project } = readForTest([{ name: 'a.yaml', content }])
    expect(project.slotTypes[0]?.values.length).toBeGreaterThan(0)
  })

  it('counts what is never heard, and leaves a closed type without values as it is', () => {
    const { project } = readForTest('# A\nso it is\n?!\nto {b}\n@ b: B\n% type: B (closed)\n')
    const { losses, files } = writeProject(project, 'home-assistant')
    expect(losses).toContain('“?!” can’t be written in this format and is left out.')
    expect(new TextDecoder().decode(files[0]?.bytes)).not.toContain('?!')
    const fitted = homeAssistant.fit?.(project).project.slotTypes.find(({ name }) => name === 'B')
    expect(fitted).toMatchObject({ isExtensible: false, values: [] })
  })

  it('goes back as it came unless a list or the type of a slot is another now', () => {
    const content = `${head}          - "[to] {b:c}"\n          - "so {d}"\nlists:\n  b: { values: [{ in: "(x|y|z)", out: x }] }\n  d: { values: [e] }\n`
    const { project } = readForTest([{ name: 'a.yaml', content }])
    const write = (one: typeof project) => {
      const document = parse(
        new TextDecoder().decode(writeProject(one, 'home-assistant').files[0]?.bytes),
      )
      return [
        document.intents.A.data.flatMap((block: { sentences: string[] }) => block.sentences),
        document.lists.b,
      ]
    }
    const came = parse(content)
    const turned = project.slotTypes.map((type) => ({
      ...type,
      values: type.values.map((value) => ({ ...value, synonyms: [...value.synonyms].reverse() })),
    }))
    expect(write({ ...project, slotTypes: turned })).toEqual([
      ['[to] {b:c}', 'so {d}'],
      came.lists.b,
    ])
    const intents = project.intents.map((intent) => ({
      ...intent,
      slots: intent.slots.map((slot) => (slot.name === 'c' ? { ...slot, type: 'd' } : slot)),
    }))
    expect(write({ ...project, intents })[0]).toEqual(['so {d}', 'to {d:c}', '{d:c}'])
  })
})
