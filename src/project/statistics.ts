import { textsOf } from './gazetteer'
import type { Project, SlotType, SplitChoice, Utterance, UtteranceStatus } from './project'

/** Counts of a skill. `null` as an intent's key stands for utterances without one. */
export type Statistics = {
  utterances: number
  statuses: Record<UtteranceStatus, number>
  splits: Record<SplitChoice, number>
  /** Utterances without a span. */
  unlabelled: number
  /** How many utterances have each intent, declared ones without utterances included. */
  intents: ReadonlyMap<string | null, number>
  /** How many spans have each slot, declared ones without spans included. */
  slots: ReadonlyMap<string, number>
}

const known = new WeakMap<Project, Statistics>()

/** Counts a skill, once for each version of it. */
export function statisticsOf(project: Project): Statistics {
  const found = known.get(project)
  if (found) return found
  const statuses = { todo: 0, done: 0, check: 0 }
  const splits = { auto: 0, train: 0, test: 0 }
  const intents = new Map<string | null, number>(project.intents.map(({ name }) => [name, 0]))
  const slots = new Map<string, number>(
    project.intents.flatMap((intent) => intent.slots.map((slot) => [slot.name, 0] as const)),
  )
  let unlabelled = 0
  for (const utterance of project.utterances) {
    if (utterance.spans.length === 0) unlabelled++
    statuses[utterance.status]++
    splits[utterance.split]++
    intents.set(utterance.intent, (intents.get(utterance.intent) ?? 0) + 1)
    for (const span of utterance.spans) slots.set(span.slot, (slots.get(span.slot) ?? 0) + 1)
  }
  const { length } = project.utterances
  const statistics = { utterances: length, statuses, splits, unlabelled, intents, slots }
  known.set(project, statistics)
  return statistics
}

/** How the values of a slot type and the labelled texts of its slots cover each other. */
export type Coverage = {
  /** Values that some utterance uses, by themselves or by a synonym. */
  usedValues: ReadonlySet<string>
  /** Labelled texts (lower case) that are no value or synonym, and how often. */
  unlistedTexts: ReadonlyMap<string, number>
}

/** Compares the values of a type with what is labelled as its slots. */
export function coverageOf(project: Project, type: SlotType): Coverage {
  const slots = new Set(
    project.intents.flatMap((intent) =>
      intent.slots.filter((slot) => slot.type === type.name).map((slot) => slot.name),
    ),
  )
  const texts = new Map<string, number>()
  const labelled = labelledTexts(project.utterances)
  for (const slot of slots) {
    for (const [text, count] of labelled.get(slot) ?? []) {
      texts.set(text, (texts.get(text) ?? 0) + count)
    }
  }
  const listed = new Set(textsOf(type).map((text) => text.toLowerCase()))
  return {
    usedValues: new Set(
      type.values
        .filter(({ value, synonyms }) =>
          [value, ...synonyms].some((text) => texts.has(text.toLowerCase())),
        )
        .map(({ value }) => value),
    ),
    unlistedTexts: new Map([...texts].filter(([text]) => !listed.has(text))),
  }
}

const knownTexts = new WeakMap<
  readonly Utterance[],
  ReadonlyMap<string, ReadonlyMap<string, number>>
>()

/** What is labelled as each slot (lower case), and how often; gathered once for all slot types. */
function labelledTexts(
  utterances: readonly Utterance[],
): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const found = knownTexts.get(utterances)
  if (found) return found
  const bySlot = new Map<string, Map<string, number>>()
  for (const { text, spans } of utterances) {
    for (const { start, end, slot } of spans) {
      const words = text.slice(start, end).toLowerCase()
      const counts = bySlot.get(slot) ?? new Map<string, number>()
      counts.set(words, (counts.get(words) ?? 0) + 1)
      bySlot.set(slot, counts)
    }
  }
  knownTexts.set(utterances, bySlot)
  return bySlot
}
