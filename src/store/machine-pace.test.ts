import { beforeEach, describe, expect, test, vi } from 'vitest'
import { answerJobs } from '@/worker/testing'
import { measureMachine, paceName, paceReport, useMachinePace } from './machine-pace'
import { setPreferences, usePreferences } from './preferences'
import { pageGlobals } from './testing'

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
  const without = { machine: 'm', adapter: null, paces: [] }
  vi.stubGlobal('navigator', { userAgent: 'This browser', hardwareConcurrency: 4 })
  expect(paceReport(without)).toMatch(/4 cores\nThis browser$/)
  vi.unstubAllGlobals()
})

describe('measuring the machine', () => {
  const measured = { machine: 'm', adapter: null, paces: [] }

  beforeEach(() => {
    for (const [name, value] of Object.entries(pageGlobals())) vi.stubGlobal(name, value)
    setPreferences({ measured: null })
    return () => {
      vi.unstubAllGlobals()
    }
  })

  test('goes on once, is remembered, and says that it goes on', async () => {
    const asked: unknown[] = []
    const heard = answerJobs((job) => {
      asked.push([job, useMachinePace.getState()])
      return { kind: 'measured', measured }
    })
    await Promise.all([measureMachine(), measureMachine()])
    expect(asked).toMatchObject([
      [
        { kind: 'measure', backend: 'auto', avoid: [] },
        { isMeasuring: true, problem: null },
      ],
    ])
    expect(heard).toHaveLength(1)
    expect(usePreferences.getState().measured).toEqual(measured)
    expect(useMachinePace.getState()).toEqual({ isMeasuring: false, problem: null })
  })

  test('says why it failed, and may be tried again', async () => {
    answerJobs(() => ({ kind: 'failed', reason: 'no-backend', message: 'None.', remedy: 'Try.' }))
    await measureMachine()
    expect(useMachinePace.getState()).toEqual({ isMeasuring: false, problem: 'None. Try.' })
    expect(usePreferences.getState().measured).toBeNull()
    answerJobs(() => ({ kind: 'measured', measured }))
    await measureMachine()
    expect(useMachinePace.getState().problem).toBeNull()
  })
})
