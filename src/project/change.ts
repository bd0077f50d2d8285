import type { Project, Utterance } from './project'

/**
 * What an edit changed, both ways: small enough to keep hundreds of them, and plain enough to store,
 * so that undo survives a reload.
 */
export type Change = {
  /** For people: `Label “jazz” as genre`. */
  label: string
  before: Partial<Fields>
  after: Partial<Fields>
  utterances: UtterancesChange
}

type Fields = Omit<Project, 'id' | 'schemaVersion' | 'utterances'>

type UtterancesChange =
  | { kind: 'replaced'; places: { index: number; before: Utterance; after: Utterance }[] }
  | { kind: 'spliced'; start: number; removed: Utterance[]; added: Utterance[] }

const FIELDS = ['name', 'locale', 'intents', 'slotTypes', 'templates', 'extras'] as const

/** The difference between two versions of one project, or null when there is none. Compares by identity. */
export function diffProjects(before: Project, after: Project, label: string): Change | null {
  const old: Partial<Fields> = {}
  const next: Partial<Fields> = {}
  for (const field of FIELDS) copyField(field, before, after, old, next)
  const utterances = diffUtterances(before.utterances, after.utterances)
  const isEmpty =
    Object.keys(next).length === 0 &&
    (utterances.kind === 'replaced'
      ? utterances.places.length === 0
      : utterances.removed.length + utterances.added.length === 0)
  return isEmpty ? null : { label, before: old, after: next, utterances }
}

/** Does the change again. The project must be the one from before the change. */
export function redoChange(project: Project, change: Change): Project {
  return { ...project, ...change.after, utterances: redoUtterances(project.utterances, change) }
}

/** Takes the change back. The project must be the one from after the change. */
export function undoChange(project: Project, change: Change): Project {
  return redoChange(project, invertChange(change))
}

/** The change that leads back. */
export function invertChange(change: Change): Change {
  const { utterances } = change
  return {
    label: change.label,
    before: change.after,
    after: change.before,
    utterances:
      utterances.kind === 'replaced'
        ? {
            kind: 'replaced',
            places: utterances.places.map(({ index, before, after }) => ({
              index,
              before: after,
              after: before,
            })),
          }
        : {
            kind: 'spliced',
            start: utterances.start,
            removed: utterances.added,
            added: utterances.removed,
          },
  }
}

/** The utterances that a change touches: a measure of how much room it takes. */
export function changeSize(change: Change): number {
  return change.utterances.kind === 'replaced'
    ? change.utterances.places.length
    : change.utterances.removed.length + change.utterances.added.length
}

/** The ids of the utterances that are there after the change and are new or different. */
export function changedIds(change: Change): string[] {
  return change.utterances.kind === 'replaced'
    ? change.utterances.places.map((place) => place.after.id)
    : change.utterances.added.map((utterance) => utterance.id)
}

function copyField<Name extends keyof Fields>(
  field: Name,
  before: Fields,
  after: Fields,
  old: Partial<Fields>,
  next: Partial<Fields>,
): void {
  if (before[field] === after[field]) return
  old[field] = before[field]
  next[field] = after[field]
}

function diffUtterances(
  before: readonly Utterance[],
  after: readonly Utterance[],
): UtterancesChange {
  const isSameOrder =
    before.length === after.length &&
    before.every((utterance, index) => utterance.id === after[index]?.id)
  if (isSameOrder) {
    const places = after.flatMap((utterance, index) => {
      const old = before[index]
      return old && old !== utterance ? [{ index, before: old, after: utterance }] : []
    })
    return { kind: 'replaced', places }
  }
  const shorter = Math.min(before.length, after.length)
  let start = 0
  while (start < shorter && before[start] === after[start]) start++
  let tail = 0
  while (tail < shorter - start && before.at(-1 - tail) === after.at(-1 - tail)) tail++
  return {
    kind: 'spliced',
    start,
    removed: before.slice(start, before.length - tail),
    added: after.slice(start, after.length - tail),
  }
}

function redoUtterances(utterances: Utterance[], { utterances: change }: Change): Utterance[] {
  if (change.kind === 'replaced') {
    if (change.places.length === 0) return utterances
    const next = utterances.slice()
    for (const { index, after } of change.places) next[index] = after
    return next
  }
  return utterances.toSpliced(change.start, change.removed.length, ...change.added)
}
