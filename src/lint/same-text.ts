import { type IndexedUtterance, placesOf, type Rule } from './finding'
import { changeUtterances, removeUtterances } from './fixes'

/** One text under two intents, and one text twice under the same. */
export const conflictingIntents: Rule = {
  id: 'conflicting-intents',
  label: 'Same text in two intents',
  why: 'The network is told two answers to one question, and at best gets half of them right.',
  check: (index) =>
    [...groupByText(index.labelled).values()].flatMap((group) => {
      const intents = countBy(group, ({ intent }) => intent)
      if (intents.size < 2) return []
      const [keep] = [...intents].sort((a, b) => b[1] - a[1])[0]!
      const others = group.filter(({ intent }) => intent !== keep)
      return [
        {
          severity: 'error' as const,
          message: `“${group[0]!.utterance.text}” stands in ${listNames([...intents.keys()])}.`,
          places: placesOf(group, { intent: keep }),
          fix: removeUtterances(
            `Keep it in ${keep} only`,
            others.map(({ utterance }) => utterance.id),
          ),
        },
      ]
    }),
}

/** One text of one intent whose slots are marked in two ways. */
export const conflictingMarks: Rule = {
  id: 'conflicting-marks',
  label: 'Same text, marked in two ways',
  why: 'One of the markings is wrong, and the network learns both.',
  check: (index) =>
    [...groupByText(index.labelled).values()].flatMap((group) => {
      const markings = countBy(group, ({ intent, facts }) => `${intent}\n${facts.patternKey}`)
      const intents = countBy(group, ({ intent }) => intent)
      if (markings.size === intents.size) return []
      return [...intents.keys()].flatMap((intent) => {
        const own = group.filter((entry) => entry.intent === intent)
        const [usual] = [...countBy(own, ({ facts }) => facts.patternKey)].sort(
          (a, b) => b[1] - a[1],
        )[0]!
        const model = own.find(({ facts }) => facts.patternKey === usual)!.utterance
        const others = own.filter(({ facts }) => facts.patternKey !== usual)
        if (others.length === 0) return []
        const isAlike = others.every(({ utterance }) => isSameButCase(utterance.text, model.text))
        return [
          {
            severity: 'error' as const,
            message: `“${model.text}” is marked in different ways in ${intent}.`,
            places: placesOf(own, { intent }),
            ...(isAlike
              ? {
                  fix: changeUtterances(
                    `Mark all as in “${usual}”`,
                    others.map(({ utterance }) => utterance.id),
                    (utterance) => ({ ...utterance, spans: model.spans }),
                  ),
                }
              : {}),
          },
        ]
      })
    }),
}

export const repeatedText: Rule = {
  id: 'repeated-text',
  label: 'Same text twice',
  why: 'A repeated text counts double in training and teaches nothing new.',
  check: (index) => {
    const extra: IndexedUtterance[] = []
    for (const group of groupByText(index.labelled).values()) {
      const seen = new Set<string>()
      for (const entry of group) {
        const spans = entry.utterance.spans.map((span) => span.slot).join('|')
        const key = `${entry.intent}\n${spans}`
        if (seen.has(key)) extra.push(entry)
        seen.add(key)
      }
    }
    if (extra.length === 0) return []
    return [
      {
        severity: 'hint' as const,
        message: `${extra.length} ${extra.length === 1 ? 'utterance repeats' : 'utterances repeat'} another one but for case or punctuation.`,
        places: placesOf(extra),
        fix: removeUtterances(
          'Remove the repetitions',
          extra.map(({ utterance }) => utterance.id),
        ),
      },
    ]
  },
}

const groupsOf = new WeakMap<readonly IndexedUtterance[], ReadonlyMap<string, IndexedUtterance[]>>()

/** Utterances by what a listener hears; only texts that occur more than once. */
export function groupByText(
  utterances: readonly IndexedUtterance[],
): ReadonlyMap<string, IndexedUtterance[]> {
  const known = groupsOf.get(utterances)
  if (known) return known
  const groups = new Map<string, IndexedUtterance[]>()
  for (const entry of utterances) {
    const key = entry.facts.textKey
    if (key === '') continue
    const group = groups.get(key)
    if (group) group.push(entry)
    else groups.set(key, [entry])
  }
  for (const [key, group] of groups) if (group.length < 2) groups.delete(key)
  groupsOf.set(utterances, groups)
  return groups
}

/** Offsets of one text fit the other only then. */
function isSameButCase(one: string, other: string): boolean {
  return one.length === other.length && one.toLowerCase() === other.toLowerCase()
}

/** How often each key occurs. */
export function countBy<T>(
  members: readonly T[],
  keyOf: (member: T) => string,
): Map<string, number> {
  const counts = new Map<string, number>()
  for (const member of members) counts.set(keyOf(member), (counts.get(keyOf(member)) ?? 0) + 1)
  return counts
}

/** `A`, `A and B`, `A, B and C`. */
export function listNames(names: readonly string[]): string {
  if (names.length < 2) return names.join('')
  return `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`
}
