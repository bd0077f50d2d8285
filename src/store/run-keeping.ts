import { deleteRecord, type Stored, writeRecords } from './database'
import { heldModels, holdModels, type RunModels, releaseModels } from './run-bundles'
import type { CurveRecord, RunRecord } from './run-record'
import { useTrainingStore } from './training-store'

const get = useTrainingStore.getState
const set = useTrainingStore.setState

/**
 * Adds a run to its skill and keeps it in the browser. When the browser refuses, run and model stay
 * usable in this tab, and `unkept` says so until `keepAgain` succeeds. Returns whether it is kept.
 */
export async function keepRun(run: RunRecord, models: RunModels | null): Promise<boolean> {
  const written = await writeRun(run, models)
  if (written.kind === 'failed' && models) holdModels(run.id, models)
  set({
    activity: null,
    ...(get().projectId === run.projectId ? { runs: [...get().runs, run] } : {}),
    ...(written.kind === 'failed'
      ? { unkept: { runIds: [...(get().unkept?.runIds ?? []), run.id], remedy: written.remedy } }
      : {}),
  })
  return written.kind === 'ok'
}

/** Keeps a learning curve; when the browser refuses, it lasts as long as the tab. */
export async function keepCurve(record: CurveRecord): Promise<void> {
  const written = await writeRecords([{ store: 'runs', record }])
  set({
    activity: null,
    ...(get().projectId === record.projectId ? { learningCurve: record } : {}),
    ...(written.kind === 'failed'
      ? {
          failure: {
            kind: 'failed',
            reason: 'crashed',
            message: 'The learning curve could not be kept in this browser.',
            remedy: written.remedy,
          },
        }
      : {}),
  })
}

const QUIET_MS = 400
let saving: ReturnType<typeof setTimeout> | undefined

/** Moves the threshold of a run, for the Try screen and, once the slider rests, for later visits. */
export function setThreshold(runId: string, threshold: number): void {
  set({ runs: get().runs.map((run) => (run.id === runId ? { ...run, threshold } : run)) })
  clearTimeout(saving)
  saving = setTimeout(() => {
    const run = get().runs.find(({ id }) => id === runId)
    if (run && !get().unkept?.runIds.includes(runId)) void writeRun(run, null)
  }, QUIET_MS)
}

/** Tries again to keep what the browser refused. */
export async function keepAgain(): Promise<void> {
  const { unkept, runs } = get()
  if (!unkept) return
  const left: string[] = []
  let { remedy } = unkept
  for (const run of runs.filter(({ id }) => unkept.runIds.includes(id))) {
    const written = await writeRun(run, heldModels(run.id))
    if (written.kind === 'failed') {
      left.push(run.id)
      remedy = written.remedy
      continue
    }
    releaseModels(run.id)
    if (run.kind === 'train') await deleteRecord('checkpoints', run.projectId)
  }
  set({ unkept: left.length > 0 ? { runIds: left, remedy } : null })
}

/** Forgets a run and its model; the room that this makes may be what another run waits for. */
export async function deleteRun(runId: string): Promise<void> {
  await deleteRecord('runs', runId)
  await deleteRecord('bundles', runId)
  releaseModels(runId)
  set({ runs: get().runs.filter((run) => run.id !== runId) })
  await keepAgain()
}

function writeRun(run: RunRecord, models: RunModels | null): Promise<Stored<null>> {
  return writeRecords([
    { store: 'runs', record: run },
    ...(models
      ? [
          {
            store: 'bundles' as const,
            record: { id: run.id, projectId: run.projectId, ...models },
          },
        ]
      : []),
  ])
}
