import { describe, expect, it } from 'vitest'
import { numberWords, ordinalDigits } from './builtin-generators'
import { builtInFiller, isBuiltInType } from './builtin-values'
import { CITIES, COLORS } from './builtin-words'
import { type ExpansionOptions, expandTemplates } from './expansion'
import {
  expandAlternatives,
  neighbouringSlots,
  parseTemplate,
  renamePlaceholder,
  templateOf,
  templateSlots,
} from './expansion-template'
import type { Project, SlotType } from './project'
import { createRandom } from './random'
import { createTemplateGroups } from './template-group'
import { snapToTokens, tokenize } from './tokenizer'

const OPTIONS: ExpansionOptions = { seed: 1, idPrefix: 'u' }

function expand(
  patterns: string[],
  slots: Record<string, string>,
  types: Record<string, string[]> = {},
  more = {},
) {
  const slotTypes: SlotType[] = Object.entries(types).map(([name, values]) => ({
    name,
    isExtensible: true,
    values: values.map((value) => ({
      value: value.split('=')[0]!,
      synonyms: value.split('=').slice(1),
    })),
  }))
  const intents: Project['intents'] = [
    {
      name: 'A',
      kind: 'custom',
      note: '',
      slots: Object.entries(slots).map(([name, type]) => ({ name, type })),
    },
  ]
  const templates = patterns.map((text, index) => ({ id: `t${index}`, intent: 'A', text }))
  return expandTemplates({ intents, slotTypes }, templates, { ...OPTIONS, ...more })
}

describe('template expansion', () => {
  it('uses every value and synonym, and every template', () => {
    const values = Array.from({ length: 60 }, (_, index) => `value ${index}=other ${index}`)
    const { utterances, made, uncoveredValues } = expand(
      ['play {x}', 'put {x} on', 'stop'],
      { x: 'X' },
      { X: values },
    )
    const said = new Set(
      utterances.flatMap(({ text, spans }) =>
        spans.map((span) => text.slice(span.start, span.end)),
      ),
    )
    expect(said.size).toBe(120)
    expect(uncoveredValues).toBe(0)
    expect([...made.values()].every((count) => count > 0)).toBe(true)
    expect(made.get('t2')).toBe(1)
  })

  it('says the same for the same seed, and something else for another', () => {
    const patterns = ['on {d} at {t}', 'call {n}']
    const slots = { d: 'AMAZON.DATE', t: 'AMAZON.TIME', n: 'AMAZON.FirstName' }
    expect(expand(patterns, slots)).toEqual(expand(patterns, slots))
    expect(expand(patterns, slots, {}, { seed: 2 }).utterances).not.toEqual(
      expand(patterns, slots).utterances,
    )
  })

  it('gives whole-token spans that hold the value, apart from each other', () => {
    const { utterances } = expand(
      ["where is {name}'s car", '{a}{b}', '{a}-{b} now', 'the {a}, please'],
      { name: 'Name', a: 'A', b: 'A' },
      { Name: ["Fido's", 'Anna'], A: ['one', 'the two', 'three'] },
    )
    for (const { text, spans } of utterances) {
      const tokens = tokenize(text)
      for (const [place, span] of spans.entries()) {
        expect(snapToTokens(tokens, span)).toEqual({ start: span.start, end: span.end })
        expect(span.start).toBeGreaterThanOrEqual(spans[place - 1]?.end ?? 0)
      }
      expect(text).not.toMatch(/'s's|the the/u)
    }
    const possessive = utterances.filter(({ templateId }) => templateId === 't0')
    expect(
      new Set(possessive.map(({ text, spans }) => text.slice(spans[0]!.start, spans[0]!.end))),
    ).toEqual(new Set(['Fido', 'Anna']))
    expect(
      utterances
        .filter(({ templateId }) => templateId === 't1')
        .every(({ spans }) => spans.length === 2),
    ).toBe(true)
  })

  it('stays within its bound, but gives every template one', () => {
    const values = Array.from({ length: 5000 }, (_, index) => `v${index}`)
    expect(
      expand(['a {x}'], { x: 'X' }, { X: values }, { maxUtterances: 100 }).utterances,
    ).toHaveLength(100)
    const patterns = Array.from({ length: 300 }, (_, index) => `number ${index} {x}`)
    const { made } = expand(patterns, { x: 'X' }, { X: ['a'] }, { maxUtterances: 10 })
    expect([...made.values()]).toEqual(Array(300).fill(1))
  })

  it('never makes a text twice for an intent', () => {
    const { utterances } = expand(
      ['{x}', '{y}'],
      { x: 'X', y: 'X' },
      { X: ['a', 'b', 'c'] },
      { taken: [{ text: 'A', intent: 'A' }] },
    )
    expect(utterances.map(({ text }) => text).sort()).toEqual(['b', 'c'])
  })

  it('varies slots of one type within an utterance', () => {
    const { utterances } = expand(['from {a} to {b}'], { a: 'AMAZON.City', b: 'AMAZON.City' })
    for (const { text, spans } of utterances) {
      expect(text.slice(spans[0]!.start, spans[0]!.end)).not.toBe(
        text.slice(spans[1]!.start, spans[1]!.end),
      )
    }
  })

  it('groups utterances of a template for the split', () => {
    const [one, two] = expand(['play {x}'], { x: 'X' }, { X: ['a', 'b'] }).utterances
    const groupOf = createTemplateGroups([one!, two!])
    expect(groupOf(one!)).toBe(groupOf(two!))
    expect(groupOf({ templateId: null, text: ' Hi' })).toBe(
      groupOf({ templateId: null, text: 'hi' }),
    )
  })
})

