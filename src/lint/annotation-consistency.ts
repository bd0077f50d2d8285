import { tokensTouching } from '@/project/tokenizer'
import { spanOfTokens } from '@/project/utterance-tokens'
import { append } from './append'
import { type IndexedUtterance, placesOf, type Rule } from './finding'
import { changeUtterances, withSpan } from './fixes'
import { perGroup } from './lint-index'
import { listNames } from './same-text'

type Phrase = { words: readonly string[]; slots: Map<string, number>; total: number }

const MOST_FINDINGS = 100
const FEWEST_MARKED = 2

/** A phrase that is a slot in some utterances of an intent and plain text in others. */
export const unmarkedPhrases: Rule = {
  id: 'unmarked-phrases',
  label: 'Marked here, not there',
  why: 'The network sees the same words with and without the slot, and learns to be unsure.',
  check: (index) => {
    const findings = []
    for (const [intent, group] of index.byIntent) {
      const { phrases, missed } = unmarkedOf(group)
      for (const [key, places] of missed) {
        const phrase = phrases.get(key)!
        // Words that stand unmarked more often than marked are probably just words.
        if (places.length >= phrase.total || findings.length >= MOST_FINDINGS) continue
        const [slot] = [...phrase.slots].sort((a, b) => b[1] - a[1])[0]!
        const spans = new Map(
          places.map(({ entry, start, end }) => [entry.utterance.id, { start, end, slot }]),
        )
        findings.push({
          severity: 'warning' as const,
          message: `“${phrase.words.join(' ')}” is ${slot} in ${phrase.total} utterances of ${intent}, and unmarked in ${places.length}.`,
          places: placesOf(
            places.map(({ entry }) => entry),
            { intent, slot },
          ),
          fix: changeUtterances(`Mark it as ${slot}`, [...spans.keys()], (utterance) =>
            withSpan(utterance, spans.get(utterance.id)!),
          ),
        })
      }
    }
    return findings
  },
}

/** One text as values of slots of different types. */
export const valueInTwoTypes: Rule = {
  id: 'value-in-two-types',
  label: 'One value, two slot types',
  why: 'Only the words around it can tell the two apart, so it needs more examples than other values.',
  check: (index) => {
    const typeOf = new Map(
      index.project.intents.flatMap((intent) =>
        intent.slots.map((slot) => [`${intent.name}\n${slot.name}`, slot.type] as const),
      ),
    )
    const seen = new Map<string, Map<string, { slot: string; entries: IndexedUtterance[] }>>()
    for (const entry of index.labelled) {
      for (const [place, span] of entry.utterance.spans.entries()) {
        const text = entry.facts.spanTexts[place] ?? ''
        const type = typeOf.get(`${entry.intent}\n${span.slot}`) ?? span.slot
        const types = seen.get(text) ?? new Map()
        const use = types.get(type) ?? { slot: span.slot, entries: [] }
        use.entries.push(entry)
        types.set(type, use)
        seen.set(text, types)
      }
    }
    const findings = []
    for (const [text, types] of seen) {
      if (types.size < 2 || findings.length >= MOST_FINDINGS) continue
      const rarest = [...types.values()].sort((a, b) => a.entries.length - b.entries.length)[0]!
      findings.push({
        severity: 'hint' as const,
        message: `“${text}” is a value of ${listNames([...types.values()].map(({ slot }) => slot))}.`,
        places: placesOf(
          [...types.values()].flatMap(({ entries }) => entries),
          { slot: rarest.slot },
        ),
      })
    }
    return findings
  },
}

const unmarkedOf = perGroup((group) => {
  const phrases = phrasesOf(group)
  return { phrases, missed: findUnmarked(group, phrases) }
})

function phrasesOf(group: readonly IndexedUtterance[]): Map<string, Phrase> {
  const phrases = new Map<string, Phrase>()
  for (const { utterance, facts } of group) {
    for (const span of utterance.spans) {
      const { first, last } = tokensTouching(facts.tokens, span)
      const words = facts.words.slice(first, last + 1)
      const key = words.join(' ')
      if (key === '') continue
      const phrase = phrases.get(key) ?? { words, slots: new Map(), total: 0 }
      phrase.slots.set(span.slot, (phrase.slots.get(span.slot) ?? 0) + 1)
      phrase.total += 1
      phrases.set(key, phrase)
    }
  }
  for (const [key, phrase] of phrases) {
    if (phrase.total < FEWEST_MARKED || !/\p{L}/u.test(key)) phrases.delete(key)
  }
  return phrases
}

function findUnmarked(
  group: readonly IndexedUtterance[],
  phrases: ReadonlyMap<string, Phrase>,
): Map<string, { entry: IndexedUtterance; start: number; end: number }[]> {
  const byFirst = new Map<string, [string, Phrase][]>()
  for (const [key, phrase] of phrases) {
    const first = phrase.words[0] ?? ''
    append(byFirst, first, [key, phrase])
  }
  const found = new Map<string, { entry: IndexedUtterance; start: number; end: number }[]>()
  if (byFirst.size === 0) return found
  for (const entry of group) {
    const { words, tokens } = entry.facts
    const covers = spanOfTokens(tokens, entry.utterance.spans)
    for (let place = 0; place < words.length; place += 1) {
      for (const [key, phrase] of byFirst.get(words[place] ?? '') ?? []) {
        const last = place + phrase.words.length - 1
        if (!phrase.words.every((word, offset) => words[place + offset] === word)) continue
        const start = tokens[place]!.start
        const end = tokens[last]!.end
        if (covers.slice(place, last + 1).some((span) => span !== null)) continue
        append(found, key, { entry, start, end })
      }
    }
  }
  return found
}
