import { describe, expect, it } from 'vitest'
import { madeFingerprint } from '@/project/expansion'
import { createProject, type Intent, type Project, type SlotType } from '@/project/project'
import { fitLengths } from './fit-lengths'
import { fitLocale } from './fit-locale'
import { fitSamples } from './fit-samples'
import { fitTypes } from './fit-types'
import type { FormatId } from './format'
import { invocationName } from './invocation'
import { apartByLetter, latinName, letterName } from './latin-name'
import { fitNamesToPlatform } from './legal-names'
import { luisModel } from './luis-model'
import { linesOf, readForTest } from './testing-reads'
import { say } from './testing-say'
import { fitProject, writeProject } from './write-project'

/** What each platform makes of names, texts, types and lengths at the edge of what it takes. */

const intent = (name: string, slots: Record<string, string> = {}, more: Partial<Intent> = {}) => ({
  ...{ name, kind: 'custom' as const, note: '' },
  slots: Object.entries(slots).map(([slot, type]) => ({ name: slot, type })),
  ...more,
})
const type = (name: string, ...values: string[]): SlotType => ({
  ...{ name, isExtensible: false },
  values: values.map((value) => ({ value, synonyms: [] })),
})
const skillOf = (more: Partial<Project>): Project => ({
  ...createProject({ id: 'p', name: 'small talk' }),
  ...more,
})
const slotsIn = ({ intents }: Project) => intents.flatMap(({ slots }) => slots)

const REQUIRED = ['AMAZON.CancelIntent', 'AMAZON.HelpIntent', 'AMAZON.StopIntent']

/** As its template made it. */
function made(text: string, intent: string, templateId: string) {
  const utterance = say(text, { intent, templateId, status: 'done' })
  return { ...utterance, id: `u-${madeFingerprint(utterance)}` }
}

