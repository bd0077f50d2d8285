import { describe, expect, it } from 'vitest'
import * as make from './builtin-generators'
import {
  CITIES,
  CITIES_IN_STATES,
  FIRST_NAMES,
  LAST_NAMES,
  MONTHS,
  STREETS,
  WEEKDAYS,
} from './builtin-words'
import { createRandom } from './random'

describe('numbers in words', () => {
  it.each([
    [0, 'zero'],
    [13, 'thirteen'],
    [20, 'twenty'],
    [21, 'twenty one'],
    [99, 'ninety nine'],
    [100, 'one hundred'],
    [342, 'three hundred forty two'],
    [1000, 'one thousand'],
    [20_300, 'twenty thousand three hundred'],
    [999_999, 'nine hundred ninety nine thousand nine hundred ninety nine'],
  ])('%i', (value, words) => expect(make.numberWords(value)).toBe(words))

  it('in order, with the exceptions of the teens', () => {
    expect(
      [1, 2, 3, 4, 10, 11, 12, 13, 14, 21, 22, 23, 101, 111, 112, 113].map(make.ordinalDigits),
    ).toEqual(
      '1st 2nd 3rd 4th 10th 11th 12th 13th 14th 21st 22nd 23rd 101st 111th 112th 113th'.split(' '),
    )
  })
})

const anyOf = (words: readonly string[]) =>
  `(?:${words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})`
const WORDS = Array.from({ length: 2001 }, (_, value) => make.numberWords(value)).reverse()
const N = '(?:\\d+)'
const W = anyOf(WORDS.slice(-100))
const BIG = anyOf(WORDS)
const NTH = '(?:\\d+(?:st|nd|rd|th))'
const DAY = anyOf(WEEKDAYS)
const DAY_SMALL = anyOf(WEEKDAYS.map((day) => day.toLowerCase()))
const MONTH = anyOf(MONTHS)
const ORDINAL =
  '(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth)'
const STREET = `(?:(?:\\d{1,4}|${W}) ${anyOf(STREETS)})`
const small = (words: readonly string[]) =>
  anyOf(words.map((word) => word.toLowerCase().replace(/[^a-z]/gu, '')))
const CLOCK = '(?:1[0-2]|[1-9]):[0-5][05]'
const HOUR = anyOf(WORDS.slice(-13, -1))
const TIMES = [
  '(?:1[0-2]|[1-9]) (?:am|pm|a\\.m\\.|p\\.m\\.)',
  `${CLOCK} (?:am|pm|a\\.m\\.|p\\.m\\.)`,
  CLOCK,
  `${HOUR} o'clock`,
  `half past ${HOUR}`,
  `quarter to ${HOUR}`,
  `quarter past ${HOUR}`,
  `${HOUR} thirty`,
  `${HOUR} in the morning`,
  `${HOUR} in the afternoon`,
  `${HOUR} in the evening`,
  ...['noon', 'midnight', 'tonight', 'this evening', 'this morning', 'lunchtime'],
  '(?:1[0-2]|[1-9])am',
  '(?:1[0-2]|[1-9])pm',
]
const DATES = [
  ...['today', 'tomorrow', 'yesterday', DAY_SMALL, DAY, 'the day after tomorrow'],
  ...[`next ${DAY_SMALL}`, `this ${DAY}`, `last ${DAY_SMALL}`],
  ...['this weekend', 'next week', 'last month', 'this year', 'next month', 'last week'],
  ...[`${MONTH} ${NTH}`, `${MONTH} ${ORDINAL}`, `the ${NTH} of ${MONTH}`],
  ...[`in ${W} days`, `in ${W} weeks`],
  ...['(?:1[0-2]|[1-9])/(?:[12]?\\d)', `${MONTH} \\d{1,2}, 20(?:19|2\\d|30)`, MONTH],
]

