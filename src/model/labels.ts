/** The intents and BIO tags that a network tells apart: what its output layers are sized for. */

export type LabelSet = {
  /** Intent names; the place in the list is the class. Empty when a source has no intents. */
  intents: string[]
  /** Slot names; tag 0 is `O`, tag `1 + 2·slot` is `B-`, tag `2 + 2·slot` is `I-`. */
  slots: string[]
}

export const OUTSIDE_TAG = 0

/** Number of BIO tags of a label set: `O`, and `B-` and `I-` of each slot. */
export function tagCount(labels: LabelSet): number {
  return 1 + 2 * labels.slots.length
}

/** The tag that opens a slot. */
export function beginTag(slot: number): number {
  return 1 + 2 * slot
}

/** The tag that continues a slot. */
export function insideTag(slot: number): number {
  return 2 + 2 * slot
}

/** Which slot a tag belongs to, or -1 for `O`. */
export function slotOfTag(tag: number): number {
  return tag === OUTSIDE_TAG ? -1 : (tag - 1) >> 1
}

/** Whether a tag opens a slot. */
export function isBeginTag(tag: number): boolean {
  return tag > 0 && tag % 2 === 1
}

/** The BIO rule: `I-x` may only follow `B-x` or `I-x`. `previous` is -1 before the first token. */
export function isTransitionAllowed(previous: number, next: number): boolean {
  if (next === OUTSIDE_TAG || isBeginTag(next)) return true
  return previous === next || previous === next - 1
}