describe('what Alexa says', () => {
  const slots = { slot: 'Kind', other: 'Kind', query: 'AMAZON.SearchQuery' }
  const base = skillOf({
    intents: [intent('Ask', slots), ...REQUIRED.map((name) => intent(name))],
    slotTypes: [type('Kind', 'tea')],
  })
  const spoken = (text: string, locale = 'en-US') => {
    const skill = { ...base, locale, utterances: [say(text, { intent: 'Ask' })] }
    return linesOf(fitProject(skill, 'alexa').project)[0]?.replace('Ask: ', '') ?? null
  }

  it.each([
    ['5% off', 'five percent off'],
    ['5 % off', 'five percent off'],
    ['5  % off', 'five off'],
    ['% off', 'off'],
    ['salt & pepper', 'salt and pepper'],
    ['salt&pepper', 'salt and pepper'],
    ['one + two', 'one plus two'],
    ['one+two', 'one two'],
    ['joe’s, bob‘s and anʼs', "joe's bob's and an's"],
    ['now – or—never', 'now or never'],
    ['so-called snake_case', 'so-called snake_case'],
    ['the U.S. of a. thing', 'the U.S. of a. thing'],
    ['ask mr. smith.', 'ask mr smith'],
    ['wait... now', 'wait now'],
    ['plan b... now', 'plan b. now'],
    ['a.', 'a.'],
    ['x.y', 'x.y'],
    ['3.5 miles', 'three point five miles'],
    ['- well -', 'well'],
    ["' rock _ roll .", 'rock roll'],
    ['“so”, what?!', 'so what'],
    ['cafe\u0301', 'cafe\u0301'],
    ['in  two\tgaps', 'in two gaps'],
    ['half ½', null],
    ['?!', null],
    ['play [7](slot)!', 'play 7 [slot=7]'],
    ['[tea](slot)&[tea](other)', 'tea and tea [slot=tea] [other=tea]'],
  ])('of %j: %j', (text, said) => expect(spoken(text)).toBe(said))

  it.each([
    ['Salz & 5 Pfeffer', null],
    ['Salz & Pfeffer', 'Salz Pfeffer'],
    ['zu + ab', 'zu ab'],
    ['ganz %', 'ganz'],
  ])('of %j in German: %j', (text, said) => expect(spoken(text, 'de-DE')).toBe(said))

  const pattern = (text: string) => {
    const skill = { ...base, templates: [{ id: 't', intent: 'Ask', text }] }
    return fitProject(skill, 'alexa').project.templates[0]?.text ?? null
  }
  it.each([
    ['{slot}', '{slot}'],
    ['go{slot}', 'go {slot}'],
    ['go {slot} on', 'go {slot} on'],
    ['{slot}now', '{slot} now'],
    ["{slot}'s lid", "{slot}'s lid"],
    ['{slot}’S lid', "{slot}'S lid"],
    ["{slot}'sad", "{slot} 'sad"],
    ["{slot}it's", "{slot} it's"],
    ['{slot}{other}', '{slot} {other}'],
    ['{slot} {other}', '{slot} {other}'],
    ['{slot}, {other}.', '{slot} {other}'],
    [' ({slot}) ', '{slot}'],
    ['go ?{slot}?', 'go {slot}'],
    ['find {query}', 'find {query}'],
    ["{query}'s", "{query}'s"],
    ['{query}', null],
    ['{query} …', null],
    ['find {query} {slot}', null],
    ['{slot} 7', '{slot} seven'],
  ])('around the slots of %j: %j', (text, said) => expect(pattern(text)).toBe(said))

  it('is the same skill where nothing changes', () => {
    const fine = {
      ...base,
      templates: [{ id: 't', intent: 'Ask', text: 'a {slot}' }],
      utterances: [say('a [tea](slot)', { intent: 'Ask' }), say('7 of nobody')],
    }
    expect(fitProject(fine, 'alexa').project).toBe(fine)
  })

  it('names intents, slots and types in letters, and its own as they are', () => {
    const skill = skillOf({
      intents: [
        intent('Größe 2', { '!!': '2nd', '??': 'AMAZON.X-Y', s3: 'T_1' }),
        intent('!!'),
        intent('AMAZON.X2Intent'),
        intent(REQUIRED[1]!),
      ],
      slotTypes: [type('2nd', 'a'), type('T_1', 'b'), type('§', 'c')],
    })
    const { project, changes } = fitProject(skill, 'alexa')
    expect(project.intents.map(({ name }) => name)).toEqual([
      ...['Groesse_Two', 'Intent', 'AMAZON.X2Intent', REQUIRED[1], REQUIRED[0], REQUIRED[2]],
    ])
    expect(slotsIn(project).map(({ name, type }) => `${name}: ${type}`)).toEqual([
      ...['slot: T2nd', 'slot_B: AMAZON.X-Y', 'sThree: T_1'],
    ])
    expect(project.slotTypes.map(({ name }) => name)).toEqual(['T2nd', 'T_1', 'Type'])
    expect(changes).toHaveLength(8)
  })

  it('asks a value of each type that a slot has and no text fills', () => {
    const skill = skillOf({
      intents: [
        intent('Ask', {
          ...{ home__town: 'Town', drink: 'Drink', made: 'Made', nobodys: 'Nobodys' },
          ...{ ghost: 'Ghost', __: 'Blank', city: 'AMAZON.City' },
        }),
        ...REQUIRED.map((name) => intent(name)),
      ],
      slotTypes: [
        ...[type('Town'), type('Drink'), type('Made'), type('Nobodys'), type('Idle')],
        ...[type('AMAZON.Own'), type('Blank'), type('Used', 'x')],
      ],
      templates: [{ id: 't', intent: 'Ask', text: 'a {made}' }],
      utterances: [
        made('a [b](made)', 'Ask', 't'),
        say('my [tea](drink)', { intent: 'Ask' }),
        say('of [no one](nobodys)'),
      ],
    })
    const { project, changes } = fitProject(skill, 'alexa')
    const listed = project.slotTypes.map(({ name, values, isExtensible }) => [
      name,
      isExtensible,
      ...values.map(({ value }) => value),
    ])
    expect(listed).toEqual([
      ['Town', false, 'home town'],
      ['Drink', false],
      ['Made', false, 'made'],
      ['Nobodys', false, 'nobodys'],
      ['AMAZON.Own', false],
      ['Blank', false, 'slot'],
      ['Used', false, 'x'],
      ['Ghost', true, 'ghost'],
    ])
    // A renamed slot, and the types that changed.
    expect(changes).toHaveLength(7)
  })

  it.each([
    ['Egg Timer 2', 'en-US', 'egg timer two'],
    ['Salt & Pepper’s', 'en-GB', "salt and pepper's"],
    ['Salz & Pfeffer', 'de-DE', 'salz pfeffer'],
    ['a', 'en-US', 'my skill'],
    ['ab', 'en-US', 'ab'],
    ["'.'a.", 'en-US', 'my skill'],
    ['x'.repeat(50), 'en-US', 'x'.repeat(50)],
    [`${'word '.repeat(9)}fifty`, '', `${'word '.repeat(9)}fifty`],
    [`${'word '.repeat(9)}fiftyone`, 'en', 'word '.repeat(9).trim()],
    ['ILIK', 'tr-TR', 'ılık'],
  ])('to open the skill %j (%s)', (name, locale, said) =>
    expect(invocationName(name, locale)).toBe(said),
  )
})