describe('templates', () => {
  it('are cut into text and slots, and made from spans', () => {
    expect(parseTemplate('a {b} c{ d }')).toEqual([
      { kind: 'text', text: 'a ' },
      { kind: 'slot', slot: 'b' },
      { kind: 'text', text: ' c' },
      { kind: 'slot', slot: 'd' },
    ])
    expect(templateSlots('{a} {b} {a} {}')).toEqual(['a', 'b'])
    expect(templateOf({ text: 'play jazz now', spans: [{ start: 5, end: 9, slot: 'g' }] })).toBe(
      'play {g} now',
    )
  })

  it.each<[string, string[]]>([
    ['{a}{b}', ['{a}', '{b}']],
    ['x{ a b }y', ['x', '{a b}', 'y']],
    ['{}{ }{a|b}', ['{}{ }{a|b}']],
    ['{a\nb} {{c}}', ['{a\nb} {', '{c}', '}']],
    ['', []],
  ])('read “%s” as its pieces', (text, pieces) =>
    expect(
      parseTemplate(text).map((part) => (part.kind === 'text' ? part.text : `{${part.slot}}`)),
    ).toEqual(pieces),
  )

  it('take another name for a slot, and tell which slots no word parts', () => {
    expect(renamePlaceholder('a {b} c { b } {d}', 'b', 'x')).toBe('a {x} c {x} {d}')
    expect(neighbouringSlots('{a} {b}, {c} and {d}{e}')).toEqual([
      ['a', 'b'],
      ['b', 'c'],
      ['d', 'e'],
    ])
    expect(neighbouringSlots('a {b} 1 {c} 天 {d}')).toEqual([])
    const spans = [
      { start: 0, end: 2, slot: 'a' },
      { start: 3, end: 5, slot: 'b' },
    ]
    expect(templateOf({ text: 'aa bb', spans })).toBe('{a} {b}')
  })

  it.each([
    ['a ((b|c) d|e) f', ['a b d f', 'a c d f', 'a e f']],
    ['(a|)  b', ['a b', 'b']],
    ['(a|a)', ['a']],
    ['(a|b', ['(a|b']],
  ])('unfold %s', (text, readings) => {
    expect([...expandAlternatives(text)].sort()).toEqual([...readings].sort())
  })

  it('unfold alternatives', () => {
    expect(expandAlternatives("(what is|what's) the (|next) {d}")).toEqual([
      'what is the {d}',
      'what is the next {d}',
      "what's the {d}",
      "what's the next {d}",
    ])
    expect(expandAlternatives('(a|b) '.repeat(30), 10)).toHaveLength(10)
    expect(expandAlternatives('no (choice) here')).toEqual(['no (choice) here'])
  })
})

