import type { StoreApi } from 'zustand'
import type { Failure } from '@/jobs/job'
import type { RunModels } from '@/records/bundle'
import type { InterruptedRun } from '@/records/checkpoint'
import type { CurveRecord } from '@/records/learning-curve'
import type { RunRecord } from '@/records/run'
import type { Clock } from './clock'
import type { Database, Stored } from './database'
import { createKeptModels, type KeptModels } from './kept-models'
import { createOpener } from './opener'
import type { Condition, Write } from './record-store'
import { createRunChanges, type RunChanges } from './run-changes'
import { type DamagedTraining, readTrained, type Trained } from './run-reading'
import type { TabChannel } from './tab-channel'
import type { TrainingLocks } from './training-locks'
import type { TrainingState } from './training-store'
import type { Discarded, Trash } from './trash'

/** Keeps what is trained, and shows what was trained from the open skill, in step with the other tabs. */
export type RunKeeper = RunChanges &
  Pick<KeptModels, 'readAnsweringModel' | 'readReportModel'> & {
    /** Listens to the other tabs and to the trash; returns how to stop. */
    start: () => () => void
    /** Shows what was trained from a skill; does nothing when it is shown already. */
    open: (projectId: string) => Promise<void>
    /** Shows what was trained from a skill as the database has it now, if the skill is shown at all. */
    refresh: (projectId: string) => Promise<void>
    /** Tells the other tabs that something begins, ends or has changed. */
    tell: (projectId: string) => void
    /**
     * Keeps a run. When the browser refuses, run and model stay usable in this tab, and `unkept` says so
     * until `keepAgain` succeeds. Returns whether it is kept.
     */
    keepRun: (run: RunRecord, models: RunModels | null) => Promise<boolean>
    keepCurve: (record: CurveRecord) => Promise<void>
    keepCheckpoint: (record: InterruptedRun) => Promise<Stored<null>>
    forgetCheckpoint: (projectId: string) => Promise<void>
    keepAgain: () => Promise<void>
    /** Puts a run and its model into the trash. */
    discardRun: (runId: string) => Discarded
    /** Forgets something that cannot be read. */
    forgetDamaged: (damaged: DamagedTraining) => Promise<void>
  }