describe('names of Latin letters', () => {
  it.each([
    ['größe-1', 'groesse_1'],
    ['Ærø', 'aero'],
    ['Łódź', 'lodz'],
    ['Ötzi', 'Otzi'],
    ['straße', 'strasse'],
    ['_a_', 'a'],
    ['__a__', '__a__'],
    ['a  b', 'a_b'],
    ['日本', 'none'],
    ['__', 'none'],
    ['7', '7'],
  ])('%s: %s', (name, plain) => expect(latinName(name, 'none')).toBe(plain))

  it.each([
    [2, 'a_B'],
    [26, 'a_Z'],
    [27, 'a_AA'],
    [28, 'a_AB'],
    [702, 'a_ZZ'],
    [703, 'a_AAA'],
  ])('the name number %i is %s', (number, name) => expect(apartByLetter('a', number)).toBe(name))

  it('spell each digit', () => expect(letterName('a10b', 'x')).toBe('aOneZerob'))
})

describe('languages', () => {
  const known = ['en-US', 'en-GB', 'pt-BR', 'zh-CN']
  it.each([
    ['en-GB', 'en-GB', 0],
    ['EN-gb', 'EN-gb', 0],
    ['en', 'en-US', 1],
    ['en_IE', 'en-US', 1],
    ['pt-PT', 'pt-BR', 1],
    ['fi-FI', 'fi-FI', 1],
    ['e', 'e', 1],
  ])('%s is written as %s', (locale, written, count) => {
    const skill = skillOf({ locale })
    const { project, changes } = fitLocale(skill, known, 'It')
    expect([project.locale, changes.length]).toEqual([written, count])
    expect(project === skill).toBe(locale === written)
  })

  it.each([
    ['de-AT', 'de'],
    ['pt-PT', 'pt-BR'],
    ['zh-TW', 'zh-TW'],
    ['xx', 'xx'],
    ['xx-YY', 'xx'],
    ['fi-FI', 'xx'],
    ['', 'xx'],
  ])('for Watson, %s is %s', (locale, written) =>
    expect(fitProject(skillOf({ locale }), 'watson').project.locale).toBe(written),
  )
})

