/** A word, number or punctuation mark of a text, by its place: UTF-16 offsets, `end` exclusive. */
export type Token = { start: number; end: number }

const CLITIC = /(n['’]t|['’](?:s|re|ll|ve|m|d))$/iu
const CLITICS_ALONE = /^(?:n['’]t|['’](?:s|re|ll|ve|m|d))$/iu
/** A signed number keeps its sign. */
const SIGNED = /^[+\-−]\p{N}/u
/** A punctuation mark or symbol at an edge; a run of the same mark (`...`) is one. */
const EDGE_OPEN = /^([\p{P}\p{S}])\1*/u
const EDGE_CLOSE = /([\p{P}\p{S}])\1*$/u
/** Abbreviations whose last period belongs to the word. */
const DOTTED = /^(?:\p{L}\.){2,}$/u
/**
 * Cuts a text into tokens.
 *
 * White space separates; punctuation at the edge of a word and the clitics 's n't 're 'll 've 'm 'd
 * become tokens of their own; numbers, times, hyphenated words, e-mail addresses and dotted
 * abbreviations stay whole. These are the conventions of the data that the network is pretrained
 * on. Tokens never overlap, cover every character but white space, and come in order.
 */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = []
  for (const match of text.matchAll(/\S+/gu)) {
    cutWord(match[0], match.index, tokens)
  }
  return tokens
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
  const touched = tokens.filter((token) => token.start < range.end && token.end > range.start)
  const first = touched[0]
  const last = touched[touched.length - 1]
  return first && last ? { start: first.start, end: last.end } : null
}

const PLAIN = /^[A-Za-z0-9]+$/

function cutWord(word: string, offset: number, tokens: Token[]): void {
  // Most words need no knife.
  if (PLAIN.test(word)) {
    tokens.push({ start: offset, end: offset + word.length })
    return
  }
  let start = 0
  let end = word.length
  const after: Token[] = []
  while (start < end) {
    const rest = word.slice(start, end)
    if (CLITICS_ALONE.test(rest) || SIGNED.test(rest)) break
    const mark = EDGE_OPEN.exec(rest)?.[0]
    if (!mark || mark.length === rest.length) break
    tokens.push({ start: offset + start, end: offset + start + mark.length })
    start += mark.length
  }
  while (start < end) {
    const rest = word.slice(start, end)
    if (CLITICS_ALONE.test(rest)) break
    const clitic = CLITIC.exec(rest)?.[0]
    if (clitic && clitic.length < rest.length) {
      after.unshift({ start: offset + end - clitic.length, end: offset + end })
      end -= clitic.length
      continue
    }
    if (DOTTED.test(rest)) break
    const mark = EDGE_CLOSE.exec(rest)?.[0]
    if (!mark || mark.length === rest.length) break
    after.unshift({ start: offset + end - mark.length, end: offset + end })
    end -= mark.length
  }
  if (start < end) tokens.push({ start: offset + start, end: offset + end })
  tokens.push(...after)
}
