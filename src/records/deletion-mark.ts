import { z } from 'zod'
import { defineRecord } from './record'

/** A skill that a person has deleted and that is still there, for as long as it can be brought back. */
export type DeletionMark = {
  schemaVersion: 1
  id: string
  projectId: string
  /** Of the skill that was deleted; a later one is left alone. `any` for a skill that tells none. */
  revision: number | null | 'any'
  deletedAt: number
}

/** A deletion that is to be carried out. */
export const deletionMarkRecord = defineRecord<DeletionMark>({
  what: 'deletion',
  schema: z.object({
    schemaVersion: z.literal(1),
    id: z.string(),
    projectId: z.string(),
    revision: z.union([z.number(), z.null(), z.literal('any')]),
    deletedAt: z.number(),
  }),
})
