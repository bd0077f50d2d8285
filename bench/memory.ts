/**
 * Whether memory grows over many trainings in one tab: `npx tsx bench/memory.ts [--runs 20] [--url …]`.
 * Trains a small skill again and again in the running app (`npm start`) and prints, after each run
 * and a garbage collection, what the tab's process holds. Linux only: it reads /proc.
 */
import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { type Browser, chromium, type Page } from '@playwright/test'
import { findBrowser } from '../e2e/find-browser'
import { TrainPage } from '../e2e/training-pages'

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '20' },
    url: { type: 'string', default: 'http://localhost:4173/' },
  },
})

const executablePath = findBrowser()
const browser = await chromium.launch({
  ...(executablePath === null ? {} : { executablePath }),
  args: ['--no-sandbox', '--js-flags=--expose-gc', '--disable-background-networking'],
})
const page = await browser.newPage({ baseURL: values.url, reducedMotion: 'reduce' })
const train = new TrainPage(page)
await train.prepare({ units: 64, query: '?backend=wasm' })
await train.set('Epochs', 6)
console.log('run\tprocess MB\tpage heap MB')
for (let run = 1; run <= Number(values.runs); run += 1) {
  await train.start()
  await train.result(run, 300_000)
  await collectGarbage(page)
  console.log(`${run}\t${megabytes(await tabBytes(browser))}\t${megabytes(await heapBytes(page))}`)
}
await browser.close()

async function collectGarbage(tab: Page): Promise<void> {
  const sweep = () => (globalThis as unknown as { gc: () => void }).gc()
  await tab.evaluate(sweep)
  for (const worker of tab.workers()) await worker.evaluate(sweep)
  await tab.waitForTimeout(500)
}

/** What the largest renderer holds for itself: memory shared with others counts in part. */
async function tabBytes(chrome: Browser): Promise<number> {
  const session = await chrome.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  const sizes = await Promise.all(
    processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => proportionalBytes(id)),
  )
  return Math.max(...sizes)
}

async function proportionalBytes(processId: number): Promise<number> {
  const text = await readFile(`/proc/${processId}/smaps_rollup`, 'utf8')
  return 1024 * Number(/^Pss:\s+(\d+)/m.exec(text)?.[1] ?? 0)
}

async function heapBytes(tab: Page): Promise<number> {
  const session = await tab.context().newCDPSession(tab)
  await session.send('Performance.enable')
  const { metrics } = await session.send('Performance.getMetrics')
  await session.detach()
  return metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? 0
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1)
}
