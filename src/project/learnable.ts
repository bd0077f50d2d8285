import type { Utterance } from './project'

/** Fewer say nothing of how people put it. */
const FEWEST = 4

/**
 * Whether utterances hold something to learn: intents to tell apart, or at least slots to find in the only
 * one. Else a sentence that says what there is and what is needed.
 */
export function whyNotLearnable(
  utterances: readonly Pick<Utterance, 'intent' | 'spans'>[],
): string | null {
  const labelled = utterances.filter(({ intent }) => intent !== null)
  const intents = new Set(labelled.map(({ intent }) => intent)).size
  const hasSlots = labelled.some(({ spans }) => spans.length > 0)
  if (labelled.length >= FEWEST && (intents >= 2 || hasSlots)) return null
  const count = `${labelled.length} ${labelled.length === 1 ? 'utterance' : 'utterances'}`
  const have =
    intents === 0
      ? 'no utterance has an intent'
      : intents === 1
        ? `one intent has any, ${count}${hasSlots ? '' : ' without a slot'}`
        : `${intents} intents have ${count}`
  return `A model tells at least two intents apart, or finds the slots of one; so far ${have}. Five utterances for each intent make a start, fifteen are good.`
}
