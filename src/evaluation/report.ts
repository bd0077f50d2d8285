import type { Utterance } from '@/project/project'
import {
  type Confidence,
  type ConfidenceBar,
  confidenceHistogram,
  expectedCalibrationError,
  type ReliabilityBin,
  reliabilityBins,
} from './calibration'
import { type ErrorEntry, type LearnedUtterance, listErrors } from './error-list'
import { countSemanticErrors, type Frame, type FrameScores, scoreFrames } from './frame-scores'
import {
  type ConfusionMatrix,
  createConfusionMatrix,
  type IntentScoreRow,
  macroF1,
  scoreIntents,
} from './intent-scores'
import { bootstrapRatio, type Interval, wilsonInterval } from './intervals'
import {
  chooseThreshold,
  type ScopeJudgement,
  type ThresholdPoint,
  thresholdCurve,
  thresholdPoint,
} from './out-of-scope'
import type { JudgedUtterance, Prediction } from './prediction'
import { type SlotScore, scoreSlots } from './slot-scores'
import { type TestedWording, tellWordingApart } from './wording'

/** Everything that the Evaluate screen draws: plain JSON, a pure function of its inputs. */
export type Report = {
  schemaVersion: 1
  /** How the tested utterances were kept apart from the learned ones. */
  method: 'heldOut' | 'crossValidation'
  summary: FrameScores & { macroIntentF1: number }
  intervals: Record<'intentAccuracy' | 'slotF1' | 'frameAccuracy' | 'semanticErrorRate', Interval>
  intents: IntentScoreRow[]
  slots: SlotScore[]
  confusion: ConfusionMatrix
  reliability: { bins: ReliabilityBin[]; calibrationError: number; temperature: number }
  histogram: ConfidenceBar[]
  outOfScope: {
    /** Whether the skill itself has out-of-scope utterances to learn from. */
    hasOwnExamples: boolean
    /** How many foreign utterances the curve rests on. */
    tested: number
    threshold: number
    atThreshold: ThresholdPoint
    curve: ThresholdPoint[]
  }
  errors: ErrorEntry[]
  /** Training utterances whose intent the network refuses although it has learned them. */
  suspects: Suspect[]
  learned: {
    count: number
    byIntent: { intent: string; count: number }[]
    /** How many learned spans each slot has; reports of older versions do not know. */
    bySlot?: { slot: string; count: number }[]
  }
  /** What the scores are of; reports of older versions do not know. */
  wording?: TestedWording
  judged: JudgedUtterance[]
}

/** A training utterance that the network, having learned it, still gives to another intent. */
export type Suspect = {
  utteranceId: string
  text: string
  intent: string
  predicted: string
  probability: number
}

/** What a report is made from. */
export type ReportInputs = {
  method: Report['method']
  /** Utterances that were not learned from, with what the network said. */
  judged: JudgedUtterance[]
  /** Utterances that were learned from. */
  learned: LearnedUtterance[]
  /** Ids of the utterances that templates made. */
  fromPatterns?: ReadonlySet<string>
  /** What the network says of those that it learned from; may be empty. */
  learnedJudged?: JudgedUtterance[]
  /** Held-out utterances that may be used to choose things by (threshold); empty to use `judged`. */
  validation?: JudgedUtterance[]
  /** What the network says of utterances that belong to no skill (`out-of-scope-probes.ts`). */
  probes: Prediction[]
  /** All intents, in the order of the skill. */
  intents: string[]
  /** Names of the intents that stand for "none of these". */
  outOfScopeIntents: string[]
  /** What the probabilities have been divided by before the softmax; 1 when not calibrated. */
  temperature: number
  seed: number
}

/** Makes a report. The same inputs give the same report, to the last digit. */
export function createReport(inputs: ReportInputs): Report {
  const { judged, learned, intents, seed } = inputs
  const frames = judged.map(frameOf)
  const judgedIntents = judged.map((one) => ({
    utteranceId: one.utteranceId,
    gold: one.intent,
    predicted: one.prediction.intents[0]?.intent ?? '',
  }))
  const summary = scoreFrames(frames)
  const rows = scoreIntents(judgedIntents, intents)
  const confidences = judged.map(confidenceOf)
  const bins = reliabilityBins(confidences)
  return {
    schemaVersion: 1,
    method: inputs.method,
    summary: { ...summary, macroIntentF1: macroF1(rows) },
    intervals: intervalsOf(frames, summary, seed),
    intents: rows,
    slots: scoreSlots(frames),
    confusion: createConfusionMatrix(judgedIntents, intents),
    reliability: {
      bins,
      calibrationError: expectedCalibrationError(bins),
      temperature: inputs.temperature,
    },
    histogram: confidenceHistogram(confidences),
    outOfScope: outOfScopeOf(inputs),
    errors: listErrors(judged, learned),
    suspects: suspectsOf(inputs.learnedJudged ?? []),
    learned: {
      count: learned.length,
      byIntent: countIntents(inputs),
      bySlot: countSlots(learned),
    },
    wording: tellWordingApart(judged, learned, inputs.fromPatterns ?? new Set()),
    judged,
  }
}

/**
 * How often each intent was learned. A fallback of the platform that has no utterances of its own is not
 * listed: it needs none, and nothing can test it but what is turned away.
 */
