/**
 * Cuts texts into tokens: what the network reads, and what spans are made of.
 *
 * Where words stand between spaces, tokens are words, numbers and marks. Scripts without spaces
 * (Chinese, Japanese, Thai, Khmer, Lao, Burmese…) give one token for each character: no dictionary is
 * asked where a word ends (see `whole-characters.ts`), and any border that a person or a file gives is
 * one already. So are emoji. The edges of annotated spans are borders, too, inside a word as well.
 */
import { hasLoneCharacters, LONE_CHARACTER } from './whole-characters'

/** A word, number or punctuation mark of a text, by its place: UTF-16 offsets, `end` exclusive. */
export type Token = { start: number; end: number }

/**
 * The rules by which texts are cut; a model is asked by those that it was trained with. Rules 1 made one
 * token of a sentence without spaces and of equal emoji in a row; all other texts are cut alike. Rules 3 cut
 * as rules 2 do, and the network then reads a slip of the fingers as the word that was meant (`model/spelling.ts`).
 */
export type TokenizerVersion = 1 | 2 | 3

/** The rules of today. */
export const TOKENIZER_VERSION: TokenizerVersion = 3

type TokenizeOptions = {
  /** Stretches whose edges are borders of tokens, too. */
  spans?: readonly Token[]
  version?: TokenizerVersion
}

const CLITIC = /(n['’]t|['’](?:s|re|ll|ve|m|d))$/iu
const CLITICS_ALONE = /^(?:n['’]t|['’](?:s|re|ll|ve|m|d))$/iu
const LONGEST_CLITIC = 3
/** A signed number keeps its sign. */
const SIGNED = /^[+\-−]\p{N}/u
/** A punctuation mark or symbol; at an edge of a word a run of the same mark (`...`) is one token. */
const MARK = /^[\p{P}\p{S}]/u
/** Abbreviations whose last period belongs to the word. */
const DOTTED = /(?:\p{L}\.)*/uy
const PLAIN = /^[A-Za-z0-9]+$/

/**
 * Cuts a text into tokens.
 *
 * White space separates; punctuation at the edge of a word and the clitics 's n't 're 'll 've 'm 'd
 * become tokens of their own; numbers, times, hyphenated words, e-mail addresses and dotted
 * abbreviations stay whole. These are the conventions of the data that the network is pretrained
 * on. Tokens never overlap, cover every character but white space, and come in order.
 */
export function tokenize(
  text: string,
  { spans = [], version = TOKENIZER_VERSION }: TokenizeOptions = {},
): Token[] {
  const tokens: Token[] = []
  for (const match of text.matchAll(/\S+/gu)) {
    const end = match.index + match[0].length
    // Most words need no knife.
    if (PLAIN.test(match[0])) tokens.push({ start: match.index, end })
    else if (version > 1 && hasLoneCharacters(match[0]))
      cutCharacters(text, match.index, end, tokens)
    else cutWord(text, match.index, end, tokens)
  }
  return spans.length === 0 ? tokens : cutAtOffsets(tokens, edgesOf(spans))
}

/** The texts of the tokens. */
export function tokenTexts(text: string, tokens: readonly Token[]): string[] {
  return tokens.map((token) => text.slice(token.start, token.end))
}

/**
 * Widens an offset range to whole tokens and trims white space at its edges.
 * Returns null when the range touches no token.
 */
export function snapToTokens(
  tokens: readonly Token[],
  range: { start: number; end: number },
): { start: number; end: number } | null {
  const touched = tokensTouching(tokens, range)
  const first = tokens[touched.first]
  const last = tokens[touched.last]
  return touched.first <= touched.last && first && last
    ? { start: first.start, end: last.end }
    : null
}

/** The tokens that a stretch touches, by index, both ends inclusive; `last` is before `first` where it touches none. */
export function tokensTouching(
  tokens: readonly Token[],
  range: { start: number; end: number },
): { first: number; last: number } {
  return {
    first: countUntil(tokens, (token) => token.end <= range.start),
    last: countUntil(tokens, (token) => token.start < range.end) - 1,
  }
}

