/**
 * Pretraining's rehearsal for new skills: half of a batch gives each class a mean, and the other half is told apart by
 * these means alone, as the first output layers of a skill will be (`imprinting.ts`). After prototypical networks
 * (Snell, Swersky and Zemel 2017).
 *
 *     μ_c = mean of the features of the rows that show class c
 *     logit of class c for a row x = −s/2 · |x − μ_c|² + log share_c
 *                                  = s·μ_c·x − s/2 · |μ_c|² + log share_c − s/2 · |x|²
 *
 * The last term is the same for all classes and falls out of a softmax; the rest is a dense layer with the kernel s·μ.
 * Gradients flow through both: the rows that are asked, and the means of those that show.
 */
import * as tf from '@tensorflow/tfjs-core'
import { dense } from '@/kernels/dense'
import { softmaxCrossEntropy } from '@/kernels/softmax-cross-entropy'
import type { Batch } from '@/model/encoding'
import type { ForwardOutput } from '@/model/network'

/** Which row shows which class, and which is asked for its class. */
type Episode = {
  classes: number
  /** `[classes, rows]`: one over the number of rows that show the class, for each of them. */
  shown: Float32Array
  /** `[classes]`: logarithm of the class's share of what is shown; very low for a class that is not. */
  shares: Float32Array
  /** `[rows]` each. */
  labels: Int32Array
  asked: Float32Array
}

export type PrototypeTargets = {
  intents: Episode | null
  tags: Episode | null
  /** How much the objective counts beside the labels' own layers. */
  weight: number
}

/** What squared distances are multiplied with: about what fits the features of a trained network. */
const SCALE = 0.2
const ABSENT = -30

/** Splits a batch: texts with an even place show, the others are asked. Null where that leaves nothing to ask. */
export function createPrototypeTargets(
  batch: Batch,
  counts: { intents: number; tags: number },
  weight: number,
): PrototypeTargets {
  const textOf = (place: number) => Math.floor(place / batch.time)
  return {
    intents:
      counts.intents > 1
        ? createEpisode(batch.intents, batch.intentWeights, counts.intents, (row) => row)
        : null,
    tags: counts.tags > 1 ? createEpisode(batch.tags, batch.tagWeights, counts.tags, textOf) : null,
    weight,
  }
}

function createEpisode(
  labels: Int32Array,
  weights: Float32Array,
  classes: number,
  textOf: (row: number) => number,
): Episode | null {
  const rows = labels.length
  const sizes = new Float32Array(classes)
  // By texts, so that all tokens of one are on the same side.
  const shows = (row: number) => (weights[row] ?? 0) > 0 && textOf(row) % 2 === 0
  labels.forEach((label, row) => {
    if (shows(row)) sizes[label]! += 1
  })
  const total = sizes.reduce((sum, size) => sum + size, 0)
  const shown = new Float32Array(classes * rows)
  const asked = new Float32Array(rows)
  labels.forEach((label, row) => {
    const size = sizes[label] ?? 0
    if (shows(row)) shown[label * rows + row] = 1 / size
    // A class that nobody shows can't be asked for.
    else if (size > 0) asked[row] = weights[row] ?? 0
  })
  if (!asked.some((one) => one > 0)) return null
  const shares = sizes.map((size) => (size > 0 ? Math.log(size / total) : ABSENT))
  return { classes, shown, shares, labels, asked }
}

/** The weighted losses against the means. Call it inside a gradient function. */
export function prototypeLoss(
  output: ForwardOutput,
  { intents, tags, weight }: PrototypeTargets,
  counts: { intentWeight: number; slotWeight: number },
): tf.Scalar {
  const losses: tf.Tensor[] = [tf.scalar(0)]
  if (intents) {
    const loss = episodeLoss(output.intentSummary, intents)
    losses.push(tf.mul(loss, weight * counts.intentWeight))
  }
  if (tags) {
    const [size, time, width] = output.slotStates.shape
    const states = tf.reshape<tf.Rank.R2>(output.slotStates, [size * time, width])
    losses.push(tf.mul(episodeLoss(states, tags), weight * counts.slotWeight))
  }
  return tf.addN(losses) as tf.Scalar
}

function episodeLoss(features: tf.Tensor2D, episode: Episode): tf.Scalar {
  const [rows, width] = features.shape
  const { classes, shown, shares, labels, asked } = episode
  const means = dense({
    x: tf.tensor2d(shown, [classes, rows]),
    kernel: features,
    bias: tf.zeros([width]),
  }) // [classes, width]
  const squares = tf.sum<tf.Tensor1D>(tf.square(means), 1)
  const logits = dense({
    x: features,
    kernel: tf.transpose(tf.mul(means, SCALE)) as tf.Tensor2D,
    bias: tf.add(tf.mul(squares, -SCALE / 2), tf.tensor1d(shares)) as tf.Tensor1D,
  }) // [rows, classes]: the squared distance's part that differs between classes
  return softmaxCrossEntropy({
    logits,
    labels: tf.tensor1d(labels, 'int32'),
    weights: tf.tensor1d(asked),
  })
}
