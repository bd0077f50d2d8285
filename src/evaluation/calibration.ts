import type { IntentScore, JudgedUtterance, Prediction } from './prediction'

/** How confident a prediction was, and whether it was right. */
export type Confidence = { probability: number; isRight: boolean }

/** One bar of a reliability diagram, for probabilities in (low, high]. */
export type ReliabilityBin = {
  low: number
  high: number
  count: number
  /** Mean probability of its predictions; 0 when there are none. */
  confidence: number
  /** Share of its predictions that are right; 0 when there are none. */
  accuracy: number
}

/** One bar of the confidence histogram. */
export type ConfidenceBar = { low: number; high: number; right: number; wrong: number }

/** Groups predictions by confidence into bins of equal width. */
export function reliabilityBins(
  confidences: readonly Confidence[],
  binCount = 10,
): ReliabilityBin[] {
  return Array.from({ length: binCount }, (_, index) => {
    const members = confidences.filter(({ probability }) => binOf(probability, binCount) === index)
    const count = members.length
    return {
      low: index / binCount,
      high: (index + 1) / binCount,
      count,
      confidence: meanOf(members.map(({ probability }) => probability)),
      accuracy: meanOf(members.map(({ isRight }) => (isRight ? 1 : 0))),
    }
  })
}

/**
 * Expected calibration error (Naeini et al. 2015): the gap between confidence and accuracy, weighted
 * by how many predictions each bin has. 0 is perfect; 0.1 means ten points off on average.
 */
export function expectedCalibrationError(bins: readonly ReliabilityBin[]): number {
  const total = bins.reduce((sum, bin) => sum + bin.count, 0)
  if (total === 0) return 0
  return bins.reduce(
    (sum, bin) => sum + (bin.count / total) * Math.abs(bin.accuracy - bin.confidence),
    0,
  )
}

/** Right and wrong predictions by confidence. */
export function confidenceHistogram(
  confidences: readonly Confidence[],
  barCount = 20,
): ConfidenceBar[] {
  const bars = Array.from({ length: barCount }, (_, index) => ({
    low: index / barCount,
    high: (index + 1) / barCount,
    right: 0,
    wrong: 0,
  }))
  for (const { probability, isRight } of confidences) {
    const bar = bars[binOf(probability, barCount)]
    if (bar) bar[isRight ? 'right' : 'wrong'] += 1
  }
  return bars
}

/**
 * Probabilities at another temperature: above 1 they come closer together, below 1 further apart. What they sum to
 * stays: how likely a text is the skill's business at all is another question.
 */
export function withTemperature(
  intents: readonly IntentScore[],
  temperature: number,
): IntentScore[] {
  const powers = intents.map(({ probability }) => Math.max(probability, 1e-12) ** (1 / temperature))
  const sum = powers.reduce((total, power) => total + power, 0)
  const whole = intents.reduce((total, { probability }) => total + probability, 0)
  return intents.map(({ intent }, index) => ({
    intent,
    probability: (whole * (powers[index] ?? 0)) / sum,
  }))
}

/**
 * The temperature under which the right intents of held-out utterances are most likely (Guo et al.
 * 2017), by golden-section search in [0.25, 4], held towards 1 by a normal prior on its logarithm
 * (deviation 0.2): a few dozen utterances that are all right must not make it sound certain. It
 * changes no decision, only how sure it sounds. With fewer than ten there is nothing to fit: 1.
 */
export function fitTemperature(
  judged: readonly { intent: string; intents: readonly IntentScore[] }[],
): number {
  if (judged.length < 10) return 1
  const lossAt = (logTemperature: number) => {
    const temperature = Math.exp(logTemperature)
    const prior = (logTemperature / PRIOR_DEVIATION) ** 2 / 2
    return judged.reduce((sum, { intent, intents }) => {
      const own = withTemperature(intents, temperature).find((score) => score.intent === intent)
      return sum - Math.log(Math.max(own?.probability ?? 0, 1e-12))
    }, prior)
  }
  const ratio = (Math.sqrt(5) - 1) / 2
  let low = Math.log(0.25)
  let high = Math.log(4)
  for (let round = 0; round < 40; round += 1) {
    const left = high - ratio * (high - low)
    const right = low + ratio * (high - low)
    if (lossAt(left) <= lossAt(right)) high = right
    else low = left
  }
  return Math.exp((low + high) / 2)
}

/**
 * The temperature of the model that learned from all utterances, by that of its twin that learned from a part of
 * them: who has seen more is right more often where it is as sure. The exponent is that of twelve public bots (100
 * utterances, 68 of them learned by the twin) that no network has learned from, where it takes the calibration
 * error with a fifth of strangers from .064 to .053.
 */
export function temperatureAfterMore(
  temperature: number,
  utterances: { before: number; now: number },
): number {
  if (utterances.before <= 0 || utterances.now <= utterances.before) return temperature
  return temperature * (utterances.before / utterances.now) ** SURER_BY_MORE
}

/** What one fold's network says of the utterances that it has not seen, and of strangers. */
export type FoldAnswers = { judged: JudgedUtterance[]; probes: Prediction[] }

/**
 * Calibrates cross-validation: each fold by the temperature that fits all the others, so that no
 * confidence is judged by utterances that it was fitted on. `temperature` is the one that fits all
 * folds together, for the report.
 */
export function calibrateFolds(folds: readonly FoldAnswers[]): FoldAnswers & {
  temperature: number
} {
  const temperatureOf = (members: readonly FoldAnswers[]) =>
    fitTemperature(
      members.flatMap(({ judged }) =>
        judged.map(({ intent, prediction }) => ({ intent, intents: prediction.intents })),
      ),
    )
  const calibrated = folds.map(({ judged, probes }, index) => {
    const temperature = temperatureOf(folds.filter((_, other) => other !== index))
    const cool = (prediction: Prediction): Prediction => ({
      ...prediction,
      intents: withTemperature(prediction.intents, temperature),
    })
    return {
      judged: judged.map((one) => ({ ...one, prediction: cool(one.prediction) })),
      probes: probes.map(cool),
    }
  })
  return {
    judged: calibrated.flatMap(({ judged }) => judged),
    probes: calibrated.flatMap(({ probes }) => probes),
    temperature: temperatureOf(folds),
  }
}

/** Of .1, .15, .2 and .35, what calibrates those bots best together with the next. */
const PRIOR_DEVIATION = 0.2
const SURER_BY_MORE = 0.4

function binOf(probability: number, binCount: number): number {
  return Math.min(binCount - 1, Math.max(0, Math.ceil(probability * binCount) - 1))
}

function meanOf(numbers: readonly number[]): number {
  return numbers.length === 0
    ? 0
    : numbers.reduce((sum, number) => sum + number, 0) / numbers.length
}
