import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB } from 'idb'
import {
  type Condition,
  latestRevision,
  type Query,
  type RecordStore,
  STORES,
  type StoredRecord,
  type StoreName,
  type Write,
} from './record-store'

const DATABASE_NAME = 'skillet'
const DATABASE_VERSION = 3

type Schema = DBSchema &
  Record<StoreName, { key: string; value: StoredRecord; indexes: { projectId: string } }>

type Reading = IDBPTransaction<Schema, StoreName[], 'readonly' | 'readwrite'>

/** Records in the browser's IndexedDB, and the only file that knows it. `close` lets go of it. */
export function createIndexedRecords(): RecordStore & {
  open: () => Promise<void>
  close: () => Promise<void>
} {
  let opened: Promise<IDBPDatabase<Schema>> | null = null

  function connect(): Promise<IDBPDatabase<Schema>> {
    if (opened) return opened
    const forget = () => {
      if (opened === opening) opened = null
    }
    const opening = openDB<Schema>(DATABASE_NAME, DATABASE_VERSION, {
      upgrade(fresh) {
        for (const name of STORES) {
          if (fresh.objectStoreNames.contains(name)) continue
          fresh.createObjectStore(name, { keyPath: 'id' }).createIndex('projectId', 'projectId')
        }
      },
      blocking(_current, _blocked, event) {
        // A newer build in another tab wants to upgrade: let it.
        if (event.target instanceof IDBDatabase) event.target.close()
        forget()
      },
      terminated: forget,
    })
    opened = opening
    opening.catch(forget)
    return opening
  }

  return {
    async open() {
      await connect()
    },
    async close() {
      const database = await opened
      opened = null
      database?.close()
    },
    async read(queries) {
      const database = await connect()
      const names = [...new Set(queries.map(({ store }) => store))]
      const transaction = database.transaction(names, 'readonly')
      const found = await Promise.all(queries.map((query) => find(transaction, query)))
      await transaction.done
      return found
    },
    async commit(writes, condition) {
      const database = await connect()
      const names = new Set<StoreName>(writes.map(({ store }) => store))
      if (condition?.kind === 'exists') names.add(condition.store)
      if (condition?.kind === 'revision')
        for (const name of ['skills', 'projects'] as const) names.add(name)
      const transaction = database.transaction([...names], 'readwrite')
      try {
        if (condition && !(await holds(transaction, condition))) {
          await transaction.done
          return false
        }
        await Promise.all(writes.map((write) => apply(transaction, write)))
        await transaction.done
        return true
      } catch (error) {
        // Its own end is awaited too: a rejection that nobody takes would reach the page.
        transaction.done.catch(() => {})
        throw transaction.error ?? error
      }
    },
  }
}

async function find(transaction: Reading, query: Query): Promise<unknown[]> {
  const store = transaction.objectStore(query.store)
  if ('id' in query) {
    const record = await store.get(query.id)
    return record === undefined ? [] : [record]
  }
  if ('all' in query) {
    if (query.all === 'records') return store.getAll()
    if (query.all === 'ids') return store.getAllKeys()
    const owners: unknown[] = []
    let cursor = await store.index('projectId').openKeyCursor(null, 'nextunique')
    for (; cursor; cursor = await cursor.continue()) owners.push(cursor.key)
    return owners
  }
  return store.index('projectId').getAll(query.projectId)
}

async function holds(transaction: Reading, condition: Condition): Promise<boolean> {
  if (condition.kind === 'exists') {
    return (await transaction.objectStore(condition.store).getKey(condition.id)) !== undefined
  }
  const summary = await transaction.objectStore('skills').get(condition.projectId)
  const latest =
    latestRevision(summary, null) ??
    latestRevision(null, await transaction.objectStore('projects').get(condition.projectId))
  return latest === condition.revision
}

async function apply(
  transaction: IDBPTransaction<Schema, StoreName[], 'readwrite'>,
  write: Write,
): Promise<void> {
  const store = transaction.objectStore(write.store)
  if (write.kind === 'put') await store.put(write.record)
  else if (write.kind === 'delete') await store.delete(write.id)
  else {
    const keys = await store.index('projectId').getAllKeys(write.projectId)
    await Promise.all(keys.map((key) => store.delete(key)))
  }
}
