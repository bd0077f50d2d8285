import { z } from 'zod'
import type { KnownSides } from '@/evaluation/known-sides'
import type { LearningCurvePoint } from '@/evaluation/learning-curve'
import type { Report } from '@/evaluation/report'
import type { BackendReport, RunCheckpoint, SplitIds, TrainingSettings } from '@/jobs/job'
import type { SkillToLearn } from '@/project/skill-to-learn'
import type { RunCurves } from './run-curves'

/** A finished training or cross-validation, as it is kept. */
export type RunRecord = {
  schemaVersion: 1
  id: string
  projectId: string
  kind: 'train' | 'crossValidation'
  /** Counts up within a skill: “Run 3”. */
  number: number
  /** Milliseconds since 1970. */
  startedAt: number
  /** Working time, without pauses. */
  elapsedMs: number
  settings: TrainingSettings
  /** The run whose weights it went on from; null from the pretrained model. */
  startedFrom: string | null
  backend: BackendReport
  /** Identifies the utterances and labels that it learned and was tested with. */
  fingerprint: string
  utterances: number
  isStopped: boolean
  bestEpoch: number
  epochs: number
  steps: number
  stepsPerSecond: number
  curves: RunCurves
  split: SplitIds | null
  /** See `KnownSides`; runs of older versions have none. */
  learnedTexts?: number[]
  report: Report
  scratch: {
    report: Report
    curves: RunCurves
    bestEpoch: number
    epochs: number
    steps: number
  } | null
  /** Where a person has put the threshold of rejection; by default it is the report's. */
  threshold?: number
  /** Whether a model is kept with it that can answer. */
  hasModel: boolean
  /**
   * The model that answers, when it is another than the report's: trained on all utterances. Runs of
   * older versions, and those that were stopped, have none.
   */
  final?: { utterances: number; epochs: number }
}

/** The last learning curve of a skill. */
export type CurveRecord = {
  schemaVersion: 1
  id: string
  projectId: string
  kind: 'learningCurve'
  startedAt: number
  fingerprint: string
  points: LearningCurvePoint[]
  scratchPoints: LearningCurvePoint[]
  isWhole: boolean
}

/** A run that did not come to its end; there is at most one a skill. */
export type InterruptedRun = {
  schemaVersion: 1
  id: string
  projectId: string
  runId: string
  startedAt: number
  skill: SkillToLearn
  settings: TrainingSettings
  startedFrom: string | null
  alsoFromScratch: boolean
  known?: KnownSides
  checkpoint: RunCheckpoint
  curves: { pretrained: RunCurves; scratch: RunCurves }
}

const recordSchema = (kinds: readonly string[]) => (value: unknown) =>
  typeof value === 'object' &&
  value !== null &&
  'schemaVersion' in value &&
  value.schemaVersion === 1 &&
  'kind' in value &&
  kinds.includes(String(value.kind))

export const runRecordSchema = z.custom<RunRecord | CurveRecord>(
  recordSchema(['train', 'crossValidation', 'learningCurve']),
)
export const interruptedRunSchema = z.custom<InterruptedRun>(
  (value) => typeof value === 'object' && value !== null && 'checkpoint' in value,
)

/** Below this probability of the best intent an utterance is turned away. */
export function thresholdOf({
  threshold,
  report,
}: Pick<RunRecord, 'threshold' | 'report'>): number {
  return threshold ?? report.outOfScope.threshold
}
