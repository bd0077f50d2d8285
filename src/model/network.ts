/**
 * The multitask bi-LSTM over tensors: first weights, and the forward pass that it learns with.
 *
 * After Goyal, Metallinou and Matsoukas 2018 ("Fast and Scalable Expansion of NLU Functionality for
 * Intelligent Agents", NAACL). Weights are a plain record of named tensors; functions are pure.
 */
import * as tf from '@tensorflow/tfjs-core'
import { dense } from '@/kernels/dense'
import { embeddingBag } from '@/kernels/embedding-bag'
import { lstmSequence } from '@/kernels/lstm-sequence'
import { taskFeatures } from '@/kernels/task-features'
import { createRandom, type Random } from '@/project/random'
import type { DropoutMasks } from './dropout'
import { type Layers, passForward } from './forward-pass'
import type { BatchTensors } from './tensors'
import { uploadWeights, type WeightValues } from './weight-values'

/** Named tensors: the trunk (`subword/…`, `shared/…`, `task/…`) and `head/<name>/…` of each head. */
export type Weights = Record<string, tf.Tensor>

/** Fresh weights for the given shapes; the caller owns the tensors. */
export function createWeights(shapes: Record<string, number[]>, seed: number): Weights {
  return uploadWeights(firstWeightValues(shapes, seed))
}

/** The same on the host. The name seeds each one. */
export function firstWeightValues(shapes: Record<string, number[]>, seed: number): WeightValues {
  return Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => {
      const values = firstValues(name, shape, createRandom(`${seed}/${name}`))
      return [name, { shape, values }]
    }),
  )
}

/**
 * First values of one weight: Glorot uniform for kernels (Glorot and Bengio 2010), uniform ±0.1 for
 * the subword table, zero biases but 1 for the forget gates (Jozefowicz et al. 2015).
 */
export function firstValues(name: string, shape: readonly number[], random: Random): Float32Array {
  const values = new Float32Array(shape.reduce((product, size) => product * size, 1))
  if (name.endsWith('/bias')) {
    if (name.startsWith('head/')) return values
    const units = values.length / 4 / (name.startsWith('shared') ? 2 : 4)
    return values.map((_, index) => (Math.floor(index / units) % 4 === 1 ? 1 : 0))
  }
  const fanIn = shape[shape.length - 2] ?? 1
  const isRecurrentStack = name.endsWith('inputKernel')
  // An input kernel holds several cells side by side; the fan-out that counts is one cell's gate.
  const cells = name.startsWith('shared') ? 2 : 4
  const fanOut = isRecurrentStack
    ? (shape[1] ?? 1) / cells / 4
    : name.endsWith('recurrentKernel')
      ? (shape[2] ?? 1) / 4
      : (shape[shape.length - 1] ?? 1)
  const limit = name === 'subword/table' ? 0.1 : Math.sqrt(6 / (fanIn + fanOut))
  return values.map(() => (2 * random.next() - 1) * limit)
}

export type ForwardOutput = {
  /** `[batch, intents]`, or null when the head has no intents. */
  intentLogits: tf.Tensor2D | null
  /** `[batch · time, tags]`, or null when the head has no slots. */
  slotLogits: tf.Tensor2D | null
  /** `[batch, 4 · units]`: what the intent layer says of each text, before the output layer. */
  intentSummary: tf.Tensor2D
  /** `[batch, time, 2 · units]`: what the slot layer says of each token. */
  slotStates: tf.Tensor3D
  /** `[batch, time, 2 · units]`: the shared layer, forward and backward. */
  sharedStates: tf.Tensor3D
}

/**
 * Runs the network. The outputs belong to the caller (call it inside `tf.tidy` or a gradient
 * function); padding never changes a result.
 */
export function forward(
  weights: Weights,
  batch: BatchTensors,
  head: string,
  masks: DropoutMasks | null,
): ForwardOutput {
  const { size, time, lengths } = batch
  const words = batch.wordVectors // [batch · time, wordDimensions]
  const layers: Layers<tf.Tensor> = {
    embed: (table) => {
      const vectors = embeddingBag({
        table: table as tf.Tensor2D,
        bags: batch.bags,
        prefix: words,
      }) // [batch · time, wordDimensions + subwordDimensions]
      return tf.reshape(vectors, [size, time, -1]) // [batch, time, wordDimensions + subwordDimensions]
    },
    recur: (level, x, { inputKernel, recurrentKernel, bias }) =>
      lstmSequence({
        x: x as tf.Tensor3D,
        mask: level === 'shared' ? masks?.input : masks?.shared,
        ...(level === 'shared' ? { constantColumns: words.shape[1] } : {}),
        lengths,
        inputKernel: inputKernel as tf.Tensor2D,
        recurrentKernel: recurrentKernel as tf.Tensor3D,
        bias: bias as tf.Tensor1D,
      }), // [batch, time, cells · units]
    features: (x) => taskFeatures({ x: x as tf.Tensor3D, mask: masks?.task, lengths }), // [batch, time, 2 · units], [batch, 4 · units]
    output: (kind, x, kernel, bias) =>
      dense({
        x:
          kind === 'slot'
            ? tf.reshape<tf.Rank.R2>(x, [size * time, x.shape[2] ?? 0]) // [batch · time, 2 · units]
            : (x as tf.Tensor2D),
        kernel: kernel as tf.Tensor2D,
        bias: bias as tf.Tensor1D,
      }), // [rows, classes]
  }
  return passForward(layers, weights, head) as ForwardOutput
}
