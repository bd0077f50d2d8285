/** The network on our kernels, without subwords and dropout, so that it is the one that tf.layers runs. */
import * as tf from '@tensorflow/tfjs-core'
import { createAdam } from '@/kernels/adam'
import { dense } from '@/kernels/dense'
import { labelLosses } from '@/kernels/label-losses'
import { lstmSequence } from '@/kernels/lstm-sequence'
import { taskFeatures } from '@/kernels/task-features'
import { createRandom } from '@/project/random'
import { createSpeedBatch } from './batch'
import type { Contestant } from './contestant'
import { INTENTS, type SpeedSize, TAGS } from './size'

type Weights = Record<keyof ReturnType<typeof shapesOf>, tf.Tensor>

/** Runs on whatever backend is current; our kernels must be registered. */
export function createOurContestant(size: SpeedSize): Contestant {
  const { batch, time, inputSize } = size
  const shapes = shapesOf(size)
  const names = Object.keys(shapes) as (keyof Weights)[]
  const random = createRandom('weights')
  const weights = Object.fromEntries(
    names.map((name) => {
      const values = () =>
        Float32Array.from(
          { length: tf.util.sizeFromShape(shapes[name]) },
          () => 0.2 * random.next() - 0.1,
        )
      return [name, tf.tensor(values(), shapes[name])]
    }),
  ) as Weights
  const adam = createAdam({ shapes, maxGradientNorm: 1 })
  const values = createSpeedBatch(size)
  const upload = () => ({
    x: tf.tensor3d(values.x, [batch, time, inputSize]),
    lengths: tf.tensor1d(values.lengths, 'int32'),
    tags: tf.tensor1d(values.tags, 'int32'),
    tagWeights: tf.ones([batch * time]) as tf.Tensor1D,
    intents: tf.tensor1d(values.intents, 'int32'),
    intentWeights: tf.ones([batch]) as tf.Tensor1D,
  })
  const one = {
    x: tf.tensor3d(values.x.slice(0, time * inputSize), [1, time, inputSize]),
    lengths: tf.tensor1d([time], 'int32'),
  }
  return {
    step() {
      const tensors = upload()
      const { value, grads } = tf.tidy(() =>
        tf.engine().gradients(
          () => {
            const { x, lengths, tags, tagWeights, intents, intentWeights } = tensors
            const { tagLogits, intentLogits } = forward(weights, x, lengths)
            return labelLosses({
              intents: { logits: intentLogits, labels: intents, weights: intentWeights, share: 1 },
              slots: { logits: tagLogits, labels: tags, weights: tagWeights, share: 1 },
            })
          },
          names.map((name) => weights[name]),
          tf.tensor1d([1, 0, 0]),
        ),
      )
      const gradients = Object.fromEntries(names.map((name, index) => [name, grads[index]!]))
      const norm = adam.update({ weights, gradients, learningRates: 1e-3 })
      tf.dispose([norm, ...grads, ...Object.values(tensors)])
      return { loss: () => readAndDispose(value) }
    },
    async predict() {
      const outputs = tf.tidy(() => Object.values(forward(weights, one.x, one.lengths)))
      await Promise.all(outputs.map((output) => output.data()))
      tf.dispose(outputs)
    },
    dispose() {
      adam.dispose()
      tf.dispose([...Object.values(weights), one.x, one.lengths])
    },
  }
}

function shapesOf({ units, inputSize }: SpeedSize) {
  return {
    sharedInputKernel: [inputSize, 2 * 4 * units],
    sharedRecurrentKernel: [2, units, 4 * units],
    sharedBias: [2 * 4 * units],
    taskInputKernel: [2 * units, 4 * 4 * units],
    taskRecurrentKernel: [4, units, 4 * units],
    taskBias: [4 * 4 * units],
    tagKernel: [2 * units, TAGS],
    tagBias: [TAGS],
    intentKernel: [4 * units, INTENTS],
    intentBias: [INTENTS],
  }
}

function forward(weights: Weights, x: tf.Tensor3D, lengths: tf.Tensor1D) {
  const [batch, time] = x.shape
  const shared = lstmSequence({
    x,
    // Nothing is learned below.
    constantColumns: x.shape[2],
    lengths,
    inputKernel: weights.sharedInputKernel as tf.Tensor2D,
    recurrentKernel: weights.sharedRecurrentKernel as tf.Tensor3D,
    bias: weights.sharedBias as tf.Tensor1D,
  })
  const tasks = lstmSequence({
    x: shared,
    lengths,
    inputKernel: weights.taskInputKernel as tf.Tensor2D,
    recurrentKernel: weights.taskRecurrentKernel as tf.Tensor3D,
    bias: weights.taskBias as tf.Tensor1D,
  })
  const width = shared.shape[2]
  const { slotStates, intentSummary } = taskFeatures({ x: tasks, lengths })
  return {
    tagLogits: dense({
      x: tf.reshape(slotStates, [batch * time, width]),
      kernel: weights.tagKernel as tf.Tensor2D,
      bias: weights.tagBias as tf.Tensor1D,
    }),
    intentLogits: dense({
      x: intentSummary,
      kernel: weights.intentKernel as tf.Tensor2D,
      bias: weights.intentBias as tf.Tensor1D,
    }),
  }
}

async function readAndDispose(value: tf.Tensor): Promise<number> {
  const [loss] = await value.data()
  value.dispose()
  return loss!
}
