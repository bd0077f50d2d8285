/** What can be asked of Skillet, what is said while it is done, and what comes of it: plain data and transferable buffers. */
import type { KnownSides } from '@/evaluation/known-sides'
import type { LearningCurvePoint } from '@/evaluation/learning-curve'
import type { Prediction } from '@/evaluation/prediction'
import type { Report } from '@/evaluation/report'
import type { ModelBundle } from '@/model/model-bundle'
import type { LoadProgress } from '@/model/pretrained'
import type { SkillFacts } from '@/project/skill-facts'
import type { SkillToLearn } from '@/project/skill-to-learn'
import type { ModelStory } from '@/records/model-file'
import type { ModelVariant } from '@/runtime/make-model-file'
import type { TrainingCheckpoint } from '@/training/train'
import { FINE_TUNING, FROM_SCRATCH, type TrainingConfig } from '@/training/training-config'
import type { TrainingEvent, TrainingOutcome } from '@/training/training-event'
import { trainingLength } from '@/training/training-length'

/** The backends of TensorFlow.js that we have kernels for, in order of preference. */
export const BACKENDS = ['webgpu', 'wasm', 'cpu'] as const

export type BackendName = (typeof BACKENDS)[number]

/** How people call them. */
export const BACKEND_LABELS: Readonly<Record<BackendName, string>> = {
  webgpu: 'WebGPU',
  wasm: 'WebAssembly',
  cpu: 'JavaScript',
}

/** What they are, where one is chosen. */
export const BACKEND_ABOUT: Readonly<Record<BackendName, string>> = {
  webgpu: 'The graphics processor',
  wasm: 'The processor, with SIMD',
  cpu: 'Slow; for checking',
}

/** How fast a backend learned and answered here, with the network of the size that ships. */
export type Pace = {
  backend: BackendName
  threads: 1 | 2
  stepsPerSecond: number
  answersPerSecond: number
}

/** What was measured, and on what: for another browser, adapter or version of the kernels it says nothing. */
export type MeasuredPaces = { machine: string; adapter: string | null; paces: Pace[] }

/** Where the work runs, and what was tried before. */
export type BackendReport = {
  backend: BackendName
  /** The GPU as the browser describes it; null when it is not used. */
  adapter: string | null
  /** One sentence for each backend that was passed over, and one for the choice. */
  reasons: { backend: BackendName; isChosen: boolean; text: string }[]
  /** Where the fastest was chosen by measuring: what was measured, now or earlier. */
  measured?: MeasuredPaces
}

/** The numbers that a developer may change. Their defaults and reasons are in `training-config.ts`. */
export type TrainingSettings = Pick<
  TrainingConfig,
  | 'seed'
  | 'epochs'
  | 'batchSize'
  | 'learningRate'
  | 'trunkRate'
  | 'wordDropout'
  | 'slotSwap'
  | 'slotWeight'
  | 'patience'
> & {
  /** Of the layers between the bi-LSTMs. */
  dropout: number
  /** Share of the utterances that is kept for the report. */
  testShare: number
  /** Share of the rest that picks the best epoch, the temperature and the threshold. */
  validationShare: number
}

/** As epochs or as a rate: what `training-length.ts` says for the utterances that a network learns from. */
export const BY_SIZE = 0

export const DEFAULT_SETTINGS: TrainingSettings = {
  seed: FINE_TUNING.seed,
  epochs: BY_SIZE,
  batchSize: FINE_TUNING.batchSize,
  learningRate: BY_SIZE,
  trunkRate: FINE_TUNING.trunkRate,
  wordDropout: FINE_TUNING.wordDropout,
  slotSwap: FINE_TUNING.slotSwap,
  slotWeight: FINE_TUNING.slotWeight,
  patience: FINE_TUNING.patience,
  dropout: FINE_TUNING.dropout.task,
  testShare: 0.2,
  validationShare: 0.15,
}

