import * as v from 'valibot'
import type { Report } from '@/evaluation/report'
import { BACKENDS, type BackendReport, type SplitIds, type TrainingSettings } from '@/jobs/job'
import { finite, integer } from '@/project/schema-parts'
import { curvesSchema, type RunCurves } from './curves'
import { defineRecord } from './record'
import { reportSchema } from './report'

/** A finished training or cross-validation, as it is kept. */
export type RunRecord = {
  schemaVersion: 1
  id: string
  projectId: string
  kind: 'train' | 'crossValidation'
  /** Counts up within a skill: “Run 3”. It says the order; clocks may be wrong. */
  number: number
  /** What its owner calls it, beside its number. */
  name?: string
  /** What its owner wants to remember of it. */
  notes?: string
  /** Whether its owner says that it is the best; true of one run of a skill at most. */
  isPinned?: boolean
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

const backendSchema = v.picklist(BACKENDS)

/** The numbers of a training. */
export const settingsSchema: v.GenericSchema<unknown, TrainingSettings> = v.looseObject({
  seed: finite,
  epochs: finite,
  batchSize: finite,
  learningRate: finite,
  trunkRate: finite,
  wordDropout: finite,
  slotSwap: finite,
  slotWeight: finite,
  patience: finite,
  dropout: finite,
  testShare: finite,
  validationShare: finite,
})

const progress = { bestEpoch: finite, epochs: finite, steps: finite }

/** The sides of a split, by ids of utterances. */
export const splitSchema = v.looseObject({
  train: v.array(v.string()),
  validation: v.array(v.string()),
  test: v.array(v.string()),
})

/** A finished training. */
export const runRecord = defineRecord<RunRecord>({
  what: 'run',
  schema: v.looseObject({
    schemaVersion: v.literal(1),
    id: v.string(),
    projectId: v.string(),
    kind: v.picklist(['train', 'crossValidation']),
    number: integer,
    name: v.exactOptional(v.string()),
    notes: v.exactOptional(v.string()),
    isPinned: v.exactOptional(v.boolean()),
    startedAt: finite,
    elapsedMs: finite,
    settings: settingsSchema,
    startedFrom: v.nullable(v.string()),
    backend: v.looseObject({
      backend: backendSchema,
      adapter: v.nullable(v.string()),
      reasons: v.array(
        v.looseObject({ backend: backendSchema, isChosen: v.boolean(), text: v.string() }),
      ),
    }),
    fingerprint: v.string(),
    utterances: finite,
    isStopped: v.boolean(),
    ...progress,
    stepsPerSecond: finite,
    curves: curvesSchema,
    split: v.nullable(splitSchema),
    learnedTexts: v.exactOptional(v.array(finite)),
    report: reportSchema,
    scratch: v.nullable(v.looseObject({ report: reportSchema, curves: curvesSchema, ...progress })),
    threshold: v.exactOptional(finite),
    hasModel: v.boolean(),
    final: v.exactOptional(v.looseObject({ utterances: finite, epochs: finite })),
  }),
})
