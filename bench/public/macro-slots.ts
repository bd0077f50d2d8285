import type { Frame } from '@/evaluation/frame-scores'
import { scoreSlots } from '@/evaluation/slot-scores'

/**
 * Slot F1 as Snips counted it in 2017: of each intent's utterances the mean over its slots, and of
 * that the mean over the intents. A slot that no utterance of the intent has is not counted. Null
 * without any slot.
 */
export function macroSlotF1(frames: readonly Frame[]): number | null {
  const intents = [...new Set(frames.map(({ goldIntent }) => goldIntent))]
  const means = intents.flatMap((intent) => {
    const scores = scoreSlots(frames.filter(({ goldIntent }) => goldIntent === intent))
    const own = scores.filter(({ gold }) => gold > 0)
    return own.length === 0 ? [] : [mean(own.map(({ f1 }) => f1))]
  })
  return means.length === 0 ? null : mean(means)
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
