import { create } from 'zustand'
import type { LearningCurvePoint } from '@/evaluation/learning-curve'
import {
  type Arm,
  BACKEND_ABOUT,
  BACKEND_LABELS,
  BACKENDS,
  type BackendReport,
  DEFAULT_SETTINGS,
  type Failure,
  type JobPhase,
  type TrainingSettings,
  type TrainingStage,
} from '@/jobs/job'
import type { InterruptedRun } from '@/records/checkpoint'
import type { CurveRecord } from '@/records/learning-curve'
import type { RunRecord } from '@/records/run'
import type { DamagedTraining } from './run-reading'

/** The numbers that a run is made with, as screens see them. */
export type Settings = TrainingSettings

/** Where a calculation can run, in words. */
export const BACKEND_NAMES = BACKEND_LABELS

/** What a person can choose from for it. */
export const BACKEND_CHOICES = BACKENDS.map((value) => ({
  value,
  label: BACKEND_LABELS[value],
  description: BACKEND_ABOUT[value],
}))

/** What the numbers are until somebody changes them. */
export const STANDARD_SETTINGS: Settings = DEFAULT_SETTINGS

export type WorkKind = 'train' | 'crossValidate' | 'learningCurve'

/** What the worker is doing for us now; changes about ten times a second. */
export type Activity = {
  work: WorkKind
  projectId: string
  /** What the skill is called, for screens of other skills. */
  skillName: string
  runId: string
  phase: JobPhase
  isPaused: boolean
  isStopping: boolean
  download: { loadedBytes: number; totalBytes: number } | null
  arm: Arm
  /** Which of a train job's networks is trained now; the others follow in their order. */
  stage: TrainingStage
  /** All that are trained one after the other. */
  stages: readonly TrainingStage[]
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
  /** What has happened when it had to begin anew, until it is known where it runs now. */
  restart: string | null
}

export type TrainingState = {
  /** The skill that runs, curve and interrupted run belong to; null until they are read. */
  projectId: string | null
  runs: readonly RunRecord[]
  /** Runs that live only in this tab because the browser would not keep them. */
  unkept: { runs: readonly RunRecord[]; remedy: string } | null
  /** What was trained and cannot be read. */
  damaged: readonly DamagedTraining[]
  /** Whether another tab trains this skill. */
  isElsewhere: boolean
  learningCurve: CurveRecord | null
  interrupted: InterruptedRun | null
  activity: Activity | null
  backend: BackendReport | null
  /** What happened to the run on its way, for example a lost GPU. */
  notices: readonly string[]
  failure: Failure | null
  /** The skill that notices and failure are about. */
  saidOf: string | null
  settings: TrainingSettings
  alsoFromScratch: boolean
  /** Whether the next run starts from the download even where it could go on from an earlier one. */
  isFromDownload: boolean
}

/** Training and its results for the open skill; `training-actions.ts` makes things happen. */
export const useTrainingStore = create<TrainingState>(() => ({
  projectId: null,
  runs: [],
  unkept: null,
  damaged: [],
  isElsewhere: false,
  learningCurve: null,
  interrupted: null,
  activity: null,
  backend: null,
  notices: [],
  failure: null,
  saidOf: null,
  settings: DEFAULT_SETTINGS,
  alsoFromScratch: false,
  isFromDownload: false,
}))

const get = useTrainingStore.getState
const set = useTrainingStore.setState

/** Changes settings of the next run. */
export function changeSettings(change: Partial<TrainingSettings>): void {
  set({ settings: { ...get().settings, ...change } })
}

/** Whether the next run is compared with one from scratch. */
export function setAlsoFromScratch(alsoFromScratch: boolean): void {
  set({ alsoFromScratch })
}

/** Whether the next run starts from the download although an earlier one could be gone on from. */
export function setFromDownload(isFromDownload: boolean): void {
  set({ isFromDownload })
}
