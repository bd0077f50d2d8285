import { z } from 'zod'
import type { KnownSides } from '@/evaluation/known-sides'
import type { RunCheckpoint, TrainedArm, TrainingSettings } from '@/jobs/job'
import { modelBundleSchema } from '@/model/model-bundle'
import { utteranceSchema } from '@/project/project'
import type { SkillToLearn } from '@/project/skill-to-learn'
import { curvesSchema, type RunCurves } from './curves'
import { defineRecord } from './record'
import { reportSchema } from './report'
import { settingsSchema, splitSchema } from './run'

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

const floats = z.instanceof(Float32Array)
const weightsSchema = z.record(
  z.string(),
  z.looseObject({ shape: z.array(z.int()), values: floats }),
)
const armSchema = z.enum(['pretrained', 'scratch'])

const trainedSchema: z.ZodType<TrainedArm> = z.looseObject({
  outcome: z.looseObject({
    kind: z.enum(['finished', 'stopped']),
    bestEpoch: z.number(),
    epochs: z.number(),
    steps: z.number(),
  }),
  bundle: modelBundleSchema,
  report: reportSchema,
})

const checkpointSchema: z.ZodType<RunCheckpoint> = z.looseObject({
  pretrainedId: z.string(),
  arm: armSchema,
  training: z.looseObject({
    epoch: z.int().nonnegative(),
    step: z.int().nonnegative(),
    elapsedMs: z.number(),
    weights: weightsSchema,
    adam: z.looseObject({
      step: z.number(),
      moments: z.record(z.string(), z.looseObject({ mean: floats, variance: floats })),
    }),
    best: z.looseObject({ epoch: z.number(), loss: z.number(), weights: weightsSchema }).nullable(),
    average: z.looseObject({ count: z.number(), sums: weightsSchema }).nullable(),
  }),
  finished: trainedSchema.nullable(),
  isFinal: z.boolean().exactOptional(),
  scratch: trainedSchema.nullable().exactOptional(),
})

/** A training that can go on. */
export const checkpointRecord = defineRecord<InterruptedRun>({
  what: 'interrupted training',
  schema: z.looseObject({
    schemaVersion: z.literal(1),
    id: z.string(),
    projectId: z.string(),
    runId: z.string(),
    startedAt: z.number(),
    skill: z.looseObject({
      utterances: z.array(utteranceSchema),
      intents: z.array(z.string()),
      outOfScopeIntents: z.array(z.string()),
      slotValues: z.record(z.string(), z.array(z.string())),
    }),
    settings: settingsSchema,
    startedFrom: z.string().nullable(),
    alsoFromScratch: z.boolean(),
    known: splitSchema.extend({ learnedTexts: z.array(z.number()) }).exactOptional(),
    checkpoint: checkpointSchema,
    curves: z.looseObject({ pretrained: curvesSchema, scratch: curvesSchema }),
  }),
})
