import { strToU8 } from 'fflate'
import { describe, expect, it } from 'vitest'
import { createProject, createUtterance, type Project } from '@/project/project'
import { chooseLanguage } from './choose-language'
import { decodeText } from './decode-text'
import { createPaths } from './file-paths'
import { filesBeside } from './files-beside'
import { fitLengths } from './fit-lengths'
import { fitLocale, languageOf } from './fit-locale'
import { kindOfIntent } from './intent-kind'
import { invocationName } from './invocation'
import { otherLanguages } from './language-variants'
import { apartByLetter, latinName, letterName } from './latin-name'
import { mergeExtra } from './merge-extras'
import { mergeProjects } from './merge-projects'
import { readFiles, sourceFile } from './read-files'
import { parseSentence } from './sentence-grammar'
import { countReadings, findRuleProblem, type Rules, sampleReadings } from './sentence-readings'
import { readSplit } from './split-names'
import { fromCodePoints, toCodePoints } from './text-offsets'
import { canBeText } from './unpack-zip'
import { uuidOf } from './uuid-of'
import { textFile } from './writing'

describe('names as platforms take them', () => {
  it.each([
    ['größe-1', 'groesse_1'],
    ['Ærø łódź', 'aero_lodz'],
    ['Ünder_score_', 'Under_score'],
    ['  a  b!', 'a_b'],
    ['_a', 'a'],
    ['日本', 'x'],
    ['', 'x'],
    ['__', 'x'],
  ])('%s in Latin letters is %s', (name, latin) => expect(latinName(name, 'x')).toBe(latin))

  it('without digits, and told apart by letters', () => {
    expect(letterName('size2x10', 'x')).toBe('sizeTwoxOneZero')
    expect([2, 3, 26, 27, 28, 702, 703].map((number) => apartByLetter('s', number))).toEqual(
      ['B', 'C', 'Z', 'AA', 'AB', 'ZZ', 'AAA'].map((letters) => `s_${letters}`),
    )
  })

  it('as paths are never alike, whatever their case', () => {
    const path = createPaths()
    const names = ['a/b:c', 'A-B-C', 'a?b*c', '.hidden', '', 'b']
    expect(names.map((name) => path('x', name))).toEqual([
      ...['x/a-b-c', 'x/A-B-C-2', 'x/a-b-c-3', 'x/-hidden', 'x/unnamed', 'x/b'],
    ])
    expect(path('y', 'b')).toBe('y/b')
  })

  it.each([
    ['Café & Söhne', 'cafe-sohne'],
    ['  --- ', 'skill'],
    ['日本 2', '日本-2'],
    ['x'.repeat(70), 'x'.repeat(60)],
  ])('of files: %s is called %s', (name, slug) => {
    const file = textFile(createProject({ id: 'p', name }), '.json', 'ü')
    expect(file.name).toBe(`${slug}.json`)
    expect([...file.bytes]).toEqual([0xc3, 0xbc])
  })

  it.each([
    ['Café 24 & more!', 'en-US', 'café twenty four and more'],
    ['Bar & Café 7', 'de-DE', 'bar café'],
    ['Joe’s   Diner.', 'en', "joe's diner."],
    ['7', 'de', 'my skill'],
    ['!', 'en', 'my skill'],
    ['É', 'fr', 'my skill'],
    [`${'word '.repeat(12)}`, 'en', 'word word word word word word word word word word'],
    [`${'word '.repeat(9)}lengthier`, 'en', 'word word word word word word word word word'],
    ['a-b_c', '', 'a b c'],
    ['ja & nein', 'de-x-en', 'ja nein'],
    ['Denkt & lenkt', 'den', 'denkt lenkt'],
  ])('to be spoken: %s in %s is %s', (name, locale, spoken) =>
    expect(invocationName(name, locale)).toBe(spoken),
  )

  it('as ids are those of the name', () => {
    expect(uuidOf('a')).toBe(uuidOf('a'))
    expect(uuidOf('a')).not.toBe(uuidOf('b'))
    expect(uuidOf('a')).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-8[\da-f]{3}-[\da-f]{12}$/)
  })

  it.each([
    ['AMAZON.FallbackIntent', 'outOfScope'],
    ['none', 'outOfScope'],
    ['out_of_scope', 'outOfScope'],
    ['outofscope', 'outOfScope'],
    ['Default Fallback Intent', 'outOfScope'],
    ['nlu_fallback', 'outOfScope'],
    ['OOS', 'outOfScope'],
    ['AMAZON.StopIntent', 'builtIn'],
    ['NoneOfIt', 'custom'],
    ['MyNone', 'custom'],
    ['xAMAZON.Y', 'custom'],
  ])('of intents: %s is %s', (name, kind) => expect(kindOfIntent(name)).toBe(kind))

  it.each([
    ['Train', 'train'],
    [' dev ', 'train'],
    ['validation', 'train'],
    ['valid', 'train'],
    ['training', 'train'],
    ['TEST', 'test'],
    ['testing', 'test'],
    ['eval', 'test'],
    ['evaluation', 'test'],
    ['trainer', 'auto'],
    ['contest', 'auto'],
    ['retrain', 'auto'],
    [null, 'auto'],
  ])('of sides: %s is %s', (name, split) => expect(readSplit(name)).toBe(split))
})

