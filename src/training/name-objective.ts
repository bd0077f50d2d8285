/**
 * Pretraining's objective on names: the labels of a batch, told apart by output layers made of their names.
 *
 *     logit of label c = xᵀ · M · n_c        x: features of the text or token, n_c: direction of the label's name
 *
 * M, one for intents and one for what opens and continues slots, is shared by all sources and labels, so that it has to
 * learn what names mean and not which label it is; a name that was never there has a direction, too. Cross-entropy over
 * the source's own labels, as with its own output layers. See model/named-layers.ts for M and its sources.
 */
import * as tf from '@tensorflow/tfjs-core'
import { dense } from '@/kernels/dense'
import { softmaxCrossEntropy } from '@/kernels/softmax-cross-entropy'
import {
  NAMES_HEAD,
  namedIntentLayer,
  namedSlotLayer,
  type OutputLayer,
} from '@/model/named-layers'
import type { ForwardOutput, Weights } from '@/model/network'
import type { BatchTensors } from '@/model/tensors'

/**
 * Directions of the names of a batch's labels, `[wordDimensions, labels]` row by row, a column of length 1 (or 0) each;
 * null where it has none.
 */
export type NameTargets = {
  intents: Float32Array | null
  slots: Float32Array | null
  /** How much the objective counts beside the labels' own layers. */
  weight: number
}

/** The weighted losses by name, against the labels that the batch has anyway. Call it inside a gradient function. */
export function nameLoss(
  weights: Weights,
  output: ForwardOutput,
  batch: BatchTensors,
  names: NameTargets,
  counts: { intentWeight: number; slotWeight: number },
): tf.Scalar {
  const { slotStates, intentSummary } = output
  // So that there is something to add up where a batch has neither.
  const losses: tf.Tensor[] = [tf.scalar(0)]
  // x [rows, features] against one column for each name
  const add = (x: tf.Tensor2D, layer: OutputLayer, labels: Labels, weight: number) => {
    const logits = dense({ x, ...layer })
    losses.push(tf.mul(softmaxCrossEntropy({ logits, ...labels }), weight * names.weight))
  }
  if (names.intents) {
    const layer = namedIntentLayer(weights, tableOf(names.intents, weights))
    const labels = { labels: batch.intents, weights: batch.intentWeights }
    add(intentSummary, layer, labels, counts.intentWeight)
  }
  if (names.slots) {
    const [size, time, width] = slotStates.shape
    const layer = namedSlotLayer(weights, tableOf(names.slots, weights))
    const labels = { labels: batch.tags, weights: batch.tagWeights }
    add(tf.reshape(slotStates, [size * time, width]), layer, labels, counts.slotWeight)
  }
  return tf.addN(losses) as tf.Scalar
}

type Labels = { labels: tf.Tensor1D; weights: tf.Tensor1D }

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
