/**
 * The joint loss of one batch, and its gradients: intents and slots are learned together (Goyal, Metallinou and
 * Matsoukas 2018; so do most since Liu and Lane 2016).
 *
 *     L = intentWeight · 1/n Σ_texts −log p(intent) + slotWeight · 1/m Σ_tokens −log p(tag) + extras
 *
 * n counts texts whose intent is known, m tokens whose tags are; padding counts for nothing. Both p are softmaxes; a
 * token's tag is scored by itself, and only decoding links neighbours (model/decoding.ts).
 */
import * as tf from '@tensorflow/tfjs-core'
import { labelLosses } from '@/kernels/label-losses'
import type { DropoutMasks } from '@/model/dropout'
import { forward, type Weights } from '@/model/network'
import type { BatchTensors } from '@/model/tensors'
import type { TrainingBatch } from './batches'
import { isNameWeight, nameLoss } from './name-objective'
import { prototypeLoss } from './prototype-objective'
import { TEACHER_HEAD, teacherLoss } from './teacher-objective'
import { TEXT_HEAD, textLoss } from './text-objectives'

/**
 * `[3]`: the weighted sum of everything, then the mean cross-entropies of intents and slots in nats; a loss without
 * labels is 0. The sum also holds what a batch with other targets (texts, names, prototypes, a teacher) brings. One
 * forward pass serves all of them.
 */
export function taskLosses(
  weights: Weights,
  batch: BatchTensors,
  head: string,
  options: LossOptions,
): tf.Tensor1D {
  const { masks, text, names, prototypes, teacher, intentWeight, slotWeight } = options
  const output = forward(weights, batch, head, masks)
  const { intentLogits, slotLogits } = output
  const extras = [
    ...(text ? [textLoss(weights, output, text.targets, text.weights)] : []),
    ...(names ? [nameLoss(weights, output, batch, names, options)] : []),
    ...(prototypes ? [prototypeLoss(output, prototypes, options)] : []),
    ...(teacher ? [teacherLoss(weights, output, teacher)] : []),
  ]
  const intents = { labels: batch.intents, weights: batch.intentWeights, share: intentWeight }
  const slots = { labels: batch.tags, weights: batch.tagWeights, share: slotWeight }
  const losses = labelLosses({
    intents: intentLogits && { logits: intentLogits, ...intents },
    slots: slotLogits && { logits: slotLogits, ...slots },
  })
  // Extras join the first number alone; the other two are there to be shown.
  if (extras.length === 0) return losses
  return tf.add(losses, tf.concat1d([tf.reshape(tf.addN(extras), [1]), tf.zeros([2])]))
}

/** What a loss depends on beside labels and outputs. */
export type LossOptions = {
  masks: DropoutMasks | null
  intentWeight: number
  slotWeight: number
} & Pick<TrainingBatch, 'text' | 'names' | 'prototypes' | 'teacher'>

export type LossGradients = {
  /** `[3]`: sum of everything with its weight, intent, slot. */
  losses: tf.Tensor1D
  /** By weight name; only weights that the loss depends on. */
  gradients: Record<string, tf.Tensor>
}

/**
 * Differentiates the weighted sum of all losses for the named weights, in reverse mode: TensorFlow.js keeps what each
 * operation saves until the gradients are made, and frees it then. A weight that the loss does not depend on gets no
 * gradient. The caller disposes all.
 */
export function lossGradients(
  weights: Weights,
  names: readonly string[],
  batch: BatchTensors,
  head: string,
  options: LossOptions,
): LossGradients {
  return tf.tidy(() => {
    const { value, grads } = tf.engine().gradients(
      () => taskLosses(weights, batch, head, options),
      names.map((name) => weights[name]!),
      // Only the sum is differentiated; the other two are there to be read.
      tf.tensor1d([1, 0, 0]),
    )
    return {
      losses: value as tf.Tensor1D,
      gradients: Object.fromEntries(names.map((name, index) => [name, grads[index]!])),
    }
  })
}

/**
 * Which weights a batch moves: the trunk, its head's own layers, and those of its other objectives. A weight that is
 * not among them is left alone by Adam, its moments too: heads of other sources do not drift while they are not asked.
 */
export function trainableNames(
  weights: Weights,
  { head, names, teacher }: Pick<TrainingBatch, 'head' | 'names' | 'teacher'>,
): string[] {
  return Object.keys(weights).filter(
    (name) =>
      !name.startsWith('head/') ||
      name.startsWith(`head/${head}/`) ||
      name.startsWith(`${TEXT_HEAD}/`) ||
      (teacher !== undefined && name.startsWith(`${TEACHER_HEAD}/`)) ||
      isNameWeight(name, names),
  )
}
