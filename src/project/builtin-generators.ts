/** Values that are made rather than listed: numbers, times, dates, amounts, addresses. */
import {
  CITIES,
  CITIES_IN_STATES,
  FIRST_NAMES,
  LAST_NAMES,
  MONTHS,
  STREETS,
  WEEKDAYS,
} from './builtin-words'
import type { Random } from './random'

/** Makes one value as a person would say or type it. */
export type Filler = (random: Random) => string

const SMALL =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const TENS = '  twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')
const ORDINALS =
  'zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth'.split(
    ' ',
  )

/** A whole number below a million in English words: `twenty three`. */
export function numberWords(value: number): string {
  if (value < 20) return SMALL[value] ?? ''
  if (value < 100)
    return `${TENS[Math.floor(value / 10)]}${value % 10 ? ` ${SMALL[value % 10]}` : ''}`
  if (value < 1000) {
    return `${SMALL[Math.floor(value / 100)]} hundred${value % 100 ? ` ${numberWords(value % 100)}` : ''}`
  }
  return `${numberWords(Math.floor(value / 1000))} thousand${value % 1000 ? ` ${numberWords(value % 1000)}` : ''}`
}

/** `1st`, `22nd`, `13th`. */
export function ordinalDigits(value: number): string {
  const teen = value % 100 >= 11 && value % 100 <= 13
  return `${value}${teen ? 'th' : (['th', 'st', 'nd', 'rd'][value % 10] ?? 'th')}`
}

const between = (random: Random, low: number, high: number) => low + random.integer(high - low + 1)
const oneOf = (random: Random, words: readonly string[]) => random.pick(words) ?? ''
const plural = (value: number, unit: string) => `${value === 1 ? unit : `${unit}s`}`

/** Mostly small, sometimes large; digits or words. */
export const makeNumber: Filler = (random) => {
  const draw = random.next()
  const value =
    draw < 0.6
      ? between(random, 1, 20)
      : draw < 0.9
        ? between(random, 21, 100)
        : between(random, 101, 5000)
  return random.next() < 0.5 || value > 999 ? String(value) : numberWords(value)
}

export const makeOrdinal: Filler = (random) => {
  const value = between(random, 1, 20)
  return random.next() < 0.6 ? (ORDINALS[value] ?? '') : ordinalDigits(value + random.integer(11))
}

export const makeFourDigits: Filler = (random) =>
  random.next() < 0.5 ? String(between(random, 1000, 9999)) : String(between(random, 1950, 2035))

export const makeAge: Filler = (random) => {
  const value = between(random, 1, 90)
  const said = random.next() < 0.5 ? String(value) : numberWords(value)
  return oneOf(random, [`${said} years old`, `${said} ${plural(value, 'year')}`, said])
}

export const makePercentage: Filler = (random) => {
  const value = random.next() < 0.5 ? 5 * between(random, 1, 20) : between(random, 1, 100)
  return oneOf(random, [`${value}%`, `${value} percent`, `${numberWords(value)} percent`])
}

export const makeTemperature: Filler = (random) => {
  const value = between(random, 15, 90)
  return oneOf(random, [
    `${value} degrees`,
    `${numberWords(value)} degrees`,
    `${value} degrees fahrenheit`,
    `${value} degrees celsius`,
    String(value),
    `minus ${numberWords(between(random, 1, 20))}`,
  ])
}

export const makeMoney: Filler = (random) => {
  const value = random.next() < 0.5 ? between(random, 1, 50) : 5 * between(random, 10, 400)
  return oneOf(random, [
    `$${value}`,
    `${value} dollars`,
    `${numberWords(value)} ${plural(value, 'dollar')}`,
    `${value} euros`,
    `€${value}`,
    `$${value}.${between(random, 10, 99)}`,
    `${value} pounds`,
  ])
}

export const makeDuration: Filler = (random) => {
  const [unit, high] = random.pick([
    ['minute', 59],
    ['minute', 30],
    ['hour', 12],
    ['second', 90],
    ['day', 14],
    ['week', 6],
    ['month', 11],
    ['year', 5],
  ] as const) ?? ['minute', 59]
  const value =
    random.next() < 0.3 && high > 20 ? 5 * between(random, 1, 9) : between(random, 1, high)
  const said = random.next() < 0.6 ? String(value) : numberWords(value)
  return oneOf(random, [
    `${said} ${plural(value, unit)}`,
    `${said} ${plural(value, unit)}`,
    `${said} ${plural(value, unit)}`,
    `half an hour`,
    `an hour and a half`,
    `a couple of ${unit}s`,
    `an hour and ${numberWords(5 * between(random, 1, 9))} minutes`,
  ])
}

/** A time of day: `7 pm`, `half past six`, `noon`. */
export const makeTime: Filler = (random) => {
  const hour = between(random, 1, 12)
  const minute = 5 * random.integer(12)
  const clock = `${hour}:${String(minute).padStart(2, '0')}`
  const half = oneOf(random, ['am', 'pm', 'a.m.', 'p.m.'])
  return oneOf(random, [
    `${hour} ${half}`,
    `${clock} ${half}`,
    clock,
    `${numberWords(hour)} o'clock`,
    `half past ${numberWords(hour)}`,
    `quarter to ${numberWords(hour)}`,
    `quarter past ${numberWords(hour)}`,
    `${numberWords(hour)} thirty`,
    `${numberWords(hour)} in the ${oneOf(random, ['morning', 'afternoon', 'evening'])}`,
    oneOf(random, ['noon', 'midnight', 'tonight', 'this evening', 'this morning', 'lunchtime']),
    `${hour}${half.replaceAll('.', '')}`,
  ])
}

