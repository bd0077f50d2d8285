/** Measures contestants in turns, so that whatever else the machine does meets all of them alike. */
import * as tf from '@tensorflow/tfjs-core'
import { allowSecondThread, hasSecondThread } from '@/kernels/wasm-kernels'
import type { Contestant, CreateContestant } from './contestant'
import type { SpeedSize } from './size'

export type Entrant = {
  implementation: 'tf.layers' | 'skillet' | 'skillet reference'
  backend: 'wasm' | 'webgpu' | 'cpu'
  size: SpeedSize
  create: CreateContestant
  /** Threads that our kernels may use; 1 unless told. */
  threads?: 1 | 2
  /** One step without a warm-up, where a step takes seconds. */
  isSlow?: boolean
  /** Warms up at this size, where a step of the measured one takes seconds: the same code in less time. */
  warmUpSize?: SpeedSize
  /** Takes part in so many rounds at most. */
  mostRounds?: number
}

export type SpeedRow = {
  implementation: string
  runtime: string
  backend: string
  adapter: string | null
  threads: number
  units: number
  batch: number
  time: number
  /** Median over the rounds. */
  stepsPerSecond: number
  /** Kernels of TensorFlow.js, theirs and ours, in one step. */
  kernelsPerStep: number
  /** GPU dispatches in one step; null where there is no GPU. */
  dispatchesPerStep: number | null
  /** Until the step has been handed over; on WASM and in plain JavaScript that is the whole step. */
  hostMsPerStep: number
  utteranceMs: number
  /** Bytes of all tensors at the fullest moment of a step. */
  tensorBytes: number
}

export type MeasureOptions = {
  runtime: string
  adapter: string | null
  rounds: number
  /** Each contestant steps for at least this long in each round. */
  roundMs: number
  /** Steps and predictions before anything is measured: shaders and WASM compile in them. */
  warmUps: number
  onProgress?: (text: string) => void
}

/** Measures the entrants in turns; a backend that does not start gives no rows. */
export async function measure(entrants: Entrant[], options: MeasureOptions): Promise<SpeedRow[]> {
  const running: Running[] = []
  for (const entrant of entrants) {
    if (!(await tf.setBackend(entrant.backend))) continue
    options.onProgress?.(`${options.runtime}: ${entrant.implementation} on ${entrant.backend}`)
    const contestant = entrant.create(entrant.size)
    const isAlone = (entrant.threads ?? 1) === 1
    const warmUps = entrant.isSlow ? 0 : options.warmUps
    allowSecondThread(!isAlone)
    const warmed = entrant.warmUpSize ? entrant.create(entrant.warmUpSize) : contestant
    for (let i = 0; i < warmUps; i++) {
      await warmed.step().loss()
      await warmed.predict()
    }
    if (warmed !== contestant) warmed.dispose()
    // Without a shared memory there is nobody to help.
    if (!isAlone && !(await hasHelp())) {
      contestant.dispose()
      continue
    }
    running.push({ entrant, contestant, counts: null, stepMs: [], hostMs: [], utteranceMs: [] })
  }
  for (let round = 0; round < options.rounds; round++) {
    for (const run of running) {
      const { isSlow, mostRounds = options.rounds } = run.entrant
      if (round < (isSlow ? 1 : mostRounds)) await runRound(run, options.roundMs)
    }
  }
  return running.map((run) => {
    run.contestant.dispose()
    return toRow(run, options)
  })
}

/** The second thread starts in the background. */
async function hasHelp(): Promise<boolean> {
  const deadline = performance.now() + 5000
  while (!hasSecondThread() && performance.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return hasSecondThread()
}

type Counts = { kernels: number; dispatches: number; tensorBytes: number }

type Running = {
  entrant: Entrant
  contestant: Contestant
  counts: Counts | null
  stepMs: number[]
  hostMs: number[]
  utteranceMs: number[]
}

async function runRound(run: Running, roundMs: number) {
  await tf.setBackend(run.entrant.backend)
  allowSecondThread(run.entrant.threads === 2)
  const end = performance.now() + roundMs
  do {
    // Counting costs little next to a step, and on a software GPU there is no time for one step more.
    const counter = run.counts ? null : startCounting()
    const start = performance.now()
    const { loss } = run.contestant.step()
    run.hostMs.push(performance.now() - start)
    const value = await loss()
    run.stepMs.push(performance.now() - start)
    if (counter) run.counts = counter.stop()
    if (!Number.isFinite(value)) throw new Error(`${run.entrant.implementation}: loss ${value}`)
  } while (performance.now() < end)
  const half = performance.now() + roundMs / 4
  do {
    const start = performance.now()
    await run.contestant.predict()
    run.utteranceMs.push(performance.now() - start)
  } while (performance.now() < half)
}

/** Counts kernels, dispatches and tensor bytes until it is stopped. */
function startCounting() {
  const counts: Counts = { kernels: 0, dispatches: 0, tensorBytes: 0 }
  const engine = tf.engine()
  const { runKernel } = engine
  engine.runKernel = ((...call: Parameters<typeof runKernel>) => {
    counts.kernels++
    const result = runKernel.apply(engine, call)
    counts.tensorBytes = Math.max(counts.tensorBytes, tf.memory().numBytes)
    return result
  }) as typeof runKernel
  const passes = globalThis.GPUComputePassEncoder?.prototype
  const dispatchWorkgroups = passes?.dispatchWorkgroups
  if (passes && dispatchWorkgroups) {
    passes.dispatchWorkgroups = function (...groups) {
      counts.dispatches++
      return dispatchWorkgroups.apply(this, groups)
    }
  }
  return {
    stop(): Counts {
      engine.runKernel = runKernel
      if (passes && dispatchWorkgroups) passes.dispatchWorkgroups = dispatchWorkgroups
      return counts
    },
  }
}

function toRow(run: Running, { runtime, adapter }: MeasureOptions): SpeedRow {
  const { implementation, backend, size } = run.entrant
  const counts = run.counts!
  return {
    implementation,
    runtime,
    backend,
    adapter: backend === 'webgpu' ? adapter : null,
    threads: run.entrant.threads ?? 1,
    units: size.units,
    batch: size.batch,
    time: size.time,
    stepsPerSecond: 1000 / median(run.stepMs),
    kernelsPerStep: counts.kernels,
    dispatchesPerStep: backend === 'webgpu' ? counts.dispatches : null,
    hostMsPerStep: median(run.hostMs),
    utteranceMs: median(run.utteranceMs),
    tensorBytes: counts.tensorBytes,
  }
}

/** The middle one; of an even number the upper of the two. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]!
}
