import { append } from './append'
import { type IndexedUtterance, placesOf, type Rule } from './finding'

/** Fewer mistakes than this are about single utterances, not about two intents. */
const FEWEST_MISTAKES = 3
/** The part of an intent's judged utterances that must be taken for the other one. */
const LEAST_SHARE = 0.1
const MOST_FINDINGS = 20

/** Pairs of intents that a model takes for each other. Says nothing without a model. */
export const confusableIntents: Rule = {
  id: 'confusable-intents',
  label: 'Two intents that the model mixes up',
  why: 'Either they mean the same and should be one, or they need examples that show the difference.',
  check: (index, { judgements }) => {
    if (!judgements) return []
    const judged = new Map<string, number>()
    const mistaken = new Map<string, IndexedUtterance[]>()
    for (const entry of index.labelled) {
      const said = judgements.get(entry.utterance.id)
      if (!said) continue
      judged.set(entry.intent, (judged.get(entry.intent) ?? 0) + 1)
      if (said.intent !== entry.intent && index.byIntent.has(said.intent)) {
        append(mistaken, JSON.stringify([entry.intent, said.intent]), entry)
      }
    }
    return [...mistaken]
      .map(([key, entries]) => {
        const [intent = '', other = ''] = JSON.parse(key) as string[]
        return { intent, other, entries, of: judged.get(intent) ?? 0 }
      })
      .filter(
        ({ entries, of }) =>
          entries.length >= FEWEST_MISTAKES && entries.length >= of * LEAST_SHARE,
      )
      .sort((a, b) => b.entries.length - a.entries.length)
      .slice(0, MOST_FINDINGS)
      .map(({ intent, other, entries, of }) => ({
        severity: 'warning' as const,
        message: `${entries.length} of ${of} utterances of ${intent} are ${other} to the model.`,
        places: placesOf(entries, { intent }),
      }))
  },
}
