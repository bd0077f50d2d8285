import { expect, test } from '@playwright/test'
import { createServer, type ViteDevServer } from 'vite'
import type { KernelCheck } from './kernels/check-kernels'
import type { StepCounts } from './kernels/count-step'

/** The kernels in a real browser. On a software adapter this proves that they are right, not that they are fast. */
test.describe('kernels', () => {
  let server: ViteDevServer
  let address: string

  test.beforeAll(async () => {
    server = await createServer({
      server: { port: 0, host: 'localhost' },
      cacheDir: '.cache/vite-kernels',
      logLevel: 'warn',
    })
    await server.listen()
    address = server.resolvedUrls!.local[0]!
  })

  test.afterAll(async () => {
    await server.close()
  })

  for (const backend of ['wasm', 'webgpu']) {
    test(`agree with the reference on ${backend}`, async ({ page }) => {
      await page.goto(new URL('e2e/kernels/index.html', address).href)
      await page.waitForFunction(() => 'checkKernels' in window)
      const checks = await page.evaluate(
        (name) =>
          (
            window as unknown as {
              checkKernels: (backend: string) => Promise<KernelCheck[] | null>
            }
          ).checkKernels(name),
        backend,
      )
      test.skip(checks === null, `this browser has no ${backend} backend`)
      for (const { name, errors, leaked } of checks!) {
        expect(Math.max(...errors), `${name}: ${errors.join(', ')}`).toBeLessThan(1e-4)
        expect(leaked, `${name} leaves tensors behind`).toBe(0)
      }
    })
  }

  test('a step of training is one pass of at most 28 dispatches, and makes nothing anew', async ({
    page,
  }) => {
    await page.goto(new URL('e2e/kernels/index.html', address).href)
    await page.waitForFunction(() => 'countSteps' in window)
    const steps = await page.evaluate(() => {
      const { countSteps } = window as unknown as {
        countSteps: () => Promise<StepCounts[] | null>
      }
      return countSteps()
    })
    test.skip(steps === null, 'this browser has no WebGPU')
    for (const { dispatches, ...others } of steps!) {
      expect(dispatches).toBeLessThanOrEqual(28)
      // Fewer can't be: then nothing was counted.
      expect(dispatches).toBeGreaterThan(10)
      expect(others).toEqual({ passes: 1, submissions: 1, buffers: 0, bindGroups: 0 })
    }
  })
})
