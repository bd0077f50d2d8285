/** Pretraining's objective on names: the labels of a batch, told apart by output layers made of their names. */
import * as tf from '@tensorflow/tfjs-core'
import { dense } from '@/kernels/dense'
import { softmaxCrossEntropy } from '@/kernels/softmax-cross-entropy'
import { NAMES_HEAD, namedIntentLayer, namedSlotLayer } from '@/model/named-layers'
import type { ForwardOutput, Weights } from '@/model/network'
import type { BatchTensors } from '@/model/tensors'

/** Directions of the names of a batch's labels, `[wordDimensions, labels]` row by row; null where it has none. */
export type NameTargets = {
  intents: Float32Array | null
  slots: Float32Array | null
  /** How much the objective counts beside the labels' own layers. */
  weight: number
}

/** The weighted losses by name. Call it inside a gradient function. */
export function nameLoss(
  weights: Weights,
  output: ForwardOutput,
  batch: BatchTensors,
  names: NameTargets,
  counts: { intentWeight: number; slotWeight: number },
): tf.Scalar {
  const losses: tf.Tensor[] = [tf.scalar(0)]
  if (names.intents) {
    const x = output.intentSummary // [batch, 4 · units]
    const layer = namedIntentLayer(weights, tableOf(names.intents, weights))
    const loss = softmaxCrossEntropy({
      logits: dense({ x, ...layer }),
      labels: batch.intents,
      weights: batch.intentWeights,
    })
    losses.push(tf.mul(loss, names.weight * counts.intentWeight))
  }
  if (names.slots) {
    const [size, time, width] = output.slotStates.shape
    const x = tf.reshape<tf.Rank.R2>(output.slotStates, [size * time, width])
    const layer = namedSlotLayer(weights, tableOf(names.slots, weights))
    const loss = softmaxCrossEntropy({
      logits: dense({ x, ...layer }),
      labels: batch.tags,
      weights: batch.tagWeights,
    })
    losses.push(tf.mul(loss, names.weight * counts.slotWeight))
  }
  return tf.addN(losses) as tf.Scalar
}

/** The weights that `nameLoss` depends on. */
export function isNameWeight(name: string, names: NameTargets | undefined): boolean {
  return (
    (Boolean(names?.intents) && name.startsWith(`${NAMES_HEAD}/intent/`)) ||
    (Boolean(names?.slots) && name.startsWith(`${NAMES_HEAD}/slot/`))
  )
}

function tableOf(names: Float32Array, weights: Weights): tf.Tensor2D {
  const dimensions = weights[`${NAMES_HEAD}/intent/kernel`]?.shape[1] ?? 0
  return tf.tensor2d(names, [dimensions, names.length / dimensions])
}
