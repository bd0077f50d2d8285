/**
 * What a text teaches without any label, for pretraining: each direction of the shared layer says the word that it has
 * not read yet (as ELMo does, Peters et al. 2018), and the summary of the intent layer says which words the text holds.
 * Answers are chosen among the words of the batch, by their frozen vectors, so the objectives cost no table of output
 * words.
 *
 *     s = P·h + p                        what the state h says, a word vector            [wordDimensions]
 *     p(w) ∝ count_w · exp(s·v_w)        over the distinct words w of the batch
 *     L = mean of −log p(target)         over the places that have a target
 *
 * With the logarithm of its count as bias, a word that stands there often is likely before anything was said, as in a
 * softmax over all places of the batch; what has to be learned is what speaks for a word beyond that.
 */
import * as tf from '@tensorflow/tfjs-core'
import { dense } from '@/kernels/dense'
import { softmaxCrossEntropy } from '@/kernels/softmax-cross-entropy'
import type { Example } from '@/model/encoding'
import type { ForwardOutput, Weights } from '@/model/network'
import type { NetworkConfig } from '@/model/network-shapes'
import { readVector, type Vocabulary } from '@/model/vocabulary'

/** The words of a batch, and which of them stands where. */
export type TextTargets = {
  /** `[dimensions, words]` row by row: vectors of the distinct words, a column each, as a dense layer's kernel is. */
  vectors: Float32Array
  words: number
  /** `[words]`: logarithm of how often each occurs in the batch. */
  logCounts: Float32Array
  /** `[batch · time]` each: place among the words and 1, or 0 and 0 where there is none. */
  next: Labelled
  previous: Labelled
  own: Labelled
}

type Labelled = { labels: Int32Array; weights: Float32Array }

/** How much each objective counts beside the losses of the labels. */
export type TextWeights = { neighbours: number; summary: number }

export const TEXT_HEAD = 'head/text'

/**
 * Shapes of the projections from states to word vectors: of the shared layer's forward states to the next word, of its
 * backward states to the one before, and of the summary to the words of its text. States have not seen their targets:
 * forward ones have read up to their own word, backward ones from the end down to it. The summary has, and must hold
 * it.
 */
export function textShapes(network: NetworkConfig): Record<string, number[]> {
  const { units, wordDimensions } = network
  const inputs = { next: units, previous: units, summary: 4 * units }
  return Object.fromEntries(
    Object.entries(inputs).flatMap(([name, width]) => [
      [`${TEXT_HEAD}/${name}/kernel`, [width, wordDimensions]],
      [`${TEXT_HEAD}/${name}/bias`, [wordDimensions]],
    ]),
  )
}

/** Targets of a batch of examples that is `time` tokens wide; words without a vector are no target. */
export function createTextTargets(
  examples: readonly Example[],
  time: number,
  vocabulary: Vocabulary,
): TextTargets {
  // First pass: the distinct words, in the order in which they come, and how often each does.
  const places = new Map<number, number>()
  const counts: number[] = []
  for (const { words } of examples) {
    for (const word of words) {
      if (word < 0) continue
      const place = places.get(word) ?? places.size
      places.set(word, place)
      counts[place] = (counts[place] ?? 0) + 1
    }
  }
  // At least one column: a batch without known words has losses of weight 0, but no empty tensors.
  const size = Math.max(1, places.size)
  const { dimensions } = vocabulary
  const table = new Float32Array(dimensions * size)
  const vector = new Float32Array(dimensions)
  for (const [word, place] of places) {
    readVector(vocabulary, word, vector)
    for (let d = 0; d < dimensions; d += 1) table[d * size + place] = vector[d]!
  }
  /**
   * For each place the word `offset` tokens further on; the ends of texts and words without a vector have no target.
   */
  const targetAt = (offset: number): Labelled => {
    const labels = new Int32Array(examples.length * time)
    const weights = new Float32Array(labels.length)
    examples.forEach(({ words }, row) => {
      for (let token = 0; token < words.length; token += 1) {
        const place = places.get(words[token + offset] ?? -1)
        if (place === undefined) continue
        labels[row * time + token] = place
        weights[row * time + token] = 1
      }
    })
    return { labels, weights }
  }
  return {
    vectors: table,
    words: size,
    logCounts: Float32Array.from({ length: size }, (_, place) => Math.log(counts[place] ?? 1)),
    next: targetAt(1),
    previous: targetAt(-1),
    own: targetAt(0),
  }
}

/** The weighted sum of the objectives. Call it inside a gradient function. */
export function textLoss(
  weights: Weights,
  output: ForwardOutput,
  targets: TextTargets,
  { neighbours, summary }: TextWeights,
): tf.Scalar {
  const [size, time, width] = output.sharedStates.shape
  const units = width / 2
  const wordDimensions = targets.vectors.length / targets.words
  const table = tf.tensor2d(targets.vectors, [wordDimensions, targets.words])
  const logCounts = tf.tensor1d(targets.logCounts)
  const lossOf = (said: tf.Tensor2D, { labels, weights: counted }: Labelled) => {
    const logits = dense({ x: said, kernel: table, bias: logCounts }) // [batch · time, words]
    return softmaxCrossEntropy({
      logits,
      labels: tf.tensor1d(labels, 'int32'),
      weights: tf.tensor1d(counted),
    })
  }
  // Forward states are the first `units` of each token, backward states the others.
  const half = (from: number) =>
    tf.reshape<tf.Rank.R2>(tf.slice(output.sharedStates, [0, 0, from], [size, time, units]), [
      size * time,
      units,
    ])
  // [batch, wordDimensions] → [batch, time, wordDimensions]: a product with ones repeats it along time.
  // What the summary says, once for each token of its text.
  const summarySays = tf.reshape<tf.Rank.R2>(
    tf.mul(
      tf.reshape(project(weights, 'summary', output.intentSummary), [size, 1, wordDimensions]),
      tf.ones([1, time, 1]),
    ),
    [size * time, wordDimensions],
  )
  return tf.addN([
    tf.mul(lossOf(project(weights, 'next', half(0)), targets.next), neighbours),
    tf.mul(lossOf(project(weights, 'previous', half(units)), targets.previous), neighbours),
    tf.mul(lossOf(summarySays, targets.own), summary),
  ]) as tf.Scalar
}

function project(weights: Weights, name: string, x: tf.Tensor2D): tf.Tensor2D {
  const kernel = weights[`${TEXT_HEAD}/${name}/kernel`] as tf.Tensor2D
  const bias = weights[`${TEXT_HEAD}/${name}/bias`] as tf.Tensor1D
  return dense({ x, kernel, bias })
}
