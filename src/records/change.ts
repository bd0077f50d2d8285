import * as v from 'valibot'
import type { Change } from '@/project/change'
import { intentSchema, slotTypeSchema, templateSchema, utteranceSchema } from '@/project/project'
import { count, recordOf } from '@/project/schema-parts'

const fieldsSchema = v.object({
  name: v.exactOptional(v.string()),
  locale: v.exactOptional(v.string()),
  intents: v.exactOptional(v.array(intentSchema)),
  slotTypes: v.exactOptional(v.array(slotTypeSchema)),
  templates: v.exactOptional(v.array(templateSchema)),
  extras: v.exactOptional(recordOf(v.unknown())),
})

/** A change of a skill, as journals and histories hold it. */
export const changeSchema: v.GenericSchema<unknown, Change> = v.object({
  label: v.string(),
  before: fieldsSchema,
  after: fieldsSchema,
  utterances: v.variant('kind', [
    v.object({
      kind: v.literal('replaced'),
      places: v.array(
        v.object({
          index: count,
          before: utteranceSchema,
          after: utteranceSchema,
        }),
      ),
    }),
    v.object({
      kind: v.literal('spliced'),
      start: count,
      removed: v.array(utteranceSchema),
      added: v.array(utteranceSchema),
    }),
  ]),
})
