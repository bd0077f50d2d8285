/**
 * The op `labelLosses`: the losses of both heads and their weighted sum, the gradients made on the way.
 * softmax-cross-entropy-reference.ts has the formulas.
 *
 * On WebGPU each dispatch costs more than what these compute, so that one makes losses and gradients together. They are
 * those of `share · loss`; what the gradient function adds is the factor from outside, dy[0], which is mostly 1. Other
 * backends make the same of `softmaxCrossEntropy`.
 */
import * as tf from '@tensorflow/tfjs-core'
import { LABEL_LOSSES, LABEL_LOSSES_GRADIENT } from './kernel-names'
import { softmaxCrossEntropy } from './softmax-cross-entropy'

/** A head's answers and what is right; rows with label −1 count for nothing. */
export type LabelledLogits = {
  /** [rows, classes] */
  logits: tf.Tensor2D
  /** int32 [rows], each −1..classes − 1 */
  labels: tf.Tensor1D
  /** float32 [rows]: 1, or 0 where the label is −1 */
  weights: tf.Tensor1D
  /** What the loss is multiplied with in the sum. */
  share: number
}

/**
 * [3]: the weighted sum of both mean cross-entropies in nats, then the intents' and the slots'; 0 for a head that is
 * not there. Differentiable for the logits where only the first number is used further (`dy` is [d, 0, 0]).
 */
export function labelLosses(heads: {
  intents: LabelledLogits | null
  slots: LabelledLogits | null
}): tf.Tensor1D {
  const { intents, slots } = heads
  const some = intents ?? slots
  if (!some) return tf.zeros([3])
  if (!tf.getKernel(LABEL_LOSSES, tf.getBackend())) return composed(heads)
  // A binding without a head must still hold something.
  const inputs = {
    intentLogits: intents?.logits ?? some.labels,
    intents: intents?.labels ?? some.labels,
    slotLogits: slots?.logits ?? some.labels,
    slots: slots?.labels ?? some.labels,
  }
  const attributes = {
    intentShare: intents?.share ?? 0,
    slotShare: slots?.share ?? 0,
    hasIntents: !!intents,
    hasSlots: !!slots,
  }
  const [losses] = tf.engine().runKernel(LABEL_LOSSES, inputs, attributes) as unknown as [
    tf.Tensor1D,
  ]
  return losses
}

/** The same of smaller operations, for backends where a kernel call costs nothing. */
function composed(heads: {
  intents: LabelledLogits | null
  slots: LabelledLogits | null
}): tf.Tensor1D {
  const [intents, slots] = [heads.intents, heads.slots].map((head) =>
    head ? softmaxCrossEntropy(head) : tf.scalar(0),
  ) as [tf.Scalar, tf.Scalar]
  const sum = tf.add(
    tf.mul(intents, heads.intents?.share ?? 0),
    tf.mul(slots, heads.slots?.share ?? 0),
  )
  return tf.concat1d([sum, intents, slots].map((loss) => tf.reshape(loss, [1])))
}

/** Tells TensorFlow.js how to differentiate `labelLosses`. */
export function registerLabelLossesGradient() {
  tf.registerGradient({
    kernelName: LABEL_LOSSES,
    // Of the outputs (losses, dIntentLogits, dSlotLogits), the gradients are what is needed later.
    outputsToSave: [false, true, true],
    gradFunc: (dy, saved) => {
      const [dLosses] = dy as tf.Tensor[]
      const [dIntents, dSlots] = saved as [tf.Tensor, tf.Tensor]
      const scaled = (x: tf.Tensor) =>
        tf.engine().runKernel(LABEL_LOSSES_GRADIENT, { dy: dLosses!, x }) as tf.Tensor
      return { intentLogits: () => scaled(dIntents), slotLogits: () => scaled(dSlots) }
    },
  })
}
