/** The WASM SIMD kernels in a memory of their own. */
import { KERNELS_WASM } from './kernels-wasm'

type Pointer = number

/** The exports of `kernels/assembly/runtime.ts`; pointers are byte offsets, sizes are counts. */
export type RuntimeKernels = {
  setScratch: (start: Pointer, bytes: number) => void
  bagForward: (...sizes: number[]) => void
  lstmForward: (direction: number, call: Pointer) => void
  lstmForwardScratch: (batch: number, time: number, inputs: number, units: number) => number
  lstmPackedBytes: (rows: number, units: number, cells: number) => number
  featuresForward: (...sizes: number[]) => void
  denseForward: (...sizes: number[]) => void
  denseScratch: (rows: number, inputs: number, outputs: number) => number
}

/** Memory that is taken once and never given back: a model's weights, and room to work. */
export type RuntimeMemory = {
  kernels: RuntimeKernels
  /** Takes bytes; views of before are stale afterwards. */
  take: (bytes: number) => Pointer
  /** Puts numbers into new memory. */
  place: (values: Float32Array) => Pointer
  floats: (pointer: Pointer, count: number) => Float32Array
  integers: (pointer: Pointer, count: number) => Int32Array
  /** What there is of it now. */
  buffer: () => ArrayBuffer
}

const PAGE_BYTES = 65_536
/** The module is compiled for memories that can grow to 4 GB. */
const MOST_PAGES = 65_536

/**
 * Starts the kernels, those that are built in or others with the same exports; null where the engine does not take
 * them (no WASM SIMD) or the page's policy forbids WASM.
 */
export async function startKernels(
  others?: Uint8Array<ArrayBuffer>,
): Promise<RuntimeMemory | null> {
  if (typeof WebAssembly === 'undefined') return null
  try {
    const memory = new WebAssembly.Memory({ initial: 1, maximum: MOST_PAGES })
    const { instance } = await WebAssembly.instantiate(others ?? fromBase64(KERNELS_WASM), {
      env: { memory, log: Math.log },
    })
    return createMemory(instance.exports as RuntimeKernels, memory)
  } catch (error) {
    if (error instanceof WebAssembly.CompileError || error instanceof WebAssembly.LinkError) {
      return null
    }
    throw error
  }
}

function createMemory(kernels: RuntimeKernels, memory: WebAssembly.Memory): RuntimeMemory {
  // Address 0 means "nothing" to the kernels.
  let top = 64
  function take(bytes: number): Pointer {
    const pointer = top
    top = (top + bytes + 63) & ~63
    const missing = Math.ceil((top - memory.buffer.byteLength) / PAGE_BYTES)
    if (missing > 0) memory.grow(missing)
    return pointer
  }
  const floats = (pointer: Pointer, count: number) =>
    new Float32Array(memory.buffer, pointer, count)
  return {
    kernels,
    take,
    floats,
    integers: (pointer, count) => new Int32Array(memory.buffer, pointer, count),
    buffer: () => memory.buffer,
    place(values) {
      const pointer = take(4 * values.length)
      floats(pointer, values.length).set(values)
      return pointer
    },
  }
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
}