/** Cuts tokens in two wherever an offset lies within one. Offsets come in order. */
export function cutAtOffsets(tokens: readonly Token[], offsets: readonly number[]): Token[] {
  const result: Token[] = []
  let next = 0
  for (const token of tokens) {
    let start = token.start
    while ((offsets[next] ?? Infinity) < token.end) {
      const offset = offsets[next]!
      next += 1
      if (offset <= start) continue
      result.push({ start, end: offset })
      start = offset
    }
    result.push(start === token.start ? token : { start, end: token.end })
  }
  return result
}

function edgesOf(spans: readonly Token[]): number[] {
  return spans.flatMap(({ start, end }) => [start, end]).sort((a, b) => a - b)
}

/** How many tokens, from the first on, a test holds for. */
function countUntil(tokens: readonly Token[], holds: (token: Token) => boolean): number {
  let low = 0
  let high = tokens.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (holds(tokens[middle]!)) low = middle + 1
    else high = middle
  }
  return low
}

/** Cuts a word that holds characters of their own, and what stands between them as any word. */
function cutCharacters(text: string, from: number, to: number, tokens: Token[]): void {
  let at = from
  const word = text.slice(from, to)
  for (const match of word.matchAll(LONE_CHARACTER)) {
    const start = from + match.index
    if (at < start) cutWord(text, at, start, tokens)
    at = start + match[0].length
    tokens.push({ start, end: at })
  }
  if (at < to) cutWord(text, at, to, tokens)
}

function cutWord(text: string, from: number, to: number, tokens: Token[]): void {
  let start = from
  let end = to
  while (start < end) {
    if (isCliticAlone(text, start, end)) break
    if (SIGNED.test(text.slice(start, Math.min(end, start + 3)))) break
    const length = markAt(text, start, end)
    if (length === 0) break
    let stop = start + length
    while (stop < end && isSame(text, start, stop, length)) stop += length
    if (stop >= end) break
    tokens.push({ start, end: stop })
    start = stop
  }
  const dottedEnd = endOfDotted(text, start)
  const after: Token[] = []
  while (start < end) {
    if (isCliticAlone(text, start, end)) break
    const clitic = CLITIC.exec(text.slice(Math.max(start, end - LONGEST_CLITIC), end))?.[0]
    if (clitic && clitic.length < end - start) {
      after.push({ start: end - clitic.length, end })
      end -= clitic.length
      continue
    }
    // Two letters with their periods are four units at least.
    if (end <= dottedEnd && text[end - 1] === '.' && end - start >= 4) break
    const length = markBefore(text, start, end)
    if (length === 0) break
    let stop = end - length
    while (stop - length >= start && isSame(text, end - length, stop - length, length))
      stop -= length
    if (stop <= start) break
    after.push({ start: stop, end })
    end = stop
  }
  if (start < end) tokens.push({ start, end })
  for (let index = after.length - 1; index >= 0; index -= 1) tokens.push(after[index]!)
}

function isCliticAlone(text: string, start: number, end: number): boolean {
  return end - start <= LONGEST_CLITIC && CLITICS_ALONE.test(text.slice(start, end))
}

/** Units of the mark that begins at `start`; 0 where there is none. */
function markAt(text: string, start: number, end: number): number {
  return MARK.exec(text.slice(start, Math.min(end, start + 2)))?.[0].length ?? 0
}

/** Units of the mark that ends at `end`; 0 where there is none. */
function markBefore(text: string, start: number, end: number): number {
  const unit = text.charCodeAt(end - 1)
  const isPair = unit >= 0xdc00 && unit <= 0xdfff && end - 2 >= start
  return markAt(text, end - 1, end) || (isPair ? markAt(text, end - 2, end) : 0)
}

function isSame(text: string, one: number, other: number, length: number): boolean {
  for (let unit = 0; unit < length; unit += 1) {
    if (text.charCodeAt(one + unit) !== text.charCodeAt(other + unit)) return false
  }
  return true
}

/** Where the letters with periods that begin at `start` end. */
function endOfDotted(text: string, start: number): number {
  DOTTED.lastIndex = start
  DOTTED.test(text)
  return DOTTED.lastIndex
}
