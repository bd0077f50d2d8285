/** Our WASM kernels as bytes: with fused multiply-add where the engine has relaxed SIMD. */
import { readBytes } from './read-bytes'

/** The fastest of our modules that this engine accepts. */
export async function readFastestKernels(): Promise<{
  bytes: Uint8Array<ArrayBuffer>
  hasRelaxedSimd: boolean
}> {
  const relaxed = new URL('./kernels-relaxed.wasm', import.meta.url)
  const plain = new URL('./kernels.wasm', import.meta.url)
  enableRelaxedSimdInNode()
  const hasRelaxedSimd = WebAssembly.validate(RELAXED_SIMD_PROBE)
  return { bytes: await readBytes(hasRelaxedSimd ? relaxed : plain), hasRelaxedSimd }
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
