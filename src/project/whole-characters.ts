/**
 * What a reader takes for one character, by rules of our own.
 *
 * `Intl.Segmenter` knows characters and even words of scripts without spaces, but by tables that differ
 * from one browser to the next (Chromium, Firefox and Node ship different versions of ICU, some
 * runtimes ship none). A model must find the same tokens wherever it answers, so the blocks stand here,
 * and nothing is looked up in a dictionary.
 */

/** Blocks of scripts that write no spaces between words, without their digits: numbers stay whole. */
const UNSPACED = [
  // Thai, Lao, Tibetan, Burmese.
  '\\u0e00-\\u0e4f\\u0e5a-\\u0e7f\\u0e80-\\u0ecf\\u0eda-\\u0eff\\u0f00-\\u0f1f\\u0f34-\\u0fff',
  '\\u1000-\\u103f\\u104a-\\u108f\\u109a-\\u109f\\ua9e0-\\ua9ef\\ua9fa-\\ua9ff\\uaa60-\\uaa7f',
  // Khmer; Tai Le, New Tai Lue, Tai Tham, Tai Viet; Balinese, Javanese.
  '\\u1780-\\u17df\\u17ea-\\u17ef\\u17fa-\\u17ff\\u19e0-\\u19ff',
  '\\u1950-\\u19cf\\u19de-\\u19df\\u1a20-\\u1a7f\\u1aa0-\\u1aaf\\uaa80-\\uaadf',
  '\\u1b00-\\u1b4f\\u1b5a-\\u1b7f\\ua980-\\ua9cf\\ua9de-\\ua9df',
  // Chinese and Japanese: radicals, iteration marks, kana, bopomofo, ideographs, halfwidth kana; Yi.
  '\\u2e80-\\u2fdf\\u3005-\\u3007\\u3021-\\u302f\\u3031-\\u303b\\u3041-\\u312f\\u31a0-\\u31ff',
  '\\u3400-\\u4dbf\\u4e00-\\u9fff\\ua000-\\ua4cf\\uf900-\\ufaff\\uff66-\\uff9f',
  '\\u{1aff0}-\\u{1b16f}\\u{20000}-\\u{3ffff}',
].join('')

/** Pictures and symbols that are written as pictures, and the flags' letters. */
const PICTURES =
  '\\u231a\\u231b\\u23e9-\\u23f3\\u23f8-\\u23fa\\u25fd\\u25fe\\u2600-\\u27bf\\u2b1b\\u2b1c\\u2b50\\u2b55\\u3297\\u3299\\u{1f000}-\\u{1f1e5}\\u{1f200}-\\u{1f3fa}\\u{1f400}-\\u{1faff}'

/** What hangs on the character before: accents, vowel signs (Thai and Lao ones are letters to Unicode), tones, skin tones, the tags of flags. */
const HANGING =
  '\\p{M}\\u0e30\\u0e32\\u0e33\\u0e45\\u0eb0\\u0eb2\\u0eb3\\uff9e\\uff9f\\u{1f3fb}-\\u{1f3ff}\\u{e0020}-\\u{e007f}'

/** A sign that stacks the next consonant under the one before (Burmese, Khmer). */
const STACKER = '\\u1039\\u17d2'

/** Thai and Lao vowels that are written before the consonant that they follow in speech. */
const LEADING = '\\u0e40-\\u0e44\\u0ec0-\\u0ec4'

const UNSPACED_CHARACTER = `[${LEADING}]?[${UNSPACED}](?:[${STACKER}][${UNSPACED}]|[${HANGING}])*`
const PICTURE = `(?:[${PICTURES}]|[^\\s${HANGING}](?=\\ufe0f))[${HANGING}]*`
const EMOJI = `[\\u{1f1e6}-\\u{1f1ff}]{1,2}|[0-9#*]\\ufe0f?\\u20e3|${PICTURE}(?:\\u200d${PICTURE})*`

/** A character that is a token of its own: of a script without spaces, or an emoji with all its parts. */
export const LONE_CHARACTER = new RegExp(`${EMOJI}|${UNSPACED_CHARACTER}`, 'gu')

const ANY_LONE_CHARACTER = new RegExp(LONE_CHARACTER.source, 'u')

/** Whether a text holds such characters. */
export function hasLoneCharacters(text: string): boolean {
  return ANY_LONE_CHARACTER.test(text)
}

const HANGS = new RegExp(`^[${HANGING}\\u200d]`, 'u')

/** Whether an offset lies within a character: in a surrogate pair, before an accent, inside an emoji. */
function isWithin(text: string, offset: number): boolean {
  if (offset <= 0 || offset >= text.length) return false
  const unit = text.charCodeAt(offset)
  const before = text.charCodeAt(offset - 1)
  // Nothing below hangs on anything, and most texts are made of it.
  if (unit < 0x300 && before < 0x300) return false
  const isPair = unit >= 0xdc00 && unit <= 0xdfff && before >= 0xd800 && before <= 0xdbff
  if (isPair) return true
  if (/\s/u.test(text[offset - 1] ?? '')) return false
  return before === 0x200d || HANGS.test(text.slice(offset, offset + 2))
}

/**
 * A stretch without white space at its edges, and widened where an edge lies within a character; null
 * when nothing is left. Edges between characters stay as they are, inside a word, too.
 */
export function fitSpan(
  text: string,
  range: { start: number; end: number },
): { start: number; end: number } | null {
  let start = Math.max(0, range.start)
  let end = Math.min(text.length, range.end)
  while (start < end && isWithin(text, start)) start -= 1
  while (start < end && end < text.length && isWithin(text, end)) end += 1
  const said = text.slice(start, end)
  start += said.length - said.trimStart().length
  end -= said.length - said.trimEnd().length
  return start < end ? { start, end } : null
}