function countIntents({
  intents,
  learned,
  judged,
  outOfScopeIntents,
}: ReportInputs): Report['learned']['byIntent'] {
  const counts = new Map<string, number>()
  for (const { intent } of learned) counts.set(intent, (counts.get(intent) ?? 0) + 1)
  const isSaid = (intent: string) =>
    counts.has(intent) || judged.some((one) => one.intent === intent)
  return intents
    .filter((intent) => !outOfScopeIntents.includes(intent) || isSaid(intent))
    .map((intent) => ({ intent, count: counts.get(intent) ?? 0 }))
}

/** An utterance with a prediction as a judged one; it must have an intent. */
export function judge(
  utterance: Pick<Utterance, 'id' | 'text' | 'spans'> & { intent: string },
  prediction: Prediction,
): JudgedUtterance {
  const { id, text, intent, spans } = utterance
  return { utteranceId: id, text, intent, spans, prediction }
}

/** What the scores need of a judged utterance. */
export function frameOf(judged: JudgedUtterance): Frame {
  return {
    goldIntent: judged.intent,
    goldSpans: judged.spans,
    predictedIntent: judged.prediction.intents[0]?.intent ?? '',
    predictedSpans: judged.prediction.spans,
  }
}

function confidenceOf({ intent, prediction }: JudgedUtterance): Confidence {
  const best = prediction.intents[0]
  return { probability: best?.probability ?? 0, isRight: best?.intent === intent }
}

function intervalsOf(
  frames: readonly Frame[],
  summary: FrameScores,
  seed: number,
): Report['intervals'] {
  const hits = (share: number) => Math.round(share * frames.length)
  return {
    intentAccuracy: wilsonInterval(hits(summary.intentAccuracy), frames.length),
    frameAccuracy: wilsonInterval(hits(summary.frameAccuracy), frames.length),
    slotF1: honestInterval(
      frames.map((frame) => {
        const { slots } = scoreFrames([frame])
        return { numerator: 2 * slots.correct, denominator: slots.predicted + slots.gold }
      }),
      { seed, count: summary.slots.gold },
    ),
    semanticErrorRate: honestInterval(
      frames.map((frame) => {
        const { substitutions, deletions, insertions, reference } = countSemanticErrors(frame)
        return { numerator: substitutions + deletions + insertions, denominator: reference }
      }),
      { seed, whenEmpty: 0, count: frames.length },
    ),
  }
}

/**
 * The bootstrap's interval; where all utterances are alike (all right, all wrong) it has no width, however few
 * there are: then Wilson's over `count` cases.
 */
function honestInterval(
  members: readonly { numerator: number; denominator: number }[],
  { count, ...options }: { seed: number; whenEmpty?: number; count: number },
): Interval {
  const interval = bootstrapRatio(members, options)
  if (interval.high > interval.low || count === 0) return interval
  return wilsonInterval(Math.round(Math.min(1, interval.low) * count), count)
}

function outOfScopeOf(inputs: ReportInputs): Report['outOfScope'] {
  const outside = new Set(inputs.outOfScopeIntents)
  const scopeOf = (prediction: Prediction, intent: string | null): ScopeJudgement => {
    const best = prediction.intents[0]?.intent ?? ''
    return {
      isInScope: intent !== null && !outside.has(intent),
      isRight: best === intent,
      isRejected: outside.has(best),
      confidence: prediction.intents.find((score) => !outside.has(score.intent))?.probability ?? 0,
    }
  }
  // Every other probe picks the threshold, the rest say what it is worth: choosing and measuring on
  // the same utterances would flatter.
  const strangers = inputs.probes.map((prediction) => scopeOf(prediction, null))
  const own = inputs.judged.map((one) => scopeOf(one.prediction, one.intent))
  const choosing = (inputs.validation?.length ? inputs.validation : inputs.judged).map((one) =>
    scopeOf(one.prediction, one.intent),
  )
  const measured = [...own, ...strangers.filter((_, index) => index % 2 === 1)]
  const threshold = chooseThreshold([
    ...choosing,
    ...strangers.filter((_, index) => index % 2 === 0),
  ])
  return {
    hasOwnExamples: inputs.learned.some((one) => outside.has(one.intent)),
    tested: measured.filter((one) => !one.isInScope).length,
    threshold,
    atThreshold: thresholdPoint(measured, threshold),
    curve: thresholdCurve(measured),
  }
}

function countSlots(learned: readonly LearnedUtterance[]): { slot: string; count: number }[] {
  const counts = new Map<string, number>()
  for (const { spans } of learned) {
    for (const { slot } of spans) counts.set(slot, (counts.get(slot) ?? 0) + 1)
  }
  return [...counts].map(([slot, count]) => ({ slot, count }))
}

function suspectsOf(learnedJudged: readonly JudgedUtterance[]): Suspect[] {
  return learnedJudged
    .flatMap((one): Suspect[] => {
      const best = one.prediction.intents[0]
      if (!best || best.intent === one.intent) return []
      const { utteranceId, text, intent } = one
      return [{ utteranceId, text, intent, predicted: best.intent, probability: best.probability }]
    })
    .sort((a, b) => b.probability - a.probability)
}
