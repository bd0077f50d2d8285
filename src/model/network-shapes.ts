/** The sizes of the network and the shapes of its weights. */
import { type LabelSet, tagCount } from './labels'

export type NetworkConfig = {
  /** Of the frozen word vectors. */
  wordDimensions: number
  /** Rows of the subword table. */
  subwordBuckets: number
  subwordDimensions: number
  /** Of each direction of each bi-LSTM. */
  units: number
}

export const DEFAULT_NETWORK: NetworkConfig = {
  wordDimensions: 200,
  subwordBuckets: 8192,
  subwordDimensions: 32,
  units: 128,
}

/**
 * Shapes of the trunk: everything below the output layers, the part that pretraining hands on. Kernels are `[inputs,
 * outputs]`; an LSTM's outputs are the four gates i, f, g, o of `units` each, cell after cell, and cells come in pairs,
 * forward and backward (kernels/lstm-sequence-reference.ts).
 */
export function trunkShapes(config: NetworkConfig): Record<string, number[]> {
  const { units } = config
  const input = config.wordDimensions + config.subwordDimensions
  return {
    'subword/table': [config.subwordBuckets, config.subwordDimensions],
    'shared/inputKernel': [input, 2 * 4 * units],
    'shared/recurrentKernel': [2, units, 4 * units],
    'shared/bias': [2 * 4 * units],
    // Cells 0 and 1 are the slot bi-LSTM, 2 and 3 the intent bi-LSTM; all read the shared layer.
    'task/inputKernel': [2 * units, 4 * 4 * units],
    'task/recurrentKernel': [4, units, 4 * units],
    'task/bias': [4 * 4 * units],
  }
}

/** The output layers of a skill are `head/skill/…`. */
export const SKILL_HEAD = 'skill'

/**
 * Shapes of one pair of output layers. A source without intents or slots has no such layer. Intents read the intent
 * bi-LSTM's two last states and its maxima over time (4 · units), tags the slot bi-LSTM's two states of their token.
 */
export function headShapes(
  config: NetworkConfig,
  head: string,
  labels: LabelSet,
): Record<string, number[]> {
  const { units } = config
  const shapes: Record<string, number[]> = {}
  if (labels.intents.length > 0) {
    shapes[`head/${head}/intent/kernel`] = [4 * units, labels.intents.length]
    shapes[`head/${head}/intent/bias`] = [labels.intents.length]
  }
  if (labels.slots.length > 0) {
    shapes[`head/${head}/slot/kernel`] = [2 * units, tagCount(labels)]
    shapes[`head/${head}/slot/bias`] = [tagCount(labels)]
  }
  return shapes
}
