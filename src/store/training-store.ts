import { create } from 'zustand'
import type { LearningCurvePoint } from '@/evaluation/learning-curve'
import { skillToLearn } from '@/project/skill-to-learn'
import { createWorkerClient, openTrainingWorker } from '@/worker/client'
import {
  type Arm,
  type BackendName,
  type BackendReport,
  DEFAULT_SETTINGS,
  type Failure,
  type JobEvent,
  type JobPhase,
  type RunCheckpoint,
  type TrainedArm,
  type TrainingSettings,
  type TrainJob,
} from '@/worker/contract'
import { deleteRecord, readRecord, readRecords, writeRecords } from './database'
import { liveCurves, resetLiveCurves, touchLiveCurves } from './live-curves'
import { modelUrl, wantedBackend } from './model-place'
import { useProjectStore } from './project-store'
import { readBundle } from './run-bundles'
import { appendToCurves, cutCurves } from './run-curves'
import {
  type CurveRecord,
  fingerprintOf,
  type InterruptedRun,
  interruptedRunSchema,
  keepSides,
  type RunRecord,
  runRecordSchema,
} from './run-record'

/** The numbers that a run is made with, as screens see them. */
export type Settings = TrainingSettings

/** What the numbers are until somebody changes them. */
export const STANDARD_SETTINGS: Settings = DEFAULT_SETTINGS

export type WorkKind = 'train' | 'crossValidate' | 'learningCurve'

/** What the worker is doing for us now; changes about ten times a second. */
export type Activity = {
  work: WorkKind
  projectId: string
  runId: string
  phase: JobPhase
  isPaused: boolean
  isStopping: boolean
  download: { loadedBytes: number; totalBytes: number } | null
  arm: Arm
  step: number
  totalSteps: number
  epoch: number
  epochs: number
  stepsPerSecond: number | null
  elapsedMs: number
  /** Folds or points of a curve; null for a single training. */
  progress: { done: number; total: number; note: string } | null
  /** Points of a learning curve so far. */
  points: { arm: Arm; point: LearningCurvePoint }[]
}

export type TrainingState = {
  /** The skill that runs, curve and interrupted run belong to; null until they are read. */
  projectId: string | null
  runs: readonly RunRecord[]
  learningCurve: CurveRecord | null
  interrupted: InterruptedRun | null
  activity: Activity | null
  backend: BackendReport | null
  /** What happened to the run on its way, for example a lost GPU. */
  notices: readonly string[]
  failure: Failure | null
  settings: TrainingSettings
  alsoFromScratch: boolean
  /** Id of the run whose weights the next one goes on from; null for the pretrained model. */
  startFrom: string | null
}

/** Training and its results for the open skill. Change it only through the functions of this file. */
export const useTrainingStore = create<TrainingState>(() => ({
  projectId: null,
  runs: [],
  learningCurve: null,
  interrupted: null,
  activity: null,
  backend: null,
  notices: [],
  failure: null,
  settings: DEFAULT_SETTINGS,
  alsoFromScratch: false,
  startFrom: null,
}))

const get = useTrainingStore.getState
const set = useTrainingStore.setState

const client = createWorkerClient(openTrainingWorker)
let controller: AbortController | null = null

/** Reads what was trained from a skill; cheap when it is already there. */
export async function openRuns(projectId: string): Promise<void> {
  if (get().projectId === projectId) return
  const [records, interrupted] = await Promise.all([
    readRecords('runs', runRecordSchema, { projectId }),
    readRecord('checkpoints', projectId, interruptedRunSchema),
  ])
  const all = records.kind === 'ok' ? records.value.records : []
  const runs = all.flatMap((record) => (record.kind === 'learningCurve' ? [] : [record]))
  const curve = all.find((record) => record.kind === 'learningCurve')
  const isRunning = get().activity?.projectId === projectId
  set({
    projectId,
    runs: runs.toSorted((a, b) => a.startedAt - b.startedAt),
    learningCurve: curve?.kind === 'learningCurve' ? curve : null,
    interrupted: interrupted.kind === 'ok' && !isRunning ? interrupted.value : null,
    startFrom: null,
    ...(get().activity ? {} : { failure: null, notices: [] }),
  })
  if (!get().activity) resetLiveCurves()
}

/** Changes settings of the next run. */
export function changeSettings(change: Partial<TrainingSettings>): void {
  set({ settings: { ...get().settings, ...change } })
}

/** Whether the next run is compared with one from scratch. */
export function setAlsoFromScratch(alsoFromScratch: boolean): void {
  set({ alsoFromScratch })
}

