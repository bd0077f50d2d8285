import { z } from 'zod'
import { type ModelBundle, modelBundleSchema } from '@/model/model-bundle'
import { defineRecord } from './record'

/** The model of a run, under the run's id. */
export type BundleRecord = { id: string; projectId: string; bundle: ModelBundle }

/** A model as it is stored. */
export const bundleRecord = defineRecord<BundleRecord>({
  what: 'model',
  schema: z.object({ id: z.string(), projectId: z.string(), bundle: modelBundleSchema }),
})
