/** What was measured of a training on this machine. */
export type Measured = { stepsPerSecond: number }

/** Looking at what is kept back, and putting the next network in place, beside the steps themselves. */
const EACH_MS = 1_500

/** How long so many trainings take, each on so many utterances; null when nothing was measured. */
export function expectedDurationMs(options: {
  /** Utterances that each training learns from. */
  trainings: readonly number[]
  epochs: number
  batchSize: number
  measured: Measured | null
}): number | null {
  const { trainings, epochs, batchSize, measured } = options
  if (!measured || measured.stepsPerSecond <= 0) return null
  const steps = trainings.reduce(
    (sum, utterances) => sum + epochs * Math.max(1, Math.ceil(utterances / batchSize)),
    0,
  )
  return (1000 * steps) / measured.stepsPerSecond + EACH_MS * trainings.length
}
