/** Every WASM kernel against the reference, over random shapes and lengths, forward and backward. */
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import '@tensorflow/tfjs-backend-wasm'
import { beforeAll, describe, expect, it } from 'vitest'
import { createAdam } from './adam'
import { dense } from './dense'
import { createBags, embeddingBag } from './embedding-bag'
import { type LstmSequenceInputs, lstmSequence } from './lstm-sequence'
import { registerKernels } from './register-kernels'
import { softmaxCrossEntropy } from './softmax-cross-entropy'
import { taskFeatures } from './task-features'
import { createNumbers, relativeError } from './testing'

beforeAll(async () => {
  await registerKernels()
})

/** Runs a function of named arrays on both backends: its value and its gradient for the named inputs. */
async function runOn(
  backend: string,
  inputs: Record<string, { values: Float32Array; shape: number[] }>,
  run: (tensors: Record<string, tf.Tensor>) => tf.Tensor,
  dy: Float32Array,
): Promise<Float32Array[]> {
  await tf.setBackend(backend)
  const names = Object.keys(inputs)
  const before = tf.memory().numTensors
  const tensors = names.map((name) => tf.tensor(inputs[name]!.values.slice(), inputs[name]!.shape))
  const call = (...list: tf.Tensor[]) =>
    run(Object.fromEntries(names.map((name, index) => [name, list[index]!])))
  const y = tf.tidy(() => call(...tensors))
  const slope = tf.tensor(dy.slice(0, y.size), y.shape)
  const gradients = tf.grads(call)(tensors, slope)
  const results = await Promise.all([y, ...gradients].map((tensor) => tensor.data()))
  tf.dispose([...tensors, y, slope, ...gradients])
  expect(tf.memory().numTensors).toBe(before)
  return results.map((values) => Float32Array.from(values))
}

async function expectAgreement(
  inputs: Record<string, { values: Float32Array; shape: number[] }>,
  run: (tensors: Record<string, tf.Tensor>) => tf.Tensor,
) {
  const dy = createNumbers(99).floats(100_000)
  const expected = await runOn('cpu', inputs, run, dy)
  const actual = await runOn('wasm', inputs, run, dy)
  for (const [index, values] of expected.entries()) {
    expect(relativeError(actual[index]!, values)).toBeLessThan(1e-4)
  }
}

describe('lstmSequence on wasm', () => {
  it.each([
    { batch: 1, time: 1, inputSize: 1, units: 1, cells: 1 },
    { batch: 1, time: 7, inputSize: 5, units: 3, cells: 2 },
    { batch: 5, time: 4, inputSize: 9, units: 7, cells: 4 },
    { batch: 8, time: 6, inputSize: 16, units: 12, cells: 2 },
    { batch: 13, time: 5, inputSize: 11, units: 10, cells: 3 },
    { batch: 64, time: 3, inputSize: 6, units: 8, cells: 4 },
  ])('agrees with the reference: %o', async ({ batch, time, inputSize, units, cells }) => {
    for (const seed of [1, 2, 3]) {
      const numbers = createNumbers(seed)
      const floats = (shape: number[], scale: number) => ({
        values: numbers.floats(tf.util.sizeFromShape(shape), scale),
        shape,
      })
      const lengths = numbers.integers(batch, 1, time)
      await expectAgreement(
        {
          x: floats([batch, time, inputSize], 1),
          inputKernel: floats([inputSize, cells * 4 * units], 0.8),
          recurrentKernel: floats([cells, units, 4 * units], 0.8),
          bias: floats([cells * 4 * units], 1),
        },
        ({ x, inputKernel, recurrentKernel, bias }) =>
          lstmSequence({
            x: x as tf.Tensor3D,
            lengths: tf.tensor1d(lengths, 'int32'),
            inputKernel: inputKernel as tf.Tensor2D,
            recurrentKernel: recurrentKernel as tf.Tensor3D,
            bias: bias as tf.Tensor1D,
          }),
      )
    }
  })
})

