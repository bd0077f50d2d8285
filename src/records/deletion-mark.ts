import * as v from 'valibot'
import { finite } from '@/project/schema-parts'
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
  schema: v.object({
    schemaVersion: v.literal(1),
    id: v.string(),
    projectId: v.string(),
    revision: v.union([finite, v.null(), v.literal('any')]),
    deletedAt: finite,
  }),
})
