/**
 * Frame times of the Annotate screen with 10,000 utterances, from a Chromium trace.
 *
 * Imports a made-up skill, then scrolls, searches, moves, labels and writes, and prints how much
 * processor time each task of the main thread took, and how many frames came more than half a frame
 * late by the clock: `npx tsx bench/annotate/frames.ts`. To compare builds in one session, on one
 * machine, name their folders: `npx tsx bench/annotate/frames.ts .cache/before .cache/after`.
 */
import { execFileSync, spawn } from 'node:child_process'
import { chromium } from '@playwright/test'
import { findBrowser } from '../../e2e/find-browser'

const PORT = 4193
const UTTERANCES = 10_000
const FRAME_MS = 1000 / 60
/** Each folder is measured this often, in turns, so that a busy minute does not hit one alone. */
const ROUNDS = 2

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

/** Tasks of the main thread (processor time) and what lay between two frames (by the clock), in milliseconds. */
type Measured = { tasks: number[]; frames: number[] }

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

const folders = process.argv.slice(2)
if (folders.length === 0) folders.push(build('.cache/bench-annotate'))
const measured = new Map<string, Map<string, Measured>>(folders.map((one) => [one, new Map()]))
for (let round = 0; round < ROUNDS; round++) {
  for (const folder of folders) await serve(folder, () => measure(measured.get(folder)!))
}
print()

function build(folder: string): string {
  execFileSync('npx', ['vite', 'build', '--outDir', folder, '--logLevel', 'error'], {
    stdio: 'inherit',
  })
  return folder
}