/** Each filler with the ways in which it says a value: it says each of them, and nothing else. */
const FILLERS: Record<string, [make.Filler, string[]]> = {
  number: [make.makeNumber, [N, BIG]],
  ordinal: [make.makeOrdinal, [ORDINAL, NTH]],
  fourDigits: [make.makeFourDigits, ['[1-9]\\d{3}', '19[5-9]\\d', '20[0-3]\\d']],
  age: [
    make.makeAge,
    [
      `${N} years old`,
      `${W} years old`,
      `(?!1 )${N} years`,
      `(?!one )${W} years`,
      '1 year',
      'one year',
      N,
      W,
    ],
  ],
  percentage: [make.makePercentage, [`${N}%`, `${N} percent`, `${BIG} percent`]],
  temperature: [
    make.makeTemperature,
    [
      `${N} degrees`,
      `${W} degrees`,
      `${N} degrees fahrenheit`,
      `${N} degrees celsius`,
      N,
      `minus ${W}`,
    ],
  ],
  money: [
    make.makeMoney,
    [
      ...[`\\$${N}`, `${N} dollars`, `${BIG} dollars`, 'one dollar', `${N} euros`, `€${N}`],
      ...[`\\$${N}\\.\\d\\d`, `${N} pounds`],
    ],
  ],
  duration: [
    make.makeDuration,
    [
      ...['minute', 'hour', 'second', 'day', 'week', 'month', 'year'].flatMap((unit) => [
        `(?:1|one) ${unit}`,
        `(?!1 )${N} ${unit}s`,
        `(?!one )${W} ${unit}s`,
        `a couple of ${unit}s`,
      ]),
      ...['half an hour', 'an hour and a half'],
      'an hour and (?:five|ten|fifteen|twenty|twenty five|thirty|thirty five|forty|forty five) minutes',
    ],
  ],
  time: [make.makeTime, TIMES],
  date: [make.makeDate, DATES],
  dateTime: [
    make.makeDateTime,
    [
      anyRaw(DATES),
      anyRaw(TIMES),
      ...['', ' thirty', ' pm', ' am'].map((end) => `${anyRaw(DATES)} at ${HOUR}${end}`),
    ],
  ],
  timePeriod: [
    make.makeTimePeriod,
    [
      ...['from \\d{1,2} to \\d{1,2}', 'between \\d{1,2} and \\d{1,2} pm', 'in the morning'],
      ...['all afternoon', 'this evening', 'after lunch', `from ${HOUR} until ${HOUR}`],
    ],
  ],
  datePeriod: [
    make.makeDatePeriod,
    [
      ...[`in ${MONTH}`, 'this month', 'next week', 'this summer', 'over the weekend', 'last year'],
      `from ${MONTH} (?:1[0-4]|[1-9]) to (?:1[5-9]|2[0-8])`,
      `the first week of ${MONTH}`,
    ],
  ],
  fullName: [make.makeFullName, [`${anyOf(FIRST_NAMES)} ${anyOf(LAST_NAMES)}`]],
  person: [make.makePerson, [`${anyOf(FIRST_NAMES)} ${anyOf(LAST_NAMES)}`, anyOf(FIRST_NAMES)]],
  streetAddress: [make.makeStreetAddress, [`\\d{1,4} ${anyOf(STREETS)}`, `${W} ${anyOf(STREETS)}`]],
  postalAddress: [
    make.makePostalAddress,
    [
      ...[STREET, `${STREET}, ${anyOf(CITIES)}`, `${STREET} in ${anyOf(CITIES)}`],
      ...[`${STREET} apartment (?:40|[1-3]?\\d)`, `${STREET}, ${anyOf(CITIES_IN_STATES)} \\d{5}`],
    ],
  ],
  postcode: [make.makePostcode, ['0\\d{4}', '[1-9]\\d{4}']],
  phone: [
    make.makePhone,
    [
      '[2-9]\\d\\d-[2-9]\\d\\d-[1-9]\\d{3}',
      '[2-9]\\d\\d [2-9]\\d\\d [1-9]\\d{3}',
      '\\([2-9]\\d\\d\\) 555-[1-9]\\d{3}',
      '555-[1-9]\\d{3}',
    ],
  ],
  email: [
    make.makeEmail,
    ['', '\\.', '_'].flatMap((mark) =>
      ['com', 'org', 'net'].map(
        (end) => `${small(FIRST_NAMES)}${mark}${small(LAST_NAMES)}@example\\.${end}`,
      ),
    ),
  ],
  url: [
    make.makeUrl,
    ['www\\.', 'https://', ''].flatMap((start) =>
      ['shop', 'news', 'travel', 'recipes', 'blog', 'docs'].flatMap((name) =>
        ['com', 'org', 'net'].map((end) => `${start}${name}\\.example\\.${end}`),
      ),
    ),
  ],
  flightNumber: [
    make.makeFlightNumber,
    ['AA', 'BA', 'LH', 'DL', 'UA', 'KL', 'AF'].flatMap((line) => [
      `${line}\\d{2,4}`,
      `${line} \\d{2,4}`,
    ]),
  ],
  length: [make.makeLength, measures(['miles', 'kilometers', 'feet', 'meters', 'inches', 'yards'])],
  byteSize: [
    make.makeByteSize,
    measures(['gigabytes', 'megabytes', 'GB', 'terabytes', 'kilobytes']),
  ],
  dimension: [
    make.makeDimension,
    measures(['miles', 'kilos', 'gallons', 'knots', 'acres']).concat(`(?:${N}|${BIG}) [a-z ]+`),
  ],
}

