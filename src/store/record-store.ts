/** What is kept: one object store each, records keyed by `id`, most of them with the `projectId` they belong to. */
export const STORES = [
  'skills',
  'projects',
  'histories',
  'journals',
  'runs',
  'checkpoints',
  'bundles',
  'settings',
  'lostParts',
] as const

export type StoreName = (typeof STORES)[number]

/** Stores whose records have the id of the skill that they belong to. */
export const SKILL_STORES: readonly StoreName[] = ['skills', 'projects', 'histories']

/** Stores with any number of records of one skill. */
export const PART_STORES: readonly StoreName[] = [
  'journals',
  'runs',
  'checkpoints',
  'bundles',
  'lostParts',
]

/** A record before a schema has read it. */
export type StoredRecord = { id: string; projectId?: string; [field: string]: unknown }

/** What to read: one record, those of one skill, or of a whole store the records, their ids, or whose they are. */
export type Query =
  | { store: StoreName; id: string }
  | { store: StoreName; projectId: string }
  | { store: StoreName; all: 'records' | 'ids' | 'owners' }

export type Write =
  | { kind: 'put'; store: StoreName; record: StoredRecord }
  | { kind: 'delete'; store: StoreName; id: string }
  /** Every record of a store that belongs to a skill. */
  | { kind: 'deleteOf'; store: StoreName; projectId: string }

/** What must hold in the database for a write to be made. */
export type Condition =
  /** The latest revision of a skill; null when there must be no such skill. */
  | { kind: 'revision'; projectId: string; revision: number | null }
  | { kind: 'exists'; store: StoreName; id: string }

/**
 * A place for records: a browser's database, or memory. Reads see one moment; a commit is made whole or
 * not at all. Failures are thrown; `createDatabase` makes values of them.
 */
export type RecordStore = {
  /** One list for each query. */
  read: (queries: readonly Query[]) => Promise<unknown[][]>
  /** Returns false, and writes nothing, when the condition does not hold. */
  commit: (writes: readonly Write[], condition?: Condition) => Promise<boolean>
}

/** The revision that the records of a skill tell; summaries from before there were journals, and damaged ones, do not say it. */
export function latestRevision(summary: unknown, project: unknown): number | null {
  return revisionOf(summary) ?? revisionOf(project)
}

function revisionOf(record: unknown): number | null {
  const revision =
    typeof record === 'object' && record !== null && 'revision' in record ? record.revision : null
  return Number.isSafeInteger(revision) ? Number(revision) : null
}
