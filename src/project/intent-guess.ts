import type { Project, Utterance } from './project'
import { spanOfTokens, tokensOf, wordsOf } from './utterance-tokens'

/**
 * Word counts of each intent: enough to guess the intent of the next utterance before any model is
 * trained. Grows in place, an utterance at a time (`countIntent`).
 */
export type IntentGuesser = {
  intents: Map<string, { words: Map<string, number>; total: number; texts: number }>
  /** In how many utterances each word occurs. */
  vocabulary: Map<string, number>
  texts: number
}

/** A guess below this probability is not worth showing. */
const SURE_ENOUGH = 0.7
/** With fewer labelled utterances than this nothing is guessed. */
const FEWEST = 2

/** Knows nothing yet. */
export function createGuesser(): IntentGuesser {
  return { intents: new Map(), vocabulary: new Map(), texts: 0 }
}

/** Counts the words of all labelled utterances of a skill. */
export function learnIntents(project: Project): IntentGuesser {
  const guesser = createGuesser()
  for (const utterance of project.utterances) countIntent(guesser, utterance, 1)
  return guesser
}

/** Counts (`sign` 1) or forgets (−1) an utterance by its intent; labelled stretches count as their slot. */
export function countIntent(guesser: IntentGuesser, utterance: Utterance, sign: 1 | -1): void {
  if (utterance.intent === null) return
  const entry = guesser.intents.get(utterance.intent) ?? { words: new Map(), total: 0, texts: 0 }
  entry.texts += sign
  guesser.texts += sign
  for (const word of featuresOf(utterance)) {
    entry.total += sign
    addTo(entry.words, word, sign)
    addTo(guesser.vocabulary, word, sign)
  }
  if (entry.texts > 0) guesser.intents.set(utterance.intent, entry)
  else guesser.intents.delete(utterance.intent)
}

/** The likeliest intent, or null when it is not clear or no word is known. */
export function guessIntent(utterance: Utterance, guesser: IntentGuesser): string | null {
  if (guesser.texts < FEWEST) return null
  const [best] = rankIntents(utterance, guesser)
  return best && best.probability >= SURE_ENOUGH ? best.intent : null
}

/**
 * The intents that have been seen by how likely they are: multinomial naive Bayes with add-one
 * smoothing. Empty when no word of the utterance is known.
 */
export function rankIntents(
  utterance: Utterance,
  guesser: IntentGuesser,
): { intent: string; probability: number }[] {
  const words = featuresOf(utterance)
  if (!words.some((word) => guesser.vocabulary.has(word))) return []
  const vocabulary = guesser.vocabulary.size
  const scores = [...guesser.intents].map(([intent, { words: counts, total, texts }]) => ({
    intent,
    score: words.reduce(
      (sum, word) => sum + Math.log(((counts.get(word) ?? 0) + 1) / (total + vocabulary + 1)),
      Math.log(texts / guesser.texts),
    ),
  }))
  scores.sort((a, b) => b.score - a.score)
  const best = scores[0]?.score ?? 0
  const mass = scores.reduce((sum, { score }) => sum + Math.exp(score - best), 0)
  return scores.map(({ intent, score }) => ({
    intent,
    probability: Math.exp(score - best) / mass,
  }))
}

function featuresOf(utterance: Utterance): string[] {
  const owners = spanOfTokens(tokensOf(utterance), utterance.spans)
  const words = wordsOf(utterance)
  return words
    .map((word, index) => (owners[index] ? `{${owners[index].slot}}` : word))
    .filter((word, index, all) => /[\p{L}\p{N}]/u.test(word) && all.indexOf(word) === index)
}

function addTo(counts: Map<string, number>, word: string, sign: 1 | -1): void {
  const count = (counts.get(word) ?? 0) + sign
  if (count > 0) counts.set(word, count)
  else counts.delete(word)
}
