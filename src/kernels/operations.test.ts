/** The smaller operations on the reference backend: results by hand, gradients by finite differences. */
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, describe, expect, it } from 'vitest'
import { createAdam } from './adam'
import { dense } from './dense'
import { createBags, disposeBags, embeddingBag } from './embedding-bag'
import { registerKernels } from './register-kernels'
import { softmaxCrossEntropy } from './softmax-cross-entropy'
import { taskFeatures } from './task-features'
import { centralDifferences, createNumbers, relativeError } from './testing'

beforeAll(async () => {
  await registerKernels()
  await tf.setBackend('cpu')
})

/** Compares the gradient of `f` at `values` with finite differences, at every place. */
async function expectGradient(
  shape: number[],
  values: Float32Array,
  f: (x: tf.Tensor) => tf.Scalar,
) {
  const analytic = await tf
    .grad((x) => f(x))(tf.tensor(values, shape))
    .data()
  const places = [...values.keys()]
  const numeric = centralDifferences(
    (v) => f(tf.tensor(v, shape)).dataSync()[0]!,
    values,
    places,
    1e-2,
  )
  expect(relativeError(analytic, numeric)).toBeLessThan(5e-3)
}

describe('taskFeatures', () => {
  it('takes the slot states, and the last forward state, the first backward state and the maxima before the padding', async () => {
    const intent = [1, 2, 5, -4, 9, 9, -3, -2, -7, -8, -5, -6]
    const slot = [10, 20, 30, 40, 50, 60, 70, 80, 90, 11, 12, 13]
    const states = Array.from({ length: 6 }, (_, place) => [
      ...slot.slice(2 * place, 2 * place + 2),
      ...intent.slice(2 * place, 2 * place + 2),
    ])
    const x = tf.tensor3d(states.flat(), [2, 3, 4])
    const lengths = tf.tensor1d([2, 3], 'int32')
    const plain = taskFeatures({ x, lengths })
    expect([...(await plain.slotStates.data())]).toEqual(
      slot.map((v) => (v > 40 && v < 70 ? 0 : v)),
    )
    expect([...(await plain.intentSummary.data())]).toEqual([5, 2, 5, 2, -5, -2, -3, -2])
    const mask = tf.tensor2d([0, 2, 3, 1, 1, 1, 0, 1], [2, 4])
    const masked = taskFeatures({ x, lengths, mask })
    expect([...(await masked.slotStates.data())].slice(0, 6)).toEqual([0, 40, 0, 80, 0, 0])
    expect([...(await masked.intentSummary.data())]).toEqual([15, 2, 15, 2, -0, -2, -0, -2])
  })

  it('has the gradient that finite differences show', async () => {
    const numbers = createNumbers(1)
    const lengths = tf.tensor1d([4, 2, 1], 'int32')
    const dy = tf.tensor1d(numbers.floats(3 * 4 * 6 + 3 * 12))
    const mask = tf.tensor3d(
      numbers.floats(36).map((v) => (v > 0 ? 1.5 : 0)),
      [3, 1, 12],
    )
    for (const given of [{}, { mask }]) {
      await expectGradient([3, 4, 12], numbers.floats(144, 4), (x) => {
        const features = taskFeatures({ x: x as tf.Tensor3D, lengths, ...given })
        const parts = [features.slotStates, features.intentSummary].map((part) =>
          tf.reshape(part, [-1]),
        )
        return tf.sum(tf.mul(tf.concat(parts), dy))
      })
    }
  })
})

describe('embeddingBag', () => {
  it('is the mean of the rows, and nothing for an empty bag', async () => {
    const table = tf.tensor2d([1, 2, 3, 4, 5, 6], [3, 2])
    const bags = createBags([[0, 2], [], [1, 1, 0]], 3)
    const vectors = await embeddingBag({ table, bags }).data()
    expect(relativeError(vectors, [3, 4, 0, 0, 7 / 3, 10 / 3])).toBeLessThan(1e-6)
    disposeBags(bags)
  })

  it('has the gradient that finite differences show, repeated and unused buckets included', async () => {
    const bags = createBags([[0, 2], [], [4, 4, 0], [2]], 6)
    const dy = tf.tensor2d(createNumbers(2).floats(12), [4, 3])
    await expectGradient([6, 3], createNumbers(3).floats(18), (table) =>
      tf.sum(tf.mul(embeddingBag({ table: table as tf.Tensor2D, bags }), dy)),
    )
  })

  it('puts a prefix before each mean, and differentiates the table alone', async () => {
    const bags = createBags([[0], [], [1, 1]], 2)
    const prefix = tf.tensor2d([7, 8, 9], [3, 1])
    const table = tf.tensor2d([1, 2, 3, 4], [2, 2])
    const vectors = await embeddingBag({ table, bags, prefix }).data()
    expect([...vectors]).toEqual([7, 1, 2, 8, 0, 0, 9, 3, 4])
    const grad = tf.grad((table) => embeddingBag({ table: table as tf.Tensor2D, bags, prefix }))(
      table,
      tf.tensor2d([9, 1, 2, 9, 3, 4, 9, 5, 6], [3, 3]),
    )
    expect([...(await grad.data())]).toEqual([1, 2, 5, 6])
  })

  it('works when all bags are empty', async () => {
    const bags = createBags([[], []], 2)
    const grad = tf.grad((table) => tf.sum(embeddingBag({ table: table as tf.Tensor2D, bags })))
    expect([...(await grad(tf.ones([2, 2])).data())]).toEqual([0, 0, 0, 0])
  })
})

