/** Precision, recall and F1 with the counts behind them. */
export type Score = {
  /** Found and right. */
  correct: number
  /** Found, right or wrong. */
  predicted: number
  /** There to be found. */
  gold: number
  precision: number
  recall: number
  f1: number
}

/**
 * A score from its counts: precision is correct / predicted, recall correct / gold, F1 their
 * harmonic mean; each is 0 where its denominator is 0, as in conlleval. The one exception: with
 * nothing to find and nothing found all three are 1, so that a skill without slots is not at fault.
 */
export function createScore(counts: { correct: number; predicted: number; gold: number }): Score {
  const { correct, predicted, gold } = counts
  if (predicted === 0 && gold === 0) return { ...counts, precision: 1, recall: 1, f1: 1 }
  return {
    correct,
    predicted,
    gold,
    precision: predicted === 0 ? 0 : correct / predicted,
    recall: gold === 0 ? 0 : correct / gold,
    f1: (2 * correct) / (predicted + gold),
  }
}
