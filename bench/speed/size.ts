/** Sizes at which training speed is measured. */

export type SpeedSize = {
  /** Of each direction of each bi-LSTM. */
  units: number
  batch: number
  /** Tokens of each utterance; none is padded. */
  time: number
  /** Dimensions of a token's vector. */
  inputSize: number
}

/** The one size that all implementations are compared at. */
export const STANDARD: SpeedSize = { units: 128, batch: 32, time: 16, inputSize: 100 }

/** The standard size with one number changed at a time. */
export const SWEEP: SpeedSize[] = [
  ...[64, 256].map((units) => ({ ...STANDARD, units })),
  ...[8, 64].map((batch) => ({ ...STANDARD, batch })),
  ...[8, 32].map((time) => ({ ...STANDARD, time })),
]

export const TAGS = 20
export const INTENTS = 10

/** Multiply-adds count as two: the products of one training step, forward and twice that backward. */
export function flopsOf({ units, batch, time, inputSize }: SpeedSize): number {
  const shared = 2 * 4 * units * (inputSize + units)
  const tasks = 4 * 4 * units * (2 * units + units)
  return 2 * 3 * batch * time * (shared + tasks)
}
