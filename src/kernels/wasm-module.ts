/** Loads our WASM SIMD module and links it to the memory of TensorFlow.js's own one, so that tensors need no copying. */

type Pointer = number

/** The exports of assembly/kernels.ts; pointers are byte offsets in the shared memory, sizes are counts. */
export type WasmKernels = {
  lstmForward: (...sizes: number[]) => void
  lstmBackward: (...sizes: number[]) => void
  denseForward: (...sizes: number[]) => void
  denseBackward: (...sizes: number[]) => void
  summaryForward: (...sizes: number[]) => void
  summaryBackward: (...sizes: number[]) => void
  bagForward: (...sizes: number[]) => void
  bagBackward: (...sizes: number[]) => void
  crossEntropyForward: (...sizes: number[]) => void
  crossEntropyBackward: (...sizes: number[]) => void
  sumOfSquares: (values: Pointer, count: number) => number
  adamStep: (...sizes: number[]) => void
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

export type CompiledKernels = { module: WebAssembly.Module; hasRelaxedSimd: boolean }

/** Compiles the fastest of our modules that this engine accepts: fused multiply-add where relaxed SIMD is known. */
export async function compileKernels(): Promise<CompiledKernels> {
  const relaxed = new URL('./kernels-relaxed.wasm', import.meta.url)
  const plain = new URL('./kernels.wasm', import.meta.url)
  enableRelaxedSimdInNode()
  const hasRelaxedSimd = WebAssembly.validate(RELAXED_SIMD_PROBE)
  const module = await WebAssembly.compile(await readBytes(hasRelaxedSimd ? relaxed : plain))
  return { module, hasRelaxedSimd }
}

/** Links a compiled module to the memory and the allocator of the backend's module. */
export function linkKernels({ module }: CompiledKernels, { asm }: EmscriptenModule): WasmKernels {
  const { memory, malloc, free } = asm
  const instance = new WebAssembly.Instance(module, {
    env: { memory, malloc, free, log: Math.log },
  })
  return instance.exports as WasmKernels
}

/** The smallest module with a relaxed_madd in it: (func (param v128) (result v128) … f32x4.relaxed_madd). */
const RELAXED_SIMD_PROBE = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0],
  ...[1, 6, 1, 96, 1, 123, 1, 123],
  ...[3, 2, 1, 0],
  ...[10, 13, 1, 11, 0, 32, 0, 32, 0, 32, 0, 253, 133, 2, 11],
)

/** Node 20 knows relaxed SIMD behind a flag that can still be set now; newer ones and browsers need none. */
function enableRelaxedSimdInNode() {
  if (typeof process === 'undefined' || !process.versions?.node) return
  process.getBuiltinModule('node:v8').setFlagsFromString('--experimental-wasm-relaxed-simd')
}

async function readBytes(url: URL): Promise<BufferSource> {
  if (url.protocol === 'file:') {
    // Node's fetch reads no files, and an import of node:fs would break the browser's bundle.
    return process.getBuiltinModule('node:fs').readFileSync(url) as BufferSource
  }
  const response = await fetch(url)
  if (!response.ok) throw new Error(`${url.pathname}: HTTP ${response.status}`)
  return response.arrayBuffer()
}
