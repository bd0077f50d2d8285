/** TensorFlow.js in Node: our kernels on the fastest backend that Node has. */
import { setFlagsFromString } from 'node:v8'
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm'
import { registerKernels } from '@/kernels/register-kernels'
import { shareMemoryOf } from '@/kernels/shared-memory'

/**
 * Registers the kernels and returns the name of the backend in use. Call once, before any tensor. A second thread
 * helps where there is a second core, unless `threads` is 1; the results are the same.
 */
export async function startBackend({ threads = 2 } = {}): Promise<string> {
  // Fused multiply-add in WASM; on by default from Node 22, a third faster where it is not (measured).
  if (Number.parseInt(process.versions.node, 10) < 22) {
    setFlagsFromString('--experimental-wasm-relaxed-simd')
  }
  await registerKernels()
  if (threads > 1) await shareWasmMemory()
  if (!(await tf.setBackend('wasm'))) await tf.setBackend('cpu')
  await tf.ready()
  return tf.getBackend()
}

async function shareWasmMemory(): Promise<void> {
  const binary = '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm'
  const shared = await shareMemoryOf(import.meta.resolve(binary))
  if (!shared) return
  const paths = {
    'tfjs-backend-wasm.wasm': shared,
    'tfjs-backend-wasm-simd.wasm': shared,
    'tfjs-backend-wasm-threaded-simd.wasm': shared,
  }
  setWasmPaths(paths, true)
}