describe('lengths', () => {
  it('may be as long as a platform says, and no longer', () => {
    const skill = skillOf({
      utterances: [say('a'.repeat(500)), say('b'.repeat(501))],
      slotTypes: [type('T', 'a'.repeat(500), 'b'.repeat(501))],
    })
    skill.slotTypes[0]!.values[0]!.synonyms = ['c'.repeat(501), 'd'.repeat(500)]
    const { project, changes } = fitLengths(skill, 'lex')
    expect(project.utterances).toEqual([skill.utterances[0]])
    expect(project.slotTypes[0]?.values).toEqual([
      { value: 'a'.repeat(500), synonyms: ['d'.repeat(500)] },
    ])
    expect(changes).toEqual([
      expect.stringContaining('500 characters; 1 is'),
      expect.stringContaining('500 characters; 2 are'),
    ])
    const twice = { ...skill, utterances: [say('b'.repeat(501)), say('b'.repeat(502))] }
    const one = { ...twice, slotTypes: [type('T', 'b'.repeat(501))] }
    expect(fitLengths(one, 'lex').changes).toEqual([
      expect.stringContaining('; 2 are'),
      expect.stringContaining('; 1 is'),
    ])
  })

  it('of texts alone, of values alone, of neither', () => {
    const texts = skillOf({ utterances: [say('a'.repeat(1025))] })
    expect(fitLengths(texts, 'watson').project.utterances).toEqual([])
    const values = skillOf({ slotTypes: [type('T', 'a'.repeat(65))] })
    expect(fitLengths(values, 'watson').project.slotTypes[0]?.values).toEqual([])
    const fine = skillOf({ utterances: [say('a'.repeat(1024))], slotTypes: [type('T', 'a')] })
    expect(fitLengths(fine, 'watson')).toEqual({ project: fine, changes: [] })
    expect(fitLengths(fine, 'watson').project).toBe(fine)
  })

  it('of names make room for the number of a twin', () => {
    const long = (end: string) => intent(`${'a'.repeat(100)}${end}`, { 'a.b': 'T!' })
    const skill = skillOf({ intents: [long('b'), long('c')] })
    const { project } = fitNamesToPlatform(skill, 'lex')
    expect(project.intents.map(({ name }) => name)).toEqual([
      'a'.repeat(100),
      `${'a'.repeat(94)}_2`,
    ])
    expect(slotsIn(project)[0]).toEqual({ name: 'a_b', type: 'T' })
    const loose = fitNamesToPlatform(skill, 'lex', { hasTypes: false, isFineSlot: () => true })
    expect(slotsIn(loose.project)[0]).toEqual({ name: 'a.b', type: 'T!' })
    const watson = fitProject(skill, 'watson').project
    expect(watson.intents[1]?.name).toBe(`${'a'.repeat(100)}c`)
    expect(slotsIn(watson)[0]).toEqual({ name: 'a_b', type: 'T!' })
  })
})

describe('samples under a rule', () => {
  it('are told one by one up to twenty, and what templates made goes with them', () => {
    const count = (changed: number, dropped: number) => {
      const texts = [
        ...Array.from({ length: changed }, (_, index) => `change ${index}`),
        ...Array.from({ length: dropped }, (_, index) => `drop ${index}`),
      ]
      const skill = skillOf({ utterances: texts.map((text) => say(text, { intent: 'A' })) })
      return fitSamples(skill, (pieces) =>
        pieces[0]?.text.startsWith('drop') ? 'no' : [{ text: 'changed', slot: null }],
      ).changes.map((change) => /^\d+ more/u.exec(change)?.[0] ?? '')
    }
    const told = (length: number) => Array.from({ length }, () => '')
    expect(count(20, 20)).toEqual(told(40))
    expect(count(21, 20)).toEqual([...told(20), '1 more', ...told(20)])
    expect(count(0, 23)).toEqual([...told(20), '3 more'])

    const skill = skillOf({
      intents: [intent('A', { s: 'S' })],
      templates: [
        { id: 't', intent: 'A', text: 'drop {s}' },
        { id: 'u', intent: 'A', text: 'keep {s}' },
      ],
      utterances: [
        made('drop [x](s)', 'A', 't'),
        made('keep [x](s)', 'A', 'u'),
        say('say [x](s) it', { intent: 'A' }),
        say('drop of nobody'),
      ],
    })
    const { project } = fitSamples(skill, (pieces) =>
      pieces[0]?.text.startsWith('drop')
        ? 'no'
        : pieces.map((piece) => ({ ...piece, text: piece.text.replace('say', 'tell me') })),
    )
    expect(project.templates).toEqual([skill.templates[1]])
    expect(project.utterances).toEqual([
      skill.utterances[1],
      { ...skill.utterances[2], text: 'tell me x it', spans: [{ start: 8, end: 9, slot: 's' }] },
      skill.utterances[3],
    ])
    expect(fitSamples(skill, (pieces) => [...pieces]).project).toBe(skill)
  })
})

