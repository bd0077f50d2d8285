import {
  BACKEND_LABELS,
  type Failure,
  type Job,
  type JobEvent,
  type JobResult,
  type RunCheckpoint,
  type TrainingStage,
} from '@/jobs/job'
import { createWorkerClient, openTrainingWorker } from '@/worker/client'
import { liveCurves, resetLiveCurves, touchLiveCurves } from './live-curves'
import { pageLocks } from './page'
import { setPreferences } from './preferences'
import { appendToCurves, cutCurves } from './run-curves'
import { refreshRuns, tellOfTraining } from './run-library'
import { createRunSlot } from './run-slot'
import { createTrainingMeter, type TrainingMeter } from './training-meter'
import { type Activity, useTrainingStore, type WorkKind } from './training-store'

const get = useTrainingStore.getState
const set = useTrainingStore.setState

const slot = createRunSlot(createWorkerClient(openTrainingWorker), pageLocks)

/** What was asked of a training, and for whom. */
export type Work = {
  kind: WorkKind
  projectId: string
  skillName: string
  runId: string
  stages: readonly TrainingStage[]
}

/** What came of a job, and how long the working took, pauses left out. */
export type WorkDone<J extends Job> = {
  result: Exclude<JobResult<J['kind']>, Failure> | Failure
  elapsedMs: number
  stepsPerSecond: number
}

/** Runs a job and shows how it goes as `activity`. What succeeds stays active until it is kept. */
export type DoJob = <J extends Job>(
  job: J,
  onCheckpoint?: (checkpoint: RunCheckpoint) => void,
) => Promise<WorkDone<J>>

/**
 * Takes the one training of this tab, from now on, and does `task` in it; nothing when one runs
 * already, here or in another tab.
 */
export async function work(wanted: Work, task: (doJob: DoJob) => Promise<void>): Promise<void> {
  const { kind, projectId, skillName, runId, stages } = wanted
  const taken = await slot.take({
    projectId,
    onTaken() {
      set({
        activity: { ...idle, work: kind, projectId, skillName, runId, stages },
        failure: null,
        saidOf: projectId,
        notices: [],
        interrupted: null,
      })
      if (kind !== 'train') resetLiveCurves()
    },
    async work(run) {
      tellOfTraining(projectId)
      await task(async (job, onCheckpoint = () => {}) => {
        const meter = createTrainingMeter()
        const result = (await run(job, (events) =>
          takeEvents(events, meter, onCheckpoint),
        )) as WorkDone<typeof job>['result']
        if (isFailure(result)) set({ activity: null, failure: result })
        return { result, elapsedMs: meter.elapsedMs(), stepsPerSecond: meter.meanRate() }
      })
    },
  })
  if (taken.kind === 'taken') return
  // Whatever ended it, nothing runs any more.
  if (get().activity?.runId === runId) set({ activity: null })
  if (taken.kind === 'done') tellOfTraining(projectId)
  await refreshRuns(projectId)
}

/** Asks the running job to stop; a training keeps its best so far. */
export function stopWork(): void {
  slot.stop()
  patchActivity({ isStopping: true, isPaused: false })
}

/** Holds the running job, or lets it go on. */
export function setPaused(isPaused: boolean): void {
  slot.setPaused(isPaused)
  patchActivity({ isPaused })
}

/** Says something about the run that is on its way; the same thing only once. */
export function addNotice(text: string): void {
  const { notices } = get()
  if (!notices.includes(text)) set({ notices: [...notices, text] })
}

const idle: Omit<Activity, 'work' | 'projectId' | 'skillName' | 'runId' | 'stages'> = {
  phase: 'starting',
  isPaused: false,
  isStopping: false,
  download: null,
  arm: 'pretrained',
  stage: 'report',
  step: 0,
  totalSteps: 0,
  epoch: 0,
  epochs: 0,
  stepsPerSecond: null,
  elapsedMs: 0,
  progress: null,
  points: [],
  restart: null,
}

function isFailure(result: { kind: string }): result is Failure {
  return result.kind === 'failed'
}

function takeEvents(
  events: JobEvent[],
  meter: TrainingMeter,
  onCheckpoint: (checkpoint: RunCheckpoint) => void,
): void {
  const { activity } = get()
  if (!activity) return
  const next: Activity = { ...activity }
  for (const event of events) {
    switch (event.kind) {
      case 'backend':
        set({ backend: event.report })
        if (event.report.measured) setPreferences({ measured: event.report.measured })
        if (next.restart !== null) {
          addNotice(`${next.restart} ${BACKEND_LABELS[event.report.backend]}.`)
          next.restart = null
        }
        break
      case 'download':
        next.download = { loadedBytes: event.loadedBytes, totalBytes: event.totalBytes }
        break
      case 'phase':
        next.phase = event.phase
        break
      case 'stage':
        next.stage = event.stage
        // Until its first steps are there, nothing is known of this one.
        next.step = 0
        next.stepsPerSecond = null
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
      case 'notice':
        addNotice(event.text)
        break
      case 'restarted': {
        const { pretrained, scratch } = liveCurves()
        // Both curves are whole by the time that the model which answers is trained.
        if (!event.isFinal) {
          if (event.arm === 'pretrained') cutCurves(pretrained, event.fromEpoch)
          cutCurves(scratch, event.arm === 'scratch' ? event.fromEpoch : 0)
        }
        const how = event.fromEpoch > 0 ? `went on from epoch ${event.fromEpoch}` : 'started again'
        next.restart = `${event.message} Training ${how} on`
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
  meter: TrainingMeter,
): void {
  if (event.kind === 'started') {
    meter.start({ isAnother: next.arm !== arm || next.stage === 'final' })
    next.arm = arm
    next.totalSteps = event.totalSteps
    next.epochs = event.epochs
    next.epoch = event.epoch
    next.step = event.step
    return
  }
  if (next.stage !== 'final') appendToCurves(liveCurves()[arm], event)
  if (event.kind === 'step') meter.add(event.step, event.elapsedMs)
  if (event.kind === 'epoch') next.epoch = event.epoch
  next.step = event.step
  next.elapsedMs = meter.elapsedMs()
  next.stepsPerSecond = meter.recentRate()
}

function patchActivity(change: Partial<Activity>): void {
  const { activity } = get()
  if (activity) set({ activity: { ...activity, ...change } })
}