it('lstmSequence drops inputs, and differentiates no constant ones, as the reference does', async () => {
  const [batch, time, inputSize, units, cells] = [5, 4, 11, 6, 4]
  const numbers = createNumbers(4)
  const floats = (shape: number[], scale: number) => ({
    values: numbers.floats(tf.util.sizeFromShape(shape), scale),
    shape,
  })
  const lengths = numbers.integers(batch, 1, time)
  const factors = numbers.floats(batch * inputSize).map((value) => (value > -0.5 ? 1.5 : 0))
  const inputs = {
    x: floats([batch, time, inputSize], 1),
    inputKernel: floats([inputSize, cells * 4 * units], 0.8),
    recurrentKernel: floats([cells, units, 4 * units], 0.8),
    bias: floats([cells * 4 * units], 1),
  }
  const call = (tensors: Record<string, tf.Tensor>, constantColumns: number) =>
    lstmSequence({
      ...(tensors as unknown as Omit<LstmSequenceInputs, 'lengths'>),
      lengths: tf.tensor1d(lengths, 'int32'),
      mask: tf.tensor3d(factors, [batch, 1, inputSize]),
      constantColumns,
    })
  await expectAgreement(inputs, (tensors) => call(tensors, 0))

  const { x, ...weights } = inputs
  const given = tf.tensor3d(x.values, [batch, time, inputSize])
  await expectAgreement(weights, (tensors) => call({ ...tensors, x: given }, inputSize))

  const dy = createNumbers(99).floats(batch * time * cells * units)
  const [, whole] = await runOn('cpu', inputs, (tensors) => call(tensors, 0), dy)
  const [, part] = await runOn('wasm', inputs, (tensors) => call(tensors, 7), dy)
  for (const [at, value] of part!.entries()) {
    expect(value).toBeCloseTo(at % inputSize < 7 ? 0 : whole![at]!, 4)
  }
})

it('lstmSequence sees weights that Adam has moved since it last ran', async () => {
  const run = async (backend: string) => {
    await tf.setBackend(backend)
    const numbers = createNumbers(8)
    const shapes = { inputKernel: [5, 2 * 4 * 6], recurrentKernel: [2, 6, 4 * 6], bias: [48] }
    const fresh = () =>
      Object.entries(shapes).map(([name, shape]) => [
        name,
        tf.tensor(numbers.floats(tf.util.sizeFromShape(shape)), shape),
      ])
    const weights = Object.fromEntries(fresh())
    const x = tf.tensor3d(numbers.floats(3 * 4 * 5), [3, 4, 5])
    const lengths = tf.tensor1d([4, 1, 3], 'int32')
    const adam = createAdam({ shapes })
    const results: number[] = []
    for (let step = 0; step < 3; step++) {
      for (const again of [1, 2]) {
        const y = lstmSequence({ x, lengths, ...weights })
        const values = await y.data()
        if (again === 2) expect(results.slice(-values.length)).toEqual([...values])
        results.push(...values)
        y.dispose()
      }
      const gradients = Object.fromEntries(fresh())
      tf.dispose([adam.update({ weights, gradients, learningRates: 0.1 }), gradients])
    }
    adam.dispose()
    tf.dispose([weights, x, lengths])
    return results
  }
  expect(relativeError(await run('wasm'), await run('cpu'))).toBeLessThan(1e-4)
})