/** The settings with epochs and rate as they are for so many utterances to learn from. */
export function resolveSettings(
  settings: TrainingSettings,
  utterances: number,
  arm: Arm = 'pretrained',
): TrainingSettings {
  const { epochs, learningRate } = arm === 'scratch' ? FROM_SCRATCH : trainingLength(utterances)
  return {
    ...settings,
    epochs: settings.epochs === BY_SIZE ? epochs : settings.epochs,
    learningRate: settings.learningRate === BY_SIZE ? learningRate : settings.learningRate,
  }
}

/** About how many of so many utterances a report's model learns from. */
export function learnedShareOf(settings: TrainingSettings, utterances: number): number {
  return Math.round(utterances * (1 - settings.testShare) * (1 - settings.validationShare))
}

type JobBasics = {
  /** Folder of the pretrained model. */
  modelUrl: string
  /** The backend to try first; `auto` takes the best that this machine has. */
  backend: BackendName | 'auto'
  /** Backends that failed before and must not be tried again. */
  avoid: BackendName[]
  /** What an earlier job measured; used where it was measured on the same machine. */
  measured?: MeasuredPaces | null
}

/** Which of two networks an event is about: the one that we want, or the one that it is compared with. */
export type Arm = 'pretrained' | 'scratch'

export type TrainJob = JobBasics & {
  kind: 'train'
  skill: SkillToLearn
  settings: TrainingSettings
  /** A bundle goes on from that model, or from the download when it was made from another one. */
  start: Arm | ModelBundle
  /** Sides that an earlier run has given; needed when `start` is a bundle that has learned some. */
  known?: KnownSides
  /** Also trains the same network from scratch, afterwards, on the same split. */
  alsoFromScratch: boolean
  /** Also trains the model that answers, on all utterances; else the report's model answers. */
  learnsAll: boolean
  /** Where an interrupted run goes on. */
  resume: RunCheckpoint | null
}

/** How far a train job has come. */
export type RunCheckpoint = {
  /** The download that it began with; another one has other words. */
  pretrainedId: string
  arm: Arm
  training: TrainingCheckpoint
  /** The first arm's result, once it is there. */
  finished: TrainedArm | null
  /** Set while the model that answers is trained, after the arms. */
  isFinal?: boolean
  /** The rival's result, once it is there. */
  scratch?: TrainedArm | null
}

export type CrossValidateJob = JobBasics & {
  kind: 'crossValidate'
  skill: SkillToLearn
  settings: TrainingSettings
  folds: number
}

export type LearningCurveJob = JobBasics & {
  kind: 'learningCurve'
  skill: SkillToLearn
  settings: TrainingSettings
  shares: number[]
  alsoFromScratch: boolean
  known?: KnownSides
}

/** Puts a model where `predict` finds it. */
export type LoadJob = JobBasics & {
  kind: 'load'
  modelId: string
  /** One that was trained, or one that is made of the skill's labels at once, without training. */
  model: { kind: 'trained'; bundle: ModelBundle } | { kind: 'instant'; skill: SkillToLearn }
}

/** Answers with the model that was loaded under this id. */
export type PredictJob = { kind: 'predict'; modelId: string; texts: string[] }

/** Measures what this machine can do on each backend that it has. */
export type MeasureJob = JobBasics & { kind: 'measure' }

/** Makes a model one file, and proves that the file answers as the model does. */
export type ExportJob = JobBasics & {
  kind: 'export'
  bundle: ModelBundle
  variant: ModelVariant
  /** Our own file, or what other runtimes read, which always has its words. */
  container: 'skillet' | 'onnx'
  /** What the file tells of the skill, and of how the model was made. */
  skill: SkillFacts
  story: ModelStory
  /** The skill's utterances, whose words a compact model keeps. */
  skillTexts: string[]
  /** What both are asked. */
  texts: string[]
}

