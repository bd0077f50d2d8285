import * as tf from '@tensorflow/tfjs-core'
import { describe, expect, it, vi } from 'vitest'
import { registerKernels } from '@/kernels/register-kernels'
import { TINY_NETWORK } from '@/model/fixtures'
import { createBackends } from './backends'
import { checkGradients, gradientDigests, REFERENCE_DIGESTS } from './gradient-check'
import type { BackendName } from './job'
import { measurePace } from './pace'
import '@tensorflow/tfjs-backend-cpu'

describe('choosing a backend', () => {
  it('falls back to the next and says why', async () => {
    const backends = createBackends(async (name) =>
      name === 'cpu' ? { kind: 'ready', adapter: null } : { kind: 'no', text: `no ${name} here` },
    )
    const report = await backends.start({ wanted: 'auto', avoid: [] })
    expect(report.backend).toBe('cpu')
    expect(report.reasons).toEqual([
      { backend: 'webgpu', isChosen: false, text: 'no webgpu here' },
      { backend: 'wasm', isChosen: false, text: 'no wasm here' },
      { backend: 'cpu', isChosen: true, text: 'works everywhere, slowly' },
    ])
    expect(await backends.start({ wanted: 'auto', avoid: [] })).toBe(report)
  })

  it('passes over a backend whose code does not load', async () => {
    const backends = createBackends(async (name) => {
      if (name !== 'cpu') throw new Error('no such module')
      return { kind: 'ready', adapter: null }
    })
    const report = await backends.start({ wanted: 'wasm', avoid: ['webgpu'] })
    expect(report.reasons.map(({ text }) => text)).toEqual([
      'it failed: no such module',
      'failed before in this run',
      'works everywhere, slowly',
    ])
  })

  it('takes the CPU where WebAssembly can not be compiled', async () => {
    const compile = vi
      .spyOn(WebAssembly, 'compile')
      .mockRejectedValue(new Error('refused by policy'))
    try {
      const report = await createBackends().start({ wanted: 'auto', avoid: ['webgpu'] })
      expect(report.backend).toBe('cpu')
      expect(report.reasons[1]?.text).toBe('it failed: refused by policy')
    } finally {
      compile.mockRestore()
    }
  })

  describe('the fastest, by measuring', () => {
    // Both stand for the CPU backend: what is tested is the choice.
    const ready = async (name: string) => {
      // Another test may have left the real one.
      if (tf.findBackendFactory(name)) tf.removeBackend(name)
      tf.registerBackend(name, () => tf.findBackend('cpu'))
      for (const { kernelName } of tf.getKernelsForBackend(name)) {
        tf.unregisterKernel(kernelName, name)
      }
      for (const kernel of tf.getKernelsForBackend('cpu')) {
        tf.registerKernel({ ...kernel, backendName: name })
      }
      return { kind: 'ready', adapter: name === 'webgpu' ? 'a small GPU' : null } as const
    }
    const paces: Record<string, number> = { webgpu: 40, wasm: 70 }
    const measure = async (backend: BackendName) => {
      measurements += 1
      return {
        backend,
        threads: 1 as const,
        stepsPerSecond: paces[backend] ?? 1,
        answersPerSecond: 9,
      }
    }
    let measurements = 0

    it('takes the processor where the GPU is slower, with the figures', async () => {
      const report = await createBackends(ready, measure).start({ wanted: 'auto', avoid: [] })
      expect(report.backend).toBe('wasm')
      expect(tf.getBackend()).toBe('wasm')
      expect(report.adapter).toBeNull()
      expect(report.reasons).toEqual([
        { backend: 'webgpu', isChosen: false, text: '40 steps/s' },
        { backend: 'wasm', isChosen: true, text: 'the fastest here: 70 steps/s' },
      ])
    })

    it('takes the GPU where that is faster, and measures no more on the same machine', async () => {
      paces.webgpu = 410
      measurements = 0
      const first = await createBackends(ready, measure).start({ wanted: 'auto', avoid: [] })
      expect([first.backend, first.adapter, measurements]).toEqual(['webgpu', 'a small GPU', 2])
      const known = { wanted: 'auto', avoid: [], measured: first.measured ?? null } as const
      const again = await createBackends(ready, measure).start({ ...known, avoid: [] })
      expect([again.backend, tf.getBackend(), measurements]).toEqual(['webgpu', 'webgpu', 2])
      const other = { machine: 'another one', adapter: null, paces: first.measured?.paces ?? [] }
      await createBackends(ready, measure).start({ wanted: 'auto', avoid: [], measured: other })
      expect(measurements).toBe(4)
    })

    it('measures all that is there on request, both ways where there are two threads', async () => {
      const threaded = async (backend: BackendName, options: { threads?: 1 | 2 } = {}) => ({
        ...(await measure(backend)),
        threads: backend === 'wasm' ? (options.threads ?? (2 as const)) : (1 as const),
      })
      const { adapter, paces: all } = await createBackends(ready, threaded).measureAll()
      expect(adapter).toBe('a small GPU')
      expect(all.map(({ backend, threads }) => `${backend} ${threads}`)).toEqual([
        'webgpu 1',
        'wasm 2',
        'wasm 1',
      ])
    })

    it('asks nobody where a backend was chosen, and keeps the GPU where nothing can be measured', async () => {
      measurements = 0
      const chosen = await createBackends(ready, measure).start({ wanted: 'webgpu', avoid: [] })
      expect([chosen.backend, measurements]).toEqual(['webgpu', 0])
      const broken = createBackends(ready, async () => {
        throw new Error('no clock')
      })
      const report = await broken.start({ wanted: 'auto', avoid: [] })
      expect([report.backend, tf.getBackend()]).toEqual(['webgpu', 'webgpu'])
      await tf.setBackend('cpu')
    })
  })

  it('measures training and answering, and frees what it used', async () => {
    await registerKernels()
    await tf.setBackend('cpu')
    const before = tf.memory().numTensors
    const pace = await measurePace('cpu', { budgetMs: 1, network: TINY_NETWORK })
    expect(pace).toMatchObject({ backend: 'cpu', threads: 1 })
    expect(pace.stepsPerSecond).toBeGreaterThan(0)
    expect(pace.answersPerSecond).toBeGreaterThan(0)
    expect(tf.memory().numTensors).toBe(before)
  })

  it('fails with a remedy when nothing is left', async () => {
    const backends = createBackends(async () => ({ kind: 'no', text: 'none' }))
    await expect(backends.start({ wanted: 'auto', avoid: [] })).rejects.toMatchObject({
      failure: { reason: 'no-backend' },
    })
  })
})

