import { type DeletionMark, deletionMarkRecord } from '@/records/deletion-mark'
import type { Database } from './database'
import type { Write } from './record-store'

/** Where the mark of a deleted skill lies, among the settings. */
export function markOf(projectId: string): string {
  return `deleted/${projectId}`
}

/** Notes that a skill is to be forgotten. */
export function deletionMark(
  projectId: string,
  revision: DeletionMark['revision'],
  deletedAt: number,
): Write {
  const mark: DeletionMark = {
    schemaVersion: 1,
    id: markOf(projectId),
    projectId,
    revision,
    deletedAt,
  }
  return { kind: 'put', store: 'settings', record: mark }
}

/** The deletions that have still to be carried out. */
export async function readMarks(database: Database): Promise<DeletionMark[]> {
  const stored = await database.read([{ store: 'settings', all: 'records' }])
  if (stored.kind === 'failed') return []
  return stored.value[0].flatMap((raw) => {
    const mark = deletionMarkRecord.read(raw)
    return mark.kind === 'read' ? [mark.value] : []
  })
}
