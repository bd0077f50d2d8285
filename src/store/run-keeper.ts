import type { StoreApi } from 'zustand'
import type { Failure, LoadJob } from '@/jobs/job'
import { bundleRecord, type RunModels } from '@/records/bundle'
import type { InterruptedRun } from '@/records/checkpoint'
import type { CurveRecord } from '@/records/learning-curve'
import { type RunRecord, runRecord } from '@/records/run'
import type { Clock } from './clock'
import type { Database, Stored } from './database'
import { createOpener } from './opener'
import type { Condition, Write } from './record-store'
import { type DamagedTraining, readTrained, type Trained } from './run-reading'
import type { TabChannel } from './tab-channel'
import type { TrainingLocks } from './training-locks'
import type { TrainingState } from './training-store'
import type { Discarded, Trash } from './trash'

/** The weights and labels of a trained model: plain data. */
export type Bundle = Extract<LoadJob['model'], { kind: 'trained' }>['bundle']

/** A model that was kept, or why there is none. */
export type FoundModel = { kind: 'read'; bundle: Bundle } | Failure

/** Keeps what is trained, and shows what was trained from the open skill, in step with the other tabs. */
export type RunKeeper = {
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
  setThreshold: (runId: string, threshold: number) => void
  /** Gives a run a name and notes; empty ones are taken away. */
  describeRun: (runId: string, words: { name: string; notes: string }) => Promise<void>
  /** Says that a run is the best of its skill, in the place of any other; null that none is. */
  pinRun: (runId: string | null) => Promise<void>
  /** Puts a run and its model into the trash. */
  discardRun: (runId: string) => Discarded
  /** Forgets something that cannot be read. */
  forgetDamaged: (damaged: DamagedTraining) => Promise<void>
  /** The model of a run that answers: the one trained on everything, where there is one. */
  readAnsweringModel: (runId: string) => Promise<FoundModel>
  /** The model that a run's report is about, and that a next run may go on from: it has not learned what is tested. */
  readReportModel: (runId: string) => Promise<FoundModel>
}

/** How long the slider of a threshold rests before its place is kept. */
const QUIET_MS = 400

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
  /** Models that the browser would not keep: they answer as long as the page lives. */
  const held = new Map<string, RunModels>()
  let stopWaiting = () => {}
  let cancelThreshold = () => {}

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

  async function writeRun(run: RunRecord, models: RunModels | null): Promise<Stored<null>> {
    const { id, projectId } = run
    const writes: Write[] = [{ kind: 'put', store: 'runs', record: run }]
    if (models) writes.push({ kind: 'put', store: 'bundles', record: { id, projectId, ...models } })
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
    held.delete(id)
    const left = get().unkept?.runs.filter((run) => run.id !== id) ?? []
    set({ unkept: left.length > 0 ? { runs: left, remedy: get().unkept?.remedy ?? '' } : null })
    tell(projectId)
    // The room that this makes may be what another run waits for.
    if (left.length > 0) await keepAgain()
  }

  async function keepAgain(): Promise<void> {
    const { unkept } = get()
    if (!unkept) return
    const left: RunRecord[] = []
    let { remedy } = unkept
    for (const run of unkept.runs) {
      if (trash.has(run.id)) continue
      const written = await writeRun(run, held.get(run.id) ?? null)
      if (written.kind === 'failed') {
        left.push(run)
        remedy = written.remedy
        continue
      }
      held.delete(run.id)
      if (run.kind === 'train') await forgetCheckpoint(run.projectId)
    }
    set({ unkept: left.length > 0 ? { runs: left, remedy } : null })
  }

  /** Shows a change of a run that is on its way, also of one that the browser has not kept yet. */
  function showChanged(runId: string, change: (run: RunRecord) => RunRecord): void {
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
  async function keepChanged(
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
    const raw = stored.value[0]?.[0]
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

  async function forgetCheckpoint(projectId: string): Promise<void> {
    await database.commit([{ kind: 'delete', store: 'checkpoints', id: projectId }])
    tell(projectId)
  }

  async function readModels(runId: string): Promise<RunModels | Failure> {
    const inMemory = held.get(runId)
    if (inMemory) return inMemory
    const stored = await database.read([{ store: 'bundles', id: runId }])
    if (stored.kind === 'failed') return { ...NO_MODEL, remedy: stored.remedy }
    const raw = stored.value[0]?.[0]
    if (raw === undefined) return NO_MODEL
    const read = bundleRecord.read(raw)
    if (read.kind === 'read') return read.value
    if (read.isNewer) return NEWER_MODEL
    return { ...NO_MODEL, message: `The model of this run cannot be used. ${read.reason}` }
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
    async keepRun(run, models) {
      const written = await writeRun(run, models)
      if (written.kind === 'failed' && models) held.set(run.id, models)
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
    setThreshold(runId, threshold) {
      const move = (run: RunRecord) => ({ ...run, threshold })
      showChanged(runId, move)
      cancelThreshold()
      cancelThreshold = clock.after(QUIET_MS, () => {
        void keepChanged(runId, move, THRESHOLD_NOT_KEPT)
      })
    },
    async describeRun(runId, words) {
      const name = words.name.trim()
      const notes = words.notes.trim()
      const describe = ({ name: _, notes: __, ...run }: RunRecord): RunRecord => ({
        ...run,
        ...(name === '' ? {} : { name }),
        ...(notes === '' ? {} : { notes }),
      })
      showChanged(runId, describe)
      await keepChanged(runId, describe, WORDS_NOT_KEPT)
    },
    async pinRun(runId) {
      const changes = get()
        .runs.filter(({ id, isPinned }) => Boolean(isPinned) !== (id === runId))
        .map(({ id }) => ({ id, pin: id === runId ? setPin : takePin }))
      for (const { id, pin } of changes) showChanged(id, pin)
      // One after the other, so that what another tab has deleted takes nothing with it.
      for (const { id, pin } of changes) await keepChanged(id, pin, WORDS_NOT_KEPT)
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
    async readAnsweringModel(runId) {
      const models = await readModels(runId)
      return 'bundle' in models ? { kind: 'read', bundle: models.final ?? models.bundle } : models
    },
    async readReportModel(runId) {
      const models = await readModels(runId)
      return 'bundle' in models ? { kind: 'read', bundle: models.bundle } : models
    },
  }
}

function setPin(run: RunRecord): RunRecord {
  return { ...run, isPinned: true }
}

function takePin({ isPinned: _, ...run }: RunRecord): RunRecord {
  return run
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

const UNREADABLE: Failure = {
  kind: 'failed',
  reason: 'crashed',
  message: 'What was trained from this skill could not be read.',
  remedy: 'Reload the page.',
}

const NOT_DELETED: Failure = { ...UNREADABLE, message: 'It could not be deleted.' }

const THRESHOLD_NOT_KEPT: Failure = {
  ...UNREADABLE,
  message: 'The new threshold holds in this tab only: the browser did not keep it.',
}

const WORDS_NOT_KEPT: Failure = {
  ...UNREADABLE,
  message: 'What you said of the run holds in this tab only: the browser did not keep it.',
}

const CURVE_NOT_KEPT: Failure = {
  ...UNREADABLE,
  message: 'The learning curve could not be kept in this browser.',
}
