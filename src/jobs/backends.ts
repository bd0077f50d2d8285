/** Chooses where the work runs: WebGPU, WebAssembly or plain JavaScript, and says why. */
import * as tf from '@tensorflow/tfjs-core'
import { paceText } from '@/evaluation/pace-text'
import { registerPlainKernels } from '@/kernels/register-kernels'
import { shareMemoryOf } from '@/kernels/shared-memory'
import { registerWasmKernels } from '@/kernels/wasm-kernels'
import { findAdapter } from './find-adapter'
import { checkGradients } from './gradient-check'
import {
  BACKENDS,
  type BackendName,
  type BackendReport,
  type Failure,
  type MeasuredPaces,
  type Pace,
} from './job'
import { JobFailure } from './job-failure'
import { measurePace } from './pace'

export type Backends = {
  /** Makes the best allowed backend current; the same choice is not made twice. Throws a `JobFailure`. */
  start: (options: {
    wanted: BackendName | 'auto'
    avoid: BackendName[]
    /** What was measured earlier; measured anew where it is of another machine. */
    measured?: MeasuredPaces | null
  }) => Promise<BackendReport>
  /** Measures all that this machine has but plain JavaScript; what is current afterwards is open. */
  measureAll: () => Promise<MeasuredPaces>
  /** Resolves when the GPU in use is lost; else never. */
  lost: () => Promise<Failure>
}

/** Loads a backend's code and makes it known; `null` when it is there, else why it can't be. */
export type LoadBackend = (name: BackendName, isWanted: boolean) => Promise<Loaded>

type Loaded = { kind: 'ready'; adapter: string | null } | { kind: 'no'; text: string }

/** The backends of this thread. */
export function createBackends(
  load: LoadBackend = loadBackend,
  measure: (backend: BackendName, options?: { threads?: 1 | 2 }) => Promise<Pace> = measurePace,
): Backends {
  let current: { key: string; report: BackendReport } | null = null
  let sayLost: (failure: Failure) => void = () => {}
  const lost = new Promise<Failure>((resolve) => {
    sayLost = resolve
  })
  async function attempt(name: BackendName, isWanted: boolean): Promise<Loaded> {
    try {
      const loaded = await load(name, isWanted)
      if (loaded.kind === 'no') return loaded
      if (!(await tf.setBackend(name))) return { kind: 'no', text: 'it did not start' }
      if (name === 'cpu') return loaded
      const check = await checkGradients(name)
      if (!check.isRight) {
        return {
          kind: 'no',
          text: `its gradients are wrong (${check.worstWeight} is ${(100 * check.distance).toPrecision(2)}% off)`,
        }
      }
      if (name === 'webgpu') watchDevice(sayLost)
      return loaded
    } catch (error) {
      return { kind: 'no', text: `it failed: ${error instanceof Error ? error.message : error}` }
    }
  }

  let isPrepared = false

  /** Holds the GPU, which is current, against WASM; makes the faster one current. Null where one can't be measured. */
  async function fasterOfTwo(
    adapter: string | null,
    before: BackendReport['reasons'],
    known: MeasuredPaces | null,
  ): Promise<BackendReport | null> {
    const machine = machineOf(adapter)
    const rival = await attempt('wasm', false)
    let paces: Pace[] = known?.machine === machine ? known.paces : []
    try {
      if (rival.kind === 'no') return null
      if (!(['webgpu', 'wasm'] as const).every((name) => paceOf(paces, name) > 0)) {
        paces = []
        for (const name of ['webgpu', 'wasm'] as const) {
          await tf.setBackend(name)
          paces.push(await measure(name))
        }
      }
      const [gpu, processor] = [paceOf(paces, 'webgpu'), paceOf(paces, 'wasm')]
      const backend = gpu >= processor ? 'webgpu' : 'wasm'
      const reasonOf = (name: 'webgpu' | 'wasm') => ({
        backend: name,
        isChosen: name === backend,
        text: `${name === backend ? 'the fastest here: ' : ''}${paceText(paceOf(paces, name))}`,
      })
      await tf.setBackend(backend)
      return {
        backend,
        adapter: backend === 'webgpu' ? adapter : null,
        reasons: [...before, reasonOf('webgpu'), reasonOf('wasm')],
        measured: { machine, adapter, paces },
      }
    } catch {
      return null
    } finally {
      if (rival.kind === 'no' || paces.length < 2) await tf.setBackend('webgpu')
    }
  }

  return {
    lost: () => lost,
    async measureAll() {
      if (!isPrepared) registerPlainKernels()
      isPrepared = true
      current = null
      const paces: Pace[] = []
      let adapter: string | null = null
      for (const name of ['webgpu', 'wasm'] as const) {
        const loaded = await attempt(name, false)
        if (loaded.kind === 'no') continue
        adapter ??= loaded.adapter
        const pace = await measure(name)
        paces.push(pace)
        // What the second thread is worth.
        if (pace.threads === 2) paces.push(await measure(name, { threads: 1 }))
      }
      return { machine: machineOf(adapter), adapter, paces }
    },
    async start({ wanted, avoid, measured }) {
      const key = JSON.stringify([wanted, avoid])
      if (current?.key === key) return current.report
      if (!isPrepared) registerPlainKernels()
      isPrepared = true
      const order =
        wanted === 'auto' ? BACKENDS : [wanted, ...BACKENDS.filter((name) => name !== wanted)]
      const reasons: BackendReport['reasons'] = []
      for (const name of order) {
        if (avoid.includes(name)) {
          reasons.push({ backend: name, isChosen: false, text: 'failed before in this run' })
          continue
        }
        const loaded = await attempt(name, name === wanted)
        if (loaded.kind === 'no') {
          reasons.push({ backend: name, isChosen: false, text: loaded.text })
          continue
        }
        // A GPU may well be slower than the processor beside it: only measuring tells.
        if (wanted === 'auto' && name === 'webgpu' && !avoid.includes('wasm')) {
          const report = await fasterOfTwo(loaded.adapter, reasons, measured ?? null)
          if (report) {
            current = { key, report }
            return report
          }
        }
        const text = name === wanted ? 'chosen by you' : CHOSEN[name]
        reasons.push({ backend: name, isChosen: true, text })
        current = { key, report: { backend: name, adapter: loaded.adapter, reasons } }
        return current.report
      }
      throw new JobFailure({
        reason: 'no-backend',
        message: `No way to calculate works in this browser. ${reasons.map(({ backend, text }) => `${backend}: ${text}`).join('; ')}.`,
        remedy: 'Use a current version of Chrome, Edge, Firefox or Safari.',
      })
    },
  }
}

