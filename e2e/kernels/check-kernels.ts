/** Runs every operation on a backend and on the reference, and says how far the results and gradients are apart. */
import * as tf from '@tensorflow/tfjs-core'
import { createAdam } from '@/kernels/adam'
import { dense } from '@/kernels/dense'
import { createBags, embeddingBag } from '@/kernels/embedding-bag'
import { labelLosses } from '@/kernels/label-losses'
import { type LstmSequenceInputs, lstmSequence } from '@/kernels/lstm-sequence'
import { softmaxCrossEntropy } from '@/kernels/softmax-cross-entropy'
import { taskFeatures } from '@/kernels/task-features'
import { createNumbers, relativeError } from '@/kernels/testing'

export type KernelCheck = {
  name: string
  /** Relative errors of the result and of each gradient. */
  errors: number[]
  /** Tensors that the check left behind on the backend. */
  leaked: number
}

type Inputs = Record<string, number[]>
type Operation = (tensors: Record<string, tf.Tensor>) => tf.Tensor

/** Checks all operations over small odd shapes; `backend` must be ready and our kernels registered. */
export async function checkAll(backend: string): Promise<KernelCheck[]> {
  const checks: KernelCheck[] = []
  for (const [batch, time, inputSize, units, cells] of [
    [1, 1, 1, 1, 1],
    [3, 4, 5, 3, 2],
    [7, 3, 6, 10, 4],
    [2, 5, 33, 40, 2],
  ] as const) {
    const lengths = createNumbers(batch).integers(batch, 1, time)
    const weights = {
      inputKernel: [inputSize, cells * 4 * units],
      recurrentKernel: [cells, units, 4 * units],
      bias: [cells * 4 * units],
    }
    const run = (tensors: Record<string, tf.Tensor>, options: object = {}) =>
      lstmSequence({
        ...(tensors as unknown as Omit<LstmSequenceInputs, 'lengths'>),
        lengths: tf.tensor1d(lengths, 'int32'),
        ...options,
      })
    const x = [batch, time, inputSize]
    const name = `lstmSequence ${batch}x${time}x${inputSize}, ${cells} cells of ${units}`
    checks.push(
      await check(backend, name, { x, ...weights }, run),
      await check(backend, `${name}, with dropout`, { x, ...weights }, (tensors) =>
        run(tensors, { mask: mask([batch, 1, inputSize]) }),
      ),
      await check(backend, `${name}, of constants`, weights, (tensors) =>
        run({ ...tensors, x: tf.ones(x) }, { constantColumns: inputSize }),
      ),
    )
  }
  // More columns than fit in registers, units that divide nothing, and as many as a workgroup takes.
  for (const [units, cells] of [
    [100, 2],
    [128, 4],
    [256, 1],
  ] as const) {
    const inputs = {
      x: [2, 3, 4],
      inputKernel: [4, cells * 4 * units],
      recurrentKernel: [cells, units, 4 * units],
      bias: [cells * 4 * units],
    }
    checks.push(
      await check(backend, `lstmSequence, ${cells} cells of ${units}`, inputs, (tensors) =>
        lstmSequence({
          ...(tensors as unknown as Omit<LstmSequenceInputs, 'lengths'>),
          lengths: tf.tensor1d([3, 1], 'int32'),
        }),
      ),
    )
  }
  checks.push(
    await check(backend, 'taskFeatures', { x: [3, 4, 20] }, ({ x }) => features(x!)),
    await check(backend, 'taskFeatures with dropout', { x: [3, 4, 20] }, ({ x }) =>
      features(x!, mask([3, 20])),
    ),
    await check(backend, 'embeddingBag', { table: [6, 5] }, ({ table }) =>
      embeddingBag({
        table: table as tf.Tensor2D,
        bags: createBags([[0, 2], [], [4, 4, 0], [2]], 6),
      }),
    ),
    await check(backend, 'embeddingBag after a prefix', { table: [6, 5] }, ({ table }) =>
      embeddingBag({
        table: table as tf.Tensor2D,
        bags: createBags([[0, 2], [], [4, 4, 0], [2]], 6),
        prefix: tf.tensor2d(createNumbers(6).floats(12), [4, 3]),
      }),
    ),
    await check(backend, 'softmaxCrossEntropy', { logits: [5, 7] }, ({ logits }) =>
      softmaxCrossEntropy({
        logits: logits as tf.Tensor2D,
        labels: tf.tensor1d([0, 6, 2, 2, 5], 'int32'),
        weights: tf.tensor1d([1, 0.5, 0, 2, 1]),
      }),
    ),
    ...(await checkLabelLosses(backend)),
    await check(
      backend,
      'dense, of many tiles',
      { x: [260, 70], kernel: [70, 2050], bias: [2050] },
      ({ x, kernel, bias }) =>
        dense({ x: x as tf.Tensor2D, kernel: kernel as tf.Tensor2D, bias: bias as tf.Tensor1D }),
    ),
    await check(
      backend,
      'dense',
      { x: [37, 9], kernel: [9, 35], bias: [35] },
      ({ x, kernel, bias }) =>
        dense({ x: x as tf.Tensor2D, kernel: kernel as tf.Tensor2D, bias: bias as tf.Tensor1D }),
    ),
    await checkAdam(backend),
  )
  return checks
}

