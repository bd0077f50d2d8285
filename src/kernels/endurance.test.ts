/** What a long run needs: no leak over 1,000 steps, padding that never matters, and numbers that break loudly. */
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import '@tensorflow/tfjs-backend-wasm'
import fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import { createAdam } from './adam'
import { createBags, embeddingBag } from './embedding-bag'
import { lstmSequence } from './lstm-sequence'
import { registerKernels } from './register-kernels'
import { softmaxCrossEntropy } from './softmax-cross-entropy'
import { taskFeatures } from './task-features'
import { createNumbers, relativeError } from './testing'

beforeAll(async () => {
  await registerKernels()
  await tf.setBackend('wasm')
})

const SHAPES = {
  table: [16, 3],
  inputKernel: [5, 4 * 4 * 6],
  recurrentKernel: [4, 6, 4 * 6],
  bias: [4 * 4 * 6],
  slotHead: [12, 3],
  intentHead: [24, 4],
}

/** Sequences of `time` places, filled with `padding` after their own length; all randomness from the seed. */
function createRun(options: { lengths: number[]; time: number; padding: number }) {
  const { lengths, time, padding } = options
  const numbers = createNumbers(1)
  const weights = Object.fromEntries(
    Object.entries(SHAPES).map(([name, shape]) => [
      name,
      tf.tensor(numbers.floats(tf.util.sizeFromShape(shape), 0.5), shape),
    ]),
  )
  const values = new Float32Array(lengths.length * time * 2).fill(padding)
  const bucketIds = Array.from({ length: lengths.length * time }, (): number[] => [])
  for (const [row, length] of lengths.entries()) {
    for (let position = 0; position < length; position++) {
      const token = row * time + position
      values.set(createNumbers(1000 * row + position).floats(2), token * 2)
      bucketIds[token] = [(row + position) % 16, (3 * position) % 16]
    }
  }
  const loss = (tensors: Record<string, tf.Tensor>) => {
    const bags = createBags(bucketIds, 16)
    const x = embeddingBag({
      table: tensors.table as tf.Tensor2D,
      bags,
      prefix: tf.tensor2d(values, [lengths.length * time, 2]),
    })
    const masks = [5, 24].map((width, seed) =>
      tf.tensor2d(
        createNumbers(seed)
          .floats(lengths.length * width)
          .map((value) => (value > -0.3 ? 1.25 : 0)),
        [lengths.length, width],
      ),
    )
    const lengthTensor = tf.tensor1d(lengths, 'int32')
    const states = lstmSequence({
      x: tf.reshape(x, [lengths.length, time, 5]),
      mask: masks[0],
      constantColumns: 2,
      lengths: lengthTensor,
      inputKernel: tensors.inputKernel as tf.Tensor2D,
      recurrentKernel: tensors.recurrentKernel as tf.Tensor3D,
      bias: tensors.bias as tf.Tensor1D,
    })
    const features = taskFeatures({ x: states, mask: masks[1], lengths: lengthTensor })
    const intentLoss = softmaxCrossEntropy({
      logits: tf.matMul(features.intentSummary, tensors.intentHead as tf.Tensor2D),
      labels: tf.tensor1d(
        lengths.map((_, row) => row % 4),
        'int32',
      ),
      weights: tf.ones([lengths.length]) as tf.Tensor1D,
    })
    const places = lengths.flatMap((length) =>
      Array.from({ length: time }, (_, position) => (position < length ? position : -1)),
    )
    const slotLoss = softmaxCrossEntropy({
      logits: tf.matMul(
        tf.reshape(features.slotStates, [places.length, 12]),
        tensors.slotHead as tf.Tensor2D,
      ),
      labels: tf.tensor1d(
        places.map((position) => Math.max(0, position) % 3),
        'int32',
      ),
      weights: tf.tensor1d(places.map((position) => Number(position >= 0))),
    })
    return tf.add(intentLoss, slotLoss) as tf.Scalar
  }
  const names = Object.keys(SHAPES)
  const gradients = () => {
    const { value, grads } = tf.tidy(() =>
      tf.valueAndGrads((...list: tf.Tensor[]) =>
        loss(Object.fromEntries(names.map((name, index) => [name, list[index]!]))),
      )(names.map((name) => weights[name]!)),
    )
    return { value, grads: Object.fromEntries(names.map((name, i) => [name, grads[i]!])) }
  }
  return { weights, gradients }
}

