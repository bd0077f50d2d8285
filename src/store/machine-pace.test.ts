import { expect, test } from 'vitest'
import { paceName, paceReport } from './machine-pace'

const PACES = [
  { backend: 'webgpu', threads: 1, stepsPerSecond: 412.4, answersPerSecond: 385 },
  { backend: 'wasm', threads: 2, stepsPerSecond: 70.34, answersPerSecond: 1204 },
  { backend: 'wasm', threads: 1, stepsPerSecond: 3.61, answersPerSecond: 88.8 },
] as const

test('the report names the GPU, the browser and each backend with its threads', () => {
  const report = paceReport(
    { machine: 'm', adapter: 'a small GPU', paces: [...PACES] },
    { userAgent: 'A browser', hardwareConcurrency: 8 },
  )
  expect(report).toContain('a small GPU, 8 cores\nA browser')
  expect(report).toContain('WebGPU: 410 training steps/s, 390 answers/s')
  expect(report).toContain('WebAssembly, one thread: 3.6 training steps/s, 89 answers/s')
  expect(new Set(PACES.map(paceName)).size).toBe(3)
})
