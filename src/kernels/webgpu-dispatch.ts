/** Records our own compute shaders into the command stream of tfjs-backend-webgpu: several outputs, in-place updates, cached uniforms. */
import type * as tf from '@tensorflow/tfjs-core'

/** The members of tfjs-backend-webgpu 4.22 (its last release) that we rely on. */
export type WebgpuBackend = {
  device: GPUDevice
  tensorMap: {
    get: (dataId: object) => { resource: GPUBuffer | null; values: unknown; dtype: tf.DataType }
  }
  bufferManager: {
    acquireBuffer: (size: number, usage: number) => GPUBuffer
    releaseBuffer: (buffer: GPUBuffer, reuse?: boolean) => void
    /** By size and usage; the last one is handed out next. */
    freeBuffers: Map<string, GPUBuffer[]>
  }
  commandQueueOwnedIds: WeakSet<object>
  computePassEncoder: GPUComputePassEncoder | null
  commandEncoder: GPUCommandEncoder | null
  dispatchCountInPass: number
  makeTensorInfo: (shape: number[], dtype: 'float32', values?: Float32Array) => tf.TensorInfo
  uploadToGPU: (dataId: object) => void
  ensureCommandEncoderReady: () => void
  endComputePassEncoder: () => void
  submitQueue: () => void
}

/** A compute shader. Binding 0 is its uniform block, then the tensors in the order of `dispatch`. */
export type Shader = {
  name: string
  code: string
  /** Of each tensor, whether the shader only reads it or also writes it. */
  access: ('read' | 'write')[]
}

export type Dispatch = {
  tensors: tf.TensorInfo[]
  /** 32-bit words of the uniform block; integers go in as they are, floats through `floatBits`. */
  uniforms: number[]
  workgroups: [number, number, number]
}

type DeviceCache = {
  pipelines: Map<string, { pipeline: GPUComputePipeline; layout: GPUBindGroupLayout }>
  /** Least recently used first. */
  uniforms: Map<string, { buffer: GPUBuffer; usedAt: number }>
  /** So far. */
  dispatches: number
  /**
   * By the shader and the numbers of its buffers: TensorFlow.js uses buffers again, so the same ones come together.
   * Least recently used first.
   */
  bindGroups: Map<string, GPUBindGroup>
}

/**
 * A step of training has 26 uniform blocks and bindings for each length of its utterances, of which a skill has some
 * twenty. Beyond so many, those that were not used for longest are written anew or dropped.
 */
const UNIFORM_CACHE_SIZE = 2_048
const BIND_GROUP_CACHE_SIZE = 4_096
/** What TensorFlow.js's own buffers are for, so that they are shared: GPUBufferUsage.STORAGE, COPY_SRC and COPY_DST. */
const TENSOR_USAGE = 0x80 | 0x4 | 0x8
/**
 * Work is handed to the GPU while more is recorded, and each time costs it some. A training step, of some 25, hands
 * itself over at its end: what it used is free for the next one then, which so finds the same buffers and bindings.
 */
const DISPATCHES_PER_SUBMIT = 120

const caches = new WeakMap<GPUDevice, DeviceCache>()

/** Records one shader; tensors that live on the host are uploaded first. Written tensors forget their copy on the host. */
export function dispatch(backend: WebgpuBackend, shader: Shader, call: Dispatch) {
  const { device } = backend
  const cache = cacheOf(backend)
  const { pipeline, layout } = pipelineOf(device, cache, shader)
  for (const tensor of call.tensors) upload(backend, tensor.dataId)
  const buffers = [uniformBuffer(device, cache, call.uniforms)]
  for (const [index, tensor] of call.tensors.entries()) {
    const stored = backend.tensorMap.get(tensor.dataId)
    buffers.push(stored.resource!)
    backend.commandQueueOwnedIds.add(tensor.dataId)
    if (shader.access[index] === 'write') stored.values = null
  }
  backend.ensureCommandEncoderReady()
  backend.computePassEncoder ??= backend.commandEncoder!.beginComputePass()
  backend.computePassEncoder.setPipeline(pipeline)
  backend.computePassEncoder.setBindGroup(0, bindGroupOf(device, cache, shader, layout, buffers))
  backend.computePassEncoder.dispatchWorkgroups(...call.workgroups)
  backend.dispatchCountInPass++
  if (backend.dispatchCountInPass >= DISPATCHES_PER_SUBMIT) submit(backend)
}

/** Hands what is recorded to the GPU. */
export function submit(backend: WebgpuBackend) {
  if (!backend.commandEncoder) return
  backend.endComputePassEncoder()
  backend.submitQueue()
}

/**
 * Gives a tensor its buffer. TensorFlow.js makes a mapped buffer for each such copy, ends the pass for it and destroys
 * it: a dozen allocations a step, for which a real GPU waited ten times longer than it calculated. The queue's own
 * writes come from memory that is there already. They take effect before what is recorded and not yet submitted; a
 * buffer that such work uses is not handed out again until it is.
 */
function upload(backend: WebgpuBackend, dataId: object) {
  const data = backend.tensorMap.get(dataId)
  if (data.resource) return
  const { values } = data
  if (!ArrayBuffer.isView(values) && !Array.isArray(values)) {
    backend.uploadToGPU(dataId)
    return
  }
  const Numbers = data.dtype === 'float32' ? Float32Array : Int32Array
  const numbers = values instanceof Numbers ? values : Numbers.from(values as ArrayLike<number>)
  const buffer = backend.bufferManager.acquireBuffer(numbers.byteLength, TENSOR_USAGE)
  backend.device.queue.writeBuffer(buffer, 0, numbers as Float32Array<ArrayBuffer>)
  data.values = null
  data.resource = buffer
}