describe('built-in values', () => {
  const TYPES =
    'AMAZON.DATE AMAZON.TIME AMAZON.DURATION AMAZON.NUMBER AMAZON.Ordinal AMAZON.FOUR_DIGIT_NUMBER AMAZON.PhoneNumber AMAZON.FirstName AMAZON.US_FIRST_NAME AMAZON.Person AMAZON.City AMAZON.US_CITY AMAZON.EUROPE_CITY AMAZON.US_STATE AMAZON.Country AMAZON.Region AMAZON.StreetName AMAZON.StreetAddress AMAZON.PostalAddress AMAZON.Color AMAZON.MusicRecording AMAZON.MusicGroup AMAZON.Musician AMAZON.MusicAlbum AMAZON.Genre AMAZON.MusicPlaylist AMAZON.Food AMAZON.Drink AMAZON.Dessert AMAZON.Animal AMAZON.Actor AMAZON.Author AMAZON.Movie AMAZON.TVSeries AMAZON.Book AMAZON.VideoGame AMAZON.Sport AMAZON.SportsTeam AMAZON.Airline AMAZON.Airport AMAZON.Language AMAZON.DayOfWeek AMAZON.Month AMAZON.Room AMAZON.Corporation AMAZON.LocalBusiness AMAZON.SearchQuery AMAZON.LITERAL AMAZON.WeatherCondition AMAZON.Festival @sys.date @sys.time @sys.date-time @sys.date-period @sys.number @sys.number-integer @sys.ordinal @sys.duration @sys.age @sys.percentage @sys.temperature @sys.unit-currency @sys.email @sys.phone-number @sys.url @sys.geo-city @sys.geo-country @sys.given-name @sys.last-name @sys.person @sys.color @sys.music-artist @sys.any @sys.zip-code @sys.address snips/datetime snips/date snips/number snips/amountOfMoney snips/percentage snips/temperature snips/duration snips/ordinal snips/city snips/musicArtist snips/musicTrack wit/datetime wit$location builtin.datetimeV2 builtin.geographyV2 builtin.personName prebuilt:email'.split(
      ' ',
    )

  it.each(TYPES)('%s has at least eight different values', (type) => {
    expect(isBuiltInType(type)).toBe(true)
    const filler = builtInFiller(type)
    const random = createRandom(4)
    const values = new Set(Array.from({ length: 80 }, () => filler?.(random) ?? ''))
    expect(values.has('')).toBe(false)
    expect(values.size).toBeGreaterThanOrEqual(7)
    for (const value of values) expect(value).toBe(value.trim())
  })

  it('knows types by the name of the slot too, and says when it knows nothing', () => {
    expect(builtInFiller('Foo', 'fromCity')?.(createRandom(1))).toMatch(/^\p{Lu}/u)
    expect(builtInFiller('LIST_OF_COLORS')?.(createRandom(1))).toBeTypeOf('string')
    expect(builtInFiller('Zork', 'blip')).toBeNull()
  })

  it('writes numbers in words', () => {
    expect([0, 13, 40, 99, 100, 342, 5001].map(numberWords)).toEqual([
      'zero',
      'thirteen',
      'forty',
      'ninety nine',
      'one hundred',
      'three hundred forty two',
      'five thousand one',
    ])
    expect([1, 2, 3, 11, 21, 112].map(ordinalDigits)).toEqual([
      '1st',
      '2nd',
      '3rd',
      '11th',
      '21st',
      '112th',
    ])
  })
})

