import type { Span, Utterance } from '@/project/project'
import { spanOfTokens, tokensOf, wordsOf } from '@/project/utterance-tokens'

/** A run of tokens by index, both ends inclusive. */
export type TokenRange = { first: number; last: number }

/**
 * The runs of tokens that are worth a label: suggested spans, and unlabelled words that are neither
 * little words of English nor words that people left unlabelled before. In order of the text.
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
  const ranges: TokenRange[] = []
  let previous: Span | 'word' | null = null
  tokens.forEach((_token, index) => {
    const word = words[index] ?? ''
    const ghost = ghosts[index]
    const isWorth =
      !labelled[index] &&
      /[\p{L}\p{N}]/u.test(word) &&
      !LITTLE_WORDS.has(word) &&
      !carrierWords.has(word)
    const kind = labelled[index] ? null : (ghost ?? (isWorth ? 'word' : null))
    const current = ranges.at(-1)
    if (kind !== null && kind === previous && current) current.last = index
    else if (kind !== null) ranges.push({ first: index, last: index })
    previous = kind
  })
  return ranges
}

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

const LITTLE_WORDS = new Set(
  `a about add all am an and any are as ask at be been begin bring by call can change check could
  create did do does find for from get give go had has have hear help her hey hi him his how i if in
  into is it its let like list look made make may me might more much must my need new no not now of
  off ok on one open or order our out over play please put read record remove reserve s say search
  see send set she should show some start stop take talk tell thank thanks that the their them then
  there these they this those to tell turn up us use want was we were what whats what's when where
  which who will with would yes you your 's 'm 're 'll 've 'd n't up`.split(/\s+/),
)
