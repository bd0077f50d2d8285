import { carrierPhrase } from '@/evaluation/error-list'
import type { Utterance } from '@/project/project'
import { tokenize } from '@/project/tokenizer'

type Worded = Pick<Utterance, 'text' | 'spans'>

/** How near the closest learned utterance comes to each tested one. */
export type Overlap = {
  text: string
  /** Words in common, of all words of the two: 1 when both have the same words. */
  words: number
  /** Whether a learned utterance has the same wording, slot values left out. */
  isRepeated: boolean
}

/** For each tested utterance, how much of it was learned: what a score has to be read beside. */
export function nearestOverlaps(learned: readonly Worded[], tested: readonly Worded[]): Overlap[] {
  const known = learned.map(({ text }) => wordsOf(text))
  const phrases = new Set(learned.map(({ text, spans }) => carrierPhrase(text, spans)))
  return tested.map(({ text, spans }) => {
    const own = wordsOf(text)
    return {
      text,
      words: known.reduce((best, other) => Math.max(best, shareInCommon(own, other)), 0),
      isRepeated: phrases.has(carrierPhrase(text, spans)),
    }
  })
}

function wordsOf(text: string): ReadonlySet<string> {
  const words = tokenize(text).map(({ start, end }) => text.slice(start, end).toLowerCase())
  return new Set(words.filter((word) => /[\p{L}\p{N}]/u.test(word)))
}

function shareInCommon(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const common = [...one].filter((word) => other.has(word)).length
  return common / Math.max(1, one.size + other.size - common)
}
