/** What Alexa’s console asks of names that are spoken: lower case, letters, no digits. */
import { spellDigits } from '@/project/spell-digits'

/** The nearest invocation name: 2 to 50 lower-case letters, apostrophes, periods and spaces. */
export function invocationName(name: string, locale: string): string {
  const spoken = spellDigits(name, locale)
    .toLocaleLowerCase(locale || 'en')
    .replace(/’/gu, "'")
    .replace(/&/gu, /^en\b/iu.test(locale) ? ' and ' : ' ')
    .replace(/[^\p{L}\p{M}'. ]+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
  const short = spoken.length > 50 ? spoken.slice(0, 50).replace(/\s+\S*$/u, '') : spoken
  return short.replace(/[^\p{L}]/gu, '').length < 2 ? 'my skill' : short.trim()
}
