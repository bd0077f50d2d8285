/** Two threads give what one gives, to the bit. */
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm'
import { beforeAll, expect, it } from 'vitest'
import { createAdam } from './adam'
import { lstmSequence } from './lstm-sequence'
import { registerKernels } from './register-kernels'
import { canShareMemory, shareMemoryOf, withSharedMemory } from './shared-memory'
import { createNumbers } from './testing'
import { hasSecondThread } from './wasm-kernels'

const file = import.meta.resolve('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm')

beforeAll(registerKernels)

/** Everything that a few training steps of a bi-LSTM leave behind. */
async function trainSteps(): Promise<number[]> {
  const numbers = createNumbers(5)
  const [batch, time, inputSize, units, cells] = [9, 7, 40, 48, 4]
  const shapes = {
    inputKernel: [inputSize, cells * 4 * units],
    recurrentKernel: [cells, units, 4 * units],
    bias: [cells * 4 * units],
  }
  const weights = Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => [
      name,
      tf.tensor(numbers.floats(tf.util.sizeFromShape(shape), 0.4), shape),
    ]),
  )
  const x = tf.tensor3d(numbers.floats(batch * time * inputSize), [batch, time, inputSize])
  const dy = tf.tensor3d(numbers.floats(batch * time * cells * units), [batch, time, cells * units])
  const lengths = tf.tensor1d(numbers.integers(batch, 1, time), 'int32')
  const adam = createAdam({ shapes, maxGradientNorm: 1 })
  const results: number[] = []
  for (let step = 0; step < 3; step++) {
    const [dx, ...grads] = tf.grads((x, inputKernel, recurrentKernel, bias) =>
      lstmSequence({
        x: x as tf.Tensor3D,
        lengths,
        inputKernel: inputKernel as tf.Tensor2D,
        recurrentKernel: recurrentKernel as tf.Tensor3D,
        bias: bias as tf.Tensor1D,
      }),
    )([x, ...Object.values(weights)], dy)
    results.push(...(await dx!.data()))
    const gradients = Object.fromEntries(
      Object.keys(shapes).map((name, index) => [name, grads[index]!]),
    )
    tf.dispose([dx!, adam.update({ weights, gradients, learningRates: 1e-2 }), grads])
  }
  for (const weight of Object.values(weights)) results.push(...(await weight.data()))
  adam.dispose()
  tf.dispose([weights, x, dy, lengths])
  return results
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
  expect(await trainSteps()).toEqual(single)
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