it('leaves no tensor and no byte behind in 1,000 steps, and learns', async () => {
  const { weights, gradients } = createRun({ lengths: [4, 1, 3, 2], time: 4, padding: 0 })
  const adam = createAdam({ shapes: SHAPES, maxGradientNorm: 1 })
  const step = async () => {
    const { value, grads } = gradients()
    const norm = adam.update({ weights, gradients: grads, learningRates: 0.01 })
    const [loss] = await value.data()
    tf.dispose([value, norm, grads])
    return loss!
  }
  const heapBytes = () =>
    (tf.backend() as unknown as { wasm: { HEAPU8: Uint8Array } }).wasm.HEAPU8.length
  const first = await step()
  for (let i = 0; i < 50; i++) await step()
  const { numTensors, numBytes } = tf.memory()
  const heap = heapBytes()
  let last = first
  for (let i = 0; i < 1000; i++) last = await step()
  expect(tf.memory()).toMatchObject({ numTensors, numBytes })
  // What our module takes from the allocator it gives back: the heap does not grow.
  expect(heapBytes()).toBe(heap)
  expect(last).toBeLessThan(first / 20)
  adam.dispose()
  tf.dispose(weights)
})

it('gives the same loss and gradients however much padding follows, and whatever stands there', async () => {
  const lengthLists = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 64 })
  await fc.assert(
    fc.asyncProperty(
      lengthLists,
      fc.integer({ min: 0, max: 5 }),
      fc.double({ min: -1e6, max: 1e6, noNaN: true }),
      async (lengths, extra, padding) => {
        const longest = Math.max(...lengths)
        const results: number[][] = []
        for (const run of [
          createRun({ lengths, time: longest, padding: 0 }),
          createRun({ lengths, time: longest + extra, padding }),
        ]) {
          const { value, grads } = run.gradients()
          const lists = await Promise.all([value, ...Object.values(grads)].map((t) => t.data()))
          results.push(lists.flatMap((list) => [...list]))
          tf.dispose([value, grads, run.weights])
        }
        expect(relativeError(results[1]!, results[0]!)).toBeLessThan(1e-6)
      },
    ),
    { numRuns: 40, seed: 3 },
  )
})

it('lets NaN in a weight reach the loss and, through the update, all weights', async () => {
  const { weights, gradients } = createRun({ lengths: [2, 3], time: 3, padding: 0 })
  const values = (await weights.inputKernel!.data()).slice()
  values[0] = Number.NaN
  weights.inputKernel!.dispose()
  weights.inputKernel = tf.tensor(values, SHAPES.inputKernel)
  const { value, grads } = gradients()
  const adam = createAdam({ shapes: SHAPES, maxGradientNorm: 1 })
  const norm = adam.update({ weights, gradients: grads, learningRates: 0.1 })
  expect(await value.data()).toEqual(Float32Array.of(Number.NaN))
  expect(await norm.data()).toEqual(Float32Array.of(Number.NaN))
  expect((await weights.bias!.data()).every(Number.isNaN)).toBe(true)
})

it.each(['table', 'inputKernel', 'recurrentKernel', 'intentHead'] as const)(
  'lets Infinity in %s end in NaN losses by the second step, not in saturated gates that look well',
  async (name) => {
    const { weights, gradients } = createRun({ lengths: [2, 3], time: 3, padding: 0 })
    const values = (await weights[name]!.data()).slice()
    // A place that gradients pass: the last input comes from the table, whose first row the batch uses.
    values[name === 'table' ? 0 : values.length - 1] = Number.POSITIVE_INFINITY
    weights[name]!.dispose()
    weights[name] = tf.tensor(values, SHAPES[name])
    const adam = createAdam({ shapes: SHAPES, maxGradientNorm: 1 })
    const { value, grads } = gradients()
    const norm = adam.update({ weights, gradients: grads, learningRates: 0.1 })
    expect((await norm.data())[0]).toBeNaN()
    const next = gradients()
    expect((await next.value.data())[0]).toBeNaN()
    adam.dispose()
    tf.dispose([value, grads, norm, next.value, next.grads, weights])
  },
)