describe('texts from anywhere', () => {
  const utf16 = (text: string, isBig: boolean) =>
    Uint8Array.from(
      [...text].flatMap((sign) => {
        const code = sign.charCodeAt(0)
        return isBig ? [code >> 8, code & 255] : [code & 255, code >> 8]
      }),
    )
  it.each<[string, Uint8Array | string, string | null]>([
    ['UTF-8', strToU8('größe'), 'größe'],
    ['a mark before UTF-8', strToU8('\ufeffgrün'), 'grün'],
    ['a mark before a text', '\ufeffgrün', 'grün'],
    ['UTF-16 with a mark', utf16('\ufeffplay', false), 'play'],
    ['its other order with a mark', utf16('\ufeffplay', true), 'play'],
    ['UTF-16 without a mark', utf16('play größe', false), 'play größe'],
    ['its other order without a mark', utf16('play größe', true), 'play größe'],
    ['old Windows', Uint8Array.from([0x67, 0x72, 0xf6, 0xdf, 0x65]), 'größe'],
    ['old Windows with tabs and lines', Uint8Array.from([9, 10, 12, 13, 0xf6]), '\t\n\f\nö'],
    ['zeros on both sides', utf16('abcĀ', false), null],
    ['zeros on both sides of its other order', utf16('abcĀ', true), null],
    ['a picture', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 1, 2, 3, 4, 0xff]), null],
    ['zeros anywhere', Uint8Array.from([65, 0, 0, 65, 66, 67, 68, 69]), null],
    ['line ends', 'a\r\nb\rc\nd', 'a\nb\nc\nd'],
    ['nothing', new Uint8Array(), ''],
  ])('%s', (_, content, text) => expect(decodeText(content)).toBe(text))

  it('count code points as Python does', () => {
    const text = 'a🎷b👍🏾'
    expect([0, 1, 2, 3, 4, 5, 7].map((offset) => fromCodePoints(text, offset))).toEqual([
      ...[0, 1, 3, 4, 6, 8, 10],
    ])
    expect([0, 1, 2, 3, 4, 6, 8, 12].map((offset) => toCodePoints(text, offset))).toEqual([
      ...[0, 1, 2, 2, 3, 4, 5, 5],
    ])
    expect([fromCodePoints('abc', 2), toCodePoints('abc', 2)]).toEqual([2, 2])
    expect([fromCodePoints(text, -1), toCodePoints(text, -1)]).toEqual([-1, -1])
    expect(fromCodePoints(text, 1.5)).toBe(1.5)
  })

  it.each([
    ['a.png', false],
    ['a.JPEG', false],
    ['a.jpg', false],
    ['b.woff2', false],
    ['b.woff', false],
    ['c.docx', false],
    ['c.zip', false],
    ['pdf', true],
    ['a.pdf.txt', true],
    ['a.json', true],
  ])('%s may be one: %s', (name, isText) => expect(canBeText(name)).toBe(isText))

  it('are parsed where they look like JSON, and once', () => {
    const json = (text: string) => sourceFile('x', text).json()
    expect([' {"a": 1}', '[1]', '[]', '{}', '[true]', '[-1]'].map(json)).toEqual([
      ...[{ a: 1 }, [1], [], {}, [true], [-1]],
    ])
    expect(['[slot] words', '{slot} words', 'words', '"a"', '7', '{"a"'].map(json)).toEqual(
      Array(6).fill(undefined),
    )
    const file = sourceFile('x', '{"a": 1}')
    expect(file.json()).toBe(file.json())
  })
})