/** A keeper over a database, for the tab that `training` shows. */
export function createRunKeeper(options: {
  database: Database
  clock: Clock
  channel: TabChannel
  trash: Trash
  locks: TrainingLocks
  training: StoreApi<TrainingState>
}): RunKeeper {
  const { database, clock, channel, trash, locks, training } = options
  const { getState: get, setState: set } = training
  const models = createKeptModels(database)
  const changes = createRunChanges({ database, clock, training, tell })
  let stopWaiting = () => {}

  const opener = createOpener<{ trained: Stored<Trained>; isElsewhere: boolean }>({
    async load(projectId) {
      const [trained, isTaken] = await Promise.all([
        readTrained(database, projectId),
        locks.isTaken(projectId),
      ])
      return { trained, isElsewhere: isTaken && get().activity?.projectId !== projectId }
    },
    show: (projectId, { trained, isElsewhere }) => show(projectId, trained, isElsewhere),
    fail: () => set({ failure: UNREADABLE }),
  })

  function show(projectId: string, stored: Stored<Trained>, isElsewhere: boolean): void {
    const isAnother = get().projectId !== projectId
    const isBusy = get().activity !== null
    const isRunning = get().activity?.projectId === projectId
    const unkept = (get().unkept?.runs ?? []).filter((run) => run.projectId === projectId)
    const found = stored.kind === 'ok' ? stored.value : NOTHING
    const isShown = ({ id }: { id: string }) => !trash.has(id)
    const kept = found.runs.filter(isShown)
    const known = new Set(kept.map(({ id }) => id))
    set({
      projectId,
      runs: [...kept, ...unkept.filter(({ id }) => !known.has(id) && !trash.has(id))].sort(
        (a, b) => a.number - b.number,
      ),
      learningCurve: found.learningCurve,
      damaged: found.damaged,
      isElsewhere,
      interrupted: isRunning || isElsewhere ? null : found.interrupted,
      ...(isAnother ? { isFromDownload: false } : {}),
      ...(isAnother && !isBusy ? { failure: null, notices: [] } : {}),
      ...(stored.kind === 'failed' ? { failure: { ...UNREADABLE, remedy: stored.remedy } } : {}),
    })
    stopWaiting()
    stopWaiting = isElsewhere ? locks.whenFree(projectId, () => void refresh(projectId)) : () => {}
  }

  async function refresh(projectId: string | null): Promise<void> {
    if (projectId !== null && get().projectId === projectId) await opener.open(projectId)
  }

  function tell(projectId: string): void {
    channel.post({ kind: 'trained', projectId })
  }

  async function writeRun(run: RunRecord, made: RunModels | null): Promise<Stored<null>> {
    const { id, projectId } = run
    const writes: Write[] = [{ kind: 'put', store: 'runs', record: run }]
    if (made) writes.push({ kind: 'put', store: 'bundles', record: { id, projectId, ...made } })
    const written = await database.commit(writes, ofSkill(projectId))
    if (written.kind === 'failed') return explain(written)
    tell(projectId)
    return written
  }

  async function forgetRun({ id, projectId }: Pick<RunRecord, 'id' | 'projectId'>): Promise<void> {
    const forgotten = await database.commit([
      { kind: 'delete', store: 'runs', id },
      { kind: 'delete', store: 'bundles', id },
    ])
    if (forgotten.kind === 'failed') {
      set({ failure: { ...NOT_DELETED, remedy: forgotten.remedy } })
      return
    }
    models.letGo(id)
    waitNoMore(id)
    tell(projectId)
    // The room that this makes may be what another run waits for.
    await keepAgain()
  }

  /** Tries those again that wait for room; what joins them meanwhile, or lies in the trash, goes on waiting. */
  async function keepAgain(): Promise<void> {
    for (const { id } of get().unkept?.runs ?? []) await keepWaiting(id)
  }

  async function keepWaiting(runId: string): Promise<void> {
    const waiting = () => get().unkept?.runs.find(({ id }) => id === runId)
    const run = waiting()
    if (!run || trash.has(runId)) return
    const written = await writeRun(run, models.held(runId))
    if (written.kind === 'failed') {
      set(({ unkept }) => ({ unkept: unkept && { ...unkept, remedy: written.remedy } }))
      return
    }
    // What was said of it meanwhile has to be kept, too.
    if (waiting() !== run) return keepWaiting(runId)
    models.letGo(runId)
    waitNoMore(runId)
    if (await isCheckpointOf(run)) await forgetCheckpoint(run.projectId)
  }

  /** Takes a run from those that the browser has not kept. */
  function waitNoMore(runId: string): void {
    set(({ unkept }) => {
      const left = unkept?.runs.filter(({ id }) => id !== runId) ?? []
      return { unkept: unkept && left.length > 0 ? { ...unkept, runs: left } : null }
    })
  }

  /** Whether the checkpoint of its skill is that of this run, and not of one that has begun since. */
  async function isCheckpointOf({ id, projectId }: RunRecord): Promise<boolean> {
    const stored = await readTrained(database, projectId)
    return stored.kind === 'ok' && stored.value.interrupted?.runId === id
  }

  async function forgetCheckpoint(projectId: string): Promise<void> {
    await database.commit([{ kind: 'delete', store: 'checkpoints', id: projectId }])
    tell(projectId)
  }

  return {
    start() {
      const stopChannel = channel.listen((message) => {
        if (message.kind !== 'saved') void refresh(message.projectId)
      })
      const stopTrash = trash.listen(() => void refresh(get().projectId))
      return () => {
        stopChannel()
        stopTrash()
        stopWaiting()
      }
    },
    async open(projectId) {
      if (get().projectId === projectId) opener.cancel()
      else await opener.open(projectId)
    },
    refresh,
    tell,
    async keepRun(run, made) {
      const written = await writeRun(run, made)
      if (written.kind === 'failed' && made) models.hold(run.id, made)
      const runs = get().runs.filter(({ id }) => id !== run.id)
      set({
        activity: null,
        ...(get().projectId === run.projectId ? { runs: [...runs, run] } : {}),
        ...(written.kind === 'failed'
          ? { unkept: { runs: [...(get().unkept?.runs ?? []), run], remedy: written.remedy } }
          : {}),
      })
      return written.kind === 'ok'
    },
    async keepCurve(record) {
      const { projectId } = record
      const written = await database.commit(
        [{ kind: 'put', store: 'runs', record }],
        ofSkill(projectId),
      )
      set({
        activity: null,
        ...(get().projectId === projectId ? { learningCurve: record } : {}),
        ...(written.kind === 'failed'
          ? { failure: { ...CURVE_NOT_KEPT, remedy: explain(written).remedy } }
          : {}),
      })
      tell(projectId)
    },
    async keepCheckpoint(record) {
      const written = await database.commit(
        [{ kind: 'put', store: 'checkpoints', record }],
        ofSkill(record.projectId),
      )
      return written.kind === 'failed' ? explain(written) : written
    },
    forgetCheckpoint,
    async keepAgain() {
      // What was deleted to make room shall make it now.
      await trash.empty()
      await keepAgain()
    },
    discardRun(runId) {
      const run = get().runs.find(({ id }) => id === runId)
      const projectId = run?.projectId ?? get().projectId ?? ''
      const discarded = trash.put(runId, () => forgetRun({ id: runId, projectId }))
      set({ runs: get().runs.filter(({ id }) => id !== runId) })
      return discarded
    },
    async forgetDamaged({ id, store }) {
      const writes: Write[] = [{ kind: 'delete', store, id }]
      if (store === 'runs') writes.push({ kind: 'delete', store: 'bundles', id })
      const forgotten = await database.commit(writes)
      if (forgotten.kind === 'failed') {
        set({ failure: { ...NOT_DELETED, remedy: forgotten.remedy } })
        return
      }
      const { projectId } = get()
      await refresh(projectId)
      if (projectId !== null) tell(projectId)
    },
    ...changes,
    readAnsweringModel: models.readAnsweringModel,
    readReportModel: models.readReportModel,
  }
}

/** What was trained is kept only where its skill is. */
function ofSkill(projectId: string): Condition {
  return { kind: 'exists', store: 'projects', id: projectId }
}

function explain<Failed extends { reason: string; remedy: string }>(failed: Failed): Failed {
  return failed.reason === 'conflict' ? { ...failed, remedy: SKILL_IS_GONE } : failed
}

const SKILL_IS_GONE =
  'The skill itself is not kept in this browser (it was deleted, or there was no room). Keep the skill first.'

const NOTHING: Trained = { runs: [], learningCurve: null, interrupted: null, damaged: [] }

const UNREADABLE: Failure = {
  kind: 'failed',
  reason: 'crashed',
  message: 'What was trained from this skill could not be read.',
  remedy: 'Reload the page.',
}

const NOT_DELETED: Failure = { ...UNREADABLE, message: 'It could not be deleted.' }

const CURVE_NOT_KEPT: Failure = {
  ...UNREADABLE,
  message: 'The learning curve could not be kept in this browser.',
}
