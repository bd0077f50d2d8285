import type { Condition, Query, RecordStore, Write } from './record-store'

/** The outcome of asking the browser to keep or fetch something. */
export type Stored<Value> = { kind: 'ok'; value: Value } | StoreFailed

export type StoreFailed = { kind: 'failed'; reason: StorageFailure; remedy: string }

export type StorageFailure = 'quota' | 'newer' | 'conflict' | 'broken'

/** `memory`: the work lives only as long as the page. */
export type StorageState = { kind: 'kept' } | { kind: 'memory'; remedy: string }

/** Where records go; nothing throws. */
export type Database = {
  /** Whether what it takes outlives the page. */
  state: () => Promise<StorageState>
  /** What lies there at one moment, one list for each query. */
  read: <const Queries extends readonly Query[]>(
    queries: Queries,
  ) => Promise<Stored<{ [Place in keyof Queries]: unknown[] }>>
  /** Keeps and forgets, all or nothing; `conflict` when the condition does not hold. */
  commit: (writes: readonly Write[], condition?: Condition) => Promise<Stored<null>>
}

const REMEDIES: Record<StorageFailure, string> = {
  quota:
    'The browser’s storage is full. Download a backup, then delete skills or runs you no longer need.',
  newer:
    'A newer Skillet has taken over this browser’s storage. Download a backup, then reload the page.',
  conflict: 'This was changed in another tab.',
  broken: 'The browser could not reach its storage. Download a backup, then reload the page.',
}

const MEMORY_REMEDY =
  'This browser does not let the page keep anything (a private window, perhaps). Your work lasts until you close the tab: download a backup before.'

/** What a browser throws that will never let this page keep anything. */
const REFUSALS = new Set(['SecurityError', 'InvalidStateError', 'NotSupportedError'])

/**
 * A database over records that may have to be opened first. Where the browser refuses, `memory` takes
 * their place, and `state` says so.
 */
export function createDatabase(options: {
  records: RecordStore
  open?: () => Promise<void>
  memory: RecordStore
}): Database {
  const { records, open = async () => {}, memory } = options
  let choice: Promise<RecordStore> | null = null

  function choose(): Promise<RecordStore> {
    choice ??= open().then(
      () => records,
      (error) => {
        if (isRefusal(error)) return memory
        choice = null
        throw error
      },
    )
    return choice
  }

  return {
    async state() {
      const isKept = await choose().then(
        (chosen) => chosen === records,
        () => true,
      )
      return isKept ? { kind: 'kept' } : { kind: 'memory', remedy: MEMORY_REMEDY }
    },
    async read<const Queries extends readonly Query[]>(queries: Queries) {
      try {
        const lists = await (await choose()).read(queries)
        return { kind: 'ok', value: lists as { [Place in keyof Queries]: unknown[] } }
      } catch (error) {
        return failureOf(error)
      }
    },
    async commit(writes, condition) {
      try {
        const isDone = await (await choose()).commit(writes, condition)
        return isDone ? { kind: 'ok', value: null } : failed('conflict')
      } catch (error) {
        return failureOf(error)
      }
    },
  }
}

function isRefusal(error: unknown): boolean {
  return !(error instanceof DOMException) || REFUSALS.has(error.name)
}

function failureOf(error: unknown): StoreFailed {
  const name = error instanceof DOMException ? error.name : ''
  if (name === 'QuotaExceededError') return failed('quota')
  if (name === 'VersionError') return failed('newer')
  return failed('broken')
}

function failed(reason: StorageFailure): StoreFailed {
  return { kind: 'failed', reason, remedy: REMEDIES[reason] }
}
