import type { IntentScore, Prediction } from './prediction'

/** When an answer counts: a model's rules, wherever it answers. */
export type AnswerRules = {
  /** Below this probability of the best intent a text is not understood. */
  threshold: number
  /** Names of the intents that stand for "none of these". */
  outOfScope: readonly string[]
}

/**
 * What is understood of a text: the best intent when it is probable enough and belongs to the skill,
 * else null. Nothing else may decide it, so that no two places say different things of one answer.
 */
export function understoodIntent(
  { text, intents }: Pick<Prediction, 'text' | 'intents'>,
  { threshold, outOfScope }: AnswerRules,
): IntentScore | null {
  const [best] = intents
  if (!best || text.trim() === '' || best.probability < threshold) return null
  return outOfScope.includes(best.intent) ? null : best
}
