import type { Project, Utterance } from '@/project/project'
import { statisticsOf } from '@/project/statistics'
import { type SuggestionsState, suggestionFor } from '@/store/suggestions-store'

/** An intent to choose, with what speaks for it: its probability, else how many utterances it has. */
export type IntentOption = { value: string; note: string }

/** All intents in the order in which they are likely: the suggested one, the model's order, the one chosen last. */
export function intentOptions(
  project: Project,
  utterance: Utterance,
  suggestions: SuggestionsState,
  lastIntent: string | null,
): IntentOption[] {
  const counts = statisticsOf(project).intents
  const scores = new Map(
    suggestions.predictions
      .get(utterance.id)
      ?.intents.map((score) => [score.intent, score.probability]),
  )
  const likely = suggestionFor(utterance, suggestions).intent
  const rankOf = (name: string) => {
    if (name === likely) return 3
    return scores.get(name) ?? (name === lastIntent ? 2 : 0)
  }
  return project.intents
    .map(({ name }) => {
      const probability = scores.get(name)
      const note =
        probability === undefined
          ? String(counts.get(name) ?? 0)
          : `${Math.round(probability * 100)}%`
      return { value: name, note, rank: rankOf(name) }
    })
    .sort((a, b) => b.rank - a.rank)
    .map(({ value, note }) => ({ value, note }))
}
