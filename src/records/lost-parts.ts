import * as v from 'valibot'
import { finite } from '@/project/schema-parts'
import { defineRecord } from './record'

/** What of a skill could not be read, as it lay in the database: kept until its owner lets go of it. */
export type LostPartsRecord = {
  schemaVersion: 1
  id: string
  projectId: string
  foundAt: number
  losses: string[]
  raw: unknown
}

/** What could not be read. */
export const lostPartsRecord = defineRecord<LostPartsRecord>({
  what: 'record of what was lost',
  schema: v.object({
    schemaVersion: v.literal(1),
    id: v.string(),
    projectId: v.string(),
    foundAt: finite,
    losses: v.array(v.string()),
    raw: v.unknown(),
  }),
})
