import { isFrameRight } from './error-list'
import type { JudgedUtterance } from './prediction'
import { areSameSpans } from './span-matching'

/** One utterance as two runs saw it. */
export type ComparedUtterance = { before: JudgedUtterance; after: JudgedUtterance }

/** Two runs on the utterances that both were tested on, with the same labels. */
export type Comparison = {
  shared: number
  /** All that both were tested on. */
  pairs: ComparedUtterance[]
  fixed: ComparedUtterance[]
  broken: ComparedUtterance[]
  stillWrong: ComparedUtterance[]
  /** Tested by one run only, or relabelled between the two. */
  notComparable: number
  /**
   * Probability that chance alone splits fixed and broken at least so unevenly (exact McNemar
   * test). Above 0.05 the runs cannot be told apart by these utterances.
   */
  chance: number
}

/** A difference as uneven as this comes of chance less than once in twenty times. */
export const CHANCE = 0.05

/** What a difference between two runs is worth, as the end of a sentence; empty where chance hardly explains it. */
export function sayChance({ shared, fixed, broken, chance }: Comparison): string {
  if (chance < CHANCE) return ''
  const changed = fixed.length + broken.length
  return changed === 0
    ? ': right on the same utterances'
    : `: ${fixed.length} of ${shared} utterances gained, ${broken.length} lost, which may be chance`
}

/** Which utterances got better and which broke, from one run to another. */
export function compareRuns(
  before: readonly JudgedUtterance[],
  after: readonly JudgedUtterance[],
): Comparison {
  const earlier = new Map(before.map((one) => [one.utteranceId, one]))
  const pairs: ComparedUtterance[] = []
  for (const one of after) {
    const other = earlier.get(one.utteranceId)
    if (other && hasSameLabels(other, one)) pairs.push({ before: other, after: one })
  }
  const fixed = pairs.filter((p) => !isFrameRight(p.before) && isFrameRight(p.after))
  const broken = pairs.filter((p) => isFrameRight(p.before) && !isFrameRight(p.after))
  return {
    shared: pairs.length,
    pairs,
    fixed,
    broken,
    stillWrong: pairs.filter((p) => !isFrameRight(p.before) && !isFrameRight(p.after)),
    notComparable: before.length + after.length - 2 * pairs.length,
    chance: mcnemar(fixed.length, broken.length),
  }
}

/** Two-sided exact McNemar test: a fair coin for each utterance that changed sides. */
export function mcnemar(fixed: number, broken: number): number {
  const count = fixed + broken
  const fewer = Math.min(fixed, broken)
  let probability = 0
  let term = 0.5 ** count
  for (let hits = 0; hits <= fewer; hits += 1) {
    probability += term
    term *= (count - hits) / (hits + 1)
  }
  return Math.min(1, 2 * probability)
}

function hasSameLabels(a: JudgedUtterance, b: JudgedUtterance): boolean {
  return a.text === b.text && a.intent === b.intent && areSameSpans(a.spans, b.spans)
}
