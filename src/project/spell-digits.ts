/** Digits as people say them, for platforms that take no digits in what is spoken. */
import { numberWords } from './builtin-generators'

const ODD_ORDINALS: Record<string, string> = {
  one: 'first',
  two: 'second',
  three: 'third',
  five: 'fifth',
  eight: 'eighth',
  nine: 'ninth',
  twelve: 'twelfth',
}

/** Numbers in English words: up to 999,999 as one number, longer ones digit by digit. Other languages stay. */
export function spellDigits(text: string, locale: string): string {
  if (!/^en\b/iu.test(locale)) return text
  return text.replace(
    /(\d+(?:,\d{3})*)(?:\.(\d+))?(st|nd|rd|th)?/gu,
    (match, digits: string, rest: string | undefined, ordinal: string | undefined, at: number) => {
      const whole = digits.replaceAll(',', '')
      const isCode = whole.length > 6 || (whole.startsWith('0') && whole.length > 1)
      const words = isCode ? digitByDigit(whole) : numberWords(Number(whole))
      const spoken =
        rest !== undefined
          ? `${words} point ${digitByDigit(rest)}${ordinal ?? ''}`
          : ordinal && !isCode
            ? ordinalWords(words)
            : words + (ordinal ?? '')
      const before = /[\p{L}\p{M}]$/u.test(text.slice(Math.max(0, at - 2), at)) ? ' ' : ''
      const end = at + match.length
      const after = /^[\p{L}\p{M}]/u.test(text.slice(end, end + 2)) ? ' ' : ''
      return before + spoken + after
    },
  )
}

const digitByDigit = (digits: string) =>
  [...digits].map((digit) => numberWords(Number(digit))).join(' ')

function ordinalWords(words: string): string {
  return words.replace(
    /\w+$/u,
    (last) => ODD_ORDINALS[last] ?? (last.endsWith('y') ? `${last.slice(0, -1)}ieth` : `${last}th`),
  )
}
