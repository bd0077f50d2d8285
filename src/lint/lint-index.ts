import type { Project, Utterance } from '@/project/project'
import { tokensOf } from '@/project/utterance-tokens'
import type { IndexedUtterance, LintIndex, UtteranceFacts } from './finding'

/** The document is immutable: an utterance that is the same object has the same facts. */
const factsOfUtterance = new WeakMap<Utterance, UtteranceFacts>()
const indexed = new WeakMap<Utterance, IndexedUtterance>()

/** The groups of the project that was linted last, so that an intent that stayed keeps its array. */
let lastGroups: ReadonlyMap<string, IndexedUtterance[]> = new Map()

/** Indexes a project; after an edit only the utterances that changed are looked at again. */
export function indexProject(project: Project): LintIndex {
  const labelled: IndexedUtterance[] = []
  const byIntent = new Map<string, IndexedUtterance[]>()
  for (const intent of project.intents) byIntent.set(intent.name, [])
  for (const utterance of project.utterances) {
    if (utterance.intent === null) continue
    let entry = indexed.get(utterance)
    if (!entry) {
      entry = { utterance, intent: utterance.intent, facts: factsOf(utterance) }
      indexed.set(utterance, entry)
    }
    labelled.push(entry)
    const group = byIntent.get(utterance.intent)
    if (group) group.push(entry)
    else byIntent.set(utterance.intent, [entry])
  }
  for (const [intent, group] of byIntent) {
    const before = lastGroups.get(intent)
    if (before?.length === group.length && group.every((entry, place) => entry === before[place])) {
      byIntent.set(intent, before)
    }
  }
  lastGroups = byIntent
  return { project, labelled, byIntent }
}

/** Remembers what a function says of a group for as long as the group stays the same array. */
export function perGroup<T>(
  compute: (group: readonly IndexedUtterance[]) => T,
): (group: readonly IndexedUtterance[]) => T {
  const known = new WeakMap<readonly IndexedUtterance[], { value: T }>()
  return (group) => {
    let entry = known.get(group)
    if (!entry) {
      entry = { value: compute(group) }
      known.set(group, entry)
    }
    return entry.value
  }
}

/** Tokens, words and pattern of an utterance. */
export function factsOf(utterance: Utterance): UtteranceFacts {
  const known = factsOfUtterance.get(utterance)
  if (known) return known
  const tokens = tokensOf(utterance)
  const words: string[] = []
  const spoken: string[] = []
  const pattern: string[] = []
  let spanIndex = 0
  for (const token of tokens) {
    const word = utterance.text.slice(token.start, token.end).toLowerCase()
    words.push(word)
    const isSpoken = /[\p{L}\p{N}\p{S}]/u.test(word)
    if (isSpoken) spoken.push(word)
    while ((utterance.spans[spanIndex]?.end ?? Number.POSITIVE_INFINITY) <= token.start)
      spanIndex += 1
    const span = utterance.spans[spanIndex]
    if (span && span.start < token.end) {
      if (token.start <= span.start) pattern.push(`{${span.slot}}`)
    } else if (isSpoken) pattern.push(word)
  }
  const distinct = [...new Set(pattern)]
  const facts = {
    tokens,
    distinct,
    spanTexts: utterance.spans.map((span) =>
      utterance.text.slice(span.start, span.end).toLowerCase(),
    ),
    words,
    textKey: spoken.join(' '),
    pattern,
    patternKey: pattern.join(' '),
  }
  factsOfUtterance.set(utterance, facts)
  return facts
}