/** Changes with the kernels and with what a step is: what was measured of others says nothing. */
const PACE_VERSION = 2

/** What a measurement holds for. */
function machineOf(adapter: string | null): string {
  return [`v${PACE_VERSION}`, adapter ?? 'no GPU', globalThis.navigator?.userAgent ?? ''].join(
    ' / ',
  )
}

function paceOf(paces: readonly Pace[], backend: BackendName): number {
  return Math.max(
    0,
    ...paces.filter((one) => one.backend === backend).map((one) => one.stepsPerSecond),
  )
}

const CHOSEN: Record<BackendName, string> = {
  webgpu: 'a GPU is there and its gradients are right',
  wasm: 'the fastest without a GPU',
  cpu: 'works everywhere, slowly',
}

async function loadBackend(name: BackendName, isWanted: boolean): Promise<Loaded> {
  if (name === 'cpu') {
    await import('@tensorflow/tfjs-backend-cpu')
    return { kind: 'ready', adapter: null }
  }
  if (name === 'wasm') {
    const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm')
    // Before TensorFlow.js tries: where nothing can be compiled, it says so in the console, too.
    await registerWasmKernels()
    const simd = await import('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url')
    // The minified threaded build does not start under cross-origin isolation.
    tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false)
    setWasmPaths({
      // Our kernels need SIMD, so that the build without it is of no use.
      'tfjs-backend-wasm.wasm': simd.default,
      // With memory that a second thread can use, where the page is cross-origin isolated.
      'tfjs-backend-wasm-simd.wasm': (await shareMemoryOf(simd.default)) ?? simd.default,
      'tfjs-backend-wasm-threaded-simd.wasm': simd.default,
    })
    return { kind: 'ready', adapter: null }
  }
  const found = await findAdapter(globalThis.navigator?.gpu, isWanted)
  if (found.kind === 'ready') await import('./webgpu-backend')
  return found
}

function watchDevice(sayLost: (failure: Failure) => void): void {
  const backend = tf.findBackend('webgpu') as { device?: GPUDevice } | null
  void backend?.device?.lost.then((info) =>
    sayLost({
      kind: 'failed',
      reason: 'device-lost',
      message: `The GPU was lost${info.message ? ` (${info.message})` : ''}.`,
      remedy: 'Training goes on with the next backend.',
    }),
  )
}
