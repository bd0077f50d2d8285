/** The op `sequenceSummary`: a fixed-size description of a sequence, from which the intent is read. */
import * as tf from '@tensorflow/tfjs-core'
import { SEQUENCE_SUMMARY, SEQUENCE_SUMMARY_GRADIENT } from './kernel-names'

/**
 * Summarises a bidirectional layer's states x [batch, time, 2·units] as [batch, 4·units]:
 * forward state at length − 1 ++ backward state at 0 ++ maximum over the valid time (2·units).
 * Differentiable for x. The caller owns the result.
 */
export function sequenceSummary(inputs: { x: tf.Tensor3D; lengths: tf.Tensor1D }): tf.Tensor2D {
  return tf.engine().runKernel(SEQUENCE_SUMMARY, inputs)
}

/** Tells TensorFlow.js how to differentiate `sequenceSummary`. */
export function registerSequenceSummaryGradient() {
  tf.registerGradient({
    kernelName: SEQUENCE_SUMMARY,
    inputsToSave: ['x', 'lengths'],
    gradFunc: (dy, saved) => {
      const [x, lengths] = saved as [tf.Tensor, tf.Tensor]
      return {
        x: () =>
          tf
            .engine()
            .runKernel(SEQUENCE_SUMMARY_GRADIENT, { dy: dy as tf.Tensor, x, lengths }) as tf.Tensor,
      }
    },
  })
}
