/** Two threads give what one gives, to the bit. */
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm'
import { beforeAll, expect, it } from 'vitest'
import { createAdam } from './adam'
import { dense } from './dense'
import { createBags, disposeBags, embeddingBag } from './embedding-bag'
import { type LstmSequenceInputs, lstmSequence } from './lstm-sequence'
import { registerKernels } from './register-kernels'
import { canShareMemory, shareMemoryOf, withSharedMemory } from './shared-memory'
import { softmaxCrossEntropy } from './softmax-cross-entropy'
import { taskFeatures } from './task-features'
import { createNumbers } from './testing'
import { hasSecondThread } from './wasm-kernels'

const file = import.meta.resolve('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm')

beforeAll(registerKernels)

/** Everything that a few training steps of a network leave behind, large enough that each kernel is shared. */
async function trainSteps(): Promise<Float32Array> {
  const numbers = createNumbers(5)
  const [batch, time, words, units] = [65, 16, 3, 128]
  const width = words + 65
  const shapes = {
    table: [8192, 65],
    inputKernel: [width, 4 * 4 * units],
    recurrentKernel: [4, units, 4 * units],
    bias: [4 * 4 * units],
    slotKernel: [2 * units, 33],
    slotBias: [33],
    intentKernel: [4 * units, 131],
    intentBias: [131],
  }
  const names = Object.keys(shapes) as (keyof typeof shapes)[]
  const floats = (shape: number[], scale: number) =>
    tf.tensor(numbers.floats(tf.util.sizeFromShape(shape), scale), shape)
  const weights = Object.fromEntries(names.map((name) => [name, floats(shapes[name], 0.2)]))
  const places = batch * time
  const bucketIds = Array.from({ length: places }, (_, at) => [at % 7, (31 * at) % 8192, at])
  const bags = createBags(bucketIds, 8192)
  const lengths = tf.tensor1d(numbers.integers(batch, 1, time), 'int32')
  const given = {
    prefix: floats([places, words], 1) as tf.Tensor2D,
    inputMask: floats([batch, width], 1),
    taskMask: floats([batch, 4 * units], 1),
    tags: tf.tensor1d(numbers.integers(places, 0, 32), 'int32'),
    tagWeights: tf.tensor1d(numbers.floats(places).map((value) => Math.max(0, value))),
    intents: tf.tensor1d(numbers.integers(batch, 0, 130), 'int32'),
    intentWeights: tf.ones([batch]) as tf.Tensor1D,
  }
  const loss = (...list: tf.Tensor[]) => {
    const at = Object.fromEntries(names.map((name, index) => [name, list[index]!]))
    const vectors = embeddingBag({ table: at.table as tf.Tensor2D, bags, prefix: given.prefix })
    const states = lstmSequence({
      ...(at as unknown as LstmSequenceInputs),
      x: tf.reshape(vectors, [batch, time, width]),
      lengths,
      mask: given.inputMask,
      constantColumns: words,
    })
    const features = taskFeatures({ x: states, lengths, mask: given.taskMask })
    const layer = (x: tf.Tensor, kernel: tf.Tensor, bias: tf.Tensor) =>
      dense({ x: x as tf.Tensor2D, kernel: kernel as tf.Tensor2D, bias: bias as tf.Tensor1D })
    const slotStates = tf.reshape(features.slotStates, [places, 2 * units])
    const slotLoss = softmaxCrossEntropy({
      logits: layer(slotStates, at.slotKernel!, at.slotBias!),
      labels: given.tags,
      weights: given.tagWeights,
    })
    const intentLoss = softmaxCrossEntropy({
      logits: layer(features.intentSummary, at.intentKernel!, at.intentBias!),
      labels: given.intents,
      weights: given.intentWeights,
    })
    return tf.add(slotLoss, intentLoss) as tf.Scalar
  }
  const adam = createAdam({ shapes, maxGradientNorm: 1 })
  const results: number[] = []
  for (let step = 0; step < 3; step++) {
    const { value, grads } = tf.valueAndGrads(loss)(names.map((name) => weights[name]!))
    const gradients = Object.fromEntries(names.map((name, index) => [name, grads[index]!]))
    const norm = adam.update({ weights, gradients, learningRates: 1e-2 })
    results.push((await value.data())[0]!, (await norm.data())[0]!)
    tf.dispose([value, norm, grads])
  }
  for (const weight of Object.values(weights)) for (const v of await weight.data()) results.push(v)
  adam.dispose()
  disposeBags(bags)
  tf.dispose([weights, given, lengths])
  return Float32Array.from(results)
}

it.skipIf(!canShareMemory())('trains on two threads as on one (needs two cores)', async () => {
  await tf.setBackend('wasm')
  const single = await trainSteps()
  expect(hasSecondThread()).toBe(false)

  const address = await shareMemoryOf(file)
  expect(address).not.toBeNull()
  const create = tf.findBackendFactory('wasm')
  tf.removeBackend('wasm')
  setWasmPaths(
    {
      'tfjs-backend-wasm.wasm': address!,
      'tfjs-backend-wasm-simd.wasm': address!,
      'tfjs-backend-wasm-threaded-simd.wasm': address!,
    },
    true,
  )
  tf.registerBackend('wasm', create)
  await tf.setBackend('wasm')
  await trainSteps()
  await expect.poll(hasSecondThread, { timeout: 10_000 }).toBe(true)
  const both = await trainSteps()
  expect(Number.isFinite(both[1])).toBe(true)
  expect(Buffer.from(both.buffer).equals(Buffer.from(single.buffer))).toBe(true)
})

it('leaves a module without a memory, or with one that may grow for ever, alone', () => {
  const header = [0, 97, 115, 109, 1, 0, 0, 0]
  expect(withSharedMemory(Uint8Array.of(...header))).toBeNull()
  expect(withSharedMemory(Uint8Array.of(...header, 5, 3, 1, 0, 1))).toBeNull()
  const limited = Uint8Array.of(...header, 5, 4, 1, 1, 1, 2)
  const shared = withSharedMemory(limited)!
  expect([...shared.slice(-3)]).toEqual([3, 1, 2])
  expect(WebAssembly.validate(shared)).toBe(true)
  expect(limited.at(-3)).toBe(1)
})
