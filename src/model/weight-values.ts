/** Weights on the host: for snapshots, checkpoints and files. */
import * as tf from '@tensorflow/tfjs-core'
import type { Weights } from './network'

/** One named array with its shape, in row-major order. */
export type WeightValues = Record<string, { shape: number[]; values: Float32Array }>

/** Copies weights to the host. The copies stay as they are while training goes on. */
export async function readWeights(weights: Weights): Promise<WeightValues> {
  const entries = await Promise.all(
    Object.entries(weights).map(async ([name, tensor]) => {
      const values = Float32Array.from(await tensor.data<'float32'>())
      return [name, { shape: [...tensor.shape] as number[], values }] as const
    }),
  )
  return Object.fromEntries(entries)
}

/** Copies weights on the device, where the originals are changed in place; the caller owns the copies. */
export function copyWeights(weights: Weights): Weights {
  // A clone would share their memory.
  return Object.fromEntries(
    Object.entries(weights).map(([name, tensor]) => [name, tf.tidy(() => tf.mul(tensor, 1))]),
  )
}

/** Makes tensors of host values; the caller owns them. */
export function uploadWeights(values: WeightValues): Weights {
  return Object.fromEntries(
    Object.entries(values).map(([name, weight]) => [
      name,
      // A copy: the optimiser writes in place, and some backends would share the caller's memory.
      tf.tensor(weight.values.slice(), weight.shape, 'float32'),
    ]),
  )
}

/** Number of single weights. */
export function countWeights(values: Record<string, { shape: number[] }>): number {
  return Object.values(values).reduce(
    (sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1),
    0,
  )
}
