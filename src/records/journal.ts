import { z } from 'zod'
import type { Change } from '@/project/change'
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

const stepSchema: z.ZodType<ProjectStep> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('edit'), change: changeSchema }),
  z.object({ kind: z.literal('undo') }),
  z.object({ kind: z.literal('redo') }),
])

/** The steps of one save. */
export const journalRecord = defineRecord<JournalRecord>({
  what: 'journal of edits',
  schema: z.object({
    schemaVersion: z.literal(1).default(1),
    id: z.string(),
    projectId: z.string(),
    revision: z.int(),
    steps: z.array(z.unknown().transform((raw) => stepSchema.safeParse(raw).data ?? null)),
  }),
})

/** The id of the journal of a revision; ids of one skill sort as its revisions do. */
export function journalId(projectId: string, revision: number): string {
  return `${projectId}/${String(revision).padStart(9, '0')}`
}
