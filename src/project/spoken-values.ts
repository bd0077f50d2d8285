/**
 * Values with digits as they are said, "21" as "twenty one": people type the one, speech recognition writes the other.
 * A network that saw one alone is poor at finding the other's borders, so it learns both.
 */
import { spellDigits } from './spell-digits'

/** Marks whose words stand elsewhere than they do ("$5"), or that are read in more ways than one. */
const UNSURE = /[$€£¥#/_@&+*=\\]|\d0s\b/u
/** A time of day, `7:30`, and what says the half of the day. */
const CLOCK = /\b(\d{1,2}):([0-5]\d)(?!\d|:)(\s*[ap]\.?m\b)?/giu
/** Years are said in pairs, but those from 2000 to 2009. */
const YEAR = /(?<![\d.,])(1[1-9]|20)(\d\d)(?![\d.,]\d|\d|\p{L})/gu

/** How a value with digits is said; null for one without, for what nobody can be sure of, and for other languages than English. */
export function spokenForm(value: string, locale: string): string | null {
  if (!/\d/u.test(value) || UNSURE.test(value)) return null
  const said = spellDigits(
    value
      .replace(CLOCK, (_, hours: string, minutes: string, half = '') =>
        minutes === '00' ? hours + (half || " o'clock") : `${hours} ${minutesSaid(minutes)}${half}`,
      )
      .replace(YEAR, (year, century: string, rest: string) => yearSaid(year, century, rest))
      .replace(/(\d)\s*%/gu, '$1 percent')
      .replace(/(\d)-(?=\d)/gu, '$1 '),
    locale,
  )
  return /\d/u.test(said) ? null : said
}

/** The spoken forms of all values that have one, each once. */
export function spokenForms(values: Iterable<string>, locale: string): string[] {
  const forms = new Set<string>()
  for (const value of values) {
    const form = spokenForm(value, locale)
    if (form !== null) forms.add(form)
  }
  return [...forms]
}

function minutesSaid(minutes: string): string {
  return minutes.startsWith('0') ? `oh ${minutes.slice(1)}` : minutes
}

function yearSaid(year: string, century: string, rest: string): string {
  if (year.startsWith('200')) return year
  return rest === '00' ? `${century} hundred` : `${century} ${minutesSaid(rest)}`
}
