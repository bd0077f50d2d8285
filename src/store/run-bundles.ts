import { z } from 'zod'
import type { LoadJob } from '@/jobs/job'
import { readRecord } from './database'

/** The weights and labels of a trained model: plain data. */
export type Bundle = Extract<LoadJob['model'], { kind: 'trained' }>['bundle']

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

/** Models that the browser would not keep: they answer as long as the page lives. */
const held = new Map<string, Bundle>()

/** The model of a run; null when there is none or it cannot be read. */
export async function readBundle(runId: string): Promise<Bundle | null> {
  const inMemory = held.get(runId)
  if (inMemory) return inMemory
  const stored = await readRecord('bundles', runId, recordSchema)
  return stored.kind === 'ok' ? (stored.value?.bundle ?? null) : null
}

/** Holds a model in memory, for as long as it cannot be kept. */
export function holdBundle(runId: string, bundle: Bundle): void {
  held.set(runId, bundle)
}

/** The model that is held for a run. */
export function heldBundle(runId: string): Bundle | null {
  return held.get(runId) ?? null
}

/** Lets go of a model that is kept now, or not wanted any more. */
export function releaseBundle(runId: string): void {
  held.delete(runId)
}
