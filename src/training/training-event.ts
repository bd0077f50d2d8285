/** What training says while it runs. Plain data: the worker forwards it, the CLI prints it, tests collect it. */
export type TrainingEvent =
  | {
      kind: 'started'
      /** Where it starts: not 0 when an interrupted run goes on. */
      step: number
      epoch: number
      totalSteps: number
      epochs: number
      stepsPerEpoch: number
      trainableWeights: number
    }
  | StepEvent
  | WatchEvent
  | EpochEvent

/** After each step. Losses are means over the batch, in nats; `slotLoss` is per token. */
export type StepEvent = {
  kind: 'step'
  step: number
  epoch: number
  loss: number
  intentLoss: number
  slotLoss: number
  elapsedMs: number
}

/** A validation pass within an epoch, where `TrainOptions.watchAfter` asks for one; `step` counts those done. */
export type WatchEvent = {
  kind: 'watch'
  step: number
  validation: NonNullable<EpochEvent['validation']>
  elapsedMs: number
}

/** After each epoch. `validation` is null when there is nothing to validate on. */
export type EpochEvent = {
  kind: 'epoch'
  epoch: number
  step: number
  train: LossTriple
  validation:
    | (LossTriple & { intentAccuracy: number; slotF1: number; frameAccuracy: number })
    | null
  /** Whether this is the best epoch so far (it is the one that is kept). */
  isBest: boolean
  elapsedMs: number
}

export type LossTriple = { loss: number; intentLoss: number; slotLoss: number }

/** How training ended. `stopped` keeps the best weights so far; `diverged` says where the loss stopped being finite. */
export type TrainingOutcome =
  | { kind: 'finished'; bestEpoch: number; epochs: number; steps: number }
  | { kind: 'stopped'; bestEpoch: number; epochs: number; steps: number }
  | { kind: 'diverged'; step: number; remedy: string }
