import type { Utterance } from './project'
import { tokensOf, wordsOf } from './utterance-tokens'

/**
 * Words that people left unlabelled so far, and that are thus hardly slot values: `play` in `play
 * [jazz](genre)`. A word labelled once weighs as much as one left twice. Grows in place.
 */
export type CarrierWords = { counts: Map<string, number>; words: Set<string> }

/** A word counts from here on. */
const ENOUGH = 2

/** Knows nothing yet. */
export function createCarrierWords(): CarrierWords {
  return { counts: new Map(), words: new Set() }
}

/** Counts (`sign` 1) or forgets (−1) the words of an utterance that somebody has been through. */
export function countCarrierWords(carrier: CarrierWords, utterance: Utterance, sign: 1 | -1): void {
  const { spans } = utterance
  if (spans.length === 0 && utterance.status !== 'done') return
  const words = wordsOf(utterance)
  let next = 0
  tokensOf(utterance).forEach((token, index) => {
    while ((spans[next]?.end ?? Number.POSITIVE_INFINITY) <= token.start) next++
    const isLabelled = (spans[next]?.start ?? Number.POSITIVE_INFINITY) < token.end
    const word = words[index] ?? ''
    const count = (carrier.counts.get(word) ?? 0) + sign * (isLabelled ? -2 : 1)
    if (count === 0) carrier.counts.delete(word)
    else carrier.counts.set(word, count)
    if (count >= ENOUGH) carrier.words.add(word)
    else carrier.words.delete(word)
  })
}
