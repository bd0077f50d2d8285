/** Spans to BIO tags and back: the one place where character offsets become token labels. */
import type { Span } from '@/project/project'
import type { Token } from '@/project/tokenizer'
import { beginTag, insideTag, isBeginTag, type LabelSet, OUTSIDE_TAG, slotOfTag } from './labels'

/**
 * One tag for each token. A token takes the slot of the span that covers its start; spans whose slot
 * the label set does not know are left out.
 */
export function spansToTags(
  tokens: readonly Token[],
  spans: readonly Span[],
  labels: LabelSet,
): Int32Array {
  const tags = new Int32Array(tokens.length)
  for (const span of spans) {
    const slot = labels.slots.indexOf(span.slot)
    if (slot < 0) continue
    let isFirst = true
    for (let index = firstFrom(tokens, span.start); index < tokens.length; index += 1) {
      if (tokens[index]!.start >= span.end) break
      tags[index] = isFirst ? beginTag(slot) : insideTag(slot)
      isFirst = false
    }
  }
  return tags
}

/** The first token that begins at an offset or behind it. */
function firstFrom(tokens: readonly Token[], offset: number): number {
  let low = 0
  let high = tokens.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (tokens[middle]!.start < offset) low = middle + 1
    else high = middle
  }
  return low
}

/** Spans, in order, of a tag sequence that obeys the BIO rule (an `I-` without its `B-` opens a span). */
export function tagsToSpans(
  tokens: readonly Token[],
  tags: ArrayLike<number>,
  labels: LabelSet,
): Span[] {
  const spans: Span[] = []
  let open: Span | null = null
  let openSlot = -1
  tokens.forEach((token, index) => {
    const tag = tags[index] ?? OUTSIDE_TAG
    const slot = slotOfTag(tag)
    if (open && slot === openSlot && !isBeginTag(tag)) {
      open.end = token.end
      return
    }
    openSlot = slot
    const name = labels.slots[slot]
    open = name === undefined ? null : { start: token.start, end: token.end, slot: name }
    if (open) spans.push(open)
  })
  return spans
}
