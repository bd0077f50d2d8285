import type { StoreApi } from 'zustand'
import type { Failure } from '@/jobs/job'
import { type RunRecord, runRecord } from '@/records/run'
import type { Clock } from './clock'
import type { Database } from './database'
import type { TrainingState } from './training-store'

/** What a person changes of runs that are there: shown at once, and kept on top of what other tabs change. */
export type RunChanges = {
  setThreshold: (runId: string, threshold: number) => void
  /** Gives a run a name and notes; empty ones are taken away. */
  describeRun: (runId: string, words: { name: string; notes: string }) => Promise<void>
  /** Says that a run is the best of its skill, in the place of any other; null that none is. */
  pinRun: (runId: string | null) => Promise<void>
}

/** How long the slider of a threshold rests before its place is kept. */
const QUIET_MS = 400

/** Changes of the runs that `training` shows; `tell` is called with the skill of each that is kept. */
export function createRunChanges(options: {
  database: Database
  clock: Clock
  training: StoreApi<TrainingState>
  tell: (projectId: string) => void
}): RunChanges {
  const { database, clock, training, tell } = options
  const { getState: get, setState: set } = training
  let cancelThreshold = () => {}

  /** Shows a change of a run that is on its way, also of one that the browser has not kept yet. */
  function show(runId: string, change: (run: RunRecord) => RunRecord): void {
    const changeIt = (runs: readonly RunRecord[]) =>
      runs.map((run) => (run.id === runId ? change(run) : run))
    const { runs, unkept } = get()
    set({
      runs: changeIt(runs),
      ...(unkept ? { unkept: { ...unkept, runs: changeIt(unkept.runs) } } : {}),
    })
  }

  /**
   * Keeps a change of a run, on top of what another tab has changed of it. One that is deleted meanwhile stays
   * deleted, and one that is in this tab only is kept as it is shown, with the next try.
   */
  async function keep(
    runId: string,
    change: (run: RunRecord) => RunRecord,
    otherwise: Failure,
  ): Promise<void> {
    if (get().unkept?.runs.some(({ id }) => id === runId)) return
    const stored = await database.read([{ store: 'runs', id: runId }])
    if (stored.kind === 'failed') {
      set({ failure: { ...otherwise, remedy: stored.remedy } })
      return
    }
    const raw = stored.value[0][0]
    const read = raw === undefined ? null : runRecord.read(raw)
    if (read?.kind !== 'read') return
    const record = change(read.value)
    const kept = await database.commit([{ kind: 'put', store: 'runs', record }], {
      kind: 'exists',
      store: 'runs',
      id: runId,
    })
    if (kept.kind === 'ok') tell(record.projectId)
    else if (kept.reason !== 'conflict') {
      set({ failure: { ...otherwise, remedy: kept.remedy } })
    }
  }

  return {
    setThreshold(runId, threshold) {
      const move = (run: RunRecord) => ({ ...run, threshold })
      show(runId, move)
      cancelThreshold()
      cancelThreshold = clock.after(QUIET_MS, () => void keep(runId, move, THRESHOLD_NOT_KEPT))
    },
    async describeRun(runId, words) {
      const name = words.name.trim()
      const notes = words.notes.trim()
      const describe = ({ name: _, notes: __, ...run }: RunRecord): RunRecord => ({
        ...run,
        ...(name === '' ? {} : { name }),
        ...(notes === '' ? {} : { notes }),
      })
      show(runId, describe)
      await keep(runId, describe, WORDS_NOT_KEPT)
    },
    async pinRun(runId) {
      const changes = get()
        .runs.filter(({ id, isPinned }) => Boolean(isPinned) !== (id === runId))
        .map(({ id }) => ({ id, pin: id === runId ? setPin : takePin }))
      for (const { id, pin } of changes) show(id, pin)
      // One after the other, so that what another tab has deleted takes nothing with it.
      for (const { id, pin } of changes) await keep(id, pin, WORDS_NOT_KEPT)
    },
  }
}

function setPin(run: RunRecord): RunRecord {
  return { ...run, isPinned: true }
}

function takePin({ isPinned: _, ...run }: RunRecord): RunRecord {
  return run
}

const THRESHOLD_NOT_KEPT: Failure = {
  kind: 'failed',
  reason: 'crashed',
  message: 'The new threshold holds in this tab only: the browser did not keep it.',
  remedy: 'Reload the page.',
}

const WORDS_NOT_KEPT: Failure = {
  ...THRESHOLD_NOT_KEPT,
  message: 'What you said of the run holds in this tab only: the browser did not keep it.',
}