/** Where the next run starts: the pretrained model (null), or the weights of an earlier run. */
export function setStartFrom(startFrom: string | null): void {
  set({ startFrom })
}

/** Fine-tunes the open skill. */
export async function startTraining(): Promise<void> {
  const { project } = useProjectStore.getState()
  const { settings, alsoFromScratch, startFrom, runs } = get()
  if (!project || get().activity) return
  const skill = skillToLearn(project)
  const earlier = runs.findLast((run) => run.split !== null && isSameSplit(run.settings, settings))
  const utterances = keepSides(skill.utterances, earlier?.split ?? null)
  await runTraining({
    projectId: project.id,
    runId: crypto.randomUUID(),
    skill: { ...skill, utterances },
    settings,
    alsoFromScratch,
    startedFrom: startFrom,
    checkpoint: null,
  })
}

/** Goes on with the run that was interrupted. */
export async function resumeTraining(): Promise<void> {
  const { interrupted } = get()
  if (!interrupted || get().activity) return
  resetLiveCurves(interrupted.curves)
  await runTraining({ ...interrupted, startedAt: interrupted.startedAt })
}

/** Forgets the run that was interrupted. */
export async function dropInterrupted(): Promise<void> {
  const { interrupted } = get()
  if (!interrupted) return
  await deleteRecord('checkpoints', interrupted.id)
  set({ interrupted: null })
  resetLiveCurves()
}

/** Trains once for each fold. */
export async function startCrossValidation(folds: number): Promise<void> {
  const { project } = useProjectStore.getState()
  if (!project || get().activity) return
  const { settings } = get()
  const runId = crypto.randomUUID()
  const startedAt = Date.now()
  const skill = skillToLearn(project)
  const result = await work('crossValidate', project.id, runId, (options) =>
    client.run({ kind: 'crossValidate', ...basics(), skill, settings, folds }, options),
  )
  if (result.kind !== 'crossValidated') return
  await keepRun({
    schemaVersion: 1,
    id: runId,
    projectId: project.id,
    kind: 'crossValidation',
    number: nextNumber(),
    startedAt,
    elapsedMs: Date.now() - startedAt,
    settings,
    startedFrom: null,
    backend: get().backend ?? NO_BACKEND,
    fingerprint: fingerprintOf(skill.utterances),
    utterances: skill.utterances.length,
    isStopped: !result.isWhole,
    bestEpoch: 0,
    epochs: settings.epochs,
    steps: 0,
    stepsPerSecond: 0,
    curves: liveCurves().pretrained,
    split: null,
    report: result.report,
    scratch: null,
    hasModel: false,
  })
}

/** Trains on growing shares of the data. */
export async function startLearningCurve(options: { alsoFromScratch: boolean }): Promise<void> {
  const { project } = useProjectStore.getState()
  if (!project || get().activity) return
  const { settings, runs } = get()
  const startedAt = Date.now()
  const skill = skillToLearn(project)
  const earlier = runs.findLast((run) => run.split !== null)
  const utterances = keepSides(skill.utterances, earlier?.split ?? null)
  const result = await work('learningCurve', project.id, 'learning-curve', (runOptions) =>
    client.run(
      {
        kind: 'learningCurve',
        ...basics(),
        skill: { ...skill, utterances },
        settings,
        shares: [0.25, 0.5, 0.75, 1],
        alsoFromScratch: options.alsoFromScratch,
      },
      runOptions,
    ),
  )
  if (result.kind !== 'curveDrawn') return
  if (result.points.length === 0) {
    set({ activity: null })
    return
  }
  const record: CurveRecord = {
    schemaVersion: 1,
    id: `${project.id}/learning-curve`,
    projectId: project.id,
    kind: 'learningCurve',
    startedAt,
    fingerprint: fingerprintOf(skill.utterances),
    points: result.points,
    scratchPoints: result.scratchPoints,
    isWhole: result.isWhole,
  }
  await store([{ store: 'runs', record }])
  set({ activity: null, ...(get().projectId === project.id ? { learningCurve: record } : {}) })
}

/** Asks the running job to stop; a training keeps its best epoch so far. */
export function stopWork(): void {
  controller?.abort()
  patchActivity({ isStopping: true, isPaused: false })
}

/** Holds the running job, or lets it go on. */
export function setPaused(isPaused: boolean): void {
  if (isPaused) client.pause()
  else client.resume()
  patchActivity({ isPaused })
}

/** Forgets a run and its model. */
export async function deleteRun(runId: string): Promise<void> {
  await deleteRecord('runs', runId)
  await deleteRecord('bundles', runId)
  set({
    runs: get().runs.filter((run) => run.id !== runId),
    ...(get().startFrom === runId ? { startFrom: null } : {}),
  })
}

