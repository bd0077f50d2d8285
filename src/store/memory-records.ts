import {
  type Condition,
  latestRevision,
  type Query,
  type RecordStore,
  type StoredRecord,
  type StoreName,
  type Write,
} from './record-store'

/** Records that last as long as the page. */
export function createMemoryRecords(): RecordStore {
  const stores = new Map<StoreName, Map<string, StoredRecord>>()

  function storeOf(name: StoreName): Map<string, StoredRecord> {
    const found = stores.get(name) ?? new Map<string, StoredRecord>()
    stores.set(name, found)
    return found
  }

  function find(query: Query): unknown[] {
    const records = storeOf(query.store)
    if ('id' in query) return records.has(query.id) ? [records.get(query.id)] : []
    if ('all' in query) {
      if (query.all === 'ids') return [...records.keys()]
      const all = [...records.values()]
      return query.all === 'records' ? all : [...new Set(all.map(({ projectId }) => projectId))]
    }
    return [...records.values()].filter(({ projectId }) => projectId === query.projectId)
  }

  function holds(condition: Condition): boolean {
    if (condition.kind === 'exists') return storeOf(condition.store).has(condition.id)
    const { projectId, revision } = condition
    const latest = latestRevision(
      storeOf('skills').get(projectId),
      storeOf('projects').get(projectId),
    )
    return latest === revision
  }

  function apply(write: Write): void {
    const records = storeOf(write.store)
    if (write.kind === 'put') records.set(write.record.id, structuredClone(write.record))
    else if (write.kind === 'delete') records.delete(write.id)
    else {
      for (const { id, projectId } of records.values()) {
        if (projectId === write.projectId) records.delete(id)
      }
    }
  }

  return {
    read: async (queries) => structuredClone(queries.map(find)),
    async commit(writes, condition) {
      if (condition && !holds(condition)) return false
      writes.forEach(apply)
      return true
    },
  }
}
