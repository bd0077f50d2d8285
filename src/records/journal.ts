import * as v from 'valibot'
import type { Change } from '@/project/change'
import { integer, readAs } from '@/project/schema-parts'
import { changeSchema } from './change'
import { defineRecord } from './record'

/** One thing that a person did to a skill; all of them in a row lead from one saved version to the next. */
export type ProjectStep = { kind: 'edit'; change: Change } | { kind: 'undo' } | { kind: 'redo' }

/** Steps of one save. A step that cannot be read is null, so that those behind it still count. */
export type JournalRecord = {
  schemaVersion: 1
  id: string
  projectId: string
  revision: number
  steps: (ProjectStep | null)[]
}

const stepSchema: v.GenericSchema<unknown, ProjectStep> = v.variant('kind', [
  v.object({ kind: v.literal('edit'), change: changeSchema }),
  v.object({ kind: v.literal('undo') }),
  v.object({ kind: v.literal('redo') }),
])

/** The steps of one save. */
export const journalRecord = defineRecord<JournalRecord>({
  what: 'journal of edits',
  schema: v.object({
    schemaVersion: v.optional(v.literal(1), 1),
    id: v.string(),
    projectId: v.string(),
    revision: integer,
    steps: v.array(
      v.pipe(
        v.unknown(),
        v.transform((raw) => readAs(stepSchema, raw)),
      ),
    ),
  }),
})

/** The id of the journal of a revision; ids of one skill sort as its revisions do. */
export function journalId(projectId: string, revision: number): string {
  return `${projectId}/${String(revision).padStart(9, '0')}`
}