const floatView = new Float32Array(1)
const bitsView = new Uint32Array(floatView.buffer)

/** The bits of a float as a word for `uniforms`. */
export function floatBits(value: number): number {
  floatView[0] = value
  return bitsView[0]!
}

function cacheOf({ device, bufferManager }: WebgpuBackend): DeviceCache {
  let cache = caches.get(device)
  if (!cache) {
    cache = {
      pipelines: new Map(),
      uniforms: new Map(),
      dispatches: 0,
      bindGroups: new Map(),
    }
    caches.set(device, cache)
    handOutInOrder(bufferManager)
  }
  return cache
}

function pipelineOf(device: GPUDevice, cache: DeviceCache, { name, code, access }: Shader) {
  const known = cache.pipelines.get(name)
  if (known) return known
  const visibility = 4 // GPUShaderStage.COMPUTE, a global that workers of old browsers lack
  // An explicit layout: the automatic one leaves out what a shader does not mention.
  const layout = device.createBindGroupLayout({
    entries: [
      { binding: 0, visibility, buffer: { type: 'uniform' } },
      ...access.map((kind, index): GPUBindGroupLayoutEntry => {
        const type = kind === 'read' ? 'read-only-storage' : 'storage'
        return { binding: index + 1, visibility, buffer: { type } }
      }),
    ],
  })
  const pipeline = device.createComputePipeline({
    label: name,
    layout: device.createPipelineLayout({ bindGroupLayouts: [layout] }),
    compute: { module: device.createShaderModule({ label: name, code }), entryPoint: 'main' },
  })
  const made = { pipeline, layout }
  cache.pipelines.set(name, made)
  return made
}

function bindGroupOf(
  device: GPUDevice,
  { bindGroups }: DeviceCache,
  shader: Shader,
  layout: GPUBindGroupLayout,
  buffers: GPUBuffer[],
): GPUBindGroup {
  let key = shader.name
  for (const buffer of buffers) key += ` ${numberOf(buffer)}`
  const known = bindGroups.get(key)
  if (known) {
    bindGroups.delete(key)
    bindGroups.set(key, known)
    return known
  }
  dropOldest(bindGroups, BIND_GROUP_CACHE_SIZE)
  const entries = buffers.map((buffer, binding) => ({ binding, resource: { buffer } }))
  const bindGroup = device.createBindGroup({ layout, entries })
  bindGroups.set(key, bindGroup)
  return bindGroup
}

const bufferNumbers = new WeakMap<GPUBuffer, number>()
let bufferCount = 0

function numberOf(buffer: GPUBuffer): number {
  let number = bufferNumbers.get(buffer)
  if (number === undefined) {
    number = bufferCount++
    bufferNumbers.set(buffer, number)
  }
  return number
}

/**
 * Of the buffers that are free, has the one with the lowest number handed out, not the one that was released last: so a
 * step that has been before gets the same ones, and finds its bindings.
 */
function handOutInOrder(manager: WebgpuBackend['bufferManager']) {
  const { releaseBuffer, freeBuffers } = manager
  manager.releaseBuffer = (buffer, reuse = true) => {
    const { size, usage } = buffer
    releaseBuffer.call(manager, buffer, reuse)
    const free = freeBuffers.get(`${size}_${usage}`)
    if (!reuse || free?.at(-1) !== buffer) return
    const number = numberOf(buffer)
    let at = free.length - 1
    for (; at > 0 && numberOf(free[at - 1]!) < number; at -= 1) free[at] = free[at - 1]!
    free[at] = buffer
  }
}

/** Makes room in a cache. What it drops is not destroyed: recorded work may still use it; the browser frees it later. */
function dropOldest(cache: Map<string, unknown>, size: number) {
  if (cache.size >= size) cache.delete(cache.keys().next().value!)
}

function uniformBuffer(device: GPUDevice, cache: DeviceCache, words: number[]): GPUBuffer {
  const { uniforms } = cache
  const usedAt = cache.dispatches++
  const key = words.join()
  const known = uniforms.get(key)
  // A map keeps its order: what is used goes to its end.
  if (known) uniforms.delete(key)
  const size = Math.ceil(words.length / 4) * 16
  const buffer = known?.buffer ?? takeUnused(cache, size) ?? newUniformBuffer(device, size)
  if (!known) device.queue.writeBuffer(buffer, 0, new Uint32Array(words))
  uniforms.set(key, { buffer, usedAt })
  return buffer
}

function newUniformBuffer(device: GPUDevice, size: number): GPUBuffer {
  return device.createBuffer({ size, usage: 0x40 | 0x8 }) // GPUBufferUsage.UNIFORM and COPY_DST
}

/** Out of a full cache, the buffer of this size that was not used for longest, if all work that reads it is submitted. */
function takeUnused({ uniforms, dispatches }: DeviceCache, size: number): GPUBuffer | null {
  if (uniforms.size < UNIFORM_CACHE_SIZE) return null
  for (const [key, { buffer, usedAt }] of uniforms) {
    if (dispatches - usedAt <= DISPATCHES_PER_SUBMIT + 1) break
    if (buffer.size !== size) continue
    uniforms.delete(key)
    return buffer
  }
  dropOldest(uniforms, UNIFORM_CACHE_SIZE)
  return null
}
