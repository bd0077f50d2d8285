/**
 * Pretraining's objective on meaning: one linear layer on the intent layer's summary says where a sentence encoder
 * (the teacher) puts the text. The layer is thrown away afterwards; after FitNets (Romero et al. 2015).
 */
import * as tf from '@tensorflow/tfjs-core'
import { dense } from '@/kernels/dense'
import type { Example } from '@/model/encoding'
import type { ForwardOutput, Weights } from '@/model/network'
import type { NetworkConfig } from '@/model/network-shapes'

export type TeacherTargets = {
  /** `[rows, dimensions]`; each row of length 1, or 0 where the teacher says nothing. */
  vectors: Float32Array
  /** `[rows]`: 1, or 0 where the teacher says nothing. */
  counted: Float32Array
  dimensions: number
  /** How much it counts beside the losses of the labels. */
  weight: number
}

export const TEACHER_HEAD = 'head/teacher'

/** Shapes of the layer that points where the teacher points. */
export function teacherShapes(
  { units }: NetworkConfig,
  dimensions: number,
): Record<string, number[]> {
  return {
    [`${TEACHER_HEAD}/kernel`]: [4 * units, dimensions],
    [`${TEACHER_HEAD}/bias`]: [dimensions],
  }
}

/** Targets of a batch; null where the teacher says nothing of any text. */
export function createTeacherTargets(
  examples: readonly Example[],
  dimensions: number,
  weight: number,
): TeacherTargets | null {
  const vectors = new Float32Array(examples.length * dimensions)
  const counted = new Float32Array(examples.length)
  examples.forEach(({ taught }, row) => {
    if (!taught) return
    const length = Math.sqrt(taught.reduce((sum, value) => sum + value * value, 0)) || 1
    for (let d = 0; d < dimensions; d += 1) {
      vectors[row * dimensions + d] = (taught[d] ?? 0) / length
    }
    counted[row] = 1
  })
  return counted.includes(1) ? { vectors, counted, dimensions, weight } : null
}

/** The weighted squared distance, mean over the texts that the teacher speaks of. Call it inside a gradient function. */
export function teacherLoss(
  weights: Weights,
  output: ForwardOutput,
  { vectors, counted, dimensions, weight }: TeacherTargets,
): tf.Scalar {
  const said = dense({
    x: output.intentSummary,
    kernel: weights[`${TEACHER_HEAD}/kernel`] as tf.Tensor2D,
    bias: weights[`${TEACHER_HEAD}/bias`] as tf.Tensor1D,
  }) // [rows, dimensions]
  const missed = tf.mul(
    tf.sub(said, tf.tensor2d(vectors, [counted.length, dimensions])),
    tf.tensor2d(counted, [counted.length, 1]),
  ) // [rows, dimensions]
  const total = counted.reduce((sum, one) => sum + one, 0)
  return tf.mul(tf.sum(tf.square(missed)), weight / total)
}
