import * as tf from '@tensorflow/tfjs-core'
import { describe, expect, it, vi } from 'vitest'
import { registerKernels } from '@/kernels/register-kernels'
import { createBackends } from './backends'
import { checkGradients, gradientDigests, REFERENCE_DIGESTS } from './gradient-check'
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