describe('types under the rules of a platform', () => {
  const rules = {
    isBuiltIn: (name: string) => name.startsWith('P.'),
    builtInFor: (name: string) => (name === 'A.date' || name === 'P.date' ? 'P.date' : null),
    customFor: (name: string) => name.replace('P.', 'own '),
    isMore: (name: string) => name === 'More',
    anyWords: 'P.any',
  }
  it.each([
    ['P.list', ['x'], false, 'own list', false],
    ['Plain', ['x'], false, 'Plain', false],
    ['A.date', ['x'], true, 'A.date', false],
    ['A.date', [], true, 'P.date', true],
    ['P.date', [], false, 'P.date', true],
    ['More', [], false, 'More', false],
    ['P.said', [], true, 'own said', false],
    ['Said', [], true, 'Said', false],
    ['P.idle', [], false, 'P.any', true],
    ['Idle', [], false, 'P.any', true],
  ])('%s %j (said: %s) is %s', (name, values, isSaid, written, isExtensible) => {
    const skill = skillOf({
      intents: [intent('A', { s: name }), intent('B', { s: 'Elsewhere' })],
      slotTypes: [type(name, ...values)],
    })
    const utterances = isSaid ? [say('[x](s)', { intent: 'A' })] : [say('[x](s)', { intent: 'B' })]
    const { project, changes } = fitTypes(skill, utterances, rules)
    expect(slotsIn(project)[0]?.type).toBe(written)
    expect(project.slotTypes[0]).toMatchObject({ name: written, isExtensible })
    const own = changes.filter((change) => change.includes(`“${name}”`))
    expect(own).toHaveLength(name === written ? 0 : 1)
  })

  it('of which two become one are written once, and said where a slot has them', () => {
    const skill = skillOf({
      intents: [intent('A', { s: 'One' })],
      slotTypes: [type('One'), type('Two'), type('P.any')],
    })
    const { project, changes } = fitTypes(skill, [], rules)
    expect(project.slotTypes).toEqual([{ name: 'P.any', isExtensible: true, values: [] }])
    expect(changes).toHaveLength(1)
  })
})

describe('names and parts of Lex', () => {
  it('keeps a part of a slot beside the slot itself', () => {
    const skill = skillOf({
      intents: [
        intent('A', { home: 'T', 'home.street': 'T', 'home.': 'T', '.street': 'T' }),
        intent('B', { 'work.street': 'T', 'home.a.b': 'T' }),
        intent('C', { work: 'T', home: 'T' }),
      ],
      slotTypes: [type('T', 'x')],
    })
    const { project } = fitProject(skill, 'lex')
    expect(slotsIn(project).map(({ name }) => name)).toEqual([
      ...['home', 'home.street', 'home_2', 'street', 'work_street', 'home_a_b', 'work', 'home'],
    ])
    expect(project.intents[3]).toEqual(intent('FallbackIntent', {}, { kind: 'outOfScope' }))
    const named = fitProject(skillOf({ intents: [intent('FallbackIntent')] }), 'lex').project
    expect([named.name, named.intents.length]).toEqual(['small_talk', 1])
  })

  it.each([
    ['DATE', 'AMAZON.Date'],
    ['SearchQuery', 'AMAZON.FreeFormInput'],
    ['AT_CITY', 'AMAZON.City'],
    ['Number', 'AMAZON.Number'],
  ])('knows AMAZON.%s as %s', (name, written) => {
    const skill = skillOf({ intents: [intent('A', { s: `AMAZON.${name}` })] })
    expect(slotsIn(fitProject(skill, 'lex').project)[0]?.type).toBe(written)
  })

  it('makes its own type of what Lex lacks and a text says', () => {
    const skill = skillOf({
      intents: [intent('A', { s: 'AMAZON.Book', t: '@sys.number' })],
      utterances: [say('[x](s)', { intent: 'A' })],
    })
    expect(slotsIn(fitProject(skill, 'lex').project).map((slot) => slot.type)).toEqual([
      ...['Book', 'AMAZON.Number'],
    ])
  })
})

