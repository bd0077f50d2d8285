import { z } from 'zod'
import type { LoadJob } from '@/worker/contract'
import { readRecord } from './database'

/** The weights and labels of a trained model: plain data. */
export type Bundle = LoadJob['bundle']

/** The worker reads its contents; here it only has to look like one. */
const recordSchema = z.object({
  id: z.string(),
  bundle: z.custom<Bundle>(
    (value) =>
      typeof value === 'object' &&
      value !== null &&
      'format' in value &&
      value.format === 'skillet-model',
  ),
})

/** The model of a run; null when there is none or it cannot be read. */
export async function readBundle(runId: string): Promise<Bundle | null> {
  const stored = await readRecord('bundles', runId, recordSchema)
  return stored.kind === 'ok' ? (stored.value?.bundle ?? null) : null
}
