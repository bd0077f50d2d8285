/** Offers the kernel checks to the browser test, as `window.checkKernels(backend)` and `window.countSteps()`. */
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm'
import '@tensorflow/tfjs-backend-webgpu'
import plainWasm from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url'
import simdWasm from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url'
import { registerKernels } from '@/kernels/register-kernels'
import { checkAll, type KernelCheck } from './check-kernels'
import { countSteps, type StepCounts } from './count-step'

declare global {
  interface Window {
    checkKernels?: (backend: string) => Promise<KernelCheck[] | null>
    countSteps?: () => Promise<StepCounts[] | null>
  }
}

setWasmPaths({
  'tfjs-backend-wasm.wasm': plainWasm,
  'tfjs-backend-wasm-simd.wasm': simdWasm,
  'tfjs-backend-wasm-threaded-simd.wasm': simdWasm,
})
tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false)
await registerKernels()

/** Null when this browser has no such backend. */
window.checkKernels = async (backend) => {
  if (backend === 'webgpu' && !(await navigator.gpu?.requestAdapter())) return null
  return (await tf.setBackend(backend)) ? checkAll(backend) : null
}

window.countSteps = async () => {
  if (!(await navigator.gpu?.requestAdapter())) return null
  return (await tf.setBackend('webgpu')) ? countSteps() : null
}
