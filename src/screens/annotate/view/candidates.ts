import type { Span, Utterance } from '@/project/project'
import { spanOfTokens, tokensOf, wordsOf } from '@/project/utterance-tokens'
import { LITTLE_WORDS } from './little-words'

/** A run of tokens by index, both ends inclusive. */
export type TokenRange = { first: number; last: number }

/**
 * The runs of tokens that are worth a label, in order of the text: suggested spans, names (words with
 * a capital, and the “of” and “the” between them), and other unlabelled words that are neither little
 * words of English nor words that people left unlabelled before. The first word of an utterance is
 * seldom part of a value (7 times in 100 in the pretraining data), so it counts only where nothing
 * else does.
 */
export function findCandidates(
  utterance: Utterance,
  suggested: readonly Span[],
  carrierWords: ReadonlySet<string>,
): TokenRange[] {
  const tokens = tokensOf(utterance)
  const words = wordsOf(utterance)
  const labelled = spanOfTokens(tokens, utterance.spans)
  const ghosts = spanOfTokens(tokens, suggested)
  const kinds = tokens.map((token, index): Span | 'name' | 'word' | null => {
    const word = words[index] ?? ''
    if (labelled[index]) return null
    if (ghosts[index]) return ghosts[index]
    if (!/[\p{L}\p{N}]/u.test(word)) return null
    const isName = index > 0 && word !== 'i' && /\p{Lu}/u.test(utterance.text[token.start] ?? '')
    if (isName) return 'name'
    return LITTLE_WORDS.has(word) || carrierWords.has(word) ? null : 'word'
  })
  bridgeNames(kinds, words)
  const ranges: TokenRange[] = []
  kinds.forEach((kind, index) => {
    const current = ranges.at(-1)
    if (kind !== null && kind === kinds[index - 1] && current) current.last = index
    else if (kind !== null) ranges.push({ first: index, last: index })
  })
  const [first] = ranges
  if (first?.first !== 0 || kinds[0] !== 'word') return ranges
  if (first.last > 0) return [{ ...first, first: 1 }, ...ranges.slice(1)]
  return ranges.length > 1 ? ranges.slice(1) : ranges
}

/** Makes one name of two with only “of”, “the” and the like between them. */
function bridgeNames(kinds: (Span | 'name' | 'word' | null)[], words: readonly string[]): void {
  kinds.forEach((kind, index) => {
    if (kind !== 'name') return
    let next = index + 1
    while (kinds[next] === null && BRIDGES.has(words[next] ?? '')) next++
    if (kinds[next] === 'name') kinds.fill('name', index, next)
  })
}

const BRIDGES = new Set([
  'of',
  'the',
  'and',
  '&',
  'de',
  'la',
  'du',
  'von',
  '-',
  '–',
  "'",
  '’',
  "'s",
])

/** The offsets of a token range. */
export function offsetsOf(utterance: Utterance, range: TokenRange): { start: number; end: number } {
  const tokens = tokensOf(utterance)
  return { start: tokens[range.first]?.start ?? 0, end: tokens[range.last]?.end ?? 0 }
}

/** The token range that a span covers. */
export function rangeOf(utterance: Utterance, span: { start: number; end: number }): TokenRange {
  const tokens = tokensOf(utterance)
  const first = tokens.findIndex((token) => token.end > span.start)
  const last = tokens.findLastIndex((token) => token.start < span.end)
  return { first: Math.max(0, first), last: Math.max(0, last) }
}