describe('languages', () => {
  const counts = new Map([
    ['de_DE', 3],
    ['en-GB', 3],
    ['en-US', 1],
  ])
  it.each([
    ['en-US', 'en-US'],
    ['EN_us', 'en-US'],
    ['en', 'en-GB'],
    ['de', 'de_DE'],
    ['fr', 'de_DE'],
    [null, 'de_DE'],
  ])('%s is read as %s', (wanted, chosen) => expect(chooseLanguage(counts, wanted)).toBe(chosen))

  it('are chosen by most samples, and none of none', () => {
    expect(chooseLanguage(new Map([...counts, ['pt', 9]]))).toBe('pt')
    expect(chooseLanguage(new Map())).toBeNull()
  })

  const others = (...names: string[]) =>
    otherLanguages(names.map((name) => sourceFile(name, ''))).map(
      ({ file, language, chosen }) => `${file.name} ${language} ${chosen}`,
    )
  it('of a folder’s files: English where there is any, else the one of most files', () => {
    expect(others('models/de-DE.json', 'models/en-US.json', 'models/en-GB.json')).toEqual([
      'models/de-DE.json de-DE en-US',
      'models/en-GB.json en-GB en-US',
    ])
    expect(others('a.fr.lu', 'a.de.lu', 'b.de.lu', 'b.it.lu')).toEqual([
      'a.fr.lu fr de',
      'b.it.lu it de',
    ])
    expect(others('en/a.json', 'de/a.json', 'de/b.json')).toEqual(['de/a.json de en'])
    expect(others('corpus-en.json', 'corpus-es.json')).toEqual(['corpus-es.json es en'])
    expect(others('a.en-gb.lu', 'a.en.lu', 'a.de.lu')).toEqual([
      'a.en-gb.lu en-gb en',
      'a.de.lu de en',
    ])
  })

  it('are none where names hold no tag, or one alone', () => {
    expect(others('a.json', 'b.json')).toEqual([])
    expect(others('models/en-US.json', 'other/de.json')).toEqual([])
    expect(others('qq.json', 'xx.json')).toEqual([])
  })

  it('are written as the platform knows them', () => {
    const skill = (locale: string) => createProject({ id: 'p', name: '', locale })
    const fitted = (locale: string) => fitLocale(skill(locale), ['en-US', 'de-DE', 'pt-BR'], 'X')
    expect(fitted('de-DE').changes).toEqual([])
    expect(fitted('DE-de').changes).toEqual([])
    expect(fitted('pt').project.locale).toBe('pt-BR')
    expect(fitted('en-GB').project.locale).toBe('en-US')
    expect(fitted('fr').project.locale).toBe('fr')
    expect([fitted('fr').changes.length, fitted('pt').changes.length]).toEqual([1, 1])
    expect(['en-US', 'PT_br', 'de', ''].map(languageOf)).toEqual(['en', 'pt', 'de', ''])
  })
})

