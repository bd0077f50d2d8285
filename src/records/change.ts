import { z } from 'zod'
import type { Change } from '@/project/change'
import { intentSchema, slotTypeSchema, templateSchema, utteranceSchema } from '@/project/project'

const fieldsSchema = z.object({
  name: z.string().exactOptional(),
  locale: z.string().exactOptional(),
  intents: z.array(intentSchema).exactOptional(),
  slotTypes: z.array(slotTypeSchema).exactOptional(),
  templates: z.array(templateSchema).exactOptional(),
  extras: z.record(z.string(), z.unknown()).exactOptional(),
})

/** A change of a skill, as journals and histories hold it. */
export const changeSchema: z.ZodType<Change> = z.object({
  label: z.string(),
  before: fieldsSchema,
  after: fieldsSchema,
  utterances: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('replaced'),
      places: z.array(
        z.object({
          index: z.int().nonnegative(),
          before: utteranceSchema,
          after: utteranceSchema,
        }),
      ),
    }),
    z.object({
      kind: z.literal('spliced'),
      start: z.int().nonnegative(),
      removed: z.array(utteranceSchema),
      added: z.array(utteranceSchema),
    }),
  ]),
})
