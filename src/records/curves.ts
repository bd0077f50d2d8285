import { z } from 'zod'

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

const numbers = z.array(z.number())
const gaps = z.array(z.number().nullable())

/** The columns of a training; all of one table are equally long. */
export const curvesSchema: z.ZodType<RunCurves> = z.looseObject({
  steps: z
    .looseObject({ step: numbers, loss: numbers, intentLoss: numbers, slotLoss: numbers })
    .refine(
      ({ step, loss, intentLoss, slotLoss }) => areAlike([step, loss, intentLoss, slotLoss]),
      {
        message: 'its columns differ in length',
      },
    ),
  epochs: z
    .looseObject({
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
      isBest: z.array(z.boolean()),
    })
    .refine((columns) => areAlike(Object.values(columns).filter(Array.isArray)), {
      message: 'its columns differ in length',
    }),
})

function areAlike(columns: readonly (readonly unknown[])[]): boolean {
  return columns.every(({ length }) => length === columns[0]?.length)
}
