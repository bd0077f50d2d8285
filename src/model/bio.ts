/**
 * Spans to BIO tags and back: the one place where character offsets become token labels. The scheme is that of Ramshaw
 * and Marcus (1995) in the form that CoNLL uses since 2002 (IOB2): B opens every span, I continues it, O is outside.
 *
 *     text    wake me at  half past  nine        spans [{ start: 11, end: 25, slot: 'time' }]
 *     tokens  wake me at  half past  nine        by their offsets, UTF-16 and end-exclusive, like those of spans
 *     tags     O   O  O   B-time I-time I-time   0 0 0 1 2 2 if `time` is the first slot (labels.ts)
 */
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
    // Tokens that begin within the span; where spans overlap, the later one in the list has the last word.
    let isFirst = true
    for (let index = firstFrom(tokens, span.start); index < tokens.length; index += 1) {
      if (tokens[index]!.start >= span.end) break
      tags[index] = isFirst ? beginTag(slot) : insideTag(slot)
      isFirst = false
    }
  }
  return tags
}

/** The first token that begins at an offset or behind it, by bisection: tokens are in the order of the text. */
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
    // The span's end moves on; what lies between its tokens, spaces or not, belongs to it.
    if (open && slot === openSlot && !isBeginTag(tag)) {
      open.end = token.end
      return
    }
    // O has no slot (−1) and so no name: it closes what was open. Any other tag that comes here opens a span.
    openSlot = slot
    const name = labels.slots[slot]
    open = name === undefined ? null : { start: token.start, end: token.end, slot: name }
    if (open) spans.push(open)
  })
  return spans
}
