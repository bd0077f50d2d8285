/** The joint loss of one batch, and its gradients. */
import * as tf from '@tensorflow/tfjs-core'
import { softmaxCrossEntropy } from '@/kernels/softmax-cross-entropy'
import type { DropoutMasks } from '@/model/dropout'
import { forward, type Weights } from '@/model/network'
import type { BatchTensors } from '@/model/tensors'
import type { TrainingBatch } from './batches'
import { TEXT_HEAD, textLoss } from './text-objectives'

/**
 * Mean cross-entropies of a batch in nats; a loss without labels is 0. `textLoss` is there for a batch
 * that brings text targets, weighted already.
 */
export function taskLosses(
  weights: Weights,
  batch: BatchTensors,
  head: string,
  masks: DropoutMasks | null,
  text?: TrainingBatch['text'],
): { intentLoss: tf.Scalar; slotLoss: tf.Scalar; textLoss: tf.Scalar | null } {
  const output = forward(weights, batch, head, masks)
  const { intentLogits, slotLogits } = output
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
    textLoss: text ? textLoss(weights, output, text.targets, text.weights) : null,
  }
}

export type LossGradients = {
  /** `[3]`: sum with what the texts teach, intent, slot. */
  losses: tf.Tensor1D
  /** By weight name; only weights that the loss depends on. */
  gradients: Record<string, tf.Tensor>
}

/** Differentiates the weighted sum of all losses for the named weights. The caller disposes all. */
export function lossGradients(
  weights: Weights,
  names: readonly string[],
  batch: BatchTensors,
  head: string,
  options: {
    masks: DropoutMasks | null
    intentWeight: number
    slotWeight: number
    text?: TrainingBatch['text']
  },
): LossGradients {
  return tf.tidy(() => {
    let parts: ReturnType<typeof taskLosses> | null = null
    const { value, grads } = tf.engine().gradients(
      () => {
        parts = taskLosses(weights, batch, head, options.masks, options.text)
        tf.keep(parts.intentLoss)
        tf.keep(parts.slotLoss)
        const labelLoss = tf.add(
          tf.mul(parts.intentLoss, options.intentWeight),
          tf.mul(parts.slotLoss, options.slotWeight),
        ) as tf.Scalar
        return parts.textLoss ? tf.add(labelLoss, parts.textLoss) : labelLoss
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
    (name) =>
      !name.startsWith('head/') ||
      name.startsWith(`head/${head}/`) ||
      name.startsWith(`${TEXT_HEAD}/`),
  )
}