describe('the gradient check', () => {
  it('expects what the reference gives on the CPU, and frees its tensors', async () => {
    await registerKernels()
    await tf.setBackend('cpu')
    const before = tf.memory().numTensors
    const digests = await gradientDigests('cpu')
    expect(Object.keys(digests)).toEqual(Object.keys(REFERENCE_DIGESTS))
    for (const [name, digest] of Object.entries(digests)) {
      digest.forEach((value, i) => {
        expect(value).toBeCloseTo(REFERENCE_DIGESTS[name]![i]!, 5)
      })
    }
    expect(await checkGradients('cpu')).toMatchObject({ isRight: true })
    expect(tf.memory().numTensors).toBe(before)
  })

  it('catches gradients that are zero', async () => {
    // A backend like those phones: everything is right but one gradient.
    tf.registerBackend('broken', () => tf.findBackend('cpu'))
    for (const kernel of tf.getKernelsForBackend('cpu')) {
      const isBroken = kernel.kernelName === 'SkilletLstmSequenceGradient'
      tf.registerKernel({
        ...kernel,
        backendName: 'broken',
        kernelFunc: (params) => {
          const outputs = kernel.kernelFunc(params)
          if (isBroken) {
            const { data } = params.backend as { data: Map<object, { values: Float32Array }> }
            for (const { dataId } of [outputs].flat()) data.get(dataId)?.values.fill(0)
          }
          return outputs
        },
      })
    }
    const check = await checkGradients('broken')
    expect(check.isRight).toBe(false)
    expect(check.distance).toBeGreaterThan(0.5)
    await tf.setBackend('cpu')
  })
})