describe('values that stand in a template', () => {
  const type = (name: string, ...values: string[]) => ({
    ...{ name, isExtensible: false },
    values: values.map((value) => ({ value, synonyms: [] })),
  })
  const made = (
    text: string,
    slots: Record<string, string>,
    slotTypes: ReturnType<typeof type>[],
    more: Partial<Parameters<typeof expandTemplates>[2]> = {},
  ) => {
    const intents = [
      {
        ...{ name: 'Order', kind: 'custom' as const, note: '' },
        slots: Object.entries(slots).map(([name, own]) => ({ name, type: own })),
      },
    ]
    return expandTemplates({ intents, slotTypes }, [{ id: 't', intent: 'Order', text }], {
      ...{ seed: 1, idPrefix: 'x-' },
      ...more,
    }).utterances
  }
  const said = (...all: ReturnType<typeof made>) =>
    all.map(({ text, spans }) => [text, ...spans.map(({ start, end }) => text.slice(start, end))])

  it('are set apart by white space where they would share a word, and only there', () => {
    const both = { size: 'Size', drink: 'Drink' }
    const types = [type('Size', 'big'), type('Drink', 'tea')]
    expect(said(...made('{size}{drink}', both, types))).toEqual([['big tea', 'big', 'tea']])
    expect(said(...made('{size} {drink}', both, types))).toEqual([['big tea', 'big', 'tea']])
    expect(said(...made('{size}{size} {drink}', both, types))).toEqual([
      ['big big tea', 'big', 'big', 'tea'],
    ])
    expect(said(...made('  a {drink}!', both, types))).toEqual([['a tea!', 'tea']])
  })

  it('say an article and an ending once', () => {
    const drink = { drink: 'Drink' }
    expect(said(...made('a {drink}', drink, [type('Drink', 'a latte')]))).toEqual([
      ['a latte', 'latte'],
    ])
    expect(said(...made('my {drink}', drink, [type('Drink', 'the tea')]))).toEqual([
      ['my tea', 'tea'],
    ])
    expect(said(...made('say {drink}', drink, [type('Drink', 'a latte')]))).toEqual([
      ['say a latte', 'a latte'],
    ])
    expect(said(...made("{drink}'s", drink, [type('Drink', "joe's")]))).toEqual([["joe's", 'joe']])
  })

  it('are made by what the slot is called where the type says nothing', () => {
    const texts = made('{city}, {color}', { city: 'Thing', color: 'Thing' }, [], { each: 8 })
    const colors = texts.map(({ text, spans }) => text.slice(spans[1]?.start, spans[1]?.end))
    const cities = texts.map(({ text, spans }) => text.slice(spans[0]?.start, spans[0]?.end))
    expect(colors.every((color) => COLORS.includes(color))).toBe(true)
    expect(cities.every((city) => CITIES.includes(city))).toBe(true)
  })

  it('are not said twice for one intent, whatever the capitals', () => {
    const types = [type('Drink', 'tea', 'Tea', 'milk')]
    const taken = [{ intent: 'Order', text: 'MILK' }]
    expect(made('{drink}', { drink: 'Drink' }, types, { each: 5 })).toHaveLength(2)
    expect(made('{drink}', { drink: 'Drink' }, types, { each: 5, taken })).toHaveLength(1)
    const other = [{ intent: 'Else', text: 'milk' }]
    expect(made('{drink}', { drink: 'Drink' }, types, { each: 5, taken: other })).toHaveLength(2)
  })

  it('come as often as was asked for, template by template, and all once before any again', () => {
    const types = [type('Drink', 'tea', 'milk', 'juice', 'water')]
    const drink = { drink: 'Drink' }
    expect(made('a {drink}', drink, types, { each: 2 })).toHaveLength(2)
    expect(made('a {drink}', drink, types, { each: 2, counts: new Map([['t', 3]]) })).toHaveLength(
      3,
    )
    expect(new Set(made('a {drink}', drink, types).map(({ text }) => text)).size).toBe(4)
    expect(made('plain words', drink, types, { each: 9 })).toHaveLength(1)
    const ids = made('a {drink}', drink, types).map(({ id }) => id.replace(/-[^-]+$/, ''))
    expect(ids).toEqual(['x-1', 'x-2', 'x-3', 'x-4'])
  })
})

