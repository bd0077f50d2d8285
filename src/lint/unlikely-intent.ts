import {
  type IndexedUtterance,
  type LintIndex,
  type LintOptions,
  placesOf,
  type Rule,
} from './finding'
import { changeUtterances } from './fixes'
import { perGroup } from './lint-index'

/** Below this an intent has no habits that one could differ from. */
const SMALLEST_INTENT = 8
/** Log-likelihood ratio in nats: how much better another intent must explain the words. */
const MARGIN = 4
/** How sure a model must be of another intent. */
const SURE = 0.8
const MOST_FINDINGS = 50

/** Utterances that look like another intent: by a model where there is one, else by their words. */
export const unlikelyIntent: Rule = {
  id: 'unlikely-intent',
  label: 'Looks like another intent',
  why: 'A mislabelled utterance pulls two intents together; one that is right may need company.',
  check: (index, options) =>
    suspects(index, options)
      .sort((a, b) => b.strength - a.strength)
      .slice(0, MOST_FINDINGS)
      .map(({ entry, other }) => ({
        severity: 'hint' as const,
        message: `“${entry.utterance.text}” (${entry.intent}) looks like ${other}.`,
        places: placesOf([entry], { intent: entry.intent }),
        fix: changeUtterances(`Move it to ${other}`, [entry.utterance.id], (utterance) => ({
          ...utterance,
          intent: other,
        })),
      })),
}

type Suspect = { entry: IndexedUtterance; other: string; strength: number }

function suspects(index: LintIndex, { judgements }: LintOptions): Suspect[] {
  if (!judgements) return suspectsByWords(index)
  return index.labelled.flatMap((entry) => {
    const said = judgements.get(entry.utterance.id)
    return said && said.intent !== entry.intent && said.probability >= SURE
      ? [{ entry, other: said.intent, strength: said.probability }]
      : []
  })
}

type Habits = { words: ReadonlyMap<string, number>; size: number; strangers: IndexedUtterance[] }

/** In how many patterns of an intent each word occurs, and who shares hardly a word with the others. */
const habitsOf = perGroup((group): Habits => {
  // Patterns count once: a template that made a hundred utterances is one habit.
  const patterns = new Map<string, IndexedUtterance>()
  for (const entry of group) {
    if (!patterns.has(entry.facts.patternKey)) patterns.set(entry.facts.patternKey, entry)
  }
  const words = new Map<string, number>()
  for (const { facts } of patterns.values()) {
    for (const word of facts.distinct) words.set(word, (words.get(word) ?? 0) + 1)
  }
  // Whoever has two words of its own intent's habits is at home.
  const strangers = [...patterns.values()].filter(
    ({ facts: { distinct } }) =>
      distinct.length > 2 && distinct.filter((word) => (words.get(word) ?? 0) > 2).length < 2,
  )
  return { words, size: patterns.size, strangers }
})

/** Naive Bayes over the words of the patterns, each utterance judged without itself. */
function suspectsByWords(index: LintIndex): Suspect[] {
  // What is out of scope has no habits, and looks a little like everything.
  const outside = new Set(
    index.project.intents.filter(({ kind }) => kind === 'outOfScope').map(({ name }) => name),
  )
  const tables = [...index.byIntent]
    .filter(([intent, group]) => group.length >= SMALLEST_INTENT && !outside.has(intent))
    .map(([intent, group]) => ({ intent, ...habitsOf(group) }))
  if (tables.length < 2) return []
  const score = ({ words, size }: Habits, pattern: readonly string[], without: number) =>
    pattern.reduce(
      (sum, word) =>
        sum + Math.log(((words.get(word) ?? 0) - without + 0.2) / (size - without + 2)),
      0,
    )
  return tables.flatMap((own) =>
    own.strangers.flatMap((entry): Suspect[] => {
      const pattern = entry.facts.distinct
      const ownScore = score(own, pattern, 1)
      let best: Suspect | null = null
      for (const table of tables) {
        if (table === own) continue
        const strength = score(table, pattern, 0) - ownScore
        if (strength > (best?.strength ?? MARGIN)) best = { entry, other: table.intent, strength }
      }
      return best ? [best] : []
    }),
  )
}