function anyRaw(forms: readonly string[]): string {
  return `(?:${forms.join('|')})`
}

function measures(units: readonly string[]): string[] {
  return units.flatMap((unit) => [`${N} ${unit}`, `${BIG} ${unit}`])
}

const draws = (filler: make.Filler, count = 4000) => {
  const random = createRandom('draws')
  return Array.from({ length: count }, () => filler(random))
}

it.each(Object.entries(FILLERS))(
  'says a %s in each of its ways, and in no other',
  (_, [filler, forms]) => {
    const said = [...new Set(draws(filler))]
    const whole = new RegExp(`^${anyRaw(forms)}$`, 'u')
    expect(said.filter((text) => !whole.test(text))).toEqual([])
    const missing = forms.filter(
      (form) => !said.some((text) => new RegExp(`^(?:${form})$`, 'u').test(text)),
    )
    expect(missing).toEqual([])
  },
)

it.each([
  ['a number', make.makeNumber, 1, 5000],
  ['four digits', make.makeFourDigits, 1000, 9999],
  ['an age', make.makeAge, 1, 90],
  ['a percentage', make.makePercentage, 1, 100],
  ['a temperature', make.makeTemperature, 15, 90],
  ['a sum', make.makeMoney, 1, 2000],
  ['a length', make.makeLength, 2, 60],
  ['a weight', make.makeWeight, 2, 200],
  ['a volume', make.makeVolume, 2, 12],
  ['a speed', make.makeSpeed, 2, 120],
  ['an area', make.makeArea, 2, 300],
  ['a size of data', make.makeByteSize, 2, 64],
])('keeps %s between its bounds, and uses the room', (_, filler, low, high) => {
  const values = draws(filler).flatMap((text) => {
    const [digits] = /\d+/.exec(text) ?? []
    return digits === undefined ? [] : [Number(digits)]
  })
  expect(Math.min(...values)).toBeGreaterThanOrEqual(low)
  expect(Math.max(...values)).toBeLessThanOrEqual(high)
  expect(Math.min(...values)).toBeLessThanOrEqual(low + 0.05 * (high - low))
  expect(Math.max(...values)).toBeGreaterThanOrEqual(high - 0.05 * (high - low))
})

it('lets a stretch of time end after it has begun', () => {
  for (const text of draws(make.makeTimePeriod)) {
    const [first, second] = [...text.matchAll(/\d+/g)].map(([digits]) => Number(digits))
    if (first === undefined || second === undefined) continue
    expect(second - first).toBe(text.startsWith('from') ? 2 : 1)
  }
})

it.each<[string, make.Filler, RegExp, number, number]>([
  ['small numbers', make.makeNumber, /^(?:1?\d|20|[a-z]+)$/u, 0.5, 0.8],
  ['numbers in words', make.makeNumber, /^[a-z]/u, 0.35, 0.5],
  ['numbers beyond a hundred', make.makeNumber, /^\d{3,}$|hundred/u, 0.05, 0.15],
  ['places in words', make.makeOrdinal, /^[a-z]/u, 0.55, 0.65],
  ['years', make.makeFourDigits, /^(?:19[5-9]|20[0-3])\d$/u, 0.5, 0.56],
  ['ages in words', make.makeAge, /^[a-z]/u, 0.45, 0.55],
  ['round percentages', make.makePercentage, /^\d*[05](?:%| )/u, 0.38, 0.48],
  ['small sums', make.makeMoney, /^\D?(?:[1-4]?\d|50)(?:\.| |$)/u, 0.38, 0.48],
  ['durations in digits', make.makeDuration, /^\d/u, 0.22, 0.3],
  ['first names alone', make.makePerson, /^\S+$/u, 0.4, 0.6],
  [
    'times, or dates with one',
    make.makeDateTime,
    / at |noon|night|\d:\d|o'clock|m$|half|quarter/u,
    0.5,
    0.65,
  ],
  ['house numbers in digits', make.makeStreetAddress, /^\d/u, 0.8, 0.9],
  ['measures in digits', make.makeLength, /^\d/u, 0.55, 0.65],
])('says %s as often as people do', (_, filler, form, least, most) => {
  const said = draws(filler)
  const share = said.filter((text) => form.test(text)).length / said.length
  expect(share).toBeGreaterThan(least)
  expect(share).toBeLessThan(most)
})
