import type { Span } from '@/project/project'

/** What became of a gold span: found as it is, with other edges, under another name, or not at all. */
export type GoldFate = 'exact' | 'boundary' | 'wrongSlot' | 'missed'

/** What a predicted span is: right, with wrong edges, under a wrong name, or made up. */
export type PredictedFate = 'exact' | 'boundary' | 'wrongSlot' | 'spurious'

/** Gold and predicted spans of one text, paired one to one. */
export type SpanMatching = {
  gold: { span: Span; fate: GoldFate; partner: Span | null }[]
  predicted: { span: Span; fate: PredictedFate; partner: Span | null }[]
}

/**
 * Pairs the spans of one text: equal ones first (same edges and slot, conlleval's rule for a
 * correct chunk), then those that overlap, same slot before other slot and the longer overlap first.
 * A paired span that is not equal counts as one substitution in the semantic error rate; what stays
 * alone is missed (a deletion) or spurious (an insertion).
 */
export function matchSpans(gold: readonly Span[], predicted: readonly Span[]): SpanMatching {
  const goldPartners = new Map<number, number>()
  const predictedPartners = new Map<number, number>()
  const pair = (goldIndex: number, predictedIndex: number) => {
    goldPartners.set(goldIndex, predictedIndex)
    predictedPartners.set(predictedIndex, goldIndex)
  }
  const candidates = gold
    .flatMap((goldSpan, goldIndex) =>
      predicted.map((predictedSpan, predictedIndex) => ({
        goldIndex,
        predictedIndex,
        isEqual: isSameSpan(goldSpan, predictedSpan),
        isSameSlot: goldSpan.slot === predictedSpan.slot,
        overlap: overlapLength(goldSpan, predictedSpan),
      })),
    )
    .filter(({ overlap }) => overlap > 0)
    .sort(
      (a, b) =>
        Number(b.isEqual) - Number(a.isEqual) ||
        Number(b.isSameSlot) - Number(a.isSameSlot) ||
        b.overlap - a.overlap,
    )
  for (const { goldIndex, predictedIndex } of candidates) {
    if (!goldPartners.has(goldIndex) && !predictedPartners.has(predictedIndex)) {
      pair(goldIndex, predictedIndex)
    }
  }
  return {
    gold: gold.map((span, index) => {
      const partner = partnerOf(predicted, goldPartners.get(index))
      return { span, partner, fate: partner ? fateOf(span, partner) : 'missed' }
    }),
    predicted: predicted.map((span, index) => {
      const partner = partnerOf(gold, predictedPartners.get(index))
      return { span, partner, fate: partner ? fateOf(span, partner) : 'spurious' }
    }),
  }
}

/** Whether two spans have the same edges and the same slot. */
export function isSameSpan(a: Span, b: Span): boolean {
  return a.start === b.start && a.end === b.end && a.slot === b.slot
}

/** Whether two lists hold the same spans, in whatever order. */
export function areSameSpans(a: readonly Span[], b: readonly Span[]): boolean {
  return a.length === b.length && a.every((span) => b.some((other) => isSameSpan(span, other)))
}

function fateOf(span: Span, partner: Span): 'exact' | 'boundary' | 'wrongSlot' {
  if (span.slot !== partner.slot) return 'wrongSlot'
  return isSameSpan(span, partner) ? 'exact' : 'boundary'
}

function partnerOf(spans: readonly Span[], index: number | undefined): Span | null {
  return index === undefined ? null : (spans[index] ?? null)
}

function overlapLength(a: Span, b: Span): number {
  return Math.min(a.end, b.end) - Math.max(a.start, b.start)
}
