/**
 * Loads our WASM SIMD module and links it to the memory of TensorFlow.js's own one, so that tensors need no copying.
 *
 * Two modules, one memory: a pointer is a byte offset that means the same to both. Ours has no allocator and no data of
 * its own; it takes what `malloc` of the other gives it. That memory may grow with any allocation, and then every view
 * of it (`new Float32Array(memory.buffer, …)`) is dead: views are made where they are used and not kept. Memory that is
 * shared by threads is never moved, so that helper-thread.ts may keep its own.
 */

import { readFastestKernels } from './fastest-kernels'
import { HELPER_BLOCK_BYTES, startHelper } from './helper-thread'
import { canShareMemory, withSharedMemory } from './shared-memory'

type Pointer = number

/** The exports of assembly/kernels.ts; pointers are byte offsets in the common memory, sizes are counts. */
export type WasmExports = {
  setScratch: (start: Pointer, bytes: number) => void
  lstmForward: (...sizes: number[]) => void
  lstmForwardScratch: (...sizes: number[]) => number
  lstmPackedBytes: (...sizes: number[]) => number
  lstmBackward: (...sizes: number[]) => void
  lstmBackwardScratch: (...sizes: number[]) => number
  addInto: (target: Pointer, source: Pointer, count: number) => void
  denseScratch: (...sizes: number[]) => number
  denseForward: (...sizes: number[]) => void
  denseBackward: (...sizes: number[]) => void
  featuresForward: (...sizes: number[]) => void
  featuresBackward: (...sizes: number[]) => void
  bagForward: (...sizes: number[]) => void
  bagBackward: (...sizes: number[]) => void
  crossEntropyForward: (...sizes: number[]) => void
  crossEntropyBackward: (...sizes: number[]) => void
  sumsOfSquares: (...sizes: number[]) => void
  adamSteps: (...sizes: number[]) => void
}

/** The parts of tfjs-backend-wasm's Emscripten module that we link to. */
export type EmscriptenModule = {
  asm: {
    memory: WebAssembly.Memory
    malloc: (bytes: number) => Pointer
    free: (pointer: Pointer) => void
  }
  tfjs: {
    registerTensor: (id: number, count: number, pointer: Pointer) => void
    disposeData: (id: number) => void
  }
}

/** `shared` is the same code for a memory that threads share; null where there is none. */
export type CompiledKernels = {
  module: WebAssembly.Module
  shared: WebAssembly.Module | null
  hasRelaxedSimd: boolean
}

/** Our module, linked to one backend. */
export type WasmKernels = WasmExports & {
  /** Sees to it that each thread has this much scratch; before the kernels that take some. */
  prepareScratch: (bytes: number) => void
  /**
   * Calls a kernel twice with what may run at the same time: on two threads where there are two and the `work` (about
   * as many multiplications) is worth waking the other one, else in turn.
   */
  callTwice: (
    kernel: ParallelKernel,
    first: number[],
    second: number[],
    options?: { work: number },
  ) => void
  hasSecondThread: () => boolean
  allowSecondThread: (isAllowed: boolean) => void
  /** Lends memory for the time of a call. */
  borrow: <T>(bytes: number, run: (pointer: Pointer) => T) => T
  /** Takes memory until `free`. */
  allocate: (bytes: number) => Pointer
  free: (pointer: Pointer) => void
}

const PARALLEL_KERNELS = [
  'lstmForward',
  'lstmBackward',
  'featuresForward',
  'featuresBackward',
  'denseForward',
  'denseBackward',
  'bagForward',
  'bagBackward',
  'sumsOfSquares',
  'adamSteps',
] as const
type ParallelKernel = (typeof PARALLEL_KERNELS)[number]

/** Compiles the fastest of our modules that this engine accepts: fused multiply-add where relaxed SIMD is known. */
export async function compileKernels(): Promise<CompiledKernels> {
  const { bytes, hasRelaxedSimd } = await readFastestKernels()
  const shared = canShareMemory() ? withSharedMemory(bytes) : null
  return {
    module: await WebAssembly.compile(bytes),
    shared: shared && (await WebAssembly.compile(shared)),
    hasRelaxedSimd,
  }
}

/**
 * Links a compiled module to the memory and the allocator of the backend's module; where that memory is shared, a
 * second thread starts. Scratch grows with the largest call and stays.
 */
export function linkKernels(loaded: CompiledKernels, { asm }: EmscriptenModule): WasmKernels {
  // A module says in its binary whether its memory is shared, and links to no other kind: so there are two, see
  // shared-memory.ts. Which one fits is seen in the memory that TensorFlow.js's module got.
  const { memory } = asm
  const isShared = loaded.shared !== null && !(memory.buffer instanceof ArrayBuffer)
  const module = isShared ? loaded.shared! : loaded.module
  const { exports } = new WebAssembly.Instance(module, { env: { memory, log: Math.log } })
  const kernels = exports as WasmExports
  const allocate = (bytes: number): Pointer => {
    const pointer = asm.malloc(bytes)
    if (pointer === 0) throw new Error(`out of memory: ${bytes} bytes for the WASM kernels`)
    return pointer
  }
  const createScratch = () => ({ pointer: 0, bytes: 0 })
  let isAllowed = true
  // A thread's scratch is a stack (assembly/memory.ts); two threads at work at the same time need one each.
  const own = createScratch()
  const helpers = createScratch()
  const enlarge = (scratch: { pointer: Pointer; bytes: number }, bytes: number): boolean => {
    if (scratch.bytes >= bytes) return false
    // Freed before the new one is taken: the largest call decides how much, not the sum of all sizes there were.
    if (scratch.bytes > 0) asm.free(scratch.pointer)
    scratch.pointer = allocate(bytes)
    scratch.bytes = bytes
    return true
  }
  const helper = isShared
    ? startHelper({
        module,
        memory,
        // Rounded up to a cache line of its own: whoever spins on it does not slow down what lies beside it.
        control: (allocate(HELPER_BLOCK_BYTES + 64) + 63) & ~63,
        names: [...PARALLEL_KERNELS],
      })
    : null
  return {
    ...kernels,
    prepareScratch(bytes) {
      // The helper is idle between calls, so that its scratch may be moved; it is told of the place with each call.
      if (enlarge(own, bytes)) kernels.setScratch(own.pointer, own.bytes)
      if (helper?.isReady()) enlarge(helpers, own.bytes)
    },
    // The second call is on offer while this thread does the first. If the helper has not taken it by then, it is taken
    // back and done here: a helper that sleeps, or has no core, costs nothing but the offer.
    callTwice(kernel, first, second, { work } = { work: Number.POSITIVE_INFINITY }) {
      const isWorthIt = isAllowed && work >= LEAST_SHARED_WORK
      const isHelped = isWorthIt && helper?.isReady() && helpers.bytes === own.bytes
      if (isHelped) helper?.offer(kernel, second, helpers)
      kernels[kernel](...first)
      if (isHelped && helper?.takeBackOrWait() === 'done') return
      kernels[kernel](...second)
    },
    hasSecondThread: () => helper?.isReady() ?? false,
    allowSecondThread: (allowed) => {
      isAllowed = allowed
    },
    allocate,
    free: asm.free,
    borrow(bytes, run) {
      const pointer = allocate(bytes)
      try {
        return run(pointer)
      } finally {
        asm.free(pointer)
      }
    },
  }
}

/** Multiplications in about 0.2 ms: several times what it takes to wake a thread that sleeps. */
const LEAST_SHARED_WORK = 1 << 22
