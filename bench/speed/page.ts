/** The browser's side of the bench: measures what it is asked to, as functions of `window`. */
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm'
import '@tensorflow/tfjs-backend-webgpu'
import plainWasm from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url'
import simdWasm from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url'
import type { BackendName, Pace } from '@/jobs/job'
import { createPaceTask, measurePace } from '@/jobs/pace'
import { registerKernels } from '@/kernels/register-kernels'
import { shareMemoryOf } from '@/kernels/shared-memory'
import { entrantsOf } from './entrants'
import { type Entrant, type MeasureOptions, measure, type SpeedRow } from './measure'
import { createOurContestant } from './our-contestant'
import { profileStep, type StepProfile } from './profile'
import { type SpeedSize, STANDARD } from './size'

export type SpeedRequest = {
  entrants: { backend: Entrant['backend']; size: SpeedSize; implementations: string[] }[]
  options: Omit<MeasureOptions, 'adapter' | 'onProgress'>
}

declare global {
  interface Window {
    measureSpeed?: (request: SpeedRequest) => Promise<SpeedRow[]>
    adapterName?: () => Promise<string | null>
    /** Dispatch by dispatch, the bench's step at a size or, without one, that of the network that ships. */
    profileGpu?: (size: SpeedSize | null, warmUps?: number) => Promise<StepProfile | string>
    /** Steps a second of the network that ships, by how many steps lie between two reads of the losses. */
    measureReads?: (options: {
      every: number[]
      size?: number
      time?: number
      seconds: number
      warmUps?: number
    }) => Promise<Record<number, number>>
    /** What *Measure this machine* shows. */
    measurePaces?: () => Promise<Pace[]>
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

window.profileGpu = async (size, warmUps = 20) => {
  await tf.setBackend('webgpu')
  const contestant = size && createOurContestant(size)
  const task = size ? null : createPaceTask()
  const step = async () => {
    await (contestant ? contestant.step().loss() : task!.learn(1))
  }
  for (let warmUp = 0; warmUp < warmUps; warmUp++) await step()
  const profile = await profileStep(step)
  contestant?.dispose()
  task?.dispose()
  return profile
}

window.measureReads = async (options) => {
  const { every, size = STANDARD.batch, time = STANDARD.time, seconds, warmUps = 20 } = options
  await tf.setBackend('webgpu')
  const task = createPaceTask({ size, time })
  const rates: Record<number, number> = {}
  for (let warmUp = 0; warmUp < warmUps; warmUp++) await task.learn(1)
  for (const steps of every) {
    const start = performance.now()
    let done = 0
    do {
      await task.learn(steps)
      done += steps
    } while (performance.now() - start < 1000 * seconds)
    rates[steps] = (1000 * done) / (performance.now() - start)
  }
  task.dispose()
  return rates
}

window.measurePaces = async () => {
  const paces: Pace[] = []
  const ways: [BackendName, 1 | 2][] = [
    ['webgpu', 1],
    ['wasm', 2],
    ['wasm', 1],
  ]
  for (const [backend, threads] of ways) {
    await tf.setBackend(backend)
    paces.push(await measurePace(backend, { threads, budgetMs: 500 }))
  }
  return paces
}
