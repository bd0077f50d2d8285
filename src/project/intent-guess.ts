import type { Project, Utterance } from './project'
import { spanOfTokens, tokensOf, wordsOf } from './utterance-tokens'

/** Word counts of each intent: enough to guess the intent of the next utterance before any model is trained. */
export type IntentGuesser = {
  intents: ReadonlyMap<string, { words: ReadonlyMap<string, number>; total: number; texts: number }>
  vocabulary: number
  texts: number
}

/** A guess below this probability is not worth showing. */
const SURE_ENOUGH = 0.7
/** With fewer labelled utterances than this nothing is guessed. */
const FEWEST = 2

/** Counts the words of labelled utterances by intent; labelled stretches count as their slot. */
export function learnIntents(project: Project): IntentGuesser {
  const intents = new Map<string, { words: Map<string, number>; total: number; texts: number }>()
  const vocabulary = new Set<string>()
  let texts = 0
  for (const utterance of project.utterances) {
    if (utterance.intent === null) continue
    const entry = intents.get(utterance.intent) ?? { words: new Map(), total: 0, texts: 0 }
    intents.set(utterance.intent, entry)
    entry.texts++
    texts++
    for (const word of featuresOf(utterance)) {
      entry.words.set(word, (entry.words.get(word) ?? 0) + 1)
      entry.total++
      vocabulary.add(word)
    }
  }
  return { intents, vocabulary: vocabulary.size, texts }
}

/**
 * The likeliest intent by multinomial naive Bayes with add-one smoothing, or null when it is not
 * clear or no word is known.
 */
export function guessIntent(utterance: Utterance, guesser: IntentGuesser): string | null {
  if (guesser.texts < FEWEST) return null
  const words = featuresOf(utterance)
  const isAnyKnown = words.some((word) =>
    [...guesser.intents.values()].some((intent) => intent.words.has(word)),
  )
  if (!isAnyKnown) return null
  const scores = [...guesser.intents].map(([name, { words: counts, total, texts }]) => ({
    name,
    score: words.reduce(
      (sum, word) =>
        sum + Math.log(((counts.get(word) ?? 0) + 1) / (total + guesser.vocabulary + 1)),
      Math.log(texts / guesser.texts),
    ),
  }))
  scores.sort((a, b) => b.score - a.score)
  const best = scores[0]
  if (!best) return null
  const mass = scores.reduce((sum, { score }) => sum + Math.exp(score - best.score), 0)
  return 1 / mass >= SURE_ENOUGH ? best.name : null
}

function featuresOf(utterance: Utterance): string[] {
  const owners = spanOfTokens(tokensOf(utterance), utterance.spans)
  const words = wordsOf(utterance)
  return words
    .map((word, index) => (owners[index] ? `{${owners[index].slot}}` : word))
    .filter((word, index, all) => /[\p{L}\p{N}]/u.test(word) && all.indexOf(word) === index)
}
