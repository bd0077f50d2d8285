import * as v from 'valibot'
import type { LearningCurvePoint } from '@/evaluation/learning-curve'
import { finite } from '@/project/schema-parts'
import { defineRecord } from './record'

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

const pointsSchema: v.GenericSchema<unknown, LearningCurvePoint[]> = v.array(
  v.looseObject({
    share: finite,
    utterances: finite,
    scores: v.looseObject({
      intentAccuracy: finite,
      slotF1: finite,
      frameAccuracy: finite,
      semanticErrorRate: finite,
    }),
    intents: v.array(v.looseObject({ intent: v.string(), utterances: finite, f1: finite })),
  }),
)

/** What more data would bring, as it was measured last. */
export const learningCurveRecord = defineRecord<CurveRecord>({
  what: 'learning curve',
  schema: v.looseObject({
    schemaVersion: v.literal(1),
    id: v.string(),
    projectId: v.string(),
    kind: v.literal('learningCurve'),
    startedAt: finite,
    fingerprint: v.string(),
    points: pointsSchema,
    scratchPoints: pointsSchema,
    isWhole: v.boolean(),
  }),
})
