import * as v from 'valibot'
import type { KnownSides } from '@/evaluation/known-sides'
import type { RunCheckpoint, TrainedArm, TrainingSettings } from '@/jobs/job'
import { modelBundleSchema } from '@/model/model-bundle'
import { weightValues } from '@/model/stored-network'
import { utteranceSchema } from '@/project/project'
import { count, finite, recordOf } from '@/project/schema-parts'
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

const floats = v.instance(Float32Array)
const armSchema = v.picklist(['pretrained', 'scratch'])

const trainedSchema: v.GenericSchema<unknown, TrainedArm> = v.looseObject({
  outcome: v.looseObject({
    kind: v.picklist(['finished', 'stopped']),
    bestEpoch: finite,
    epochs: finite,
    steps: finite,
  }),
  bundle: modelBundleSchema,
  report: reportSchema,
})

const checkpointSchema: v.GenericSchema<unknown, RunCheckpoint> = v.looseObject({
  pretrainedId: v.string(),
  arm: armSchema,
  training: v.looseObject({
    epoch: count,
    step: count,
    elapsedMs: finite,
    weights: weightValues,
    adam: v.looseObject({
      step: finite,
      moments: recordOf(v.looseObject({ mean: floats, variance: floats })),
    }),
    best: v.nullable(v.looseObject({ epoch: finite, loss: finite, weights: weightValues })),
    average: v.nullable(v.looseObject({ count: finite, sums: weightValues })),
  }),
  finished: v.nullable(trainedSchema),
  isFinal: v.exactOptional(v.boolean()),
  scratch: v.exactOptional(v.nullable(trainedSchema)),
})

/** A training that can go on. */
export const checkpointRecord = defineRecord<InterruptedRun>({
  what: 'interrupted training',
  schema: v.looseObject({
    schemaVersion: v.literal(1),
    id: v.string(),
    projectId: v.string(),
    runId: v.string(),
    startedAt: finite,
    skill: v.looseObject({
      utterances: v.array(utteranceSchema),
      intents: v.array(v.string()),
      outOfScopeIntents: v.array(v.string()),
      slotValues: recordOf(v.array(v.string())),
      locale: v.exactOptional(v.string()),
    }),
    settings: settingsSchema,
    startedFrom: v.nullable(v.string()),
    alsoFromScratch: v.boolean(),
    known: v.exactOptional(
      v.looseObject({ ...splitSchema.entries, learnedTexts: v.array(finite) }),
    ),
    checkpoint: checkpointSchema,
    curves: v.looseObject({ pretrained: curvesSchema, scratch: curvesSchema }),
  }),
})
