import type { Frame } from './frame-scores'
import { createScore, type Score } from './scores'
import { matchSpans } from './span-matching'

/** How one slot did. The kinds of error are counted per gold span, but `spurious` per predicted. */
export type SlotScore = Score & {
  slot: string
  /** Found under the right name with other edges. */
  boundary: number
  /** Overlapped by a span of another name. */
  wrongSlot: number
  /** The names it was taken for, most frequent first. */
  takenFor: { slot: string; count: number }[]
  missed: number
  /** Predicted where there is no slot at all. */
  spurious: number
}

/** Scores of each slot by exact spans, in order of how often the slot occurs in the reference. */
export function scoreSlots(frames: readonly Frame[]): SlotScore[] {
  const tallies = new Map<string, Tally>()
  const tallyOf = (slot: string): Tally => {
    const known = tallies.get(slot)
    if (known) return known
    const fresh = createTally()
    tallies.set(slot, fresh)
    return fresh
  }
  for (const frame of frames) {
    const matching = matchSpans(frame.goldSpans, frame.predictedSpans)
    for (const { span, fate, partner } of matching.gold) {
      const tally = tallyOf(span.slot)
      tally.gold += 1
      tally[fate] += 1
      if (fate === 'wrongSlot' && partner) {
        tally.takenFor.set(partner.slot, (tally.takenFor.get(partner.slot) ?? 0) + 1)
      }
    }
    for (const { span, fate } of matching.predicted) {
      const tally = tallyOf(span.slot)
      tally.predicted += 1
      if (fate === 'spurious') tally.spurious += 1
    }
  }
  return [...tallies]
    .map(([slot, tally]) => ({
      slot,
      ...createScore({ correct: tally.exact, predicted: tally.predicted, gold: tally.gold }),
      boundary: tally.boundary,
      wrongSlot: tally.wrongSlot,
      takenFor: [...tally.takenFor]
        .map(([name, count]) => ({ slot: name, count }))
        .sort((a, b) => b.count - a.count || compareNames(a.slot, b.slot)),
      missed: tally.missed,
      spurious: tally.spurious,
    }))
    .sort((a, b) => b.gold - a.gold || compareNames(a.slot, b.slot))
}

type Tally = {
  gold: number
  predicted: number
  exact: number
  boundary: number
  wrongSlot: number
  missed: number
  spurious: number
  takenFor: Map<string, number>
}

function createTally(): Tally {
  return {
    gold: 0,
    predicted: 0,
    exact: 0,
    boundary: 0,
    wrongSlot: 0,
    missed: 0,
    spurious: 0,
    takenFor: new Map(),
  }
}

function compareNames(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
