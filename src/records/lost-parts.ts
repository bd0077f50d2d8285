import { z } from 'zod'
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
  schema: z.object({
    schemaVersion: z.literal(1),
    id: z.string(),
    projectId: z.string(),
    foundAt: z.number(),
    losses: z.array(z.string()),
    raw: z.unknown(),
  }),
})