describe('names and limits of LUIS', () => {
  it.each([
    ['list', 'list_'],
    ['List', 'List_'],
    ['listing', 'listing'],
    ['mylist', 'mylist'],
    ['machine-learned', 'machine-learned_'],
    ['@at', 'at'],
    ['a@b', 'a@b'],
    ['@', 'entity'],
    [' a  b ', 'a b'],
    ['a<b>c*d%e', 'a_b_c_d_e'],
    ['a&b:c\\d$e=f', 'a_b_c_d_e_f'],
    ['a{b}c"d\'e,f;g`h', 'a_b_c_d_e_f_g_h'],
  ])('an entity %j is %j', (name, written) => {
    const { project } = fitProject(skillOf({ intents: [intent('A', { [name]: name })] }), 'luis-lu')
    expect(slotsIn(project)[0]).toEqual({ name: written, type: written })
  })

  it.each([
    ['?why', 'why'],
    ['## why', 'why'],
    ['a?b#', 'a?b#'],
    ['??', 'intent'],
    ['a=b', 'a=b'],
    ['a:b $c', 'a_b _c'],
  ])('an intent %j is %j', (name, written) => {
    const { project } = fitProject(skillOf({ intents: [intent(name)] }), 'luis-lu')
    expect(project.intents[0]?.name).toBe(written)
  })

  it.each([
    ['en-US', 'geographyV2'],
    ['en', 'geographyV2'],
    ['de-DE', 'AMAZON.City'],
  ])('has cities in English alone (%s)', (locale, written) => {
    const skill = skillOf({ locale, intents: [intent('A', { s: 'AMAZON.City' })] })
    expect(slotsIn(fitProject(skill, 'luis-json').project)[0]?.type).toBe(written)
  })

  it('are those of its patterns and texts', () => {
    const pattern = (length: number) => ({
      ...{ id: `t${length}`, intent: 'A' },
      text: `{s}${'x'.repeat(length - 3)}`,
    })
    const skill = skillOf({
      intents: [intent('A', { s: 's' })],
      templates: [pattern(400), pattern(401)],
      utterances: [say('y'.repeat(500)), say('z'.repeat(501))],
    })
    const { project, changes } = fitProject(skill, 'luis-json')
    expect(project.templates).toEqual([skill.templates[0]])
    expect(project.utterances).toEqual([skill.utterances[0]])
    expect(changes).toHaveLength(2)
    const many = Array.from({ length: 500 }, (_, index) => ({ ...pattern(9), id: `${index}` }))
    const full = { ...skill, templates: many, utterances: [] }
    expect(fitProject(full, 'luis-json')).toEqual({ project: full, changes: [] })
    const more = { ...full, templates: [...many, pattern(10)] }
    expect(fitProject(more, 'luis-json').project.templates).toEqual(many)
  })

  it.each([
    ['v [x](y)', 0, '- {@s=v} [x](y)'],
    ['[v](y)', 1, null],
    ['[v][y]', 1, null],
    ['[v](y) x', 1, '- [{@s=v}](y) x'],
    ['[v](y|z)', 1, '- [{@s=v}](y|z)'],
  ])('leaves out a text that reads as a reference: %s', (text, start, line) => {
    const spans = [{ start, end: start + 1, slot: 's' }]
    const utterances = [{ ...say(text, { intent: 'A' }), text, spans }]
    const { files } = writeProject(skillOf({ intents: [intent('A')], utterances }), 'luis-lu')
    const lines = new TextDecoder().decode(files[0]?.bytes).split('\n')
    expect(lines.find((one) => one.startsWith('- ')) ?? null).toBe(line)
  })

  it('tells labels, lists and prebuilt entities apart', () => {
    const skill = skillOf({
      intents: [
        intent('A', {
          ...{ dish: 'dish', starter: 'dish', tea: 'tea', to: 'geographyV2', ordinal: 'ordinal' },
          ...{ number: 'number', email: 'email', first: 'age', idle: 'idle', dishList: 'x' },
        }),
      ],
      slotTypes: [type('dish', 'stew'), type('tea', 'mint'), type('dishList2')],
      templates: [{ id: 't', intent: 'A', text: 'a {tea} {number} {loose}' }],
      utterances: [
        say('[stew](dish) at [an](amount) in [Rome](to) [7](ordinal)', { intent: 'A' }),
        say('[two](first)', { intent: 'A' }),
        say('nobody says [mint](tea)'),
      ],
    })
    expect(luisModel(skill)).toEqual({
      ml: [
        { name: 'dish', roles: ['starter'], list: 'dishList3' },
        { name: 'amount', roles: [], list: null },
        { name: 'ordinal', roles: [], list: null },
        ...(['loose', 'idle'] as const).map((name) => ({ name, roles: [], list: null })),
        { name: 'x', roles: ['dishList'], list: null },
      ],
      lists: [
        { name: 'dishList3', roles: [], values: skill.slotTypes[0]?.values },
        { name: 'tea', roles: [], values: skill.slotTypes[1]?.values },
      ],
      prebuilt: [
        { name: 'geographyV2', roles: ['to'], list: null },
        { name: 'age', roles: ['first'], list: null },
        { name: 'number', roles: [], list: null },
        { name: 'email', roles: [], list: null },
      ],
    })
  })
})

