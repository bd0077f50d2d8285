import type { Project, SlotType, Span, Utterance } from './project'
import { tokenize } from './tokenizer'
import { tokensOf, wordsOf } from './utterance-tokens'

/**
 * The values that a skill's slots can take, ready to be found in texts: first word → entries, the
 * longest first.
 */
export type Gazetteer = ReadonlyMap<string, readonly Entry[]>

type Entry = { words: readonly string[]; slot: string; intents: ReadonlySet<string> }

/** Values shorter than this match too much by chance. */
const SHORTEST = 2

/** Gathers slot values and their synonyms, and what was labelled as each slot already. */
export function buildGazetteer(project: Project): Gazetteer {
  const entries = new Map<string, Map<string, Entry & { intents: Set<string> }>>()
  const types = new Map(project.slotTypes.map((type) => [type.name, type]))
  const added = new Set<string>()
  function add(text: string, slot: string, intent: string): void {
    const once = `${intent}\n${slot}\n${text}`
    if (added.has(once)) return
    added.add(once)
    const words = tokenize(text).map((token) => text.slice(token.start, token.end).toLowerCase())
    const first = words[0]
    if (first === undefined || text.trim().length < SHORTEST) return
    const key = `${slot}\n${words.join(' ')}`
    const bucket = entries.get(first) ?? new Map()
    const entry = bucket.get(key) ?? { words, slot, intents: new Set<string>() }
    entry.intents.add(intent)
    bucket.set(key, entry)
    entries.set(first, bucket)
  }
  for (const intent of project.intents) {
    for (const slot of intent.slots) {
      for (const text of textsOf(types.get(slot.type))) add(text, slot.name, intent.name)
    }
  }
  const takers = new Map<string, string[]>()
  for (const intent of project.intents) {
    for (const { name } of intent.slots)
      takers.set(name, [...(takers.get(name) ?? []), intent.name])
  }
  for (const utterance of project.utterances) {
    for (const span of utterance.spans) {
      const text = utterance.text.slice(span.start, span.end)
      for (const intent of takers.get(span.slot) ?? []) add(text, span.slot, intent)
    }
  }
  return new Map(
    [...entries].map(([first, bucket]) => [
      first,
      [...bucket.values()].sort((a, b) => b.words.length - a.words.length),
    ]),
  )
}

/**
 * Known values in the unlabelled part of an utterance: the longest ones, from left to right. Where
 * the intent is known only its slots count; a value that two slots share is left to the person.
 */
export function findKnownValues(utterance: Utterance, gazetteer: Gazetteer): Span[] {
  const tokens = tokensOf(utterance)
  const words = wordsOf(utterance)
  const found: Span[] = []
  for (let at = 0; at < words.length; at++) {
    const matches = (gazetteer.get(words[at]!) ?? []).filter(
      (entry) =>
        (utterance.intent === null || entry.intents.has(utterance.intent)) &&
        entry.words.every((word, index) => words[at + index] === word),
    )
    const length = matches[0]?.words.length ?? 0
    const slots = new Set(
      matches.filter((entry) => entry.words.length === length).map((entry) => entry.slot),
    )
    const [slot] = slots
    if (slot === undefined) continue
    const first = at
    at += length - 1
    if (slots.size > 1) continue
    const start = tokens[first]!.start
    const end = tokens[at]!.end
    if (utterance.spans.some((span) => span.start < end && span.end > start)) continue
    found.push({ start, end, slot })
  }
  return found
}

/** Every way to say a value of a type. */
export function textsOf(type: SlotType | undefined): string[] {
  return type?.values.flatMap(({ value, synonyms }) => [value, ...synonyms]) ?? []
}