/** A day or a stretch of days: `tomorrow`, `next friday`, `March 3rd`. */
export const makeDate: Filler = (random) => {
  const weekday = oneOf(random, WEEKDAYS)
  const month = oneOf(random, MONTHS)
  const day = between(random, 1, 28)
  return oneOf(random, [
    'today',
    'tomorrow',
    'yesterday',
    weekday.toLowerCase(),
    weekday,
    `next ${weekday.toLowerCase()}`,
    `this ${weekday}`,
    `last ${weekday.toLowerCase()}`,
    'the day after tomorrow',
    oneOf(random, [
      'this weekend',
      'next week',
      'last month',
      'this year',
      'next month',
      'last week',
    ]),
    `${month} ${ordinalDigits(day)}`,
    `${month} ${ORDINALS[Math.min(day, 20)]}`,
    `the ${ordinalDigits(day)} of ${month}`,
    `in ${numberWords(between(random, 2, 10))} ${oneOf(random, ['days', 'weeks'])}`,
    `${between(random, 1, 12)}/${day}`,
    `${month} ${day}, ${between(random, 2019, 2030)}`,
    month,
  ])
}

export const makeDateTime: Filler = (random) =>
  random.next() < 0.35
    ? makeDate(random)
    : random.next() < 0.4
      ? makeTime(random)
      : `${makeDate(random)} at ${numberWords(between(random, 1, 12))}${oneOf(random, ['', ' thirty', ' pm', ' am'])}`

export const makeTimePeriod: Filler = (random) => {
  const hour = between(random, 1, 10)
  return oneOf(random, [
    `from ${hour} to ${hour + 2}`,
    `between ${hour} and ${hour + 1} pm`,
    'in the morning',
    'all afternoon',
    'this evening',
    'after lunch',
    `from ${numberWords(hour)} until ${numberWords(hour + 1)}`,
  ])
}

export const makeDatePeriod: Filler = (random) => {
  const month = oneOf(random, MONTHS)
  return oneOf(random, [
    `in ${month}`,
    'this month',
    'next week',
    `from ${month} ${between(random, 1, 14)} to ${between(random, 15, 28)}`,
    'this summer',
    'over the weekend',
    `the first week of ${month}`,
    'last year',
  ])
}

export const makeFullName: Filler = (random) =>
  `${oneOf(random, FIRST_NAMES)} ${oneOf(random, LAST_NAMES)}`

export const makePerson: Filler = (random) =>
  random.next() < 0.5 ? makeFullName(random) : oneOf(random, FIRST_NAMES)

/** `22 Oak Avenue`. */
export const makeStreetAddress: Filler = (random) =>
  `${random.next() < 0.85 ? between(random, 1, 1200) : numberWords(between(random, 1, 99))} ${oneOf(random, STREETS)}`

/** `22 Oak Avenue, Boston Massachusetts 02210`. */
export const makePostalAddress: Filler = (random) =>
  oneOf(random, [
    makeStreetAddress(random),
    `${makeStreetAddress(random)}, ${oneOf(random, CITIES)}`,
    `${makeStreetAddress(random)} in ${oneOf(random, CITIES)}`,
    `${makeStreetAddress(random)} apartment ${between(random, 1, 40)}`,
    `${makeStreetAddress(random)}, ${oneOf(random, CITIES_IN_STATES)} ${makePostcode(random)}`,
  ])

export const makePostcode: Filler = (random) =>
  String(between(random, 1001, 99950)).padStart(5, '0')

export const makePhone: Filler = (random) => {
  const three = () => String(between(random, 200, 999))
  const four = String(between(random, 1000, 9999))
  return oneOf(random, [
    `${three()}-${three()}-${four}`,
    `${three()} ${three()} ${four}`,
    `(${three()}) 555-${four}`,
    `555-${four}`,
  ])
}

export const makeEmail: Filler = (random) =>
  `${oneOf(random, FIRST_NAMES)
    .toLowerCase()
    .replace(/[^a-z]/gu, '')}${oneOf(random, ['', '.', '_'])}${oneOf(random, LAST_NAMES)
    .toLowerCase()
    .replace(/[^a-z]/gu, '')}@example.${oneOf(random, ['com', 'org', 'net'])}`

export const makeUrl: Filler = (random) =>
  `${oneOf(random, ['www.', 'https://', ''])}${oneOf(random, ['shop', 'news', 'travel', 'recipes', 'blog', 'docs'])}.example.${oneOf(random, ['com', 'org', 'net'])}`

const measure =
  (units: readonly string[], high: number): Filler =>
  (random) => {
    const value = between(random, 2, high)
    return `${random.next() < 0.6 ? value : numberWords(value)} ${oneOf(random, units)}`
  }

export const makeLength = measure(['miles', 'kilometers', 'feet', 'meters', 'inches', 'yards'], 60)
export const makeWeight = measure(['pounds', 'kilos', 'grams', 'ounces', 'kilograms'], 200)
export const makeVolume = measure(
  ['cups', 'liters', 'gallons', 'teaspoons', 'milliliters', 'pints'],
  12,
)
export const makeSpeed = measure(['miles per hour', 'kilometers an hour', 'mph', 'knots'], 120)
export const makeArea = measure(['square feet', 'acres', 'square meters', 'hectares'], 300)
export const makeByteSize = measure(['gigabytes', 'megabytes', 'GB', 'terabytes', 'kilobytes'], 64)
export const makeDimension: Filler = (random) =>
  random.pick([makeLength, makeWeight, makeVolume, makeSpeed, makeArea])!(random)

export const makeFlightNumber: Filler = (random) =>
  `${oneOf(random, ['AA', 'BA', 'LH', 'DL', 'UA', 'KL', 'AF'])}${oneOf(random, ['', ' '])}${between(random, 10, 4999)}`