describe('names and types of others', () => {
  const slotNamed = (id: FormatId, slot: string, name = slot) =>
    slotsIn(fitProject(skillOf({ intents: [intent('A', { [slot]: name })] }), id).project)[0]

  it.each([
    ['a-b', 'a-b'],
    ['größe', 'groesse'],
    ['_a', 'a'],
    ['2a', 'a'],
    ['22', 'none'],
    ['日本', 'none'],
    ['a'.repeat(30), 'a'.repeat(30)],
    ['a'.repeat(31), 'a'.repeat(30)],
  ])('Dialogflow names %s %s', (name, written) => {
    const otherwise = (fallback: string) => (written === 'none' ? fallback : written)
    expect(slotNamed('dialogflow', name)).toEqual({
      name: otherwise('parameter'),
      type: otherwise('entity'),
    })
  })

  it.each([
    ['a_b', 'a_b'],
    ['a-b', 'a_b'],
    ['2a', 'a'],
    ['_2', 'none'],
    ['日本', 'none'],
  ])('wit.ai names %s %s', (name, written) => {
    const otherwise = (fallback: string) => (written === 'none' ? fallback : written)
    expect(slotNamed('wit', name)).toEqual({
      name: otherwise('role'),
      type: otherwise('entity'),
    })
    const skill = skillOf({ intents: [intent(name)] })
    expect(fitProject(skill, 'wit').project.intents[0]?.name).toBe(otherwise('intent'))
  })

  it.each<[FormatId, string, string]>([
    ['dialogflow', 'AMAZON.NUMBER', '@sys.number'],
    ['dialogflow', '@sys.unit-x', '@sys.unit-x'],
    ['wit', 'AMAZON.NUMBER', 'wit$number'],
    ['wit', 'wit$some-thing', 'wit$some-thing'],
    ['dialogflow-cx', 'AMAZON.NUMBER', '@sys.number'],
    ['dialogflow-cx', '@sys.unit-x', '@sys.unit-x'],
    ['dialogflow-cx', 'Anything', '@sys.any'],
    ['snips-yaml', 'AMAZON.NUMBER', 'snips/number'],
    ['snips-yaml', 'AMAZON.City', 'AMAZON.City'],
    ['jovo', '@sys.number', 'AMAZON.NUMBER'],
  ])('%s writes the type %s as %s', (id, name, written) =>
    expect(slotNamed(id, 's', name)).toEqual({ name: 's', type: written }),
  )

  it('wit.ai knows languages without regions', () =>
    expect(fitProject(skillOf({ locale: 'de-AT' }), 'wit').project.locale).toBe('de'))

  it.each([
    ['wake me at 7', 'en-US', 'wake me at seven'],
    ['um 7', 'de-DE', null],
    ['um [7](s)', 'de-DE', 'um 7'],
    ['half ½, a+b', 'en-US', 'half ½, a+b'],
  ])('Jovo writes %j (%s) as %j', (text, locale, written) => {
    const utterances = [say(text, { intent: 'A' })]
    const { project } = fitProject(skillOf({ locale, utterances }), 'jovo')
    expect(project.utterances[0]?.text ?? null).toBe(written)
  })
})

