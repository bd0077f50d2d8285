import { z } from 'zod'
import type { LearningCurvePoint } from '@/evaluation/learning-curve'
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

const pointsSchema: z.ZodType<LearningCurvePoint[]> = z.array(
  z.looseObject({
    share: z.number(),
    utterances: z.number(),
    scores: z.looseObject({
      intentAccuracy: z.number(),
      slotF1: z.number(),
      frameAccuracy: z.number(),
      semanticErrorRate: z.number(),
    }),
    intents: z.array(z.looseObject({ intent: z.string(), utterances: z.number(), f1: z.number() })),
  }),
)

/** What more data would bring, as it was measured last. */
export const learningCurveRecord = defineRecord<CurveRecord>({
  what: 'learning curve',
  schema: z.looseObject({
    schemaVersion: z.literal(1),
    id: z.string(),
    projectId: z.string(),
    kind: z.literal('learningCurve'),
    startedAt: z.number(),
    fingerprint: z.string(),
    points: pointsSchema,
    scratchPoints: pointsSchema,
    isWhole: z.boolean(),
  }),
})
