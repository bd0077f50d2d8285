/** TensorFlow.js in Node: our kernels on the fastest backend that this machine has. */
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { registerKernels } from '@/kernels/register-kernels'

/** Registers the kernels and returns the name of the backend in use. Call once, before any tensor. */
export async function startBackend(): Promise<string> {
  await registerKernels()
  await tf.setBackend('cpu')
  await tf.ready()
  return tf.getBackend()
}
