import { rankIntents } from '@/project/intent-guess'
import type { Project, Utterance } from '@/project/project'
import { statisticsOf } from '@/project/statistics'
import type { SuggestionsState } from '@/store/suggestions-store'
import { offerFor } from './offers'

/** An intent to choose, with what speaks for it: its probability, else how many utterances it has. */
export type IntentOption = { value: string; note: string }

/** As likely as this the intent chosen last comes again, where the words say little. */
const LAST_COUNTS_AS = 0.5

/**
 * All intents in the order in which they are likely: the suggested one, what the model or else the
 * words say, the one chosen last, then those with the most utterances.
 */
export function intentOptions(
  project: Project,
  utterance: Utterance,
  suggestions: SuggestionsState,
  lastIntent: string | null,
): IntentOption[] {
  const counts = statisticsOf(project).intents
  const predicted = suggestions.predictions.get(utterance.id)?.intents
  const scores = new Map(predicted?.map(({ intent, probability }) => [intent, probability]))
  const guesses = new Map(
    predicted
      ? []
      : rankIntents(utterance, suggestions.guesser).map(({ intent, probability }) => [
          intent,
          probability,
        ]),
  )
  const likely = offerFor(utterance, project.intents, suggestions).intent
  const countOf = (name: string) => counts.get(name) ?? 0
  const rankOf = (name: string) => {
    if (name === likely) return 3
    const score = scores.get(name) ?? guesses.get(name)
    return Math.max(score ?? 0, name === lastIntent && !predicted ? LAST_COUNTS_AS : 0)
  }
  return project.intents
    .map(({ name }) => ({ name, rank: rankOf(name) }))
    .sort((a, b) => b.rank - a.rank || countOf(b.name) - countOf(a.name))
    .map(({ name }) => {
      const probability = scores.get(name)
      const note =
        probability === undefined ? String(countOf(name)) : `${Math.round(probability * 100)}%`
      return { value: name, note }
    })
}
