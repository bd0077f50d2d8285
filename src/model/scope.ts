/**
 * How likely a text is any of a skill's business. The softmax can't say: it shares out a whole among the intents,
 * whatever the text. What does say it is how much the intents want the text together, and how many of its
 * words the skill has ever seen.
 */

/**
 * Fitted by logistic regression on nine public bots that are in no pool of pretraining, with utterances of the others
 * and CLINC150's out-of-scope rows as strangers, a fifth of all; a bot that was left out lost little.
 */
const FIT = { always: 0.6, energy: 0.9, knownShare: 2.5, unknownWord: -0.6 }
/** Further unknown words say nothing new. */
const MOST_UNKNOWN = 6

/**
 * The probability that a text belongs to the skill; 1 for a model that does not know which words it has seen.
 *
 * @param intentLogits `[intents]`, before any temperature
 * @param forms the text's words, hashed (`EncodedText`)
 */
export function scopeProbability(
  intentLogits: Float32Array,
  forms: Int32Array,
  seen: ReadonlySet<number> | null,
): number {
  if (!seen) return 1
  let unknown = 0
  for (const form of forms) if (!seen.has(form)) unknown += 1
  return scopeOfCounts(intentLogits, { words: forms.length, unknown })
}

/** The same of a text whose words are counted already. */
export function scopeOfCounts(
  intentLogits: ArrayLike<number>,
  { words, unknown }: { words: number; unknown: number },
): number {
  const knownShare = words === 0 ? 1 : 1 - unknown / words
  const sum =
    FIT.always +
    FIT.energy * energyOf(intentLogits) +
    FIT.knownShare * knownShare +
    FIT.unknownWord * Math.min(MOST_UNKNOWN, unknown)
  return 1 / (1 + Math.exp(-sum))
}

/** The words of these texts, each once, in the order of their hashes. */
export function formsSeen(texts: Iterable<{ forms: Int32Array }>): number[] {
  const seen = new Set<number>()
  for (const { forms } of texts) for (const form of forms) seen.add(form)
  return [...seen].sort((a, b) => a - b)
}

/** Logarithm of the sum of the exponentials (Liu et al. 2020, "Energy-based out-of-distribution detection"). */
function energyOf(logits: ArrayLike<number>): number {
  let largest = Number.NEGATIVE_INFINITY
  for (let index = 0; index < logits.length; index += 1) {
    largest = Math.max(largest, logits[index] ?? 0)
  }
  let sum = 0
  for (let index = 0; index < logits.length; index += 1) {
    sum += Math.exp((logits[index] ?? 0) - largest)
  }
  return largest + Math.log(sum)
}