type Plan = Pick<
  InterruptedRun,
  'projectId' | 'runId' | 'skill' | 'settings' | 'alsoFromScratch' | 'startedFrom'
> & { checkpoint: RunCheckpoint | null; startedAt?: number }

async function runTraining(plan: Plan): Promise<void> {
  const { projectId, runId, skill, settings, alsoFromScratch, startedFrom } = plan
  const startedAt = plan.startedAt ?? Date.now()
  const bundle = startedFrom === null ? null : await readBundle(startedFrom)
  if (!plan.checkpoint) resetLiveCurves()
  const job: TrainJob = {
    kind: 'train',
    ...basics(),
    skill,
    settings,
    start: bundle ?? 'pretrained',
    alsoFromScratch,
    resume: plan.checkpoint,
  }
  const keepCheckpoint = (checkpoint: RunCheckpoint) => {
    const record: InterruptedRun = {
      schemaVersion: 1,
      id: projectId,
      projectId,
      runId,
      startedAt,
      skill,
      settings,
      startedFrom,
      alsoFromScratch,
      checkpoint,
      curves: liveCurves(),
    }
    void writeRecords([{ store: 'checkpoints', record }])
  }
  const result = await work(
    'train',
    projectId,
    runId,
    (options) => client.run(job, options),
    keepCheckpoint,
  )
  if (result.kind === 'failed') {
    const left = await readRecord('checkpoints', projectId, interruptedRunSchema)
    if (get().projectId === projectId) {
      set({ interrupted: left.kind === 'ok' && result.reason !== 'diverged' ? left.value : null })
    }
    return
  }
  if (result.kind !== 'trained') return
  const { model, scratch } = result
  const curves = liveCurves()
  await keepRun(
    {
      schemaVersion: 1,
      id: runId,
      projectId,
      kind: 'train',
      number: nextNumber(),
      startedAt,
      elapsedMs: finishedElapsedMs,
      settings,
      startedFrom,
      backend: get().backend ?? NO_BACKEND,
      fingerprint: fingerprintOf(skill.utterances),
      utterances: skill.utterances.length,
      isStopped: model.outcome.kind === 'stopped',
      ...progressOf(model),
      stepsPerSecond: finishedRate,
      curves: curves.pretrained,
      split: result.split,
      report: model.report,
      scratch: scratch && {
        report: scratch.report,
        curves: curves.scratch,
        ...progressOf(scratch),
      },
      hasModel: true,
    },
    model,
  )
  await deleteRecord('checkpoints', projectId)
}

/** Working time and speed of the run that has just ended. */
let finishedElapsedMs = 0
let finishedRate = 0

async function work<R extends { kind: string }>(
  kind: WorkKind,
  projectId: string,
  runId: string,
  start: (options: {
    onEvents: (events: JobEvent[]) => void
    signal: AbortSignal
  }) => Promise<R | Failure>,
  onCheckpoint: (checkpoint: RunCheckpoint) => void = () => {},
): Promise<R | Failure> {
  controller = new AbortController()
  set({
    activity: createActivity(kind, projectId, runId),
    failure: null,
    notices: [],
    interrupted: null,
  })
  if (kind !== 'train') resetLiveCurves()
  const meter = createMeter()
  const result = await start({
    signal: controller.signal,
    onEvents: (events) => takeEvents(events, meter, onCheckpoint),
  })
  controller = null
  finishedElapsedMs = meter.elapsedMs()
  finishedRate = meter.meanRate()
  // What succeeded stays “at work” until it is kept, so that nothing blinks in between.
  if (result.kind === 'failed') set({ activity: null, failure: result as Failure })
  return result
}

function takeEvents(
  events: JobEvent[],
  meter: Meter,
  onCheckpoint: (checkpoint: RunCheckpoint) => void,
): void {
  const { activity } = get()
  if (!activity) return
  const next: Activity = { ...activity }
  for (const event of events) {
    switch (event.kind) {
      case 'backend':
        set({ backend: event.report })
        break
      case 'download':
        next.download = { loadedBytes: event.loadedBytes, totalBytes: event.totalBytes }
        break
      case 'phase':
        next.phase = event.phase
        break
      case 'progress':
        next.progress = { done: event.done, total: event.total, note: event.note }
        // Each fold is a training of its own: its curve starts anew.
        resetLiveCurves()
        break
      case 'curvePoint':
        next.points = [...next.points, { arm: event.arm, point: event.point }]
        break
      case 'checkpoint':
        onCheckpoint(event.checkpoint)
        break
      case 'restarted': {
        cutCurves(liveCurves()[next.arm], event.fromEpoch)
        const where =
          event.fromEpoch > 0 ? `Went on from epoch ${event.fromEpoch}.` : 'Started again.'
        set({ notices: [...get().notices, `${event.message} ${where}`] })
        break
      }
      case 'training':
        takeTrainingEvent(next, event, meter)
        break
    }
  }
  touchLiveCurves()
  set({ activity: next })
}

