import { expect, type Page, test } from '@playwright/test'
import { createServer, type ViteDevServer } from 'vite'
import type { KernelCheck } from './kernels/check-kernels'

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

  test('agree with the reference on wasm', async ({ page }) => {
    await open(page, address)
    const checks = await checksOn(page, 'wasm')
    test.skip(checks === null, 'this browser has no wasm backend')
    expectRight(checks!)
  })

  // One test: a software adapter takes its time to compile, and the step needs what the kernels have compiled.
  test('agree with the reference on webgpu; a step of training is one pass of at most 28 dispatches, and makes nothing anew', async ({
    page,
  }) => {
    await open(page, address)
    const checks = await checksOn(page, 'webgpu')
    test.skip(checks === null, 'this browser has no webgpu backend')
    expectRight(checks!)

    const steps = await page.evaluate(() => window.countSteps?.())
    for (const { dispatches, ...others } of steps!) {
      expect(dispatches).toBeLessThanOrEqual(28)
      // Fewer can't be: then nothing was counted.
      expect(dispatches).toBeGreaterThan(10)
      expect(others).toEqual({ passes: 1, submissions: 1, buffers: 0, bindGroups: 0 })
    }
  })
})

async function open(page: Page, address: string): Promise<void> {
  await page.goto(new URL('e2e/kernels/index.html', address).href)
  await page.waitForFunction(() => 'countSteps' in window)
}

/** Null when this browser has no such backend. */
function checksOn(page: Page, backend: string): Promise<KernelCheck[] | null> {
  return page.evaluate((name) => window.checkKernels?.(name) ?? null, backend)
}

function expectRight(checks: readonly KernelCheck[]): void {
  for (const { name, errors, leaked } of checks) {
    expect(Math.max(...errors), `${name}: ${errors.join(', ')}`).toBeLessThan(1e-4)
    expect(leaked, `${name} leaves tensors behind`).toBe(0)
  }
}