async function serve(folder: string, work: () => Promise<void>): Promise<void> {
  const server = spawn(
    'npx',
    ['vite', 'preview', '--outDir', folder, '--port', String(PORT), '--strictPort'],
    { stdio: 'ignore', detached: true },
  )
  try {
    await waitForServer()
    await work()
  } finally {
    if (server.pid !== undefined) process.kill(-server.pid)
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}

/** Adds what was measured in one pass to `results`, by what was done. */
async function measure(results: Map<string, Measured>): Promise<void> {
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
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({
      name: 'ten-thousand.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from(makeSkill()),
    })
  await page.getByRole('button', { name: 'Open skill' }).click({ timeout: 120_000 })
  await page.getByRole('grid', { name: 'Utterances' }).waitFor()
  await page.waitForTimeout(3000)

  const add = async (name: string, work: () => Promise<void>) => {
    const before = results.get(name) ?? { tasks: [], frames: [] }
    await recordFrames(page)
    const tasks = await trace(page, browser, work)
    const frames = await recordedFrames(page)
    results.set(name, {
      tasks: [...before.tasks, ...tasks],
      frames: [...before.frames, ...frames],
    })
  }
  // 100 pixels a frame are a brisk wheel; 700 throw a whole screen of new rows into every frame.
  await add('scroll 100 px a frame', () => scroll(page, 100, 120))
  await add('scroll 700 px a frame', () => scroll(page, 700, 60))
  await add('type into the search', async () => {
    await page.getByRole('searchbox').focus()
    await page.keyboard.type('jazz in the kitchen', { delay: 80 })
    await page.waitForTimeout(700)
  })
  await page.getByRole('searchbox').fill('')
  await page.keyboard.press('Enter')
  await add('filter by a slot, and back', async () => {
    for (let turn = 0; turn < 6; turn++) {
      await page.evaluate(() => {
        const rows = document.querySelectorAll<HTMLButtonElement>(
          '[aria-label=Slots] [aria-pressed]',
        )
        rows[0]?.click()
      })
      await page.waitForTimeout(120)
    }
    await page.waitForTimeout(500)
  })
  await page.keyboard.press('Control+Home')
  await page.getByRole('grid', { name: 'Utterances' }).focus()
  await add('go down with the arrow key', async () => {
    for (let step = 0; step < 40; step++) {
      await page.keyboard.press('ArrowDown')
      await page.waitForTimeout(30)
    }
  })
  // A pause after each label lets everything happen that waits for one: learning, checks, saving.
  await add('label and accept, with pauses', async () => {
    for (let step = 0; step < 6; step++) {
      await page.keyboard.press('End')
      await page.keyboard.press('2')
      await page.keyboard.press('Enter')
      await page.waitForTimeout(1500)
    }
  })
  await add('edit a text, with pauses', async () => {
    for (let step = 0; step < 3; step++) {
      await page.keyboard.press('e')
      await page.keyboard.type(' please', { delay: 60 })
      await page.keyboard.press('Enter')
      await page.waitForTimeout(1500)
    }
  })
  await browser.close()
}

async function scroll(page: Page, step: number, frames: number): Promise<void> {
  await page.evaluate(
    async ([by = 0, count = 0]) => {
      const list = document.querySelector('[role=grid]')
      for (let frame = 0; frame < count; frame++) {
        await new Promise(requestAnimationFrame)
        if (list) list.scrollTop += by
      }
    },
    [step, frames],
  )
}

/** Notes the time of every frame from now on, in the page. */
async function recordFrames(page: Page): Promise<void> {
  // A method, as the name that a bundler keeps for a function is not known to the page.
  await page.evaluate(() => {
    const recorder = {
      times: [] as number[],
      note(time: number) {
        recorder.times.push(time)
        if (Reflect.get(window, 'frameTimes') === recorder.times) {
          requestAnimationFrame(recorder.note)
        }
      },
    }
    Object.assign(window, { frameTimes: recorder.times })
    requestAnimationFrame(recorder.note)
  })
}

/** Ends the noting; what lay between two frames each. */
async function recordedFrames(page: Page): Promise<number[]> {
  return page.evaluate(() => {
    const times = Reflect.get(window, 'frameTimes') as number[]
    Reflect.deleteProperty(window, 'frameTimes')
    return times.slice(1).map((time, index) => time - (times[index] ?? 0))
  })
}

/** The processor time of the main thread's tasks during some work, in milliseconds; those under 1 ms left out. */
async function trace(page: Page, browser: Browser, work: () => Promise<void>): Promise<number[]> {
  await browser.startTracing(page, { categories: ['toplevel', '__metadata'] })
  await work()
  const { traceEvents }: { traceEvents: TraceEvent[] } = JSON.parse(
    (await browser.stopTracing()).toString(),
  )
  const threads = traceEvents.filter((event) => event.args?.name === 'CrRendererMain')
  return traceEvents
    .filter(
      (event) =>
        event.ph === 'X' &&
        event.name.endsWith('RunTask') &&
        threads.some((thread) => thread.tid === event.tid && thread.pid === event.pid),
    )
    .map((event) => (event.tdur ?? event.dur ?? 0) / 1000)
    .filter((ms) => ms > 1)
}

function print(): void {
  console.log(
    `${UTTERANCES} utterances; tasks of the main thread, processor time, ${ROUNDS} rounds`,
  )
  for (const name of measured.get(folders[0]!)!.keys()) {
    for (const folder of folders) {
      const { tasks: unsorted, frames } = measured.get(folder)!.get(name)!
      const tasks = unsorted.toSorted((a, b) => a - b)
      const at = (share: number) => (tasks[Math.floor(share * (tasks.length - 1))] ?? 0).toFixed(1)
      const sum = tasks.reduce((total, ms) => total + ms, 0)
      const late = tasks.filter((ms) => ms > FRAME_MS).length
      console.log(
        [
          name.padEnd(30),
          (folders.length > 1 ? folder : '').padEnd(20),
          `over 1 ms ${String(tasks.length).padStart(4)}`,
          `sum ${sum.toFixed(0).padStart(5)} ms`,
          `median ${at(0.5).padStart(5)}`,
          `p95 ${at(0.95).padStart(6)}`,
          `p99 ${at(0.99).padStart(6)}`,
          `longest ${at(1).padStart(6)}`,
          `over ${FRAME_MS.toFixed(1)} ms ${String(late).padStart(3)}`,
          `frames ${String(frames.length).padStart(4)}`,
          `missed ${String(frames.filter((ms) => ms > 1.5 * FRAME_MS).length).padStart(3)}`,
        ].join('  '),
      )
    }
  }
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
  for (let attempt = 0; attempt < 900; attempt++) {
    try {
      if ((await fetch(`http://localhost:${PORT}/`)).ok) return
    } catch {
      // Not yet up.
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`Nothing answers on port ${PORT}`)
}
