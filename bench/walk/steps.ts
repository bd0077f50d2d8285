/** What a developer who does as the app advises would do about each of its next steps. */
import type { PoolRow } from '@/cli/pretraining-pool'
import type { NextStep } from '@/evaluation/next-steps'
import { annotateNext, hasSlot } from './rows'

/** One step as the panel says it, and the utterances that were annotated for it. */
export type FollowedStep = { title: string; rows: PoolRow[] }

/** Utterances with a slot that is found badly, and of each of two intents that are mixed up. */
const FOR_EACH_PROBLEM = 10

/** Annotates from the reserve what a step asks for; nothing for a step that asks for something else. */
export function rowsFor(step: NextStep, reserve: PoolRow[]): PoolRow[] {
  const ofIntent = (intent: string, count: number) =>
    annotateNext(reserve, count, (row) => row.intent === intent)
  const withSlot = (slot: string) =>
    annotateNext(reserve, FOR_EACH_PROBLEM, (row) => hasSlot(row, slot))
  switch (step.kind) {
    case 'annotateMore':
      return ofIntent(step.intent, step.count)
    case 'separateIntents':
      return step.intents.flatMap((intent) => ofIntent(intent, FOR_EACH_PROBLEM))
    case 'checkEdges':
    case 'addValues':
      return withSlot(step.slot)
    case 'separateSlots':
      return step.slots.flatMap(withSlot)
    case 'checkLabels':
    case 'addOutOfScope':
    case 'testMore':
    case 'fillIntent':
      return []
  }
}
