/** The op `softmaxCrossEntropy`: softmax and its loss in one numerically stable kernel, and its gradient in another. */
import * as tf from '@tensorflow/tfjs-core'
import { SOFTMAX_CROSS_ENTROPY, SOFTMAX_CROSS_ENTROPY_GRADIENT } from './kernel-names'

/**
 * The weighted mean of −log softmax(logits)[label], in nats: logits [n, classes], labels int32 [n],
 * weights [n]; rows of weight 0 are ignored, and a batch of nothing but them has the loss 0.
 * Differentiable for the logits. The caller owns the result.
 */
export function softmaxCrossEntropy(inputs: {
  logits: tf.Tensor2D
  labels: tf.Tensor1D
  weights: tf.Tensor1D
}): tf.Scalar {
  if (inputs.labels.dtype !== 'int32') throw new Error('softmaxCrossEntropy: labels must be int32')
  return tf.engine().runKernel(SOFTMAX_CROSS_ENTROPY, inputs)
}

/** Tells TensorFlow.js how to differentiate `softmaxCrossEntropy`. */
export function registerSoftmaxCrossEntropyGradient() {
  tf.registerGradient({
    kernelName: SOFTMAX_CROSS_ENTROPY,
    inputsToSave: ['logits', 'labels', 'weights'],
    gradFunc: (dy, saved) => {
      const [logits, labels, weights] = saved as [tf.Tensor, tf.Tensor, tf.Tensor]
      const inputs = { dy: dy as tf.Tensor, logits, labels, weights }
      return {
        logits: () => tf.engine().runKernel(SOFTMAX_CROSS_ENTROPY_GRADIENT, inputs) as tf.Tensor,
      }
    },
  })
}
