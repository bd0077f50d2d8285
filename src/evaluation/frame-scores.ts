import type { Span } from '@/project/project'
import { createScore, type Score } from './scores'
import { areSameSpans, matchSpans } from './span-matching'

/** One utterance with its labels and what was said instead; no probabilities. */
export type Frame = {
  goldIntent: string
  goldSpans: readonly Span[]
  predictedIntent: string
  predictedSpans: readonly Span[]
}

/** The four figures that sum up a test set. All are shares; an empty set scores 0 errors of 0. */
export type FrameScores = {
  count: number
  intentAccuracy: number
  slots: Score
  slotF1: number
  /** Share of utterances with the right intent and exactly the right spans. */
  frameAccuracy: number
  semanticErrorRate: number
}

/** Errors of one utterance, intent and slots together, and how many things there were to get right. */
export type SemanticErrors = {
  substitutions: number
  deletions: number
  insertions: number
  /** Reference slots plus one for the intent. */
  reference: number
}

/**
 * Intent accuracy, slot F1 (exact spans, conlleval's rule, micro-averaged), frame accuracy, and
 * semantic error rate, quick enough to run after each epoch.
 */
export function scoreFrames(frames: readonly Frame[]): FrameScores {
  let intentHits = 0
  let frameHits = 0
  const counts = { correct: 0, predicted: 0, gold: 0 }
  let errors = 0
  let reference = 0
  for (const frame of frames) {
    const isIntentRight = frame.goldIntent === frame.predictedIntent
    if (isIntentRight) intentHits += 1
    if (isIntentRight && areSameSpans(frame.goldSpans, frame.predictedSpans)) frameHits += 1
    const matching = matchSpans(frame.goldSpans, frame.predictedSpans)
    counts.gold += frame.goldSpans.length
    counts.predicted += frame.predictedSpans.length
    counts.correct += matching.gold.filter(({ fate }) => fate === 'exact').length
    const semantic = countSemanticErrors(frame)
    errors += semantic.substitutions + semantic.deletions + semantic.insertions
    reference += semantic.reference
  }
  const count = frames.length
  const slots = createScore(counts)
  return {
    count,
    intentAccuracy: count === 0 ? 0 : intentHits / count,
    slots,
    slotF1: slots.f1,
    frameAccuracy: count === 0 ? 0 : frameHits / count,
    semanticErrorRate: reference === 0 ? 0 : errors / reference,
  }
}

/**
 * The errors that the semantic error rate adds up: (substitutions + deletions + insertions) over
 * (reference slots + 1). The intent is one item that can only be substituted. A predicted span that
 * overlaps a reference span without being equal is one substitution, a reference span without any
 * partner a deletion, a predicted one without any an insertion (the slot error rate of Makhoul et
 * al. 1999, with the intent added). Over a set, errors and references are summed before dividing;
 * the rate can pass 1.
 */
export function countSemanticErrors(frame: Frame): SemanticErrors {
  const matching = matchSpans(frame.goldSpans, frame.predictedSpans)
  const wrongIntent = frame.goldIntent === frame.predictedIntent ? 0 : 1
  const substituted = matching.gold.filter(
    ({ fate }) => fate === 'boundary' || fate === 'wrongSlot',
  ).length
  return {
    substitutions: wrongIntent + substituted,
    deletions: matching.gold.filter(({ fate }) => fate === 'missed').length,
    insertions: matching.predicted.filter(({ fate }) => fate === 'spurious').length,
    reference: frame.goldSpans.length + 1,
  }
}
