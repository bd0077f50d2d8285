/** Looks for a GPU that our shaders run on, and says in words why there is none. */

export type FoundAdapter = { kind: 'ready'; adapter: string } | { kind: 'no'; text: string }

/**
 * What WebGPU guarantees and our shaders and buffers rely on. Adapters of a compatibility mode offer less, and a shader
 * that does not fit would only fail once training has begun.
 */
const NEEDED = [
  ['maxComputeInvocationsPerWorkgroup', 256, 'invocations a workgroup'],
  ['maxComputeWorkgroupSizeX', 256, 'invocations in a row'],
  ['maxComputeWorkgroupStorageSize', 16_384, 'bytes of workgroup memory'],
  ['maxComputeWorkgroupsPerDimension', 65_535, 'workgroups in a row'],
  ['maxStorageBuffersPerShaderStage', 8, 'storage buffers a shader'],
  ['maxStorageBufferBindingSize', 134_217_728, 'bytes of storage a buffer'],
  ['maxBufferSize', 268_435_456, 'bytes a buffer'],
] as const satisfies readonly (readonly [keyof GPUSupportedLimits, number, string])[]

/** Adapters that draw on the processor: slower than WASM on the same machine. */
const SOFTWARE = /swiftshader|llvmpipe|lavapipe|software|basic render/i

/** The adapter that the backend will get; one that draws on the processor counts only where it `isWanted`. */
export async function findAdapter(
  gpu: Pick<GPU, 'requestAdapter'> | undefined,
  isWanted: boolean,
): Promise<FoundAdapter> {
  if (!gpu) return { kind: 'no', text: 'this browser has no WebGPU' }
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' })
  if (!adapter) return { kind: 'no', text: 'the browser found no GPU' }
  const words = describeAdapter(adapter)
  const isSoftware = adapter.info.isFallbackAdapter || SOFTWARE.test(words)
  if (isSoftware && !isWanted) {
    return { kind: 'no', text: `${words} is a software adapter, no GPU` }
  }
  const lacking = NEEDED.filter(([limit, needed]) => (adapter.limits[limit] ?? 0) < needed)
  if (lacking.length > 0) {
    const parts = lacking.map(
      ([limit, needed, what]) => `${adapter.limits[limit] ?? 0} ${what} where ${needed} are needed`,
    )
    return { kind: 'no', text: `${words} allows too little: ${parts.join(', ')}` }
  }
  return { kind: 'ready', adapter: isSoftware ? `${words} (software)` : words }
}

function describeAdapter({ info }: GPUAdapter): string {
  const words = [info.vendor, info.architecture, info.description].filter(Boolean)
  return [...new Set(words)].join(' ') || 'unnamed GPU'
}
