/**
 * The multitask bi-LSTM, whole: configuration, first weights, forward pass.
 *
 * word vectors (frozen) ++ subword vectors → shared bi-LSTM → slot bi-LSTM → tag logits per token
 *                                                           → intent bi-LSTM → summary → intent logits
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
import { type LabelSet, tagCount } from './labels'
import type { BatchTensors } from './tensors'

export type NetworkConfig = {
  /** Of the frozen word vectors. */
  wordDimensions: number
  /** Rows of the subword table. */
  subwordBuckets: number
  subwordDimensions: number
  /** Of each direction of each bi-LSTM. */
  units: number
}

export const DEFAULT_NETWORK: NetworkConfig = {
  wordDimensions: 100,
  subwordBuckets: 8192,
  subwordDimensions: 32,
  units: 128,
}

/** Named tensors: the trunk (`subword/…`, `shared/…`, `task/…`) and `head/<name>/…` of each head. */
export type Weights = Record<string, tf.Tensor>

/** Shapes of the trunk: everything below the output layers, the part that pretraining hands on. */
export function trunkShapes(config: NetworkConfig): Record<string, number[]> {
  const { units } = config
  const input = config.wordDimensions + config.subwordDimensions
  return {
    'subword/table': [config.subwordBuckets, config.subwordDimensions],
    'shared/inputKernel': [input, 2 * 4 * units],
    'shared/recurrentKernel': [2, units, 4 * units],
    'shared/bias': [2 * 4 * units],
    // Cells 0 and 1 are the slot bi-LSTM, 2 and 3 the intent bi-LSTM; all read the shared layer.
    'task/inputKernel': [2 * units, 4 * 4 * units],
    'task/recurrentKernel': [4, units, 4 * units],
    'task/bias': [4 * 4 * units],
  }
}

/** Shapes of one pair of output layers. A source without intents or slots has no such layer. */
export function headShapes(
  config: NetworkConfig,
  head: string,
  labels: LabelSet,
): Record<string, number[]> {
  const { units } = config
  const shapes: Record<string, number[]> = {}
  if (labels.intents.length > 0) {
    shapes[`head/${head}/intent/kernel`] = [4 * units, labels.intents.length]
    shapes[`head/${head}/intent/bias`] = [labels.intents.length]
  }
  if (labels.slots.length > 0) {
    shapes[`head/${head}/slot/kernel`] = [2 * units, tagCount(labels)]
    shapes[`head/${head}/slot/bias`] = [tagCount(labels)]
  }
  return shapes
}

/** Fresh weights for the given shapes; the caller owns the tensors. The name seeds each one. */
export function createWeights(shapes: Record<string, number[]>, seed: number): Weights {
  return Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => {
      const values = firstValues(name, shape, createRandom(`${seed}/${name}`))
      return [name, tf.tensor(values, shape, 'float32')]
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
    const gates = values.length
    const units = gates / 4 / (name.startsWith('shared') ? 2 : 4)
    for (let index = 0; index < gates; index += 1) {
      if (Math.floor(index / units) % 4 === 1) values[index] = 1
    }
    return values
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
  for (let index = 0; index < values.length; index += 1) {
    values[index] = (2 * random.next() - 1) * limit
  }
  return values
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
  const shared = weight(weights, 'shared/recurrentKernel')
  const units = shared.shape[1] ?? 0

  const words = batch.wordVectors // [batch · time, wordDimensions]
  const vectors = embeddingBag({
    table: weight(weights, 'subword/table') as tf.Tensor2D,
    bags: batch.bags,
    prefix: words,
  }) // [batch · time, wordDimensions + subwordDimensions]

  const sharedStates = lstmSequence({
    x: tf.reshape<tf.Rank.R3>(vectors, [size, time, -1]), // [batch, time, wordDimensions + subwordDimensions]
    mask: masks?.input,
    constantColumns: words.shape[1],
    lengths,
    inputKernel: weight(weights, 'shared/inputKernel') as tf.Tensor2D,
    recurrentKernel: shared as tf.Tensor3D,
    bias: weight(weights, 'shared/bias') as tf.Tensor1D,
  }) // [batch, time, 2 · units]

  const taskStates = lstmSequence({
    x: sharedStates,
    mask: masks?.shared,
    lengths,
    inputKernel: weight(weights, 'task/inputKernel') as tf.Tensor2D,
    recurrentKernel: weight(weights, 'task/recurrentKernel') as tf.Tensor3D,
    bias: weight(weights, 'task/bias') as tf.Tensor1D,
  }) // [batch, time, 4 · units]
  const { slotStates, intentSummary } = taskFeatures({ x: taskStates, mask: masks?.task, lengths }) // [batch, time, 2 · units], [batch, 4 · units]

  return {
    intentLogits: outputLayer(weights, `head/${head}/intent`, intentSummary),
    slotLogits: outputLayer(
      weights,
      `head/${head}/slot`,
      tf.reshape<tf.Rank.R2>(slotStates, [size * time, 2 * units]),
    ),
    intentSummary,
    slotStates,
    sharedStates,
  }
}

function outputLayer(weights: Weights, layer: string, x: tf.Tensor2D): tf.Tensor2D | null {
  const kernel = weights[`${layer}/kernel`] as tf.Tensor2D | undefined
  const bias = weights[`${layer}/bias`] as tf.Tensor1D | undefined
  return kernel && bias ? dense({ x, kernel, bias }) : null // [rows, classes]
}

function weight(weights: Weights, name: string): tf.Tensor {
  const found = weights[name]
  if (!found) throw new Error(`the network has no weight named ${name}`)
  return found
}
