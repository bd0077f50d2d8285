import { CITIES, COLORS, COUNTRIES, FIRST_NAMES, ROOMS } from './builtin-words'
import type { Project, Span, Utterance } from './project'
import { snapToTokens } from './tokenizer'
import { tokensOf } from './utterance-tokens'

/**
 * Values that mean the same in every skill: numbers, times, dates, durations, and a few lists. They
 * are looked for only where a slot of the intent asks for one of them by its type or its name, so
 * that a new skill has suggestions before anything was labelled or trained.
 */

type Kind = { name: RegExp; value: RegExp }

const NUMBER =
  '(?:\\d+(?:[.,]\\d+)*|(?:(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million)(?:[ -](?:and )?)?)+(?<! ))'
const WEEKDAY = '(?:mon|tues|wednes|thurs|fri|satur|sun)days?'
const MONTH =
  '(?:january|february|march|april|may|june|july|august|september|october|november|december)'
const ORDINAL =
  '(?:\\d{1,2}(?:st|nd|rd|th)|(?:twenty|thirty)?[ -]?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth)'
const UNIT = '(?:second|minute|hour|day|week|month|year)s?'

/** In the order in which they are tried: what is more special comes first. */
const KINDS: readonly Kind[] = [
  {
    name: /duration|(^|[^a-z])(length|how ?long)$/iu,
    value: pattern(`(?:half an hour|(?:an?|${NUMBER})(?: and a half)? ${UNIT}(?: and a half)?)`),
  },
  {
    name: /date|(^|[^a-z])day$|day_?of_?week/iu,
    value: pattern(
      `(?:the day after tomorrow|today|tonight|tomorrow|yesterday|(?:(?:next|this|last|on) )?${WEEKDAY}|(?:next|this|last) (?:week|month|year|weekend)|(?:the )?${ORDINAL} of ${MONTH}|${MONTH} (?:the )?(?:${ORDINAL}|\\d{1,2}))`,
    ),
  },
  {
    name: /(^|[^a-z])time$|timeofday|[a-z]Time$|\.TIME$/u,
    value: pattern(
      `(?:\\d{1,2}:\\d{2}(?: ?[ap]\\.?m\\.?)?|${NUMBER} (?:[ap]\\.?m\\.?|o'clock)|\\d{1,2}[ap]m|noon|midnight|(?:half|quarter) (?:past|to) ${NUMBER})`,
    ),
  },
  {
    name: /number|integer|cardinal|quantity|amount|count|(^|[^a-z])age$|digit/iu,
    value: pattern(NUMBER),
  },
  { name: /city/iu, value: anyOf(CITIES) },
  { name: /country/iu, value: anyOf(COUNTRIES) },
  { name: /colou?r/iu, value: anyOf(COLORS) },
  { name: /first_?name|given_?name/iu, value: anyOf(FIRST_NAMES) },
  { name: /(^|[^a-z])room$/iu, value: anyOf(ROOMS) },
]

/** Everyday values in the free part of an utterance, for the slots of its intent. */
export function findEverydayValues(
  project: Pick<Project, 'intents'>,
  utterance: Utterance,
  taken: readonly Span[],
): Span[] {
  const intent = project.intents.find((one) => one.name === utterance.intent)
  if (!intent) return []
  const tokens = tokensOf(utterance)
  const found: Span[] = []
  for (const kind of KINDS) {
    const slots = intent.slots.filter(
      ({ name, type }) => kind.name.test(type) || kind.name.test(name),
    )
    const [slot] = slots
    // Which of two dates is which only a person can tell.
    if (!slot || slots.length > 1) continue
    for (const match of utterance.text.matchAll(kind.value)) {
      const range = { start: match.index, end: match.index + match[0].length }
      const snapped = snapToTokens(tokens, range)
      if (snapped?.start !== range.start || snapped.end !== range.end) continue
      const isFree = [...utterance.spans, ...taken, ...found].every(
        (other) => other.end <= range.start || other.start >= range.end,
      )
      if (isFree) found.push({ ...range, slot: slot.name })
    }
  }
  return found.sort((a, b) => a.start - b.start)
}

function pattern(source: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])${source}(?![\\p{L}\\p{N}])`, 'giu')
}

function anyOf(values: readonly string[]): RegExp {
  const longestFirst = values.toSorted((a, b) => b.length - a.length)
  const escaped = longestFirst.map((value) => value.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&'))
  return pattern(`(?:${escaped.join('|')})`)
}
