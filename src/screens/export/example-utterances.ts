import type { JudgedUtterance } from '@/evaluation/prediction'
import { areSameSpans } from '@/evaluation/span-matching'
import { outOfScopeNames, type Project, type Utterance } from '@/project/project'

const SHORT = 60

export type Example = Pick<Utterance, 'text' | 'intent' | 'spans'>

/**
 * Utterances to show a model with, one an intent, the most telling first: those of a test that it understood whole
 * come before those that nobody has asked it.
 */
export function exampleUtterances(
  project: Pick<Project, 'intents' | 'utterances'>,
  judged: readonly JudgedUtterance[],
  threshold: number,
): Example[] {
  const away = new Set(outOfScopeNames(project))
  const isRight = ({ intent, spans, prediction }: JudgedUtterance) =>
    prediction.intents[0]?.intent === intent &&
    prediction.intents[0].probability >= threshold &&
    areSameSpans(prediction.spans, spans)
  const byWorth = (examples: readonly Example[]) =>
    examples
      .filter(({ text, intent }) => intent !== null && !away.has(intent) && text.trim() !== '')
      .toSorted((a, b) => worth(b) - worth(a))
  const candidates = [...byWorth(judged.filter(isRight)), ...byWorth(project.utterances)]
  const taken = new Set<string | null>()
  return candidates.filter(({ intent }) => {
    if (taken.has(intent)) return false
    taken.add(intent)
    return true
  })
}

/** Slots make an example; length spoils it. */
function worth({ text, spans }: Example): number {
  return (text.length > SHORT ? -10 : 0) + Math.min(spans.length, 2)
}
