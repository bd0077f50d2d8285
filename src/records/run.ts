import { z } from 'zod'
import type { Report } from '@/evaluation/report'
import type { BackendReport, SplitIds, TrainingSettings } from '@/jobs/job'
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

const backendSchema = z.enum(['webgpu', 'wasm', 'cpu'])

/** The numbers of a training. */
export const settingsSchema: z.ZodType<TrainingSettings> = z.looseObject({
  seed: z.number(),
  epochs: z.number(),
  batchSize: z.number(),
  learningRate: z.number(),
  trunkRate: z.number(),
  wordDropout: z.number(),
  slotSwap: z.number(),
  slotWeight: z.number(),
  patience: z.number(),
  dropout: z.number(),
  testShare: z.number(),
  validationShare: z.number(),
})

const progress = { bestEpoch: z.number(), epochs: z.number(), steps: z.number() }

/** The sides of a split, by ids of utterances. */
export const splitSchema = z.looseObject({
  train: z.array(z.string()),
  validation: z.array(z.string()),
  test: z.array(z.string()),
})

/** A finished training. */
export const runRecord = defineRecord<RunRecord>({
  what: 'run',
  schema: z.looseObject({
    schemaVersion: z.literal(1),
    id: z.string(),
    projectId: z.string(),
    kind: z.enum(['train', 'crossValidation']),
    number: z.int(),
    name: z.string().exactOptional(),
    notes: z.string().exactOptional(),
    isPinned: z.boolean().exactOptional(),
    startedAt: z.number(),
    elapsedMs: z.number(),
    settings: settingsSchema,
    startedFrom: z.string().nullable(),
    backend: z.looseObject({
      backend: backendSchema,
      adapter: z.string().nullable(),
      reasons: z.array(
        z.looseObject({ backend: backendSchema, isChosen: z.boolean(), text: z.string() }),
      ),
    }),
    fingerprint: z.string(),
    utterances: z.number(),
    isStopped: z.boolean(),
    ...progress,
    stepsPerSecond: z.number(),
    curves: curvesSchema,
    split: splitSchema.nullable(),
    learnedTexts: z.array(z.number()).exactOptional(),
    report: reportSchema,
    scratch: z.looseObject({ report: reportSchema, curves: curvesSchema, ...progress }).nullable(),
    threshold: z.number().exactOptional(),
    hasModel: z.boolean(),
    final: z.looseObject({ utterances: z.number(), epochs: z.number() }).exactOptional(),
  }),
})
