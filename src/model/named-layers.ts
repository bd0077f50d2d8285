/**
 * Output layers made of the labels' names: pretraining learns, over the labels of all its sources, which
 * weights a label has whose name means this or that; a new skill's labels then start from their names.
 * A bilinear compatibility of text and label, as in DeViSE (Frome et al. 2013) and the concept tagger
 * of Bapna et al. 2017 ("Towards Zero-Shot Frame Semantic Parsing for Domain Scaling").
 */
import * as tf from '@tensorflow/tfjs-core'
import { dense } from '@/kernels/dense'
import type { Weights } from './network'
import type { NetworkConfig } from './network-shapes'

export const NAMES_HEAD = 'head/names'

/** Shapes of the weights that turn a name's direction into the weights of its output class. */
export function namesShapes({ units, wordDimensions }: NetworkConfig): Record<string, number[]> {
  return {
    [`${NAMES_HEAD}/intent/kernel`]: [4 * units, wordDimensions],
    // What opens a slot, then what continues it.
    [`${NAMES_HEAD}/slot/kernel`]: [2 * 2 * units, wordDimensions],
    [`${NAMES_HEAD}/slot/outside`]: [2 * units, 1],
    // O, B, I.
    [`${NAMES_HEAD}/slot/bias`]: [3],
  }
}

/** An output layer: `kernel` `[inputs, classes]` and `bias` `[classes]`. */
export type OutputLayer = { kernel: tf.Tensor2D; bias: tf.Tensor1D }

/** The intent layer for names `[wordDimensions, intents]`. Differentiable; the caller owns the tensors. */
export function namedIntentLayer(weights: Weights, names: tf.Tensor2D): OutputLayer {
  const bias = tf.zeros<tf.Rank.R1>([names.shape[1]])
  const x = weights[`${NAMES_HEAD}/intent/kernel`] as tf.Tensor2D
  return { kernel: dense({ x, kernel: names, bias }), bias } // [4 · units, intents]
}

/** The tag layer for names `[wordDimensions, slots]`, tags in the order of `LabelSet`. As above. */
export function namedSlotLayer(weights: Weights, names: tf.Tensor2D): OutputLayer {
  const slots = names.shape[1]
  const x = weights[`${NAMES_HEAD}/slot/kernel`] as tf.Tensor2D
  const outside = weights[`${NAMES_HEAD}/slot/outside`] as tf.Tensor2D
  const inputs = outside.shape[0]
  const both = dense({ x, kernel: names, bias: tf.zeros([slots]) }) // [2 · inputs, slots]
  const inside = tf.reshape(tf.transpose(tf.reshape(both, [2, inputs, slots]), [1, 2, 0]), [
    inputs,
    2 * slots,
  ])
  const kernel = tf.concat([outside, inside], 1) as tf.Tensor2D // [inputs, tags]
  const kinds = Int32Array.from({ length: 1 + 2 * slots }, (_, tag) =>
    tag === 0 ? 0 : 2 - (tag % 2),
  )
  const pattern = tf.tensor2d(
    [0, 1, 2].flatMap((kind) => Array.from(kinds, (other) => (other === kind ? 1 : 0))),
    [3, kinds.length],
  )
  const bias = tf.reshape<tf.Rank.R2>(weights[`${NAMES_HEAD}/slot/bias`]!, [1, 3])
  return { kernel, bias: tf.reshape(tf.matMul(bias, pattern), [kinds.length]) }
}