describe('two skills as one', () => {
  const one: Project = {
    ...createProject({ id: 'p', name: 'One' }),
    intents: [
      { name: 'A', kind: 'custom', note: '', slots: [{ name: 'x', type: 'X' }] },
      { name: 'B', kind: 'builtIn', note: 'own', slots: [] },
    ],
    slotTypes: [
      { name: 'X', isExtensible: false, values: [{ value: 'v', synonyms: ['w'] }] },
      { name: 'Y', isExtensible: true, values: [] },
    ],
    templates: [{ id: 't', intent: 'A', text: 'a {x}' }],
    utterances: [
      createUtterance({ id: 'u', text: 'a v', intent: 'A', templateId: 't' }),
      createUtterance({ id: 'w', text: 'Some  words', intent: 'B' }),
    ],
    extras: { alexa: { a: [1] } },
  }
  const two: Project = {
    ...createProject({ id: 'q', name: 'Two', locale: 'de' }),
    intents: [
      {
        ...{ name: 'A', kind: 'outOfScope', note: 'new' },
        slots: [
          { name: 'x', type: 'Other' },
          { name: 'z', type: 'Z' },
        ],
      },
      { name: 'B', kind: 'custom', note: 'other', slots: [] },
      { name: 'C', kind: 'custom', note: '', slots: [] },
    ],
    slotTypes: [
      {
        ...{ name: 'X', isExtensible: true },
        values: [
          { value: 'v', synonyms: ['w', 'y'] },
          { value: 'n', synonyms: [] },
        ],
      },
      { name: 'Z', isExtensible: true, values: [] },
    ],
    templates: [
      { id: 's', intent: 'A', text: 'a {x}' },
      { id: 't', intent: 'C', text: 'a {x}' },
    ],
    utterances: [
      createUtterance({ id: 'u', text: 'a v', intent: 'A' }),
      createUtterance({ id: 'u', text: 'a v', intent: 'C', templateId: 't' }),
      createUtterance({ id: 'n', text: 'a n', intent: 'A', templateId: 's' }),
      createUtterance({ id: 'o', text: 'a o', intent: 'A', templateId: 'nobody' }),
      createUtterance({ id: 'p', text: 'some words' }),
      createUtterance({ id: 'q', text: 'fresh words' }),
      createUtterance({ id: 'r', text: 'Fresh words' }),
    ],
    extras: { alexa: { a: [1, 2] }, rasa: 1 },
  }
  const both = mergeProjects(one, two)

  it('have what either declares, the first counting where they differ', () => {
    expect(both).toMatchObject({ id: 'p', name: 'One', locale: 'en-US' })
    expect(both.intents).toEqual([
      {
        ...{ name: 'A', kind: 'custom', note: 'new' },
        slots: [
          { name: 'x', type: 'X' },
          { name: 'z', type: 'Z' },
        ],
      },
      one.intents[1],
      two.intents[2],
    ])
    expect(both.slotTypes).toEqual([
      {
        ...{ name: 'X', isExtensible: false },
        values: [
          { value: 'v', synonyms: ['w', 'y'] },
          { value: 'n', synonyms: [] },
        ],
      },
      one.slotTypes[1],
      two.slotTypes[1],
    ])
    expect(both.extras).toEqual({ alexa: { a: [1, 2] }, rasa: 1 })
  })

  it('have each template and utterance once, with ids and templates of their own', () => {
    expect(both.templates).toEqual([one.templates[0], { id: 't-2', intent: 'C', text: 'a {x}' }])
    expect(
      both.utterances.map(({ id, text, templateId }) => `${id} ${text} ${templateId}`),
    ).toEqual([
      ...['u a v t', 'w Some  words null', 'u-2 a v t-2', 'n a n t', 'o a o null'],
      ...['q fresh words null', 'r Fresh words null'],
    ])
  })

  it.each([
    [undefined, [1], [1]],
    [null, { a: 1 }, { a: 1 }],
    [
      [1, { a: 1 }],
      [{ a: 1 }, 2],
      [1, { a: 1 }, 2],
    ],
    [1, 2, 1],
    ['a', [1], 'a'],
    [[1], { a: 1 }, [1]],
    [
      { a: 1, b: [1] },
      { a: 2, b: [2], c: 3 },
      { a: 1, b: [1, 2], c: 3 },
    ],
    [1, undefined, 1],
  ])('keep of %j and %j %j', (first, second, merged) =>
    expect(mergeExtra(first, second)).toEqual(merged),
  )
})

