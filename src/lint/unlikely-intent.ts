import {
  type IndexedUtterance,
  type LintIndex,
  type LintOptions,
  placesOf,
  type Rule,
} from './finding'
import { changeUtterances } from './fixes'

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

/** Naive Bayes over the words of the patterns, each utterance judged without itself. */
function suspectsByWords(index: LintIndex): Suspect[] {
  const intents = [...index.byIntent].filter(([, group]) => group.length >= SMALLEST_INTENT)
  if (intents.length < 2) return []
  const tables = intents.map(([intent, group]) => {
    // Patterns count once: a template that made a hundred utterances is one habit.
    const patterns = new Map<string, readonly string[]>()
    for (const { facts } of group) patterns.set(facts.patternKey, facts.pattern)
    const words = new Map<string, number>()
    for (const pattern of patterns.values()) {
      for (const word of new Set(pattern)) words.set(word, (words.get(word) ?? 0) + 1)
    }
    return { intent, words, size: patterns.size }
  })
  const tableOf = new Map(tables.map((table) => [table.intent, table]))
  const found: Suspect[] = []
  const judged = new Set<string>()
  for (const entry of index.labelled) {
    const own = tableOf.get(entry.intent)
    const key = `${entry.intent}\n${entry.facts.patternKey}`
    if (!own || judged.has(key)) continue
    judged.add(key)
    const pattern = [...new Set(entry.facts.pattern)]
    // Whoever has two words of its own habits is at home.
    if (pattern.length < 3 || pattern.filter((word) => (own.words.get(word) ?? 0) > 2).length > 1)
      continue
    const score = (table: typeof own, without: number) =>
      pattern.reduce(
        (sum, word) =>
          sum +
          Math.log(((table.words.get(word) ?? 0) - without + 0.2) / (table.size - without + 2)),
        0,
      )
    const ownScore = score(own, 1)
    for (const table of tables) {
      if (table === own) continue
      const strength = score(table, 0) - ownScore
      if (strength > MARGIN) found.push({ entry, other: table.intent, strength })
    }
  }
  const best = new Map<string, Suspect>()
  for (const suspect of found) {
    const known = best.get(suspect.entry.utterance.id)
    if (!known || known.strength < suspect.strength) best.set(suspect.entry.utterance.id, suspect)
  }
  return [...best.values()]
}
