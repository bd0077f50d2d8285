import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, describe, expect, it } from 'vitest'
import { lstmSequence } from './lstm-sequence'
import { type LstmSizes, lstmForward } from './lstm-sequence-reference'
import { registerKernels } from './register-kernels'
import { centralDifferences, createNumbers, relativeError } from './testing'

const SIZES: LstmSizes[] = [
  { batch: 3, time: 5, inputSize: 4, units: 3, cells: 2 },
  { batch: 2, time: 4, inputSize: 3, units: 5, cells: 4 },
  { batch: 1, time: 1, inputSize: 1, units: 1, cells: 1 },
]

function parametersOf(sizes: LstmSizes, seed: number) {
  const { batch, time, inputSize, units, cells } = sizes
  const numbers = createNumbers(seed)
  return {
    x: numbers.floats(batch * time * inputSize),
    lengths: numbers.integers(batch, 1, time),
    inputKernel: numbers.floats(inputSize * cells * 4 * units, 0.7),
    recurrentKernel: numbers.floats(cells * units * 4 * units, 0.7),
    bias: numbers.floats(cells * 4 * units, 0.5),
    dy: numbers.floats(batch * time * cells * units),
  }
}

describe('lstmSequence', () => {
  beforeAll(async () => {
    await registerKernels()
    await tf.setBackend('cpu')
  })

  it.each(SIZES)('has the gradient that finite differences show: %o', async (sizes) => {
    const { batch, time, inputSize, units, cells } = sizes
    const values = parametersOf(sizes, 7)
    const dy = tf.tensor(values.dy, [batch, time, cells * units])
    const lengths = tf.tensor1d(values.lengths, 'int32')
    const gradients = tf.grads((x, inputKernel, recurrentKernel, bias) =>
      tf.sum(
        tf.mul(
          lstmSequence({
            x: x as tf.Tensor3D,
            lengths,
            inputKernel: inputKernel as tf.Tensor2D,
            recurrentKernel: recurrentKernel as tf.Tensor3D,
            bias: bias as tf.Tensor1D,
          }),
          dy,
        ),
      ),
    )([
      tf.tensor(values.x, [batch, time, inputSize]),
      tf.tensor(values.inputKernel, [inputSize, cells * 4 * units]),
      tf.tensor(values.recurrentKernel, [cells, units, 4 * units]),
      tf.tensor(values.bias, [cells * 4 * units]),
    ])
    const names = ['x', 'inputKernel', 'recurrentKernel', 'bias'] as const
    for (const [index, name] of names.entries()) {
      const analytic = await gradients[index]!.data()
      const places = [...createNumbers(index).integers(12, 0, values[name].length - 1)]
      const numeric = centralDifferences(
        (moved) => {
          const { y } = lstmForward(sizes, { ...values, [name]: moved })
          return y.reduce((sum, value, i) => sum + value * values.dy[i]!, 0)
        },
        values[name],
        places,
      )
      expect(
        relativeError(
          places.map((place) => analytic[place]!),
          numeric,
        ),
      ).toBeLessThan(2e-3)
    }
  })

  it('gives zeros at padding, whatever stands there', async () => {
    const sizes = SIZES[0]!
    const values = parametersOf(sizes, 3)
    const { y } = lstmForward(sizes, values)
    const polluted = values.x.slice()
    for (let row = 0; row < sizes.batch; row++) {
      const start = (row * sizes.time + values.lengths[row]!) * sizes.inputSize
      polluted.fill(Number.NaN, start, (row + 1) * sizes.time * sizes.inputSize)
      const padded = (row * sizes.time + values.lengths[row]!) * sizes.cells * sizes.units
      expect(
        y
          .subarray(padded, (row + 1) * sizes.time * sizes.cells * sizes.units)
          .every((v) => v === 0),
      ).toBe(true)
    }
    expect(lstmForward(sizes, { ...values, x: polluted }).y).toEqual(y)
  })
})