describe('the smaller operations on wasm', () => {
  it('taskFeatures agrees with the reference', async () => {
    for (const [batch, time, units] of [
      [1, 1, 1],
      [7, 5, 3],
      [4, 9, 8],
    ] as const) {
      const numbers = createNumbers(batch)
      const lengths = numbers.integers(batch, 1, time)
      const factors = numbers.floats(batch * 4 * units).map((value) => (value > 0 ? 2 : 0))
      for (const isMasked of [false, true]) {
        await expectAgreement(
          {
            x: {
              values: numbers.floats(batch * time * 4 * units),
              shape: [batch, time, 4 * units],
            },
          },
          ({ x }) => {
            const features = taskFeatures({
              x: x as tf.Tensor3D,
              lengths: tf.tensor1d(lengths, 'int32'),
              mask: isMasked ? tf.tensor2d(factors, [batch, 4 * units]) : undefined,
            })
            return tf.concat([
              tf.reshape(features.slotStates, [-1]),
              tf.reshape(features.intentSummary, [-1]),
            ])
          },
        )
      }
    }
  })

  it('taskFeatures never loses a NaN', async () => {
    await tf.setBackend('wasm')
    for (const place of [0, 1, 2]) {
      const values = createNumbers(place).floats(3 * 4 * 4)
      values[place * 16 + 9] = Number.NaN
      const { intentSummary } = taskFeatures({
        x: tf.tensor3d(values, [1, 3, 16]),
        lengths: tf.tensor1d([3], 'int32'),
      })
      expect((await intentSummary.data())[9]).toBeNaN()
    }
  })

  it('embeddingBag agrees with the reference', async () => {
    for (const width of [1, 4, 11]) {
      const values = createNumbers(width).floats(6 * width)
      await expectAgreement({ table: { values, shape: [6, width] } }, ({ table }) => {
        // Inside a gradient function: the tape keeps the bags' tensors and the tidy frees them.
        const bags = createBags([[0, 2], [], [4, 4, 0], [2]], 6)
        return embeddingBag({ table: table as tf.Tensor2D, bags })
      })
      await expectAgreement({ table: { values, shape: [6, width] } }, ({ table }) => {
        const bags = createBags([[0, 2], [], [4, 4, 0], [2]], 6)
        const prefix = tf.tensor2d(createNumbers(3).floats(12), [4, 3])
        return embeddingBag({ table: table as tf.Tensor2D, bags, prefix })
      })
    }
  })

  it('softmaxCrossEntropy agrees with the reference', async () => {
    for (const classes of [1, 3, 8, 21]) {
      const numbers = createNumbers(classes)
      const labels = numbers.integers(9, 0, classes - 1)
      const weights = numbers.floats(9).map(Math.abs).fill(0, 3, 5)
      await expectAgreement(
        { logits: { values: numbers.floats(9 * classes, 30), shape: [9, classes] } },
        ({ logits }) =>
          softmaxCrossEntropy({
            logits: logits as tf.Tensor2D,
            labels: tf.tensor1d(labels, 'int32'),
            weights: tf.tensor1d(weights),
          }),
      )
    }
  })

  it('dense agrees with the reference', async () => {
    for (const [rows, inputs, outputs] of [
      [1, 1, 1],
      [9, 7, 13],
      [32, 16, 8],
    ] as const) {
      const numbers = createNumbers(rows)
      await expectAgreement(
        {
          x: { values: numbers.floats(rows * inputs), shape: [rows, inputs] },
          kernel: { values: numbers.floats(inputs * outputs), shape: [inputs, outputs] },
          bias: { values: numbers.floats(outputs), shape: [outputs] },
        },
        ({ x, kernel, bias }) =>
          dense({ x: x as tf.Tensor2D, kernel: kernel as tf.Tensor2D, bias: bias as tf.Tensor1D }),
      )
    }
  })

  it('createAdam agrees with the reference, clipped and decayed, over several steps', async () => {
    const run = async (backend: string) => {
      await tf.setBackend(backend)
      const shapes = { a: [3, 5], b: [7], c: [2] }
      const numbers = createNumbers(4)
      const adam = createAdam({ shapes, maxGradientNorm: 1.5, weightDecay: 0.01 })
      const weights = Object.fromEntries(
        Object.entries(shapes).map(([name, shape]) => [
          name,
          tf.tensor(numbers.floats(tf.util.sizeFromShape(shape)), shape),
        ]),
      )
      const norms: number[] = []
      for (let step = 0; step < 5; step++) {
        const gradients = Object.fromEntries(
          Object.entries(shapes).map(([name, shape]) => [
            name,
            tf.tensor(numbers.floats(tf.util.sizeFromShape(shape)), shape),
          ]),
        )
        const norm = adam.update({ weights, gradients, learningRates: { a: 0.1, b: 0.01 } })
        norms.push((await norm.data())[0]!)
      }
      const values = await Promise.all(Object.values(weights).map((weight) => weight.data()))
      return [...norms, ...values.flatMap((list) => [...list])]
    }
    expect(relativeError(await run('wasm'), await run('cpu'))).toBeLessThan(1e-5)
  })
})
