import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { z } from 'zod'

/**
 * The only file that knows IndexedDB. Where a browser refuses it (private windows, blocked storage),
 * the same calls work on memory, and `storageState` says so.
 */
const DATABASE_NAME = 'skillet'
const DATABASE_VERSION = 2

const STORES = [
  'skills',
  'projects',
  'histories',
  'journals',
  'runs',
  'checkpoints',
  'bundles',
  'settings',
] as const

/** What is kept: one object store each, records keyed by `id`, most of them with the `projectId` they belong to. */
export type StoreName = (typeof STORES)[number]

const PROJECT_STORES = ['skills', 'projects', 'histories', 'journals'] as const

/** Where the parts of a skill lie. */
export type ProjectStoreName = (typeof PROJECT_STORES)[number]

/** A record before a schema has read it. */
export type StoredRecord = { id: string; projectId?: string; [field: string]: unknown }

/** The outcome of asking the browser to keep or fetch something. */
export type Stored<Value> =
  | { kind: 'ok'; value: Value }
  | { kind: 'failed'; reason: StorageFailure; remedy: string }

export type StorageFailure = 'quota' | 'blocked' | 'conflict' | 'unreadable' | 'broken'

/** `memory`: the work lives only as long as the page. */
export type StorageState = { kind: 'kept' } | { kind: 'memory'; remedy: string }

type Schema = DBSchema &
  Record<StoreName, { key: string; value: StoredRecord; indexes: { projectId: string } }>

type Backend = { kind: 'kept'; database: IDBPDatabase<Schema> } | { kind: 'memory' }

const REMEDIES: Record<StorageFailure, string> = {
  quota:
    'The browser’s storage is full. Download a backup, then delete skills or runs you no longer need.',
  blocked: 'Another tab holds an older version of Skillet open. Close it, then try again.',
  conflict: 'This skill was changed in another tab. Take that version, or keep yours as a copy.',
  unreadable: 'What was stored cannot be read by this version. Open a backup.',
  broken: 'The browser could not reach its storage. Download a backup, then reload the page.',
}

const MEMORY_REMEDY =
  'This browser does not let the page keep anything (a private window, perhaps). Your work lasts until you close the tab: download a backup before.'

let backend: Promise<Backend> | null = null
const memory = new Map<StoreName, Map<string, StoredRecord>>()

/** Where records go. Opens the database at the first call. */
export async function storageState(): Promise<StorageState> {
  const { kind } = await connect()
  return kind === 'kept' ? { kind } : { kind, remedy: MEMORY_REMEDY }
}

/** One record, read by its schema; null when there is none. */
export async function readRecord<Value>(
  store: StoreName,
  id: string,
  schema: z.ZodType<Value>,
): Promise<Stored<Value | null>> {
  return attempt(async (database) => {
    const found = database ? await database.get(store, id) : memoryOf(store).get(id)
    if (found === undefined) return ok(null)
    const result = schema.safeParse(found)
    return result.success ? ok(result.data) : failed('unreadable')
  })
}

/** All records of a store (or those of one project), those that the schema cannot read left out and counted. */
export async function readRecords<Value>(
  store: StoreName,
  schema: z.ZodType<Value>,
  options: { projectId?: string } = {},
): Promise<Stored<{ records: Value[]; unreadable: number }>> {
  return attempt(async (database) => {
    const { projectId } = options
    const found = database
      ? projectId === undefined
        ? await database.getAll(store)
        : await database.getAllFromIndex(store, 'projectId', projectId)
      : [...memoryOf(store).values()].filter(
          (record) => projectId === undefined || record.projectId === projectId,
        )
    const read = found.map((record) => schema.safeParse(record))
    const records = read.flatMap((result) => (result.success ? [result.data] : []))
    return ok({ records, unreadable: read.length - records.length })
  })
}

/** Keeps records, all or none. */
export async function writeRecords(
  entries: readonly { store: StoreName; record: StoredRecord }[],
): Promise<Stored<null>> {
  return attempt(async (database) => {
    if (!database) {
      for (const { store, record } of entries) memoryOf(store).set(record.id, record)
      return ok(null)
    }
    const transaction = database.transaction(
      [...new Set(entries.map(({ store }) => store))],
      'readwrite',
    )
    await Promise.all([
      ...entries.map(({ store, record }) => transaction.objectStore(store).put(record)),
      transaction.done,
    ])
    return ok(null)
  })
}

/**
 * Keeps records of a skill if its latest revision is still the one that the caller knows (null: there
 * is none yet); else `conflict`, and nothing is written. This is what keeps two tabs from overwriting
 * each other. `clearsJournal`: the records hold all that the journal held.
 */
