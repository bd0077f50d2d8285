/** Our LSTM against the one of TensorFlow.js, in its own file because importing that library registers all its gradients. */
import * as tf from '@tensorflow/tfjs'
import { beforeAll, expect, it } from 'vitest'
import { lstmSequence } from './lstm-sequence'
import { registerKernels } from './register-kernels'
import { createNumbers, relativeError } from './testing'

beforeAll(async () => {
  await registerKernels()
  await tf.setBackend('cpu')
})

it.each([
  { batch: 2, time: 6, inputSize: 5, units: 4 },
  { batch: 3, time: 3, inputSize: 7, units: 9 },
])(
  'agrees with tf.layers in result and gradients: %o',
  async ({ batch, time, inputSize, units }) => {
    const numbers = createNumbers(11)
    const options = { units, returnSequences: true, recurrentActivation: 'sigmoid' as const }
    const layer = tf.layers.bidirectional({
      layer: tf.layers.lstm(options) as never,
      mergeMode: 'concat',
    })
    layer.build([batch, time, inputSize])
    const shapes = [[inputSize, 4 * units], [units, 4 * units], [4 * units]]
    const parameters = [...shapes, ...shapes].map((shape) =>
      tf.tensor(numbers.floats(tf.util.sizeFromShape(shape), 0.6), shape),
    )
    layer.setWeights(parameters)
    const x = tf.tensor3d(numbers.floats(batch * time * inputSize), [batch, time, inputSize])
    const dy = tf.tensor3d(numbers.floats(batch * time * 2 * units), [batch, time, 2 * units])

    const variables = layer.trainableWeights.map((weight) => weight.read() as tf.Variable)
    const theirs = tf.variableGrads(
      () => tf.sum(tf.mul(layer.apply(x) as tf.Tensor, dy)) as tf.Scalar,
      variables,
    )
    const theirDx = tf.grad((x) => tf.sum(tf.mul(layer.apply(x) as tf.Tensor, dy)))(x)

    const lengths = tf.tensor1d(new Int32Array(batch).fill(time), 'int32')
    const run = (x: tf.Tensor, ...p: tf.Tensor[]) =>
      lstmSequence({
        x: x as tf.Tensor3D,
        lengths,
        inputKernel: tf.concat([p[0]!, p[3]!], 1) as tf.Tensor2D,
        recurrentKernel: tf.stack([p[1]!, p[4]!]) as tf.Tensor3D,
        bias: tf.concat([p[2]!, p[5]!]) as tf.Tensor1D,
      })
    const ours = tf.grads((...inputs: tf.Tensor[]) =>
      tf.sum(tf.mul(run(...(inputs as [tf.Tensor])), dy)),
    )([x, ...parameters])

    const expectClose = async (actual: tf.Tensor, expected: tf.Tensor) =>
      expect(relativeError(await actual.data(), await expected.data())).toBeLessThan(1e-4)
    await expectClose(run(x, ...parameters), layer.apply(x) as tf.Tensor)
    await expectClose(ours[0]!, theirDx)
    for (const [index, variable] of variables.entries()) {
      await expectClose(ours[index + 1]!, theirs.grads[variable.name]!)
    }
  },
)
