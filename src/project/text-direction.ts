/** Letters that are written from right to left: Hebrew, Arabic and their kin. */
const STARTS_RIGHT =
  /^\P{L}*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u

/** The direction in which a text is written, by its first letter. */
export function directionOf(text: string): 'ltr' | 'rtl' {
  return STARTS_RIGHT.test(text) ? 'rtl' : 'ltr'
}
