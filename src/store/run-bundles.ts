import { z } from 'zod'
import type { LoadJob } from '@/jobs/job'
import { readRecord } from './database'

/** The weights and labels of a trained model: plain data. */
export type Bundle = Extract<LoadJob['model'], { kind: 'trained' }>['bundle']

/** The worker reads its contents; here it only has to look like one. */
const bundleSchema = z.custom<Bundle>(
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    'format' in value &&
    value.format === 'skillet-model',
)
const recordSchema = z.object({
  id: z.string(),
  bundle: bundleSchema,
  // Runs of before there was one have none.
  final: bundleSchema.nullable().default(null),
})

/** The models of a run: the one that its report is about, and the one that answers, trained on everything. */
export type RunModels = { bundle: Bundle; final: Bundle | null }

/** Models that the browser would not keep: they answer as long as the page lives. */
const held = new Map<string, RunModels>()

/**
 * The model that a run's report is about, and that a next run may go on from: it has not learned what is
 * tested. Null when there is none or it cannot be read.
 */
export async function readReportBundle(runId: string): Promise<Bundle | null> {
  return (await readModels(runId))?.bundle ?? null
}

/** The model of a run that answers: the one trained on everything, where there is one. */
export async function readAnsweringBundle(runId: string): Promise<Bundle | null> {
  const models = await readModels(runId)
  return models && (models.final ?? models.bundle)
}

async function readModels(runId: string): Promise<RunModels | null> {
  const inMemory = held.get(runId)
  if (inMemory) return inMemory
  const stored = await readRecord('bundles', runId, recordSchema)
  return stored.kind === 'ok' ? stored.value : null
}

/** Holds a run's models in memory, for as long as they cannot be kept. */
export function holdModels(runId: string, models: RunModels): void {
  held.set(runId, models)
}

/** The models that are held for a run. */
export function heldModels(runId: string): RunModels | null {
  return held.get(runId) ?? null
}

/** Lets go of models that are kept now, or not wanted any more. */
export function releaseModels(runId: string): void {
  held.delete(runId)
}