export async function writeProjectRecords(
  projectId: string,
  expectedRevision: number | null,
  entries: readonly { store: ProjectStoreName; record: StoredRecord }[],
  options: { clearsJournal: boolean },
): Promise<Stored<null>> {
  return attempt(async (database) => {
    if (!database) {
      if (options.clearsJournal) forget('journals', projectId)
      for (const { store, record } of entries) memoryOf(store).set(record.id, record)
      return ok(null)
    }
    const transaction = database.transaction(PROJECT_STORES, 'readwrite')
    const summary = await transaction.objectStore('skills').get(projectId)
    // Summaries from before there were journals do not say the revision; the skill itself does.
    const latest =
      revisionOf(summary) ?? revisionOf(await transaction.objectStore('projects').get(projectId))
    if (latest !== expectedRevision) {
      await transaction.done
      return failed('conflict')
    }
    const outdated = options.clearsJournal
      ? await transaction.objectStore('journals').index('projectId').getAllKeys(projectId)
      : []
    await Promise.all([
      ...outdated.map((key) => transaction.objectStore('journals').delete(key)),
      ...entries.map(({ store, record }) => transaction.objectStore(store).put(record)),
      transaction.done,
    ])
    return ok(null)
  })
}

/** Forgets one record. */
export async function deleteRecord(store: StoreName, id: string): Promise<Stored<null>> {
  return attempt(async (database) => {
    if (database) await database.delete(store, id)
    else memoryOf(store).delete(id)
    return ok(null)
  })
}

/** Forgets a skill and, when `withRuns`, everything that was trained from it. */
export async function deleteProjectRecords(
  projectId: string,
  options: { withRuns: boolean },
): Promise<Stored<null>> {
  const own: StoreName[] = ['skills', 'projects', 'histories']
  const parts: StoreName[] = [
    'journals',
    ...(options.withRuns ? (['runs', 'checkpoints', 'bundles'] as const) : []),
  ]
  return attempt(async (database) => {
    if (!database) {
      for (const store of own) memoryOf(store).delete(projectId)
      for (const store of parts) forget(store, projectId)
      return ok(null)
    }
    const transaction = database.transaction([...own, ...parts], 'readwrite')
    for (const store of own) await transaction.objectStore(store).delete(projectId)
    for (const store of parts) {
      const keys = await transaction.objectStore(store).index('projectId').getAllKeys(projectId)
      for (const key of keys) await transaction.objectStore(store).delete(key)
    }
    await transaction.done
    return ok(null)
  })
}

/** Asks the browser not to clear our storage when its disk gets full; false when it will not promise. */
export async function askToKeepStorage(): Promise<boolean> {
  try {
    return (await navigator.storage?.persist?.()) ?? false
  } catch {
    return false
  }
}

/** Closes the database and forgets what memory held; for tests. */
export async function closeDatabase(): Promise<void> {
  const open = await backend
  if (open?.kind === 'kept') open.database.close()
  backend = null
  memory.clear()
}

function connect(): Promise<Backend> {
  backend ??= openBackend()
  return backend
}

async function openBackend(): Promise<Backend> {
  try {
    const database = await openDB<Schema>(DATABASE_NAME, DATABASE_VERSION, {
      upgrade(fresh) {
        for (const name of STORES) {
          if (fresh.objectStoreNames.contains(name)) continue
          fresh.createObjectStore(name, { keyPath: 'id' }).createIndex('projectId', 'projectId')
        }
      },
      blocking(_current, _blocked, event) {
        // A newer build in another tab wants to upgrade: let it.
        if (event.target instanceof IDBDatabase) event.target.close()
        backend = null
      },
      terminated() {
        backend = null
      },
    })
    return { kind: 'kept', database }
  } catch {
    return { kind: 'memory' }
  }
}

async function attempt<Value>(
  work: (database: IDBPDatabase<Schema> | null) => Promise<Stored<Value>>,
): Promise<Stored<Value>> {
  try {
    const open = await connect()
    return await work(open.kind === 'kept' ? open.database : null)
  } catch (error) {
    const name = error instanceof DOMException ? error.name : ''
    if (name === 'QuotaExceededError') return failed('quota')
    if (name === 'VersionError') return failed('blocked')
    return failed('broken')
  }
}

function memoryOf(store: StoreName): Map<string, StoredRecord> {
  const found = memory.get(store) ?? new Map<string, StoredRecord>()
  memory.set(store, found)
  return found
}

function forget(store: StoreName, projectId: string): void {
  for (const record of memoryOf(store).values()) {
    if (record.projectId === projectId) memoryOf(store).delete(record.id)
  }
}

function revisionOf(record: unknown): number | null {
  return typeof record === 'object' && record !== null && 'revision' in record
    ? Number(record.revision)
    : null
}

function ok<Value>(value: Value): Stored<Value> {
  return { kind: 'ok', value }
}

function failed(reason: StorageFailure): Stored<never> {
  return { kind: 'failed', reason, remedy: REMEDIES[reason] }
}
