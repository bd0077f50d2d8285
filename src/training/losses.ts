/** The joint loss of one batch, and its gradients. */
import * as tf from '@tensorflow/tfjs-core'
import { softmaxCrossEntropy } from '@/kernels/softmax-cross-entropy'
import type { DropoutMasks } from '@/model/dropout'
import { forward, type Weights } from '@/model/network'
import type { BatchTensors } from '@/model/tensors'
import type { TrainingBatch } from './batches'
import { isNameWeight, nameLoss } from './name-objective'
import { prototypeLoss } from './prototype-objective'
import { TEXT_HEAD, textLoss } from './text-objectives'

/**
 * Mean cross-entropies of a batch in nats; a loss without labels is 0. `extraLoss` is there for a batch
 * that brings targets beside its labels (texts, names, prototypes), weighted already.
 */
export function taskLosses(
  weights: Weights,
  batch: BatchTensors,
  head: string,
  options: LossOptions,
): { intentLoss: tf.Scalar; slotLoss: tf.Scalar; extraLoss: tf.Scalar | null } {
  const { masks, text, names, prototypes } = options
  const output = forward(weights, batch, head, masks)
  const { intentLogits, slotLogits } = output
  const extras = [
    ...(text ? [textLoss(weights, output, text.targets, text.weights)] : []),
    ...(names ? [nameLoss(weights, output, batch, names, options)] : []),
    ...(prototypes ? [prototypeLoss(output, prototypes, options)] : []),
  ]
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
    extraLoss: extras.length > 0 ? (tf.addN(extras) as tf.Scalar) : null,
  }
}

/** What a loss depends on beside labels and outputs. */
export type LossOptions = {
  masks: DropoutMasks | null
  intentWeight: number
  slotWeight: number
} & Pick<TrainingBatch, 'text' | 'names' | 'prototypes'>

export type LossGradients = {
  /** `[3]`: sum of everything with its weight, intent, slot. */
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
  options: LossOptions,
): LossGradients {
  return tf.tidy(() => {
    let parts: ReturnType<typeof taskLosses> | null = null
    const { value, grads } = tf.engine().gradients(
      () => {
        parts = taskLosses(weights, batch, head, options)
        tf.keep(parts.intentLoss)
        tf.keep(parts.slotLoss)
        const labelLoss = tf.add(
          tf.mul(parts.intentLoss, options.intentWeight),
          tf.mul(parts.slotLoss, options.slotWeight),
        ) as tf.Scalar
        return parts.extraLoss ? tf.add(labelLoss, parts.extraLoss) : labelLoss
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

/** Which weights a batch moves: the trunk, its head's own layers, and those of its other objectives. */
export function trainableNames(
  weights: Weights,
  { head, names }: Pick<TrainingBatch, 'head' | 'names'>,
): string[] {
  return Object.keys(weights).filter(
    (name) =>
      !name.startsWith('head/') ||
      name.startsWith(`head/${head}/`) ||
      name.startsWith(`${TEXT_HEAD}/`) ||
      isNameWeight(name, names),
  )
}
