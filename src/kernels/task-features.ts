/** The op `taskFeatures`: what the output layers read of the two task layers, in one kernel with dropout. */
import * as tf from '@tensorflow/tfjs-core'
import { TASK_FEATURES, TASK_FEATURES_GRADIENT } from './kernel-names'

export type TaskFeatures = {
  /** [batch, time, 2·units]: the slot layer's states; zero at padding. */
  slotStates: tf.Tensor3D
  /**
   * [batch, 4·units]: the intent layer's forward state at length − 1 ++ its backward state at 0 ++ the maximum of
   * each of its units over the valid time.
   */
  intentSummary: tf.Tensor2D
}

/**
 * Reads x [batch, time, 4·units]: the slot layer's forward and backward states, then the intent layer's. Each row of
 * x is multiplied by its row of `mask` ([batch, …, 4·units], dropout) first. Differentiable for x. The caller owns
 * the results.
 */
export function taskFeatures(inputs: {
  x: tf.Tensor3D
  /** int32 [batch], each 1..time */
  lengths: tf.Tensor1D
  mask?: tf.Tensor | undefined
}): TaskFeatures {
  const { x, lengths, mask } = inputs
  // TensorFlow.js can't save an input that is missing: the lengths stand in for the mask.
  const given = { x, lengths, mask: mask ?? lengths }
  const [slotStates, intentSummary] = tf
    .engine()
    .runKernel(TASK_FEATURES, given, { hasMask: !!mask }) as unknown as [tf.Tensor3D, tf.Tensor2D]
  return { slotStates, intentSummary }
}

/** Tells TensorFlow.js how to differentiate `taskFeatures`. */
export function registerTaskFeaturesGradient() {
  tf.registerGradient({
    kernelName: TASK_FEATURES,
    inputsToSave: ['x', 'lengths', 'mask'],
    gradFunc: (dy, saved, attributes) => {
      const [dSlotStates, dIntentSummary] = dy as [tf.Tensor, tf.Tensor]
      const [x, lengths, mask] = saved as [tf.Tensor, tf.Tensor, tf.Tensor]
      const inputs = { dSlotStates, dIntentSummary, x, lengths, mask }
      return {
        x: () => tf.engine().runKernel(TASK_FEATURES_GRADIENT, inputs, attributes) as tf.Tensor,
      }
    },
  })
}