it.each([
  [500, 500, 0],
  [501, 501, 2],
])('texts of %i and values of %i units go where they are too long', (text, value, count) => {
  const project: Project = {
    ...createProject({ id: 'p', name: '' }),
    slotTypes: [
      {
        ...{ name: 'X', isExtensible: true },
        values: [
          { value: 'v', synonyms: ['s'.repeat(value), 't'] },
          { value: 'x'.repeat(value), synonyms: [] },
        ],
      },
    ],
    utterances: [
      createUtterance({ id: 'a', text: 'x'.repeat(text) }),
      createUtterance({ id: 'b', text: 'x' }),
    ],
  }
  const fitted = fitLengths(project, 'lex')
  expect(fitted.changes).toHaveLength(count)
  if (count === 0) expect(fitted.project).toBe(project)
  else {
    expect(fitted.project.utterances.map(({ id }) => id)).toEqual(['b'])
    expect(fitted.project.slotTypes[0]?.values).toEqual([{ value: 'v', synonyms: ['t'] }])
  }
})

describe('a file that another one names', () => {
  const names = ['data/nlu/cities.txt', 'streets.txt', 'other/cities.txt']
  const left = () => new Map(names.map((name) => [sourceFile(name, ''), true]))
  it.each([
    ['cities.txt', 'data/nlu/cities.txt'],
    ['./nlu/cities.txt', 'data/nlu/cities.txt'],
    ['../other/cities.txt', 'other/cities.txt'],
    ['data\\streets.txt', 'streets.txt'],
    ['towns.txt', undefined],
    ['', undefined],
    ['ities.txt', undefined],
  ])('as %s is %s, and is taken once', (path, found) => {
    const files = left()
    const used: ReturnType<typeof sourceFile>[] = []
    const findBeside = filesBeside(files, used)
    expect(findBeside(path)?.name).toBe(found)
    expect(findBeside(path)?.name).toBe(found)
    expect([files.size, used.length]).toEqual(found ? [2, 1] : [3, 0])
  })
})

describe('a template’s readings', () => {
  const tree = (template: string) => {
    const parsed = parseSentence(template)
    if (parsed.kind === 'broken') throw new Error(parsed.reason)
    return parsed.sentence
  }
  const rulesOf = (rules: Record<string, string>): Rules =>
    new Map(Object.entries(rules).map(([name, body]) => [name, tree(body)]))

  it.each<[string, Record<string, string>, number]>([
    ['a', {}, 1],
    ['(a|b) [c]', {}, 4],
    ['(a;b;c)', {}, 6],
    ['((a|b);c)', {}, 4],
    ['<r> <r>', { r: 'x|y|z' }, 9],
    ['{l} (a|{m})', {}, 2],
    ['<none>', {}, 0],
    ['a|b;c', {}, 4],
  ])('of %s are counted', (template, rules, count) => {
    expect(countReadings(tree(template), rulesOf(rules))).toBe(count)
  })

  it.each([
    ['a|b;c', ['a c', 'b c', 'c a', 'c b']],
    ['a;b|c', ['a b', 'b a', 'c']],
    ['(a;b;c)', ['a b c', 'a c b', 'b a c', 'b c a', 'c a b', 'c b a']],
    ['[a|b] c', ['a c', 'b c', 'c']],
    ['x({l}; y )z', ['x{l} yz', 'xy {l}z']],
    ['  a  [ b ] ', ['a b', 'a']],
    ['[a]', ['a']],
  ])('of %s are %j', (template, said) => {
    const pieces = sampleReadings(tree(template), new Map(), { limit: 50, seed: 1 })
    const texts = pieces.map((reading) =>
      reading.map((piece) => ('text' in piece ? piece.text : `{${piece.slot}}`)).join(''),
    )
    expect(texts).toEqual(said)
  })

  it('are so many where there are more, all different, and go through every option', () => {
    const many = sampleReadings(tree('(a|b|c|d|e|f|g|h) (i|j|k|l|m) {n}'), new Map(), {
      ...{ limit: 10, seed: 1 },
    })
    expect(new Set(many.map((reading) => JSON.stringify(reading))).size).toBe(10)
    const firsts = many.slice(0, 8).map(([first]) => JSON.stringify(first).slice(9, 10))
    expect(new Set(firsts).size).toBe(8)
  })

  it.each([
    ['(', ')'],
    ['[', ']'],
  ])('is bounded in depth: %s', (open, close) => {
    const nested = (depth: number) => `${open.repeat(depth)}x${close.repeat(depth)}`
    expect(parseSentence(nested(100)).kind).toBe('parsed')
    expect(parseSentence(nested(101)).kind).toBe('broken')
  })

  it.each<[string, Record<string, string>, unknown]>([
    ['<a>', { a: 'x' }, null],
    ['[<b>]', { a: 'x' }, { kind: 'missing', rule: 'b' }],
    ['<a>', { a: '<b>', b: '(c|<a>)' }, { kind: 'cyclic', rule: 'a' }],
    ['<a> <a>', { a: '<b>', b: 'x' }, null],
    ['(x;<a>)', { a: 'y <z>' }, { kind: 'missing', rule: 'z' }],
  ])('of %s with %j have a problem: %j', (template, rules, problem) => {
    expect(findRuleProblem(tree(template), rulesOf(rules))).toEqual(problem)
  })
})

