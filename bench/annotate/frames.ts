/**
 * Frame times of the Annotate screen with 10,000 utterances, from a Chromium trace.
 *
 * Serves the built app, imports a made-up skill, then scrolls and types into the search field, and
 * prints how long the main thread was busy per frame: `npx tsx bench/annotate/frames.ts`.
 */
import { execFileSync, spawn } from 'node:child_process'
import { chromium } from '@playwright/test'
import { findBrowser } from '../../e2e/find-browser'

const PORT = 4193
const FOLDER = '.cache/bench-annotate'
const UTTERANCES = 10_000

const VERBS = [
  'play',
  'put on',
  'start',
  'find',
  'queue',
  'look for',
  'open',
  'save',
  'skip to',
  'add',
]
const NAMES = [
  'jazz',
  'bebop',
  'swing',
  'blues',
  'techno',
  'polka',
  'soul',
  'rock',
  'folk',
  'disco',
]
const ROOMS = ['kitchen', 'garage', 'bathroom', 'attic', 'office', 'garden', 'hall', 'cellar']

execFileSync('npx', ['vite', 'build', '--outDir', FOLDER, '--logLevel', 'warn'], {
  stdio: 'inherit',
})
const server = spawn(
  'npx',
  ['vite', 'preview', '--outDir', FOLDER, '--port', String(PORT), '--strictPort'],
  {
    stdio: 'ignore',
    detached: true,
  },
)
try {
  await waitForServer()
  await measure()
} finally {
  if (server.pid !== undefined) process.kill(-server.pid)
}

async function measure(): Promise<void> {
  const executablePath = findBrowser()
  const browser = await chromium.launch({
    ...(executablePath === null ? {} : { executablePath }),
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-component-update',
      '--no-first-run',
    ],
  })
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  await page.goto(`http://localhost:${PORT}/`)
  await page.locator('input[type=file]').setInputFiles({
    name: 'ten-thousand.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from(makeSkill()),
  })
  await page.getByRole('button', { name: 'Open skill' }).click({ timeout: 120_000 })
  const list = page.getByRole('grid', { name: 'Utterances' })
  await list.waitFor()
  await page.waitForTimeout(2000)

  await report('scroll through the list', page, browser, async () => {
    for (let step = 0; step < 60; step++) {
      await list.evaluate((element) => {
        element.scrollTop += 700
      })
      await page.waitForTimeout(16)
    }
  })
  await report('type into the search field', page, browser, async () => {
    await page.getByRole('searchbox').focus()
    await page.keyboard.type('jazz in the kitchen', { delay: 80 })
  })
  await report('go down with the arrow key', page, browser, async () => {
    await page.getByRole('searchbox').fill('')
    await page.keyboard.press('Enter')
    for (let step = 0; step < 40; step++) {
      await page.keyboard.press('ArrowDown')
      await page.waitForTimeout(30)
    }
  })
  await report('label with a key', page, browser, async () => {
    for (let step = 0; step < 20; step++) {
      await page.keyboard.press('End')
      await page.keyboard.press('2')
      await page.keyboard.press('Enter')
      await page.waitForTimeout(60)
    }
  })
  await browser.close()
}

type Page = import('@playwright/test').Page
type Browser = import('@playwright/test').Browser
type TraceEvent = {
  name: string
  ph: string
  ts: number
  dur?: number
  /** Processor time in microseconds: what counts on a machine that does other things, too. */
  tdur?: number
  tid: number
  pid: number
  args?: { name?: string }
}

/** Prints the length of the main thread's tasks: a frame at 60 Hz has room for 16.7 ms. */
async function report(
  name: string,
  page: Page,
  browser: Browser,
  work: () => Promise<void>,
): Promise<void> {
  await browser.startTracing(page, {
    categories: [
      'toplevel',
      'devtools.timeline',
      '__metadata',
      'disabled-by-default-devtools.timeline',
    ],
  })
  await work()
  const trace: { traceEvents: TraceEvent[] } = JSON.parse((await browser.stopTracing()).toString())
  const threads = trace.traceEvents.filter((event) => event.args?.name === 'CrRendererMain')
  const isMain = (event: TraceEvent) =>
    threads.some((thread) => thread.tid === event.tid && thread.pid === event.pid)
  const tasks = trace.traceEvents
    .filter((event) => event.ph === 'X' && event.name === 'RunTask' && isMain(event))
    .map((event) => (event.tdur ?? event.dur ?? 0) / 1000)
    .filter((ms) => ms > 1)
    .sort((a, b) => a - b)
  const at = (share: number) => (tasks[Math.floor(share * (tasks.length - 1))] ?? 0).toFixed(1)
  const late = tasks.filter((ms) => ms > 16.7).length
  console.log(
    `${name.padEnd(28)} tasks over 1 ms ${String(tasks.length).padStart(4)}   median ${at(0.5).padStart(6)} ms   p95 ${at(0.95).padStart(6)} ms   longest ${at(1).padStart(6)} ms   over 16.7 ms ${late}`,
  )
}

function makeSkill(): string {
  const lines = Array.from({ length: UTTERANCES }, (_, index) => {
    const verb = VERBS[index % VERBS.length]
    const genre = NAMES[(index * 7) % NAMES.length]
    const room = ROOMS[(index * 3) % ROOMS.length]
    return `${verb} number ${index} of [${genre}](genre) in the [${room}](room)`
  })
  const parts = [0, 1, 2, 3, 4].map(
    (part) => `# Intent${part}\n${lines.slice(part * 2000, part * 2000 + 2000).join('\n')}`,
  )
  return parts.join('\n\n')
}

async function waitForServer(): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    try {
      if ((await fetch(`http://localhost:${PORT}/`)).ok) return
    } catch {
      // Not yet up.
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`Nothing answers on port ${PORT}`)
}
