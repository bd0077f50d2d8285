import { carrierPhrase, isFrameRight, type LearnedUtterance } from './error-list'
import type { JudgedUtterance } from './prediction'

/** What kind of utterances a score is of: new wording, or wording that was learned with other values. */
export type TestedWording = {
  /** How many were made from patterns. */
  fromPatterns: number
  /** Their wording, values left out, is that of a learned utterance: they test memory and values. */
  learnedWording: Tally
  newWording: Tally
}

type Tally = { count: number; framesRight: number }

/** Tells apart what was tested; `fromPatterns` are the ids of utterances that templates made. */
export function tellWordingApart(
  judged: readonly JudgedUtterance[],
  learned: readonly LearnedUtterance[],
  fromPatterns: ReadonlySet<string>,
): TestedWording {
  const phrases = new Set(learned.map(({ text, spans }) => carrierPhrase(text, spans)))
  const isLearned = ({ text, spans }: JudgedUtterance) => phrases.has(carrierPhrase(text, spans))
  return {
    fromPatterns: judged.filter(({ utteranceId }) => fromPatterns.has(utteranceId)).length,
    learnedWording: tallyOf(judged.filter(isLearned)),
    newWording: tallyOf(judged.filter((one) => !isLearned(one))),
  }
}

/** What a score is of, in a few words; empty when all was worded anew by people. */
export function nameWording({ fromPatterns, learnedWording, newWording }: TestedWording): string {
  const total = learnedWording.count + newWording.count
  const part = (some: number, words: string) =>
    some < total ? `${some} of ${total} ${words}` : total === 1 ? words : `all ${words}`
  if (total === 0) return ''
  if (fromPatterns > 0) return part(fromPatterns, 'made from patterns')
  return learnedWording.count > 0
    ? part(learnedWording.count, 'in a wording that it has learned')
    : ''
}

/** What a score is of, in a sentence or two; empty when all was worded anew by people. */
export function describeWording(wording: TestedWording): string {
  const { fromPatterns, learnedWording, newWording } = wording
  const total = learnedWording.count + newWording.count
  const sentences = []
  if (total > 0 && fromPatterns > 0) {
    sentences.push(
      `${fromPatterns === total ? `All ${total}` : `${fromPatterns} of ${total}`} tested utterances were made from patterns, all of one pattern on one side: people will word it in more ways.`,
    )
  }
  if (learnedWording.count > 0) {
    const rest =
      newWording.count === 0
        ? 'none has new wording, so this is a test of memory'
        : `with new wording ${newWording.framesRight} of ${newWording.count}`
    sentences.push(
      `${learnedWording.count} repeat a learned wording with other values: of these ${learnedWording.framesRight} are right as a whole, ${rest}.`,
    )
  }
  return sentences.join(' ')
}

function tallyOf(judged: readonly JudgedUtterance[]): Tally {
  return { count: judged.length, framesRight: judged.filter(isFrameRight).length }
}