describe('what an import is called, and what becomes of what it cannot read', () => {
  const text = '# A\nplay [jazz](genre)\n'
  const nameOf = (...names: string[]) => {
    const read = readFiles(names.map((name) => ({ name, content: text.replace('A', name) })))
    return read.kind === 'imported' ? read.project.name : read.reason
  }
  it.each([
    [['skill.txt'], 'skill'],
    [['folder/skill.txt'], 'skill'],
    [['folder/a.txt', 'folder/b.txt'], 'folder'],
    [['one/a.txt', 'two/b.txt'], 'a'],
    [['my.skill.longending'], 'my.skill.longending'],
    [['.txt'], 'Imported skill'],
  ])('%j: %s', (names, name) => expect(nameOf(...names)).toBe(name))

  it('takes the name and id that are asked for, else an id of its own', () => {
    const input = [{ name: 'a.txt', content: text }]
    const named = readFiles(input, { name: 'Mine', projectId: 'p' })
    expect(named).toMatchObject({ project: { name: 'Mine', id: 'p' } })
    const ids = [readFiles(input), readFiles(input)].map((one) =>
      one.kind === 'imported' ? one.project.id : '',
    )
    expect(ids[0]).toMatch(/^[0-9a-f]{24}$/)
    expect(ids[0]).not.toBe(ids[1])
  })

  it.each<[string, Parameters<typeof readFiles>[0], string, string[]]>([
    ['nothing', [], 'empty', []],
    ['an empty file', [{ name: 'a', content: ' \n' }], 'empty', ['a']],
    [
      'a picture',
      [{ name: 'a', content: Uint8Array.from([0x89, 1, 2, 3, 4, 0xff]) }],
      'empty',
      ['a'],
    ],
    ['a broken zip', [{ name: 'a.zip', content: strToU8('PK\x03\x04nonsense') }], 'unreadable', []],
    ['broken JSON', [{ name: 'a.json', content: '{"a": [1, 2}' }], 'unreadable', ['a.json']],
    ['a list of numbers', [{ name: 'a.json', content: '[1, 2]' }], 'unknown-format', ['a.json']],
    ['values alone', [{ name: 'a.md', content: '## lookup:x\n- a\n- b\n' }], 'nothing-found', []],
    ['types alone', [{ name: 'a.txt', content: '% type: X\na\n' }], 'nothing-found', []],
  ])('fails with %s', (_, files, reason, skipped) => {
    const read = readFiles(files)
    expect(read).toMatchObject({ kind: 'failed', reason })
    expect(read.kind === 'failed' && read.entries.map(({ file }) => file)).toEqual(skipped)
  })

  it('counts what it leaves out beside what it reads', () => {
    const read = readFiles([
      { name: 'x/a.txt', content: text },
      { name: 'x/b.png', content: 'pixels' },
      { name: 'x/c.txt', content: '' },
    ])
    expect(read).toMatchObject({
      kind: 'imported',
      report: { counts: { imported: 1, skipped: 2 } },
    })
    expect(read.kind === 'imported' && read.report.entries.map(({ file }) => file)).toEqual([
      ...['x/b.png', 'x/c.txt', 'x/a.txt'],
    ])
  })

  it('says what it is at', () => {
    const seen: string[] = []
    readFiles([{ name: 'a.txt', content: text }], {
      onProgress: ({ phase, file = '' }) => void seen.push(`${phase} ${file}`.trim()),
    })
    expect(seen).toEqual(expect.arrayContaining(['unpacking', 'reading a.txt', 'expanding']))
  })
})
