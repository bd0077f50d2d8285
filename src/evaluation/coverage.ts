import type { IntentScoreRow } from './intent-scores'
import type { Report } from './report'
import { createScore } from './scores'
import type { SlotScore } from './slot-scores'

/** What a report has tested, and what it says nothing about. */
export type Coverage = {
  intents: Side
  slots: Side
}

type Side = {
  total: number
  tested: number
  /** Names without a tested case, with how often they were learned. */
  untested: { name: string; learned: number }[]
}

/**
 * Which intents and slots of a skill were tested at all. `slots` names those that the skill declares;
 * reports of older versions do not hold what was learned of a slot.
 */
export function coverageOf(
  report: Pick<Report, 'intents' | 'slots' | 'learned'>,
  declaredSlots: readonly string[] = [],
): Coverage {
  const learnedSlots = report.learned.bySlot ?? []
  return {
    intents: sideOf({
      names: [
        ...report.learned.byIntent.map(({ intent }) => intent),
        ...report.intents.map(({ intent }) => intent),
      ],
      tested: report.intents.filter(({ gold }) => gold > 0).map(({ intent }) => intent),
      learned: new Map(report.learned.byIntent.map(({ intent, count }) => [intent, count])),
    }),
    slots: sideOf({
      names: [
        ...learnedSlots.map(({ slot }) => slot),
        ...report.slots.map(({ slot }) => slot),
        ...declaredSlots,
      ],
      tested: report.slots.filter(({ gold }) => gold > 0).map(({ slot }) => slot),
      learned: new Map(learnedSlots.map(({ slot, count }) => [slot, count])),
    }),
  }
}

/** The scores of all intents, those that were not tested last. */
export function allIntentRows(
  report: Pick<Report, 'intents' | 'slots' | 'learned'>,
): IntentScoreRow[] {
  const known = new Set(report.intents.map(({ intent }) => intent))
  const missing = coverageOf(report).intents.untested.filter(({ name }) => !known.has(name))
  return [
    ...report.intents.filter(({ gold }) => gold > 0),
    ...report.intents.filter(({ gold }) => gold === 0),
    ...missing.map(({ name }) => ({ intent: name, ...NOTHING })),
  ]
}

/** The scores of all slots, those that were not tested last. */
export function allSlotRows(
  report: Pick<Report, 'intents' | 'slots' | 'learned'>,
  declaredSlots: readonly string[] = [],
): SlotScore[] {
  const known = new Set(report.slots.map(({ slot }) => slot))
  const missing = coverageOf(report, declaredSlots).slots.untested.filter(
    ({ name }) => !known.has(name),
  )
  return [
    ...report.slots,
    ...missing.map(({ name }) => ({
      slot: name,
      ...NOTHING,
      boundary: 0,
      wrongSlot: 0,
      takenFor: [],
      missed: 0,
      spurious: 0,
    })),
  ]
}

/** "10 of 15 intents", or "all 15 intents". */
export function sayTested({ total, tested }: Side, one: string): string {
  const noun = total === 1 ? one : `${one}s`
  if (tested < total) return `${tested} of ${total} ${noun}`
  return total === 1 ? `the only ${one}` : `all ${total} ${noun}`
}

const NOTHING = createScore({ correct: 0, predicted: 0, gold: 0 })

function sideOf({
  names,
  tested,
  learned,
}: {
  names: readonly string[]
  tested: readonly string[]
  learned: ReadonlyMap<string, number>
}): Side {
  const all = [...new Set(names)]
  const isTested = new Set(tested)
  return {
    total: all.length,
    tested: isTested.size,
    untested: all
      .filter((name) => !isTested.has(name))
      .map((name) => ({ name, learned: learned.get(name) ?? 0 })),
  }
}