describe('what Watson makes counterexamples', () => {
  const strange = (name: string, slots = {}) => intent(name, slots, { kind: 'outOfScope' })
  const asWatson = (intents: Intent[], ...utterances: ReturnType<typeof say>[]) => {
    const skill = skillOf({
      ...{ locale: 'en', intents, utterances },
      templates: intents.map(({ name }) => ({ id: name, intent: name, text: 'a {s}' })),
    })
    return { skill, ...fitProject({ ...skill, name: 'small talk' }, 'watson') }
  }

  it('is one intent of texts alone, each once', () => {
    const { project, changes } = asWatson(
      [intent('A'), strange('Other'), strange('None')],
      say('hello', { intent: 'A' }),
      say('a [b](s)', { intent: 'Other', templateId: 'Other' }),
      say('a b', { intent: 'None' }),
      say('hello', { intent: 'None' }),
      say('nobody'),
    )
    expect(linesOf(project)).toEqual([
      ...['A: hello', 'irrelevant: a b', 'irrelevant: hello', 'null: nobody'],
    ])
    expect(project.utterances.every(({ templateId }) => templateId === null)).toBe(true)
    expect(project.intents).toEqual([intent('A'), strange('irrelevant')])
    expect(project.templates.map(({ intent }) => intent)).toEqual(['A'])
    expect(changes).toEqual([expect.stringContaining('“Other”, “None”')])
  })

  it.each([
    [['irrelevant'], 'x', 0, 'irrelevant'],
    [['irrelevant'], '[x](s)', 1, 'irrelevant'],
    [['Other'], 'x', 1, 'irrelevant'],
    [['irrelevant', 'Other'], 'x', 1, 'irrelevant'],
  ])('%j says %s: %i changes', (names, text, count, written) => {
    const { project, changes } = asWatson(
      names.map((name) => strange(name)),
      say(text, { intent: names[0]! }),
    )
    expect([changes.length, project.intents.map(({ name }) => name)]).toEqual([count, [written]])
  })

  it('has a name that no intent has, and none without texts', () => {
    const taken = ['irrelevant', 'counterexamples'].map((name) => intent(name))
    const { project } = asWatson([...taken, strange('Other')], say('x', { intent: 'Other' }))
    expect(project.intents[2]?.name).toBe('out_of_scope')
    const all = [...taken, intent('out_of_scope'), strange('Other')]
    const last = asWatson(all, say('x', { intent: 'Other' })).project
    expect(last.intents[3]?.name).toBe('irrelevant_input')
    const { project: back } = readForTest(
      writeProject(last, 'watson').files.map((file) => ({ name: file.name, content: file.bytes })),
    )
    expect(back.intents[3]).toEqual(last.intents[3])
    expect(asWatson([intent('A'), strange('Other')]).project.intents).toEqual([intent('A')])
    const plain = skillOf({ locale: 'en', intents: [intent('A')] })
    expect(fitProject(plain, 'watson').project).toBe(plain)
  })
})
