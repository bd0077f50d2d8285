/** Runs the bench's page in Chromium. */
import { chromium } from '@playwright/test'
import { createServer } from 'vite'
import { findBrowser } from '../../e2e/find-browser'
import type { SpeedRow } from './measure'
import type { SpeedRequest } from './page'
import type { StepProfile } from './profile'
import { STANDARD } from './size'
import { isSoftware } from './table'

export type ChromiumFigures = {
  rows: SpeedRow[]
  /** Where there is a GPU: what each dispatch of a step takes, and steps a second by how seldom losses are read. */
  gpu: { profile: StepProfile | string; reads: Record<number, number> } | null
}

/** What Chromium measured, or the reason why it did not. `plan` sees the adapter's name first. */
export async function measureInChromium(
  plan: (adapter: string | null) => SpeedRequest[],
): Promise<ChromiumFigures | string> {
  const executablePath = findBrowser()
  if (executablePath === null) return 'no Chromium found'
  const server = await createServer({
    server: { port: 0, host: 'localhost' },
    cacheDir: '.cache/vite-speed',
    logLevel: 'error',
    // Found while the page loads, they would make it load again.
    optimizeDeps: { include: ['@tensorflow/tfjs', '@tensorflow/tfjs-backend-webgpu'] },
  })
  await server.listen()
  const browser = await chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--enable-unsafe-webgpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  })
  try {
    const page = await browser.newPage()
    page.setDefaultTimeout(0)
    await page.goto(new URL('bench/speed/page.html', server.resolvedUrls!.local[0]!).href)
    await page.waitForFunction(() => 'measureSpeed' in window)
    const adapter = await page.evaluate(() => window.adapterName!())
    const rows: SpeedRow[] = []
    for (const request of plan(adapter)) {
      rows.push(...(await page.evaluate((asked) => window.measureSpeed!(asked), request)))
    }
    if (adapter === null || isSoftware(adapter)) return { rows, gpu: null }
    const gpu = await page.evaluate(
      async (standard) => ({
        profile: await window.profileGpu!(standard),
        reads: await window.measureReads!({ every: [1, 4, 16, 64], seconds: 1 }),
      }),
      STANDARD,
    )
    return { rows, gpu }
  } finally {
    await browser.close()
    await server.close()
  }
}
