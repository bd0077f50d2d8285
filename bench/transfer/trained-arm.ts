import type { Span } from '@/project/project'

/** An arm that has learned. `spans` is null where it knows no slots. */
export type TrainedArm = {
  answer: (texts: readonly string[]) => Promise<{ intent: string; spans: Span[] | null }[]>
  /** An entry an epoch; empty for an arm that has no epochs. */
  curve: LossPoint[]
  dispose: () => void
}

/** Validation loss after an epoch: intent and slot loss added up, whatever the config weighs them with. */
export type LossPoint = { step: number; loss: number; seconds: number }
