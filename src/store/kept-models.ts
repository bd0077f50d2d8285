import type { Failure } from '@/jobs/job'
import { bundleRecord, type RunModels } from '@/records/bundle'
import type { Database } from './database'

/** A model that was kept, or why there is none. */
export type FoundModel = { kind: 'read'; bundle: RunModels['bundle'] } | Failure

/** The models of runs: those in the database, and those that the browser would not keep. */
export type KeptModels = {
  /** Holds the models of a run that the browser would not keep: they answer as long as the page lives. */
  hold: (runId: string, models: RunModels) => void
  /** What is held of a run; null when it is in the database, or was never made. */
  held: (runId: string) => RunModels | null
  letGo: (runId: string) => void
  /** The model of a run that answers: the one trained on everything, where there is one. */
  readAnsweringModel: (runId: string) => Promise<FoundModel>
  /** The model that a run's report is about, and that a next run may go on from: it has not learned what is tested. */
  readReportModel: (runId: string) => Promise<FoundModel>
}

/** The models of a database, and none held. */
export function createKeptModels(database: Database): KeptModels {
  const held = new Map<string, RunModels>()

  async function read(runId: string): Promise<RunModels | Failure> {
    const inMemory = held.get(runId)
    if (inMemory) return inMemory
    const stored = await database.read([{ store: 'bundles', id: runId }])
    if (stored.kind === 'failed') return { ...NO_MODEL, remedy: stored.remedy }
    const raw = stored.value[0][0]
    if (raw === undefined) return NO_MODEL
    const record = bundleRecord.read(raw)
    if (record.kind === 'read') return record.value
    if (record.isNewer) return NEWER_MODEL
    return { ...NO_MODEL, message: `The model of this run cannot be used. ${record.reason}` }
  }

  return {
    hold: (runId, models) => void held.set(runId, models),
    held: (runId) => held.get(runId) ?? null,
    letGo: (runId) => void held.delete(runId),
    async readAnsweringModel(runId) {
      const models = await read(runId)
      return 'bundle' in models ? { kind: 'read', bundle: models.final ?? models.bundle } : models
    },
    async readReportModel(runId) {
      const models = await read(runId)
      return 'bundle' in models ? { kind: 'read', bundle: models.bundle } : models
    },
  }
}

const NO_MODEL: Failure = {
  kind: 'failed',
  reason: 'no-model',
  message: 'The model of this run is no longer kept in this browser.',
  remedy: 'Train again; it takes a minute.',
}

const NEWER_MODEL: Failure = {
  kind: 'failed',
  reason: 'no-model',
  message: 'The model of this run was saved by a newer Skillet.',
  remedy: 'Reload the page to get it.',
}
