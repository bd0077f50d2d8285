/** What was measured of a training on this machine. */
export type Measured = { stepsPerSecond: number }

/** Looking at what is kept back, and putting the next network in place, beside the steps themselves. */
const EACH_MS = 1_500

/** How long these trainings take; null when nothing was measured. */
export function expectedDurationMs(options: {
  /** How many utterances each learns from, and how often it sees them. */
  trainings: readonly { utterances: number; epochs: number }[]
  batchSize: number
  measured: Measured | null
}): number | null {
  const { trainings, batchSize, measured } = options
  if (!measured || measured.stepsPerSecond <= 0) return null
  const steps = trainings.reduce(
    (sum, { utterances, epochs }) => sum + epochs * Math.max(1, Math.ceil(utterances / batchSize)),
    0,
  )
  return (1000 * steps) / measured.stepsPerSecond + EACH_MS * trainings.length
}