describe('values beyond those that a type lists', () => {
  const texts = (type: string, isExtensible = true) =>
    expandTemplates(
      {
        intents: [{ name: 'A', kind: 'custom', note: '', slots: [{ name: 'x', type }] }],
        slotTypes: [{ name: type, isExtensible, values: [{ value: 'ecru', synonyms: [] }] }],
      },
      [{ id: 't', intent: 'A', text: '{x}' }],
      { ...OPTIONS, each: 6 },
    ).utterances.map(({ text }) => text)

  it.each([
    ...['AMAZON.Color', '@sys.color', 'sys.color', '@sys-color', 'snips/color', 'builtin.color'],
    ...['wit/color', 'wit$color', 'amazon.color'],
  ])('are made for %s, which is a platform’s own', (type) => {
    const [first, ...others] = texts(type)
    expect(first).toBe('ecru')
    expect(others).toHaveLength(5)
    expect(others.every((color) => COLORS.includes(color))).toBe(true)
    expect(texts(type, false)).toEqual(['ecru'])
  })

  it.each(['Color', 'MyAMAZON.Color', 'system.color', 'wit.color', 'my/snips/color'])(
    'are made for %s by nobody',
    (type) => expect(texts(type)).toEqual(['ecru']),
  )
})

describe('how much is made', () => {
  const values = Array.from({ length: 40 }, (_, index) => `v${index}`)
  it('is eight of each in a small skill, then whatever value is left', () => {
    const eight = (count: number, list: string[]) => {
      const patterns = Array.from({ length: count }, (_, index) => `p${index} {x}`)
      return [...expand(patterns, { x: 'X' }, { X: list }).made.values()]
    }
    expect(eight(2, values.slice(0, 16))).toEqual([8, 8])
    expect(eight(2, values.slice(0, 19))).toEqual([10, 9])
    expect(eight(3, values.slice(0, 5))).toEqual([5, 5, 5])
    // A skill of many templates makes fewer of each, and at least one.
    expect(new Set(eight(400, values))).toEqual(new Set([2]))
    expect(new Set(eight(1000, values))).toEqual(new Set([1]))
  })

  it('counts the values that the bound has left out', () => {
    const bound = expand(['a {x}'], { x: 'X' }, { X: values }, { maxUtterances: 10 })
    expect([bound.utterances.length, bound.uncoveredValues]).toEqual([10, 30])
    const each = expand(['a {x}'], { x: 'X' }, { X: values }, { each: 3 })
    expect([each.utterances.length, each.uncoveredValues]).toEqual([3, 37])
    const counts = new Map([['t0', 2]])
    const two = expand(['a {x}', 'b {x}'], { x: 'X' }, { X: values }, { counts })
    expect([...two.made.values()]).toEqual([2, 38])
  })

  it('says each value once, however it is spaced, and those of its own before synonyms', () => {
    const { utterances } = expand(['{x}'], { x: 'X' }, { X: ['a  b=c', ' a b ', 'd=a b'] })
    const texts = utterances.map(({ text }) => text)
    expect(texts.slice(0, 2).sort()).toEqual(['a b', 'd'])
    expect(texts.slice(2)).toEqual(['c'])
  })

  it('gives each utterance its template, its number and what tells it from edits', () => {
    const { utterances, made } = expand(['play {x}', 'stop'], { x: 'X' }, { X: ['a'] })
    expect(utterances).toMatchObject([
      { text: 'play a', intent: 'A', status: 'done', templateId: 't0' },
      { text: 'stop', intent: 'A', status: 'done', templateId: 't1', spans: [] },
    ])
    expect(utterances.map(({ id }) => id.replace(/-.*/, ''))).toEqual(['u1', 'u2'])
    expect(made).toEqual(
      new Map([
        ['t0', 1],
        ['t1', 1],
      ]),
    )
    const again = expand(['play {x}', 'play {x}', ' '], { x: 'X' }, { X: ['a'] })
    expect([...again.made.values()]).toEqual([1, 0, 0])
  })
})
