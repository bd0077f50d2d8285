import type { Project, SlotType, Span, Utterance } from './project'
import { tokenize } from './tokenizer'
import { tokensOf, wordsOf } from './utterance-tokens'

/**
 * The values that a skill's slots can take, ready to be found in texts. Declared ones are gathered
 * anew when intents or slot types change; labelled ones are counted utterance by utterance
 * (`countLabels`), so that an edit costs what it touches and not the whole skill.
 */
export type Gazetteer = {
  declared: EntriesByWord
  labelled: Map<string, Map<string, { words: readonly string[]; slot: string; count: number }>>
  /** As the skill declares them, with the slots that each takes. */
  intents: Project['intents']
  /** The names of the intents that take each slot. */
  takers: ReadonlyMap<string, ReadonlySet<string>>
}

/** First word → entries. */
type EntriesByWord = ReadonlyMap<string, readonly Entry[]>
type Entry = { words: readonly string[]; slot: string; intents: ReadonlySet<string> }

/** Values shorter than this match too much by chance. */
const SHORTEST = 2

/** Gathers slot values and their synonyms, and what was labelled as each slot already. */
export function buildGazetteer(project: Project): Gazetteer {
  const gazetteer = declareValues(project)
  for (const utterance of project.utterances) countLabels(gazetteer, utterance, 1)
  return gazetteer
}

/** Values that the skill declares; `before` lends what it has counted of labels. */
export function declareValues(
  project: Pick<Project, 'intents' | 'slotTypes'>,
  before?: Gazetteer,
): Gazetteer {
  const declared = new Map<string, Map<string, Entry & { intents: Set<string> }>>()
  const takers = new Map<string, Set<string>>()
  const types = new Map(project.slotTypes.map((type) => [type.name, type]))
  for (const intent of project.intents) {
    for (const slot of intent.slots) {
      takers.set(slot.name, (takers.get(slot.name) ?? new Set()).add(intent.name))
      for (const text of textsOf(types.get(slot.type))) {
        const words = valueWords(text)
        const first = words[0]
        if (first === undefined) continue
        const key = keyOf(slot.name, words)
        const bucket = declared.get(first) ?? new Map()
        const entry = bucket.get(key) ?? { words, slot: slot.name, intents: new Set<string>() }
        entry.intents.add(intent.name)
        bucket.set(key, entry)
        declared.set(first, bucket)
      }
    }
  }
  return {
    declared: new Map([...declared].map(([first, bucket]) => [first, [...bucket.values()]])),
    labelled: before?.labelled ?? new Map(),
    intents: project.intents,
    takers,
  }
}

/** Counts (`sign` 1) or forgets (−1) what an utterance labels; changes the gazetteer in place. */
export function countLabels(gazetteer: Gazetteer, utterance: Utterance, sign: 1 | -1): void {
  const { labelled } = gazetteer
  for (const span of utterance.spans) {
    const words = valueWords(utterance.text.slice(span.start, span.end))
    const first = words[0]
    if (first === undefined) continue
    const key = keyOf(span.slot, words)
    const bucket = labelled.get(first) ?? new Map()
    const entry = bucket.get(key) ?? { words, slot: span.slot, count: 0 }
    entry.count += sign
    if (entry.count > 0) bucket.set(key, entry)
    else bucket.delete(key)
    if (bucket.size > 0) labelled.set(first, bucket)
    else labelled.delete(first)
  }
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
    let length = 0
    const slots = new Set<string>()
    for (const entry of entriesFor(gazetteer, words[at]!)) {
      if (entry.words.length < length) continue
      if (utterance.intent !== null && !entry.intents.has(utterance.intent)) continue
      if (!entry.words.every((word, index) => words[at + index] === word)) continue
      if (entry.words.length > length) slots.clear()
      length = entry.words.length
      slots.add(entry.slot)
    }
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

function* entriesFor(gazetteer: Gazetteer, word: string): Iterable<Entry> {
  yield* gazetteer.declared.get(word) ?? []
  for (const { words, slot } of gazetteer.labelled.get(word)?.values() ?? []) {
    const intents = gazetteer.takers.get(slot)
    if (intents) yield { words, slot, intents }
  }
}

function valueWords(text: string): string[] {
  if (text.trim().length < SHORTEST) return []
  return tokenize(text).map((token) => text.slice(token.start, token.end).toLowerCase())
}

function keyOf(slot: string, words: readonly string[]): string {
  return `${slot}\n${words.join(' ')}`
}
