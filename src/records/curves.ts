import * as v from 'valibot'
import { finite } from '@/project/schema-parts'

/** The history of one training as columns, ready to draw and to store. Losses are in nats. */
export type RunCurves = {
  steps: { step: number[]; loss: number[]; intentLoss: number[]; slotLoss: number[] }
  epochs: {
    step: number[]
    trainLoss: number[]
    trainIntentLoss: number[]
    trainSlotLoss: number[]
    loss: (number | null)[]
    intentLoss: (number | null)[]
    slotLoss: (number | null)[]
    intentAccuracy: (number | null)[]
    slotF1: (number | null)[]
    frameAccuracy: (number | null)[]
    isBest: boolean[]
  }
}

const numbers = v.array(finite)
const gaps = v.array(v.nullable(finite))

const DIFFERENT = 'its columns differ in length'

/** The columns of a training; all of one table are equally long. */
export const curvesSchema: v.GenericSchema<unknown, RunCurves> = v.looseObject({
  steps: v.pipe(
    v.looseObject({ step: numbers, loss: numbers, intentLoss: numbers, slotLoss: numbers }),
    v.check(
      ({ step, loss, intentLoss, slotLoss }) => areAlike([step, loss, intentLoss, slotLoss]),
      DIFFERENT,
    ),
  ),
  epochs: v.pipe(
    v.looseObject({
      step: numbers,
      trainLoss: numbers,
      trainIntentLoss: numbers,
      trainSlotLoss: numbers,
      loss: gaps,
      intentLoss: gaps,
      slotLoss: gaps,
      intentAccuracy: gaps,
      slotF1: gaps,
      frameAccuracy: gaps,
      isBest: v.array(v.boolean()),
    }),
    v.check((columns) => areAlike(Object.values(columns).filter(Array.isArray)), DIFFERENT),
  ),
})

function areAlike(columns: readonly (readonly unknown[])[]): boolean {
  return columns.every(({ length }) => length === columns[0]?.length)
}
