import * as v from 'valibot'
import { type Change, changeSize } from '@/project/change'
import { finite } from '@/project/schema-parts'
import { changeSchema } from './change'
import { defineRecord } from './record'

/** What can be undone and redone in a skill of one revision. */
export type HistoryRecord = { id: string; revision: number; past: Change[]; future: Change[] }

/** Utterances in all the changes that are kept over a reload. */
const HISTORY_ROOM = 4000

/** Undo and redo of a snapshot. */
export const historyRecord = defineRecord<HistoryRecord>({
  what: 'list of what can be undone',
  schema: v.object({
    id: v.string(),
    revision: finite,
    past: v.array(changeSchema),
    future: v.array(changeSchema),
  }),
})

/** The latest changes that fit into the room for them. */
export function recentChanges(changes: readonly Change[]): Change[] {
  let room = HISTORY_ROOM
  let first = changes.length
  while (first > 0) {
    room -= 1 + changeSize(changes[first - 1]!)
    if (room < 0) break
    first--
  }
  return changes.slice(first)
}
