/** The joint loss of one batch, and its gradients. */
import * as tf from '@tensorflow/tfjs-core'
import { softmaxCrossEntropy } from '@/kernels/softmax-cross-entropy'
import type { DropoutMasks } from '@/model/dropout'
import { forward, type Weights } from '@/model/network'
import type { BatchTensors } from '@/model/tensors'

/** Mean cross-entropies of a batch in nats: `[intent, slot]`. A loss without labels is 0. */
export function taskLosses(
  weights: Weights,
  batch: BatchTensors,
  head: string,
  masks: DropoutMasks | null,
): { intentLoss: tf.Scalar; slotLoss: tf.Scalar } {
  const { intentLogits, slotLogits } = forward(weights, batch, head, masks)
  return {
    intentLoss: intentLogits
      ? softmaxCrossEntropy({
          logits: intentLogits,
          labels: batch.intents,
          weights: batch.intentWeights,
        })
      : tf.scalar(0),
    slotLoss: slotLogits
      ? softmaxCrossEntropy({ logits: slotLogits, labels: batch.tags, weights: batch.tagWeights })
      : tf.scalar(0),
  }
}

export type LossGradients = {
  /** `[3]`: sum, intent, slot. */
  losses: tf.Tensor1D
  /** By weight name; only weights that the loss depends on. */
  gradients: Record<string, tf.Tensor>
}

/** Differentiates the weighted sum of both losses for the named weights. The caller disposes all. */
export function lossGradients(
  weights: Weights,
  names: readonly string[],
  batch: BatchTensors,
  head: string,
  options: { masks: DropoutMasks | null; intentWeight: number; slotWeight: number },
): LossGradients {
  return tf.tidy(() => {
    let parts: { intentLoss: tf.Scalar; slotLoss: tf.Scalar } | null = null
    const { value, grads } = tf.engine().gradients(
      () => {
        parts = taskLosses(weights, batch, head, options.masks)
        tf.keep(parts.intentLoss)
        tf.keep(parts.slotLoss)
        return tf.add(
          tf.mul(parts.intentLoss, options.intentWeight),
          tf.mul(parts.slotLoss, options.slotWeight),
        ) as tf.Scalar
      },
      names.map((name) => weights[name]!),
    )
    const { intentLoss, slotLoss } = parts!
    const losses = tf.stack([value, intentLoss, slotLoss]) as tf.Tensor1D
    tf.dispose([intentLoss, slotLoss])
    return {
      losses,
      gradients: Object.fromEntries(names.map((name, index) => [name, grads[index]!])),
    }
  })
}

/** Which weights a batch of one head moves: the trunk and that head's own layers. */
export function trainableNames(weights: Weights, head: string): string[] {
  return Object.keys(weights).filter(
    (name) => !name.startsWith('head/') || name.startsWith(`head/${head}/`),
  )
}
