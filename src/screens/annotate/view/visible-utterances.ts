import type { Change } from '@/project/change'
import { changedIds } from '@/project/change'
import type { Project, Utterance } from '@/project/project'
import { foldedTextOf } from '@/project/utterance-tokens'
import { isDoubted, suggestionFor, uncertaintyOf } from '@/store/offer'
import type { ListedFinding } from '@/store/project-checks'
import type { SuggestionsState } from '@/store/suggestions-store'
import { foundBy } from './found-by'
import { searchWordsOf } from './search-words'
import type { AnnotateView, Filters, SortOrder } from './view-state'

type View = Pick<AnnotateView, 'filters' | 'sort' | 'focusedId'>

/** What else decides: suggestions and judgements of models, what the checks found, what was edited when. */
export type ViewSources = {
  suggestions: SuggestionsState
  findings: readonly ListedFinding[] | null
  past: readonly Change[]
}

type Remembered = { key: readonly unknown[]; value: readonly Utterance[] }

let lastMatching: Remembered | null = null
let lastSorted: Remembered | null = null

/**
 * The utterances that pass the filters, sorted. The focused one stays even when an edit made it fail
 * the filters, so that nothing vanishes under the hands. The latest answer is remembered, and moving
 * the focus within it costs nothing.
 */
export function visibleUtterances(
  project: Project,
  view: View,
  { suggestions, findings, past }: ViewSources,
): readonly Utterance[] {
  const { filters, sort, focusedId } = view
  const matching = matchingUtterances(project, filters, suggestions, findings)
  const isIn = focusedId === null || matching.some(({ id }) => id === focusedId)
  const keptId = isIn ? null : focusedId
  const isByModel = sort === 'uncertain' || filters.special === 'doubted'
  const key = [
    matching,
    keptId,
    sort,
    filters.special,
    isByModel ? suggestions : null,
    sort === 'recent' ? past : null,
  ]
  const known = recall(lastSorted, key)
  if (known) return known
  const passing = new Set(keptId === null ? [] : matching)
  const found =
    keptId === null
      ? matching
      : project.utterances.filter((one) => one.id === keptId || passing.has(one))
  const value =
    sort === 'skill' && filters.special === 'doubted'
      ? found.toSorted((a, b) => doubtOf(b, suggestions) - doubtOf(a, suggestions))
      : sorted(found, sort, suggestions, past)
  lastSorted = { key, value }
  return value
}

function matchingUtterances(
  project: Project,
  filters: Filters,
  suggestions: SuggestionsState,
  findings: readonly ListedFinding[] | null,
): readonly Utterance[] {
  const key = [
    project.utterances,
    filters,
    filters.special === null ? null : suggestions,
    filters.rule === null ? null : findings,
  ]
  const known = recall(lastMatching, key)
  if (known) return known
  const matches = matcherOf(filters, suggestions, findings)
  const value = matches === null ? project.utterances : project.utterances.filter(matches)
  lastMatching = { key, value }
  return value
}

function recall(
  remembered: Remembered | null,
  key: readonly unknown[],
): readonly Utterance[] | null {
  const isSame = remembered?.key.every((part, index) => part === key[index])
  return remembered && isSame ? remembered.value : null
}

function matcherOf(
  filters: Filters,
  suggestions: SuggestionsState,
  findings: readonly ListedFinding[] | null,
): ((utterance: Utterance) => boolean) | null {
  const tests: ((utterance: Utterance) => boolean)[] = []
  const words = searchWordsOf(filters.text)
  const { only, status, isIntentMissing, intent, slot, special, rule } = filters
  if (only) tests.push((utterance) => only.ids.has(utterance.id))
  if (status) tests.push((utterance) => utterance.status === status)
  if (isIntentMissing) tests.push((utterance) => utterance.intent === null)
  if (intent !== null) tests.push((utterance) => utterance.intent === intent)
  if (slot !== null) tests.push((utterance) => utterance.spans.some((span) => span.slot === slot))
  if (rule !== null) {
    const ids = foundBy(findings).get(rule)?.ids
    tests.push((utterance) => ids?.has(utterance.id) ?? false)
  }
  if (words.length > 0) {
    tests.push((utterance) => words.every((word) => foldedTextOf(utterance).includes(word)))
  }
  if (special === 'unlabelled') tests.push((utterance) => utterance.spans.length === 0)
  if (special === 'doubted') {
    tests.push((utterance) => isDoubted(utterance, suggestions.judgements))
  }
  if (special === 'suggested') {
    tests.push((utterance) => {
      const suggestion = suggestionFor(utterance, suggestions)
      return suggestion.intent !== null || suggestion.spans.length > 0
    })
  }
  return tests.length === 0 ? null : (utterance) => tests.every((test) => test(utterance))
}

/** How sure the model is that an utterance is labelled wrongly, as far as the intent goes. */
function doubtOf(utterance: Utterance, { judgements }: SuggestionsState): number {
  const top = judgements.get(utterance.id)?.intents[0]
  return top && top.intent !== utterance.intent ? top.probability : 0
}

function sorted(
  utterances: readonly Utterance[],
  sort: SortOrder,
  suggestions: SuggestionsState,
  past: readonly Change[],
): readonly Utterance[] {
  switch (sort) {
    case 'skill':
      return utterances
    case 'longest':
      return utterances.toSorted((a, b) => b.text.length - a.text.length)
    case 'shortest':
      return utterances.toSorted((a, b) => a.text.length - b.text.length)
    case 'recent': {
      const turns = new Map<string, number>()
      past.forEach((change, turn) => {
        for (const id of changedIds(change)) turns.set(id, turn)
      })
      return utterances.toSorted((a, b) => (turns.get(b.id) ?? -1) - (turns.get(a.id) ?? -1))
    }
    case 'uncertain':
      return mostTelling(utterances, suggestions)
  }
}

/**
 * The order in which a model learns most: the least sure first, taken in turns from what the model
 * holds to be different intents, so that the top of the queue is varied. Unanswered ones come last.
 */
function mostTelling(
  utterances: readonly Utterance[],
  suggestions: SuggestionsState,
): readonly Utterance[] {
  const groups = new Map<string, { utterance: Utterance; uncertainty: number }[]>()
  const unanswered: Utterance[] = []
  for (const utterance of utterances) {
    const uncertainty = uncertaintyOf(utterance, suggestions.predictions)
    if (uncertainty === null || utterance.status === 'done') {
      unanswered.push(utterance)
      continue
    }
    const intent = suggestions.predictions.get(utterance.id)?.intents[0]?.intent ?? ''
    const group = groups.get(intent) ?? []
    group.push({ utterance, uncertainty })
    groups.set(intent, group)
  }
  const ranked = [...groups.values()].flatMap((group) =>
    group.sort((a, b) => b.uncertainty - a.uncertainty).map((entry, turn) => ({ ...entry, turn })),
  )
  ranked.sort((a, b) => a.turn - b.turn || b.uncertainty - a.uncertainty)
  return [...ranked.map(({ utterance }) => utterance), ...unanswered]
}
