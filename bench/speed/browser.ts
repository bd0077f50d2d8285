/** Runs the bench's page in Chromium. */
import { chromium } from '@playwright/test'
import { createServer } from 'vite'
import { findBrowser } from '../../e2e/find-browser'
import type { SpeedRow } from './measure'
import type { SpeedRequest } from './page'

/** Rows from Chromium, or the reason why there are none. `plan` sees the adapter's name first. */
export async function measureInChromium(
  plan: (adapter: string | null) => SpeedRequest[],
): Promise<SpeedRow[] | string> {
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
    return rows
  } finally {
    await browser.close()
    await server.close()
  }
}
