import * as v from 'valibot'
import { type ModelBundle, modelBundleSchema } from '@/model/model-bundle'
import { defineRecord } from './record'

/** The models of a run: the one that its report is about, and the one that answers, trained on everything. */
export type RunModels = { bundle: ModelBundle; final: ModelBundle | null }

/** The models of a run, under the run's id. */
export type BundleRecord = RunModels & { id: string; projectId: string }

/** A model as it is stored. */
export const bundleRecord = defineRecord<BundleRecord>({
  what: 'model',
  schema: v.object({
    id: v.string(),
    projectId: v.string(),
    bundle: modelBundleSchema,
    // Runs of before there was one have none.
    final: v.optional(v.nullable(modelBundleSchema), null),
  }),
})