function takeTrainingEvent(
  next: Activity,
  { arm, event }: Extract<JobEvent, { kind: 'training' }>,
  meter: Meter,
): void {
  if (event.kind === 'started') {
    meter.start(next.arm !== arm)
    next.arm = arm
    next.totalSteps = event.totalSteps
    next.epochs = event.epochs
    next.epoch = event.epoch
    next.step = event.step
    return
  }
  appendToCurves(liveCurves()[arm], event)
  if (event.kind === 'step') meter.add(event.step, event.elapsedMs)
  else next.epoch = event.epoch
  next.step = event.step
  next.elapsedMs = meter.elapsedMs()
  next.stepsPerSecond = meter.recentRate()
}

type Meter = ReturnType<typeof createMeter>

/** Speed over the last seconds, and over all. */
function createMeter() {
  let marks: { step: number; elapsedMs: number }[] = []
  let first: { step: number; elapsedMs: number } | null = null
  let last: { step: number; elapsedMs: number } | null = null
  let earlierMs = 0
  return {
    start: (isAnother: boolean) => {
      if (isAnother) earlierMs += last?.elapsedMs ?? 0
      marks = []
      first = null
    },
    add: (step: number, elapsedMs: number) => {
      last = { step, elapsedMs }
      first ??= last
      marks.push(last)
      while (marks.length > 2 && elapsedMs - (marks[0]?.elapsedMs ?? 0) > 5_000) marks.shift()
    },
    elapsedMs: () => earlierMs + (last?.elapsedMs ?? 0),
    recentRate: () => rateBetween(marks[0] ?? null, last),
    meanRate: () => rateBetween(first, last) ?? 0,
  }
}

function rateBetween(
  a: { step: number; elapsedMs: number } | null,
  b: { step: number; elapsedMs: number } | null,
): number | null {
  return a && b && b.elapsedMs - a.elapsedMs > 200
    ? (1000 * (b.step - a.step)) / (b.elapsedMs - a.elapsedMs)
    : null
}

function createActivity(work: WorkKind, projectId: string, runId: string): Activity {
  return {
    work,
    projectId,
    runId,
    phase: 'starting',
    isPaused: false,
    isStopping: false,
    download: null,
    arm: 'pretrained',
    step: 0,
    totalSteps: 0,
    epoch: 0,
    epochs: 0,
    stepsPerSecond: null,
    elapsedMs: 0,
    progress: null,
    points: [],
  }
}

function patchActivity(change: Partial<Activity>): void {
  const { activity } = get()
  if (activity) set({ activity: { ...activity, ...change } })
}

async function keepRun(run: RunRecord, model?: TrainedArm): Promise<void> {
  await store([
    { store: 'runs', record: run },
    ...(model
      ? [
          {
            store: 'bundles' as const,
            record: { id: run.id, projectId: run.projectId, bundle: model.bundle },
          },
        ]
      : []),
  ])
  set({
    activity: null,
    ...(get().projectId === run.projectId ? { runs: [...get().runs, run] } : {}),
  })
}

async function store(entries: Parameters<typeof writeRecords>[0]): Promise<void> {
  const written = await writeRecords(entries)
  if (written.kind === 'failed') {
    set({
      failure: {
        kind: 'failed',
        reason: 'crashed',
        message: 'The result could not be kept in this browser.',
        remedy: written.remedy,
      },
    })
  }
}

function basics(): { modelUrl: string; backend: BackendName | 'auto'; avoid: BackendName[] } {
  return { modelUrl: modelUrl(), backend: wantedBackend(), avoid: [] }
}

function nextNumber(): number {
  return Math.max(0, ...get().runs.map((run) => run.number)) + 1
}

function progressOf({ outcome }: TrainedArm) {
  return { bestEpoch: outcome.bestEpoch, epochs: outcome.epochs, steps: outcome.steps }
}

function isSameSplit(a: TrainingSettings, b: TrainingSettings): boolean {
  return a.seed === b.seed && a.testShare === b.testShare
}

const NO_BACKEND: BackendReport = { backend: 'cpu', adapter: null, reasons: [] }
