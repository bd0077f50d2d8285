import { renameIntent, renameSlot } from '@/project/intent-edits'
import { foldName } from '@/project/name-check'
import { slotNames } from '@/project/project'
import { type Finding, placesOf, type Rule } from './finding'

/** Intents or slots whose names differ in case, spaces or signs alone. */
export const alikeNames: Rule = {
  id: 'alike-names',
  label: 'Names that differ in their spelling only',
  why: 'Two names of the same thing share its utterances between them, and each learns from half.',
  check: ({ project, labelled }) => {
    const intents = pairsOf(project.intents.map(({ name }) => name)).map(([name, twin]) => ({
      severity: 'warning' as const,
      message: `The intents ${twin} and ${name} differ in their spelling only.`,
      places: placesOf(
        labelled.filter(({ intent }) => intent === name),
        { intent: name },
      ),
      fix: {
        label: `Make ${name} one with ${twin}`,
        apply: (current: typeof project) => renameIntent(current, name, twin),
      },
    }))
    const slots = pairsOf(slotNames(project)).map(([name, twin]) => ({
      severity: 'warning' as const,
      message: `The slots ${twin} and ${name} differ in their spelling only.`,
      places: placesOf(
        labelled.filter(({ utterance }) => utterance.spans.some(({ slot }) => slot === name)),
        { slot: name },
      ),
      fix: {
        label: `Make ${name} one with ${twin}`,
        apply: (current: typeof project) => renameSlot(current, name, twin),
      },
    }))
    return [...intents, ...slots] satisfies Omit<Finding, 'ruleId' | 'why' | 'id'>[]
  },
}

/** Each name that folds as an earlier one, with that one. */
function pairsOf(names: readonly string[]): [name: string, earlier: string][] {
  const first = new Map<string, string>()
  const pairs: [string, string][] = []
  for (const name of names) {
    const fold = foldName(name)
    const earlier = first.get(fold)
    if (fold === '' || earlier === name) continue
    if (earlier === undefined) first.set(fold, name)
    else pairs.push([name, earlier])
  }
  return pairs
}