/** Both heads, one, rows without a label, and a sum that is multiplied afterwards. */
async function checkLabelLosses(backend: string): Promise<KernelCheck[]> {
  const intents = (logits: tf.Tensor) => ({
    logits: logits as tf.Tensor2D,
    labels: tf.tensor1d([0, -1, 6], 'int32'),
    weights: tf.tensor1d([1, 0, 1]),
    share: 0.5,
  })
  const slots = (logits: tf.Tensor) => ({
    logits: logits as tf.Tensor2D,
    labels: tf.tensor1d([1, 2, -1, 0, 4], 'int32'),
    weights: tf.tensor1d([1, 1, 0, 1, 1]),
    share: 2,
  })
  const both = { intentLogits: [3, 7], slotLogits: [5, 5] }
  return [
    await check(
      backend,
      'labelLosses',
      both,
      ({ intentLogits, slotLogits }) =>
        labelLosses({ intents: intents(intentLogits!), slots: slots(slotLogits!) }),
      [0.7, 0, 0],
    ),
    await check(
      backend,
      'labelLosses, of which the sum counts once',
      both,
      ({ intentLogits, slotLogits }) =>
        labelLosses({ intents: intents(intentLogits!), slots: slots(slotLogits!) }),
      [1, 0, 0],
    ),
    await check(
      backend,
      'labelLosses of slots alone',
      { slotLogits: [5, 5] },
      ({ slotLogits }) => labelLosses({ intents: null, slots: slots(slotLogits!) }),
      [1, 0, 0],
    ),
  ]
}

/** Dropout of about a third, of any shape. */
function mask(shape: number[]): tf.Tensor {
  const factors = createNumbers(8).floats(tf.util.sizeFromShape(shape))
  return tf.tensor(
    factors.map((value) => (value > -0.3 ? 1.5 : 0)),
    shape,
  )
}

/** Both results of `taskFeatures` behind each other. */
function features(x: tf.Tensor, given?: tf.Tensor): tf.Tensor {
  const lengths = tf.tensor1d([4, 1, 2], 'int32')
  const { slotStates, intentSummary } = taskFeatures({ x: x as tf.Tensor3D, lengths, mask: given })
  return tf.concat([tf.reshape(slotStates, [-1]), tf.reshape(intentSummary, [-1])])
}

async function check(
  backend: string,
  name: string,
  inputs: Inputs,
  run: Operation,
  slopes?: number[],
): Promise<KernelCheck> {
  const expected = await valueAndGradients('cpu', inputs, run, slopes)
  const actual = await valueAndGradients(backend, inputs, run, slopes)
  const errors = expected.values.map((values, i) => relativeError(actual.values[i]!, values))
  return { name, errors, leaked: actual.leaked }
}

async function valueAndGradients(
  backend: string,
  inputs: Inputs,
  run: Operation,
  slopes?: number[],
) {
  await tf.setBackend(backend)
  const before = tf.memory().numTensors
  const numbers = createNumbers(5)
  const names = Object.keys(inputs)
  const tensors = Object.values(inputs).map((shape) =>
    tf.tensor(numbers.floats(tf.util.sizeFromShape(shape)), shape),
  )
  const call = (...list: tf.Tensor[]) =>
    run(Object.fromEntries(names.map((name, index) => [name, list[index]!])))
  const y = tf.tidy(() => call(...tensors))
  const dy = tf.tensor(slopes ?? numbers.floats(y.size), y.shape)
  const gradients = tf.grads(call)(tensors, dy)
  const values = await Promise.all([y, ...gradients].map((tensor) => tensor.data()))
  tf.dispose([y, dy, ...tensors, ...gradients])
  return { values, leaked: tf.memory().numTensors - before }
}

async function checkAdam(backend: string): Promise<KernelCheck> {
  const run = async (name: string) => {
    await tf.setBackend(name)
    const before = tf.memory().numTensors
    // More of them than one dispatch moves.
    const shapes = { a: [13, 5], b: [7], c: [300], d: [1] }
    const numbers = createNumbers(4)
    const adam = createAdam({ shapes, maxGradientNorm: 1.5, weightDecay: 0.01 })
    const random = (shape: number[]) =>
      tf.tensor(numbers.floats(tf.util.sizeFromShape(shape)), shape)
    const all = () => {
      return Object.fromEntries(
        Object.entries(shapes).map(([name, shape]) => [name, random(shape)]),
      )
    }
    const weights = all()
    const seen: number[] = []
    for (let step = 0; step < 4; step++) {
      const gradients = all()
      const learningRates = { a: 0.1, b: 0.01, c: 0.03, d: 0.1 }
      const norm = adam.update({ weights, gradients, learningRates })
      // Reading between updates: the host's copy must not outlive the next one.
      seen.push((await norm.data())[0]!)
      for (const weight of Object.values(weights)) seen.push(...(await weight.data()))
      tf.dispose([norm, gradients])
    }
    const { moments } = await adam.exportState()
    for (const { mean, variance } of Object.values(moments)) seen.push(...mean, ...variance)
    const gradients = { b: tf.fill([7], Number.POSITIVE_INFINITY) }
    const norm = adam.update({ weights, gradients, learningRates: 0.1 })
    const isNoticed =
      !Number.isFinite((await norm.data())[0]) && (await weights.b!.data()).every(Number.isNaN)
    tf.dispose([norm, gradients.b, weights])
    adam.dispose()
    return { seen, isNoticed, leaked: tf.memory().numTensors - before }
  }
  const expected = await run('cpu')
  const actual = await run(backend)
  const error = relativeError(actual.seen, expected.seen)
  return { name: 'adam', errors: [error, actual.isNoticed ? 0 : 1], leaked: actual.leaked }
}
