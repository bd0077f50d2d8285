/** Seeded dropout, made on the host so that every backend drops the same units. */
import * as tf from '@tensorflow/tfjs-core'
import type { Random } from '@/project/random'
import type { NetworkConfig } from './network-shapes'

/** One mask a place in the network, the same at every time step (Gal and Ghahramani 2016). */
export type DropoutMasks = {
  /** `[batch, 1, wordDimensions + subwordDimensions]` */
  input: tf.Tensor3D
  /** `[batch, 1, 2 · units]` */
  shared: tf.Tensor3D
  /** `[batch, 1, 4 · units]` */
  task: tf.Tensor3D
}

/** Share of units that is dropped at each place, from 0 to below 1. */
export type DropoutRates = { input: number; shared: number; task: number }

/** Masks of 0 and `1 / (1 − rate)`; the caller disposes them. Null when nothing is dropped. */
export function createDropoutMasks(
  rates: DropoutRates,
  config: NetworkConfig,
  size: number,
  random: Random,
): DropoutMasks | null {
  if (rates.input === 0 && rates.shared === 0 && rates.task === 0) return null
  const mask = (rate: number, width: number) => {
    const words = new Uint32Array(size * width)
    random.fill(words)
    const values = new Float32Array(words.length)
    const kept = 1 / (1 - rate)
    const dropped = Math.floor(rate * 2 ** 31)
    for (let index = 0; index < values.length; index += 1) {
      // −1 for what is dropped and else 0: a branch that nobody can foretell takes five times as long.
      const isDropped = ((words[index]! >>> 1) - dropped) >> 31
      values[index] = kept * (1 + isDropped)
    }
    return tf.tensor3d(values, [size, 1, width])
  }
  return {
    input: mask(rates.input, config.wordDimensions + config.subwordDimensions),
    shared: mask(rates.shared, 2 * config.units),
    task: mask(rates.task, 4 * config.units),
  }
}