describe('softmaxCrossEntropy', () => {
  const labels = () => tf.tensor1d([2, 0, 1], 'int32')

  it('is −log of the probability, stable for huge logits', async () => {
    const logits = tf.tensor2d([0, 0, 0, 0, 1000, 1000, 1, 2, 3], [3, 3])
    const weights = tf.tensor1d([1, 0, 0])
    const loss = softmaxCrossEntropy({ logits, labels: labels(), weights })
    expect((await loss.data())[0]).toBeCloseTo(Math.log(3), 6)
    const huge = softmaxCrossEntropy({ logits, labels: labels(), weights: tf.tensor1d([0, 1, 0]) })
    expect((await huge.data())[0]).toBeCloseTo(1000 + Math.log(2), 3)
  })

  it('ignores rows of weight 0, even when all are', async () => {
    const logits = tf.tensor2d([Number.NaN, 0, 0, 0, 0, 0, 0, 0, 0], [3, 3])
    const loss = softmaxCrossEntropy({ logits, labels: labels(), weights: tf.tensor1d([0, 1, 1]) })
    expect((await loss.data())[0]).toBeCloseTo(Math.log(3), 6)
    const none = softmaxCrossEntropy({
      logits,
      labels: labels(),
      weights: tf.zeros([3]) as tf.Tensor1D,
    })
    expect((await none.data())[0]).toBe(0)
  })

  it('has the gradient that finite differences show', async () => {
    const weights = tf.tensor1d([1, 0.5, 2])
    await expectGradient([3, 3], createNumbers(4).floats(9, 2), (logits) =>
      tf.mul(softmaxCrossEntropy({ logits: logits as tf.Tensor2D, labels: labels(), weights }), 3),
    )
  })
})

describe('dense', () => {
  it('has the gradients that finite differences show', async () => {
    const numbers = createNumbers(5)
    const x = tf.tensor2d(numbers.floats(12), [4, 3])
    const kernel = tf.tensor2d(numbers.floats(15), [3, 5])
    const bias = tf.tensor1d(numbers.floats(5))
    const dy = tf.tensor2d(numbers.floats(20), [4, 5])
    const run = (inputs: Partial<{ x: tf.Tensor; kernel: tf.Tensor; bias: tf.Tensor }>) =>
      tf.sum(tf.mul(dense({ x, kernel, bias, ...(inputs as object) }), dy)) as tf.Scalar
    await expectGradient([4, 3], x.dataSync() as Float32Array, (x) => run({ x }))
    await expectGradient([3, 5], kernel.dataSync() as Float32Array, (kernel) => run({ kernel }))
    await expectGradient([5], bias.dataSync() as Float32Array, (bias) => run({ bias }))
  })
})

describe('createAdam', () => {
  it('moves each weight by its learning rate in the first step, against the sign of its gradient', async () => {
    const adam = createAdam({ shapes: { a: [2], b: [1] } })
    const weights = { a: tf.tensor1d([1, 1]), b: tf.tensor1d([5]) }
    const norm = adam.update({
      weights,
      gradients: { a: tf.tensor1d([3, -4]), b: tf.tensor1d([0]) },
      learningRates: { a: 0.1, b: 0.2 },
    })
    expect((await norm.data())[0]).toBeCloseTo(5, 6)
    expect(relativeError(await weights.a.data(), [0.9, 1.1])).toBeLessThan(1e-6)
    expect((await weights.b.data())[0]).toBe(5)
    adam.dispose()
  })

  it('finds the minimum of a bowl', async () => {
    const adam = createAdam({ shapes: { p: [2] }, maxGradientNorm: 1 })
    const p = tf.tensor1d([2, -3])
    for (let step = 0; step < 400; step++) {
      const gradient = tf.grad((x) => tf.sum(tf.square(tf.sub(x, [1, 1]))))(p)
      adam.update({ weights: { p }, gradients: { p: gradient }, learningRates: 0.05 }).dispose()
      gradient.dispose()
    }
    expect(relativeError(await p.data(), [1, 1])).toBeLessThan(1e-2)
  })

  it('turns a gradient that is not finite into NaN weights and says so in the norm', async () => {
    for (const broken of [Number.NaN, Number.POSITIVE_INFINITY]) {
      const adam = createAdam({ shapes: { p: [2] }, maxGradientNorm: 1 })
      const p = tf.tensor1d([2, -3])
      const gradients = { p: tf.tensor1d([broken, 0]) }
      const norm = adam.update({ weights: { p }, gradients, learningRates: 0.1 })
      expect(Number.isFinite((await norm.data())[0])).toBe(false)
      expect([...(await p.data())]).toEqual([Number.NaN, Number.NaN])
    }
  })

  it('continues from an exported state as if nothing had happened', async () => {
    const shapes = { p: [3] }
    const step = (adam: ReturnType<typeof createAdam>, p: tf.Tensor) =>
      adam.update({ weights: { p }, gradients: { p: tf.square(p) }, learningRates: 0.1 })
    const first = createAdam({ shapes, weightDecay: 0.1 })
    const p = tf.tensor1d([1, 2, 3])
    step(first, p)
    const copy = tf.tensor1d((await p.data()).slice())
    const second = createAdam({ shapes, weightDecay: 0.1 })
    second.importState(await first.exportState())
    step(first, p)
    step(second, copy)
    expect([...(await copy.data())]).toEqual([...(await p.data())])
    expect(second.step).toBe(2)
  })
})
