import type { TrainingNews } from '@/jobs/job'
import type { RunCurves } from '@/records/curves'

export type { RunCurves }

/** Empty columns. */
export function createCurves(): RunCurves {
  return {
    steps: { step: [], loss: [], intentLoss: [], slotLoss: [] },
    epochs: {
      step: [],
      trainLoss: [],
      trainIntentLoss: [],
      trainSlotLoss: [],
      loss: [],
      intentLoss: [],
      slotLoss: [],
      intentAccuracy: [],
      slotF1: [],
      frameAccuracy: [],
      isBest: [],
    },
  }
}

/** Adds what an event says to the columns, in place: they grow a hundred times a second. */
export function appendToCurves({ steps, epochs }: RunCurves, event: TrainingNews): void {
  if (event.kind === 'step') {
    steps.step.push(event.step)
    steps.loss.push(event.loss)
    steps.intentLoss.push(event.intentLoss)
    steps.slotLoss.push(event.slotLoss)
  }
  if (event.kind === 'epoch') {
    const { train, validation } = event
    epochs.step.push(event.step)
    epochs.trainLoss.push(train.loss)
    epochs.trainIntentLoss.push(train.intentLoss)
    epochs.trainSlotLoss.push(train.slotLoss)
    epochs.loss.push(validation?.loss ?? null)
    epochs.intentLoss.push(validation?.intentLoss ?? null)
    epochs.slotLoss.push(validation?.slotLoss ?? null)
    epochs.intentAccuracy.push(validation?.intentAccuracy ?? null)
    epochs.slotF1.push(validation?.slotF1 ?? null)
    epochs.frameAccuracy.push(validation?.frameAccuracy ?? null)
    epochs.isBest.push(event.isBest)
  }
}

/** Forgets what came after an epoch, in place: a restarted run tells it again. */
export function cutCurves({ steps, epochs }: RunCurves, epochCount: number): void {
  const lastStep = epochCount === 0 ? 0 : (epochs.step[epochCount - 1] ?? 0)
  const kept = steps.step.findIndex((step) => step > lastStep)
  for (const column of Object.values(steps)) if (kept >= 0) column.length = kept
  for (const column of Object.values(epochs)) {
    column.length = Math.min(column.length, epochCount)
  }
}

/** An exponential moving average with the bias of its start taken out; `weight` 0 changes nothing. */
export function smooth(values: readonly number[], weight: number): number[] {
  let average = 0
  let mass = 0
  return values.map((value) => {
    average = weight * average + (1 - weight) * value
    mass = weight * mass + (1 - weight)
    return average / mass
  })
}
