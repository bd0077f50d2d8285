import { describe, expect, it } from 'vitest'
import { sniffSampleUtterances } from './alexa-sample-utterances'
import { formats } from './all-formats'
import type { FormatId } from './format'
import { isLuisPattern, namesInPattern, writeLuisPattern } from './luis-pattern'
import { sourceFile } from './read-files'
import { linesOf, readForTest } from './testing-reads'

/** Platforms' files at the edge of what tells them apart, and of what their readers take. */

const sureOf = (id: FormatId, content: unknown, name = 'x.json') => {
  const text = typeof content === 'string' ? content : JSON.stringify(content)
  return formats.find((format) => format.id === id)?.sniff(sourceFile(name, text))
}
const read = (format: FormatId, content: unknown, name = 'x.json') => {
  const text = typeof content === 'string' ? content : JSON.stringify(content)
  return readForTest([{ name, content: text }], { format })
}
const entriesOf = ({ report }: ReturnType<typeof read>) =>
  report.entries.map(({ kind, place, text }) => `${kind} ${place} ${text}`.trim())
const templatesOf = ({ project }: ReturnType<typeof read>) =>
  project.templates.map(({ text }) => text)
/** A value so many levels deep. */
const nested = (depth: number): unknown => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`)

describe('how surely a file is', () => {
  const named = { name: 'A', samples: [] }
  it.each<[unknown, number]>([
    [{ interactionModel: { languageModel: { intents: [] } } }, 1],
    [{ interactionModel: { languageModel: { intents: [] } }, invocation: 'x' }, 0.5],
    [{ languageModel: { intents: [] } }, 1],
    [{ languageModel: {} }, 0],
    [{ interactionModel: {}, intents: [] }, 1],
    [{ intents: [named] }, 0.85],
    [{ intents: [{ name: 'A', slots: [] }] }, 0.85],
    [{ intents: [named, { name: 'B' }] }, 0.85],
    [{ intents: [named, { title: 'B' }] }, 0],
    [{ intents: [{ name: 'A' }] }, 0],
    [{ intents: [] }, 0],
    [{ intents: [named], inputTypes: [] }, 0],
    [{ intents: [named], intents_: [] }, 0],
    [{ intents: [{ intent: 'A', slots: [], samples: [] }] }, 0.9],
    [{ intents: [{ intent: 'A' }, { intent: 'B', examples: [] }] }, 0],
    [[], 0],
  ])('an Alexa model: %j: %d', (json, sure) => expect(sureOf('alexa', json)).toBe(sure))

  it.each<[unknown, number]>([
    [{ intents: { A: { phrases: [] } } }, 1],
    [{ intents: [{ name: 'A', phrases: [] }] }, 1],
    [{ intents: [{ name: 'A', phrases: [] }], interactionModel: {} }, 0],
    [{ intents: [{ name: 'A', phrases: [] }], languageModel: {} }, 0],
    [{ inputTypes: [] }, 1],
    [{ entityTypes: {} }, 1],
    [{ entityTypes: [] }, 0],
    [{ invocation: 'x', intents: {} }, 0.8],
    [{ invocation: 'x' }, 0],
    [{ intents: {} }, 0],
  ])('a Jovo model: %j: %d', (json, sure) => expect(sureOf('jovo', json)).toBe(sure))

  it.each<[unknown, number]>([
    [{ data: [{ intent: 'A', utterances: [] }] }, 1],
    [{ data: [{ intent: 'A' }] }, 0],
    [{ data: [{ utterances: [] }] }, 0],
    [{ data: [] }, 0],
  ])('an NLP.js corpus: %j: %d', (json, sure) => expect(sureOf('nlpjs', json)).toBe(sure))

  it.each<[unknown, number]>([
    [{ assets: { utterances: [] } }, 1],
    [{ assets: { intents: [] } }, 1],
    [{ assets: {} }, 0],
  ])('a CLU project: %j: %d', (json, sure) => expect(sureOf('clu', json)).toBe(sure))

  it.each<[unknown, number]>([
    [{ luis_schema_version: '7.0.0' }, 1],
    [{ closedLists: [], utterances: [] }, 0.9],
    [{ closedLists: [] }, 0],
    [{ utterances: [] }, 0],
  ])('a LUIS app: %j: %d', (json, sure) => expect(sureOf('luis-json', json)).toBe(sure))

  it.each<[unknown, number]>([
    [{ intents: { A: { utterances: [] } } }, 0.95],
    [{ intents: { A: { utterances: [] }, B: {} } }, 0],
    [{ intents: {} }, 0],
  ])('a Snips dataset: %j: %d', (json, sure) => expect(sureOf('snips-json', json)).toBe(sure))

  it.each<[string, number]>([
    ['type: intent\nname: A\n', 0.95],
    ['type: entity\nvalues: []\n', 0.95],
    ['type:   intent  \nutterances:\n', 0.95],
    ['type: intents\nname: A\n', 0],
    [' type: intent\nname: A\n', 0],
    ['a type: intent\nname: A\n', 0],
    ['type: intent\n name: A\n', 0],
    ['type: intent\nnames: A\n', 0],
    ['type: intent\nslots:\n', 0.95],
  ])('Snips YAML: %j: %d', (text, sure) => expect(sureOf('snips-yaml', text)).toBe(sure))

  it.each<[unknown, number]>([
    [[{ text: 'a', entities: [], traits: [] }], 0.85],
    [{ utterances: [{ text: 'a', entities: [], traits: [] }] }, 0.85],
    [[{ text: 'a', entities: [] }], 0],
    [[{ text: 'a', entities: [{ body: 'a' }] }], 0.85],
    [[{ text: 'a', entities: [{ entity: 'a' }], traits: [] }], 0],
    [[{ text: 'a', traits: [] }], 0],
    [[{ entities: [], traits: [] }], 0],
    [{ utterances: [{ text: 'a', entities: [], traits: [] }], assets: {} }, 0],
    [
      [
        { text: 'a', entities: [], traits: [] },
        { text: 'b', entities: [{ body: 'b' }] },
      ],
      0.85,
    ],
    [{ data: [{ text: 'a', entities: [] }] }, 0.85],
    [{ data: [{ text: 'a' }] }, 0],
    [{ data: [{ entities: [] }] }, 0],
    [{ name: 'A', roles: [], lookups: [] }, 0.85],
    [{ name: 'A', roles: [] }, 0],
    [{ name: 'A', lang: 'en' }, 0.85],
    [{ name: 'A', lang: 7 }, 0],
    [{ name: 'A' }, 0.85],
    [{ name: 7 }, 0],
    [{ name: 'A', id: 1 }, 0],
    [7, 0],
  ])('of wit.ai: %j: %d', (json, sure) => expect(sureOf('wit', json)).toBe(sure))

  it.each<[unknown, number]>([
    [{ metaData: { fileFormat: 'LexJson' } }, 1],
    [{ metadata: { fileFormat: 'LexJson' } }, 1],
    [{ metadata: { fileFormat: 'Lex' } }, 0],
    [{ dataPrivacy: null, idleSessionTTLInSeconds: 1 }, 1],
    [{ dataPrivacy: null }, 0],
    [{ idleSessionTTLInSeconds: 1 }, 0],
    [{ nluConfidenceThreshold: 0 }, 1],
    [{ customVocabularyItems: null }, 1],
    [{ slotTypeName: null, valueElicitationSetting: null }, 1],
    [{ slotTypeName: null, slotConstraint: null }, 1],
    [{ slotTypeName: null, slotValueElicitationSetting: null }, 1],
    [{ slotTypeName: null }, 0],
    [{ slotConstraint: null }, 0],
    [{ slotValueElicitationSetting: null }, 0],
    [{ slotTypeValues: null, valueSelectionSetting: null }, 1],
    [{ slotTypeValues: null, parentSlotTypeSignature: null }, 1],
    [{ slotTypeValues: null }, 0],
    [{ valueSelectionSetting: null }, 0],
    [{ sampleUtterances: null, parentIntentSignature: null }, 1],
    [{ sampleUtterances: null }, 0],
    [{ parentIntentSignature: null }, 0],
    [[], 0],
  ])('of Lex: %j: %d', (json, sure) => expect(sureOf('lex', json)).toBe(sure))

  it.each<[unknown, number]>([
    [[{ data: [] }], 0.9],
    [[{ data: [], annotations: [] }], 0],
    [[{ data: 'x' }], 0],
    [[{ value: 'v', synonyms: [] }], 0.9],
    [[{ value: 'v' }], 0],
    [[{ synonyms: [] }], 0],
    [[], 0],
    [{ name: 'A', responses: [], auto: true }, 0.9],
    [{ name: 'A', responses: [], contexts: [] }, 0.9],
    [{ name: 'A', responses: [], priority: 1 }, 0.9],
    [{ name: 'A', responses: [] }, 0],
    [{ name: 'A', auto: true }, 0],
    [{ responses: [], auto: true }, 0],
    [{ userSays: [] }, 0.9],
    [{ name: 'A', isEnum: false }, 0.9],
    [{ name: 'A', automatedExpansion: false }, 0.9],
    [{ name: 'A', isOverridable: false }, 0.9],
    [{ isEnum: false }, 0],
    [{ name: 'A', entries: [] }, 0.9],
    [{ name: 'A', entries: {} }, 0],
    [{ entries: [] }, 0],
    [{ language: 'en', defaultTimezone: 'x' }, 0.5],
    [{ language: 'en', mlMinConfidence: 0 }, 0.5],
    [{ language: 'en', webhook: {} }, 0.5],
    [{ language: 'en' }, 0],
    [{ defaultTimezone: 'x' }, 0],
    [{ version: '1' }, 0.5],
    [{ version: '1', more: 1 }, 0],
    [{ more: '1' }, 0],
    [7, 0],
  ])('of Dialogflow ES: %j: %d', (json, sure) => expect(sureOf('dialogflow', json)).toBe(sure))

  it.each<[string, unknown, number]>([
    ['x.json', { trainingPhrases: [{ parts: [] }] }, 1],
    ['x.json', { trainingPhrases: [{ parts: [] }, {}] }, 0],
    ['x.json', { trainingPhrases: [{ parts: [] }], displayName: 'A', priority: 1 }, 0.9],
    ['x.json', { defaultLanguageCode: 'en', timeZone: 'x' }, 1],
    ['x.json', { defaultLanguageCode: 'en', startFlow: 'x' }, 1],
    ['x.json', { defaultLanguageCode: 'en' }, 0],
    ['x.json', { timeZone: 'x' }, 0],
    ['x.json', { displayName: 'A', kind: 'KIND_MAP' }, 1],
    ['x.json', { displayName: 'A', kind: 'MY_KIND_MAP' }, 0],
    ['x.json', { kind: 'KIND_MAP' }, 0],
    ['entityTypes/A/entities/en.json', { entities: [{ value: 'v', synonyms: [] }] }, 1],
    ['a\\entityTypes\\A\\entities\\en.json', { entities: [{ value: 'v', synonyms: [] }] }, 1],
    ['myentityTypes/A/entities/en.json', { entities: [{ value: 'v', synonyms: [] }] }, 0],
    ['entityTypes/en.json', { entities: [{ value: 'v', synonyms: [] }] }, 0],
    ['en.json', { entities: [{ value: 'v', synonyms: [], languageCode: 'en' }] }, 1],
    ['en.json', { entities: [{ value: 'v', languageCode: 'en' }] }, 0],
    ['en.json', { entities: [{ synonyms: [], languageCode: 'en' }] }, 0],
    ['entityTypes/A/entities/en.json', { entities: [], more: 1 }, 0],
    ['entityTypes/A/excludedPhrases/en.json', { excludedPhrases: [] }, 1],
    ['x.json', { excludedPhrases: [] }, 0],
    ['x.json', { displayName: 'A', numTrainingPhrases: 1 }, 0.9],
    ['x.json', { displayName: 'A', isFallback: true }, 0.9],
    ['x.json', { displayName: 'A', priority: 1, responses: [] }, 0],
    ['x.json', { displayName: 'A', priority: 1, transitionRoutes: [] }, 0],
    ['x.json', { priority: 1 }, 0],
    ['intents/A/A.json', { displayName: 'A' }, 0.9],
    ['intents/A/A.json', { name: 'A' }, 0],
    ['flows/A/A.json', { displayName: 'A' }, 0.9],
    ['a/webhooks/A.json', { name: 'A' }, 0.9],
    ['a\\testCases\\A.json', { languageCode: 'A' }, 0.9],
    ['a/webhooks/A.json', { more: 'A' }, 0],
    ['myflows/A/A.json', { displayName: 'A' }, 0],
  ])('of Dialogflow CX: %s %j: %d', (name, json, sure) =>
    expect(sureOf('dialogflow-cx', json, name)).toBe(sure),
  )

  it.each<[string, string, number]>([
    ['x.lu', '# A\n- a\n', 0.95],
    ['X.LU', '$city:Oslo=\n', 0.95],
    ['x.lu', '- a\n', 0],
    ['x.lu.txt', '# A\n- a\n', 0],
    ['x', '> !# @app.name = x\n# A\n', 0.95],
    ['x', 'a > !# x\n# A\n', 0],
    ['x', '>   !# @app.name = x\n', 0],
    ['x', '# A\n- fly to {@city=Oslo}\n', 0.9],
    ['x', '# A\n* fly to {city=Oslo}\n', 0.9],
    ['x', '# A\nfly to {city=Oslo}\n', 0],
    ['x', '# A\n- fly to {city}\n', 0],
    ['x', '# A\n@ ml city\n', 0.9],
    ['x', '@ list city =\n', 0.5],
    ['x', '@list city =\n', 0.5],
    ['x', '@ lists city =\n', 0],
    ['x', 'a @ list city =\n', 0],
    ['x', '# A\n- [more](./x.lu)\n', 0.85],
    ['x', '# A\n- [more](./x.qna#all)\n', 0.85],
    ['x', '# A\n- [more](./x.txt)\n', 0],
    ['x', '# ? Who made it\n- why\n', 0.85],
    ['x', '## A\n- a\n', 0],
  ])('LUIS .lu: %s %j: %d', (name, text, sure) => expect(sureOf('luis-lu', text, name)).toBe(sure))

  const lines = (count: number, line: string) => `${line}\n`.repeat(count)
  it.each<[string, number]>([
    [`${lines(200, 'PlayIntent play it')}${lines(200, 'no intent')}`, 0.8],
    [`${lines(150, 'PlayIntent play it')}${lines(50, 'no intent')}`, 0],
    ['  PlayIntent play it  \n\n', 0.8],
    ['PlayIntent   play it\n', 0.8],
    ['PlayIntent\n', 0],
    ['Play_it play it\nPlay_it play {Song}\nPlay_it put\n', 0.6],
    [`PlayIntent play it\n${' '.repeat(20_000)}](\n`, 0.8],
    ['7Intent play it\n', 0],
  ])('Alexa’s oldest form: %#', (text, sure) => expect(sniffSampleUtterances(text)).toBe(sure))
})

describe('what is nested too deep', () => {
  it.each<[FormatId, number, (deep: unknown) => unknown]>([
    ['alexa', 100, (deep) => ({ intents: [{ name: 'A', samples: ['a'] }], deep })],
    [
      ...(['lex', 100] as const),
      (deep) => ({ sampleUtterances: ['a'], parentIntentSignature: null, name: 'A', deep }),
    ],
    [
      ...(['dialogflow', 100] as const),
      (deep) => ({ name: 'A', userSays: [{ data: [{ text: 'a' }] }], deep }),
    ],
    [
      ...(['dialogflow-cx', 200] as const),
      (deep) => ({
        displayName: 'A',
        priority: 1,
        trainingPhrases: [{ parts: [{ text: 'a' }] }],
        deep,
      }),
    ],
    ['jovo', 100, (deep) => ({ intents: { A: { phrases: ['a'] } }, deep })],
    ['nlpjs', 100, (deep) => ({ data: [{ intent: 'A', utterances: ['a'] }], deep })],
    [
      ...(['watson', 200] as const),
      (deep) => ({ intents: [{ intent: 'A', examples: [{ text: 'a' }] }], deep }),
    ],
  ])('for %s, beyond %i levels, is not read', (format, most, wrap) => {
    const other = { name: 'b.txt', content: '# B\nb\n' }
    const texts = (depth: number) => {
      const file = { name: 'x.json', content: JSON.stringify(wrap(nested(depth))) }
      return readForTest([file, other]).project.utterances.map(({ text }) => text)
    }
    expect(sureOf(format, wrap(1))).toBeGreaterThan(0)
    expect(texts(most)).toEqual(['a', 'b'])
    expect(texts(most + 1)).toEqual(['b'])
  })
})

describe('a pattern of LUIS', () => {
  const app = (...patterns: string[]) => ({
    luis_schema_version: '7.0.0',
    patterns: patterns.map((pattern) => ({ pattern, intent: 'A' })),
  })
  it.each([
    ['to {city}', ['to {city}']],
    ['to {city:goal} { @at } now', ['to {goal} {at} now']],
    ['to [the] {s}', ['to the {s}', 'to {s}']],
    ['[a|b] {s}', ['a {s}', 'b {s}', '{s}']],
    ['(a|b [c]) {s}', ['a {s}', 'b c {s}', 'b {s}']],
    ['(a|) {s}', ['a {s}', '{s}']],
    ['(a) {s}', ['a {s}']],
    ['a|b {s}', ['a|b {s}']],
    ['a [b {s}', ['a [b {s}']],
    ['a ] b {s}', ['a ] b {s}']],
    ['(a|b {s}', ['(a|b {s}']],
    ['[a) {s}', ['[a) {s}']],
    ['\\[a\\|b\\] \\(c\\) {s}', ['[a|b] (c) {s}']],
    ['a\\b {s}', ['a\\b {s}']],
    ['[(a|b)(c|d)] {s}', ['ac {s}', 'bc {s}', 'ad {s}', 'bd {s}', '{s}']],
  ])('%j: %j', (pattern, templates) => {
    expect(templatesOf(read('luis-json', app(pattern))).sort()).toEqual([...templates].sort())
  })

  it('without slots is what people say, and without words nothing', () => {
    const { project } = read('luis-json', app('hello [there]', '[]', 'go {s}'))
    expect(linesOf(project).filter((line) => line.includes('hello'))).toEqual([
      ...['A: hello there', 'A: hello'],
    ])
    expect(project.templates).toHaveLength(1)
  })

  it('has 64 readings, 2000 letters and 40 levels at most', () => {
    const skipped = (pattern: string) => {
      const outcome = read('luis-json', app('other {s}', pattern))
      return [
        outcome.project.templates.length - 1,
        ...outcome.report.entries.flatMap(({ kind, reason }) =>
          kind === 'skipped' ? [/^(\d+ more|More)/u.exec(reason)?.[0] ?? 'all'] : [],
        ),
      ]
    }
    const choices = (count: number) => '(a|b)'.repeat(count)
    expect(skipped(`{s} ${choices(6)}`)).toEqual([64])
    expect(skipped(`{s} ${choices(6)}[c]`)).toEqual([64, '64 more'])
    expect(skipped(`{s} ${choices(39)}`)).toEqual([64, `${2 ** 39 - 64} more`])
    expect(skipped(`{s} ${choices(40)}`)).toEqual([64, 'More'])
    expect(skipped(`{s} ${'x'.repeat(1996)}`)).toEqual([1])
    expect(skipped(`{s} ${'x'.repeat(1997)}`)).toEqual([0, 'all'])
    const deep = (depth: number) => `{s} ${'('.repeat(depth)}x${')'.repeat(depth)}`
    expect(skipped(deep(40))).toEqual([1])
    expect(skipped(deep(41))).toEqual([0, 'all'])
  })

  it.each([
    ['a [b] c', true],
    ['a ]b[ c', false],
    ['a [b\\] c', false],
    ['a [b\\] c]', true],
    ['[]', true],
    ['a (b|c)', true],
    ['a (b)', false],
    ['a (b)|c', false],
    ['a|b (c)', false],
    ['(b|c\\)', false],
    ['a b', false],
    ['] [', false],
  ])('is %j: %s', (text, is) => expect(isLuisPattern(text)).toBe(is))

  it('names slots and types, and is written with both', () => {
    expect(namesInPattern('a {b} { @c : d } {}')).toEqual(['b', 'c', 'd'])
    expect(writeLuisPattern('a [b] (c|d) {e} {f}', (slot) => (slot === 'e' ? 'e' : 'g'))).toBe(
      'a \\[b\\] \\(c\\|d\\) {e} {g:f}',
    )
  })
})

describe('what is told of', () => {
  it.each<[FormatId, unknown, string[]]>([
    [
      'nlpjs',
      {
        data: [
          { intent: 'A', utterances: ['a', 7, {}], tests: ['b', {}], answers: ['c'], more: 1 },
          { utterances: ['d'] },
        ],
        entities: { e: { regex: '/x/', trim: [] } },
      },
      [
        'kept entities.e.trim []',
        'kept entities.e.regex "/x/"',
        'kept data[0].answers ["c"]',
        'skipped data[0].utterances[2] {}',
        'skipped data[0].tests[1] {}',
        'skipped data[1] {"utterances":["d"]}',
      ],
    ],
    [
      'jovo',
      { intents: [{ name: 'A', phrases: ['a', {}] }, { phrases: [] }] },
      ['skipped intents[0].phrases[1] {}', 'skipped intents[1] {"phrases":[]}'],
    ],
    ['jovo', { intents: { A: { phrases: ['a', []] } } }, ['skipped intents.A.phrases[1] []']],
    [
      'watson',
      {
        intents: [{ intent: 'A', examples: [{ text: 'a' }, {}] }, { examples: [] }],
        entities: [{ values: [] }, { entity: 'e', values: [{}, { value: 'v', patterns: ['x'] }] }],
        counterexamples: [{}, { text: 'c' }],
      },
      [
        'skipped entities[0] {"values":[]}',
        'skipped entities[1].values[0] {}',
        'kept entities[1].values[1] v: x',
        'skipped intents[0].examples[1] {}',
        'skipped intents[1] {"examples":[]}',
        'skipped counterexamples[0] {}',
      ],
    ],
    [
      'luis-json',
      {
        luis_schema_version: '7.0.0',
        utterances: [{ text: 'a', intent: 'A' }],
        patterns: [{ pattern: 'b' }, { pattern: ' ', intent: 'A' }],
        regex_entities: [{ name: 'r' }],
        phraselists: [{ name: 'p' }],
        entities: [{ name: 'e', features: [{ modelName: 'm' }] }],
      },
      [
        'skipped entities[0].features',
        'skipped patterns[0] b',
        'skipped patterns[1]',
        'skipped regex_entities[0] {"name":"r"}',
        'skipped phraselists[0] {"name":"p"}',
      ],
    ],
  ])('%s %j', (format, json, told) => {
    const entries = entriesOf(read(format, json)).filter((one) => !one.startsWith('imported'))
    expect(entries).toEqual(told)
  })
})

describe('slots and texts', () => {
  it('of NLP.js stand between single spaces', () => {
    const data = [{ intent: 'A', utterances: [' so  much \t room '] }]
    expect(linesOf(read('nlpjs', { data }).project)).toEqual(['A: so much room'])
  })

  it('of Lex are in the language that the locale says, before its folder', () => {
    const locale = { nluConfidenceThreshold: 0.4, identifier: 'fr_CA' }
    const order = { sampleUtterances: [{ utterance: 'a' }], parentIntentSignature: null, name: 'A' }
    const files = [
      { name: 'Bot/BotLocales/de_DE/BotLocale.json', content: JSON.stringify(locale) },
      { name: 'Bot/BotLocales/de_DE/Intents/A/Intent.json', content: JSON.stringify(order) },
    ]
    const { project } = readForTest(files)
    expect(project.locale).toBe('fr-CA')
  })

  it('of Alexa’s literals are what was said, beside placeholders a value', () => {
    const { project } = read(
      'alexa',
      [
        'CookIntent make {stew|soup|Dish}',
        '// a remark',
        'CookIntent make {stew|Dish} on {Day}',
        'CookIntent  make  {stew|Dish}   now',
        'CookIntent an empty {} brace {Day}',
      ].join('\n'),
      'SampleUtterances.txt',
    )
    expect(linesOf(project).filter((line) => line.includes('Dish'))).toContain(
      'CookIntent: make stew now [Dish=stew]',
    )
    expect(project.templates.map(({ text }) => text)).toEqual(
      expect.arrayContaining(['make {Dish} on {Day}', 'an empty brace {Day}']),
    )
  })

  it.each([
    ['see [the:x] [who](you)', 'see {the} {who}', null],
    ['see [who:Person](you) now', null, 'A: see you now [who=you]'],
    ['see [who](you) [it](all)', null, 'A: see you all [who=you] [it=all]'],
    ['see [] it', null, 'A: see [] it'],
  ])('of a line of Snips %j', (line, template, text) => {
    const yaml = `type: intent\nname: A\nutterances:\n- other\n- "${line}"\n`
    const outcome = read('snips-yaml', yaml, 'x.yaml')
    expect(templatesOf(outcome)).toEqual(template === null ? [] : [template])
    if (text !== null) expect(linesOf(outcome.project)[1]).toBe(text)
  })

  it.each([
    ['yes', true],
    ['Y', true],
    ['on', true],
    ['true', true],
    ['no', false],
    ['N', false],
    ['off', false],
    ['nope', null],
    ['yess', null],
  ])('of Snips are open or closed as YAML 1.1 has it: %s', (word, isExtensible) => {
    const yaml = `---\ntype: intent\nname: A\nutterances:\n- a\n---\ntype: entity\nname: e\nautomatically_extensible: ${word}\nvalues:\n- v\n`
    const open = (text: string) => read('snips-yaml', text, 'x.yaml').project.slotTypes[0]
    const unsaid = open(yaml.replace(/automatically.*\n/u, ''))?.isExtensible
    expect(open(yaml)?.isExtensible).toBe(isExtensible ?? unsaid)
  })

  it.each([
    ['a:b:c', 'c'],
    ['wit$location:to', 'to'],
    ['plain', 'plain'],
    ['plain:', 'plain'],
  ])('of wit.ai are roles: %s', (entity, slot) => {
    const utterance = {
      ...{ text: '🎷 in Rome', intent: 'A', traits: [] },
      entities: [
        { entity, start: 6, end: 10, body: 'Rome' },
        { entity: 'x', start: 0, end: 1, body: '🎷' },
      ],
    }
    expect(linesOf(read('wit', { utterances: [utterance] }).project)).toEqual([
      `A: 🎷 in Rome [x=🎷] [${slot}=Rome]`,
    ])
  })

  it.each([
    ['TextElement_v8', 'b'],
    ['CodePoint', 'b'],
    ['code point', 'b'],
    ['Utf16CodeUnit', ' '],
    [undefined, ' '],
  ])('of CLU are counted in %s', (stringIndexType, said) => {
    const entities = [{ category: 'e', offset: 2, length: 1 }]
    const json = {
      stringIndexType,
      assets: { intents: [], utterances: [{ text: '🎷 b', intent: 'A', entities }] },
    }
    const [utterance] = read('clu', json).project.utterances
    const [span] = utterance?.spans ?? []
    expect(span ? utterance?.text.slice(span.start, span.end) : ' ').toBe(said)
  })

  it.each([
    ['a-b', 'a b', 'a b'],
    ['a-b', 'about it', 'a-b'],
    ['a-b', '', 'a-b'],
    ['x'.repeat(50), 'x'.repeat(51), 'x'.repeat(51)],
    ['skill', '!!', '!!'],
    ['skill', '', 'skill'],
  ])('a CLU project %s (%s) is named %s', (projectName, description, name) => {
    const json = {
      metadata: { projectName, description },
      assets: { utterances: [{ text: 'a', intent: 'A' }] },
    }
    expect(read('clu', json).project.name).toBe(name)
  })
})