export type Job =
  | TrainJob
  | CrossValidateJob
  | LearningCurveJob
  | LoadJob
  | PredictJob
  | ExportJob
  | MeasureJob

/** A network that was trained, with what it is worth. */
export type TrainedArm = {
  outcome: Exclude<TrainingOutcome, { kind: 'diverged' }>
  bundle: ModelBundle
  report: Report
}

/**
 * The model that answers after a report: trained as the report's was, but on all utterances. It keeps
 * the report's threshold, and its calibration but for being a little surer (`temperatureAfterMore`): nothing is left
 * to choose them by.
 */
export type FinalModel = {
  bundle: ModelBundle
  /** How many utterances it has learned. */
  utterances: number
  epochs: number
}

/** Which side of the split each utterance was on, by id. */
export type SplitIds = { train: string[]; validation: string[]; test: string[] }

export type TrainResult = {
  kind: 'trained'
  model: TrainedArm
  /** The rival from scratch, when it was asked for and got to its end. */
  scratch: TrainedArm | null
  /** Null when it was not asked for, not needed (nothing was held back), or stopped before its end. */
  final: FinalModel | null
  split: SplitIds
  /** Whether it really went on from the bundle that it was given. */
  hasGoneOn: boolean
  /** For the `known` of the next run. */
  learnedTexts: number[]
}

export type JobResults = {
  train: TrainResult
  crossValidate: { kind: 'crossValidated'; report: Report; folds: number; isWhole: boolean }
  learningCurve: {
    kind: 'curveDrawn'
    points: LearningCurvePoint[]
    scratchPoints: LearningCurvePoint[]
    isWhole: boolean
  }
  load: { kind: 'loaded' }
  measure: { kind: 'measured'; measured: MeasuredPaces }
  predict: { kind: 'predicted'; predictions: Prediction[]; elapsedMs: number }
  export: {
    kind: 'exported'
    bytes: Uint8Array<ArrayBuffer>
    /** How many texts were asked, and how many the file understood as the model did. */
    asked: number
    agreeing: number
  }
}

export type FailureReason =
  | 'too-little-data'
  | 'download'
  | 'diverged'
  | 'device-lost'
  | 'out-of-memory'
  | 'no-backend'
  | 'no-model'
  | 'stopped'
  | 'crashed'
  | 'not-responding'

/** Why a job did not end as it should, and what to do. */
export type Failure = { kind: 'failed'; reason: FailureReason; message: string; remedy: string }

export type JobResult<K extends Job['kind'] = Job['kind']> = JobResults[K] | Failure

/** What a single training says while it runs. */
export type TrainingNews = TrainingEvent

/** What a job says while it runs. */
export type JobEvent =
  | { kind: 'backend'; report: BackendReport }
  | ({ kind: 'download' } & LoadProgress)
  | { kind: 'phase'; phase: JobPhase }
  | { kind: 'training'; arm: Arm; event: TrainingNews }
  /** Which of the trainings of a train job begins. */
  | { kind: 'stage'; stage: TrainingStage }
  /** How many of several trainings (folds, points of a curve) are done. */
  | { kind: 'progress'; done: number; total: number; note: string }
  | { kind: 'curvePoint'; arm: Arm; point: LearningCurvePoint }
  | { kind: 'checkpoint'; checkpoint: RunCheckpoint }
  /** Something that went another way than it was asked for. */
  | { kind: 'notice'; text: string }
  /** The client moved the job to another backend or a fresh worker; the `arm` goes on from the epoch. */
  | {
      kind: 'restarted'
      reason: FailureReason
      message: string
      arm: Arm
      fromEpoch: number
      isFinal: boolean
    }

/** The network that is reported on, its rival from scratch, and the one that learns from everything. */
export type TrainingStage = 'report' | 'rival' | 'final'

export type JobPhase = 'starting' | 'downloading' | 'warmingUp' | 'training' | 'evaluating'
