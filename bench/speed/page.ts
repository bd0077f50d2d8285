/** The browser's side of the bench: measures what it is asked to, as `window.measureSpeed(request)`. */
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm'
import '@tensorflow/tfjs-backend-webgpu'
import plainWasm from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url'
import simdWasm from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url'
import { registerKernels } from '@/kernels/register-kernels'
import { shareMemoryOf } from '@/kernels/shared-memory'
import { entrantsOf } from './entrants'
import { type Entrant, type MeasureOptions, measure, type SpeedRow } from './measure'
import type { SpeedSize } from './size'

export type SpeedRequest = {
  entrants: { backend: Entrant['backend']; size: SpeedSize; implementations: string[] }[]
  options: Omit<MeasureOptions, 'adapter' | 'onProgress'>
}

declare global {
  interface Window {
    measureSpeed?: (request: SpeedRequest) => Promise<SpeedRow[]>
    adapterName?: () => Promise<string | null>
  }
}

setWasmPaths({
  'tfjs-backend-wasm.wasm': plainWasm,
  'tfjs-backend-wasm-simd.wasm': (await shareMemoryOf(simdWasm)) ?? simdWasm,
  'tfjs-backend-wasm-threaded-simd.wasm': simdWasm,
})
tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false)
await registerKernels()

window.adapterName = async () => {
  const adapter = await navigator.gpu?.requestAdapter()
  if (!adapter) return null
  const { vendor, architecture } = adapter.info
  return `${vendor} ${architecture}`.trim()
}

window.measureSpeed = async ({ entrants, options }) => {
  const chosen = entrants.flatMap(({ backend, size, implementations }) =>
    entrantsOf(backend, size).filter(({ implementation }) =>
      implementations.includes(implementation),
    ),
  )
  return measure(chosen, { ...options, adapter: await window.adapterName!() })
}
