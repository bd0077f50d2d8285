import { expect, it } from 'vitest'
import type { SpeedRow } from './measure'
import { STANDARD } from './size'
import { gpuLines, growthLines } from './table'

const row = (changes: Partial<SpeedRow>): SpeedRow => ({
  implementation: 'skillet',
  runtime: 'Node',
  backend: 'wasm',
  adapter: null,
  threads: 1,
  ...{ units: STANDARD.units, batch: STANDARD.batch, time: STANDARD.time },
  stepsPerSecond: 10,
  kernelsPerStep: 1,
  dispatchesPerStep: null,
  hostMsPerStep: 1,
  utteranceMs: 1,
  tensorBytes: 1,
  ...changes,
})

it('tells how a step grows along one size, from our single-threaded rows alone', () => {
  const rows = [
    row({ units: 256, stepsPerSecond: 2.5 }),
    row({}),
    row({ units: 64, stepsPerSecond: 20 }),
    row({ units: 64, stepsPerSecond: 99, threads: 2 }),
    row({ units: 64, stepsPerSecond: 1, implementation: 'tf.layers' }),
    row({ units: 256, batch: 8, stepsPerSecond: 1 }),
  ]
  expect(growthLines(rows)).toEqual([
    'A step by units (WASM, one thread): 64: 50 ms, 128: 100 ms, 256: 400 ms; power 1.00, 2.00.',
  ])
})

it('shows where a GPU spends a step, longest first', () => {
  const dispatch = (shader: string, microseconds: number) => ({
    shader,
    microseconds,
    workgroups: [4, 2, 1] as [number, number, number],
  })
  const profile = {
    dispatches: [dispatch('short', 1.25), dispatch('long', 20)],
    sumMicroseconds: 21.25,
    spanMicroseconds: 25,
  }
  const lines = gpuLines({ profile, reads: { 1: 198.4, 16: 647 } })
  expect(lines[0]).toContain('1: 198, 16: 647')
  expect(lines[1]).toContain('21.3 µs in 2 dispatches')
  expect(lines.slice(2)).toEqual(['  20 µs  long [4,2,1]', '  1.25 µs  short [4,2,1]'])
  expect(gpuLines({ profile: 'no timestamps here', reads: {} }).at(-1)).toContain('no timestamps')
})
