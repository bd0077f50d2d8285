import type { Span, Utterance } from './project'
import { type Token, tokenize } from './tokenizer'

type Entry = { tokens: readonly Token[]; words: readonly string[]; folded: string }

const entries = new WeakMap<Utterance, Entry>()

/** The tokens of an utterance, cut at the edges of its spans, too; once for each version of it. */
export function tokensOf(utterance: Utterance): readonly Token[] {
  return entryOf(utterance).tokens
}

/** The tokens' texts in lower case. */
export function wordsOf(utterance: Utterance): readonly string[] {
  return entryOf(utterance).words
}

/** The whole text in lower case. */
export function foldedTextOf(utterance: Utterance): string {
  return entryOf(utterance).folded
}

/** Which span covers each token; null where none does. Both come in order. */
export function spanOfTokens(tokens: readonly Token[], spans: readonly Span[]): (Span | null)[] {
  let next = 0
  return tokens.map((token) => {
    while ((spans[next]?.end ?? Infinity) <= token.start) next += 1
    const span = spans[next]
    return span && span.start < token.end ? span : null
  })
}

function entryOf(utterance: Utterance): Entry {
  const known = entries.get(utterance)
  if (known) return known
  const tokens = tokenize(utterance.text, utterance)
  const words = tokens.map((token) => utterance.text.slice(token.start, token.end).toLowerCase())
  const entry = { tokens, words, folded: utterance.text.toLowerCase() }
  entries.set(utterance, entry)
  return entry
}
