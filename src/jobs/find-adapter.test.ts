import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { afterEach, expect, it, vi } from 'vitest'
import { createBackends } from './backends'
import { findAdapter } from './find-adapter'

/** The least that WebGPU's core guarantees, and what its compatibility mode does. */
const CORE = {
  maxComputeInvocationsPerWorkgroup: 256,
  maxComputeWorkgroupSizeX: 256,
  maxComputeWorkgroupStorageSize: 16_384,
  maxComputeWorkgroupsPerDimension: 65_535,
  maxStorageBuffersPerShaderStage: 8,
  maxStorageBufferBindingSize: 128 * 2 ** 20,
  maxBufferSize: 256 * 2 ** 20,
}
const COMPATIBILITY = {
  ...CORE,
  maxComputeInvocationsPerWorkgroup: 128,
  maxComputeWorkgroupSizeX: 128,
}

function gpuOf(limits: object, info: object = { vendor: 'acme', architecture: 'old-1' }) {
  const adapter = { info: { isFallbackAdapter: false, ...info }, limits, features: new Set() }
  return { requestAdapter: async () => adapter as unknown as GPUAdapter }
}

afterEach(() => vi.unstubAllGlobals())

it('takes an adapter that offers just what WebGPU guarantees, and needs no feature of it', async () => {
  expect(await findAdapter(gpuOf(CORE), false)).toEqual({ kind: 'ready', adapter: 'acme old-1' })
})

it('refuses one that offers less, in words, even one that somebody has chosen', async () => {
  for (const isWanted of [false, true]) {
    expect(await findAdapter(gpuOf(COMPATIBILITY), isWanted)).toEqual({
      kind: 'no',
      text: 'acme old-1 allows too little: 128 invocations a workgroup where 256 are needed, 128 invocations in a row where 256 are needed',
    })
  }
  for (const [limit, least] of Object.entries(CORE)) {
    const found = await findAdapter(gpuOf({ ...CORE, [limit]: least - 1 }), true)
    expect(found, limit).toMatchObject({
      kind: 'no',
      text: expect.stringContaining(`${least - 1} `),
    })
  }
})

it('says what else there is not', async () => {
  const software = gpuOf(CORE, { vendor: 'google', architecture: 'swiftshader' })
  const nothing = { requestAdapter: async () => null }
  expect(await findAdapter(undefined, true)).toMatchObject({ text: 'this browser has no WebGPU' })
  expect(await findAdapter(nothing, true)).toMatchObject({ text: 'the browser found no GPU' })
  expect(await findAdapter(software, false)).toMatchObject({
    text: 'google swiftshader is a software adapter, no GPU',
  })
  expect(await findAdapter(software, true)).toEqual({
    kind: 'ready',
    adapter: 'google swiftshader (software)',
  })
})

it('lets the next backend take over, with the reason beside it', async () => {
  vi.stubGlobal('navigator', { gpu: gpuOf(COMPATIBILITY), userAgent: 'a browser' })
  const report = await createBackends().start({ wanted: 'auto', avoid: ['wasm'] })
  expect(tf.getBackend()).toBe('cpu')
  expect(report.backend).toBe('cpu')
  expect(report.reasons[0]).toMatchObject({
    backend: 'webgpu',
    isChosen: false,
    text: expect.stringContaining('allows too little: 128 invocations a workgroup'),
  })
})
