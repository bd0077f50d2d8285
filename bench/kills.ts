/**
 * Edits and kills: somebody edits without a pause, and the tab or the whole browser ends at any moment.
 * Counts what of it is there afterwards, and prints a table.
 *
 *   npm start        (in another window)
 *   npx tsx bench/kills.ts [--url http://localhost:4173/] [--rounds 300] [--minutes 30] [--steady 60]
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { type BrowserContext, chromium, type Page } from '@playwright/test'
import { findBrowser } from '../e2e/find-browser'

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://localhost:4173/' },
    rounds: { type: 'string', default: '300' },
    minutes: { type: 'string', default: '30' },
    steady: { type: 'string', default: '60' },
  },
})

/** A screen that has not opened by then is dead; a machine that does other work as well takes its time. */
const PATIENCE_MS = 120_000
/** What may be lost: work of the last second. */
const GRACE_MS = 1_000
const SKILL = '# Play\nplay jazz\nplay rock\n'

type Ending = 'browser killed' | 'tab crashed' | 'reload' | 'tab closed' | 'other skill, then crash'
const ENDINGS: readonly Ending[] = [
  'tab crashed',
  'reload',
  'tab closed',
  'other skill, then crash',
  'tab crashed',
  'browser killed',
]

type Row = {
  rounds: number
  edits: number
  asked: number
  lost: number
  lostLate: number
  dead: number
}

const folder = await mkdtemp(join(tmpdir(), 'skillet-kills-'))
const rows = new Map<string, Row>()
let context = await launch()
let page = await openPage()
const [skill, other] = [await importSkill(), await importSkill()]
await show(skill)
let known = await countUtterances()

try {
  const endAt = Date.now() + 60_000 * Number(values.minutes)
  for (let round = 0; round < Number(values.rounds) && Date.now() < endAt; round += 1) {
    const ending = ENDINGS[round % ENDINGS.length] ?? 'reload'
    const made = await edit(400 + 1_200 * Math.random(), 30 + 220 * Math.random())
    await finish(ending, made, ending)
    if (round % 25 === 24) console.error(`${round + 1} rounds`)
  }
  const steadyMs = 1_000 * Number(values.steady)
  if (steadyMs > 0) {
    const made = await edit(steadyMs, 250)
    await finish('browser killed', made, `an edit every 250 ms for ${values.steady} s, then killed`)
  }
} finally {
  print()
  await context.close().catch(() => {})
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
}

/** Duplicates an utterance again and again; returns when each was done. */
async function edit(forMs: number, everyMs: number): Promise<number[]> {
  const times: number[] = []
  const end = Date.now() + forMs
  while (Date.now() < end) {
    await page.keyboard.press('d')
    times.push(Date.now())
    await sleep(everyMs)
  }
  return times
}

/** Ends it, opens it again, and counts. */
async function finish(ending: Ending, made: readonly number[], label: string): Promise<void> {
  const row = rows.get(label) ?? { rounds: 0, edits: 0, asked: 0, lost: 0, lostLate: 0, dead: 0 }
  rows.set(label, row)
  const endedAt = Date.now()
  if (await leave(ending)) row.asked += 1
  const found = await show(skill)
    .then(countUtterances)
    .catch(() => null)
  row.rounds += 1
  row.edits += made.length
  if (found === null) {
    row.dead += 1
    page = await openPage()
    await show(skill)
    known = await countUtterances()
    return
  }
  const lost = known + made.length - found
  row.lost += lost
  // The last ones are lost first: those before them are what had a second's time.
  const gone = made.slice(Math.max(0, made.length - lost))
  row.lostLate +=
    gone.filter((at) => endedAt - at > GRACE_MS).length + Math.max(0, lost - made.length)
  known = found
}

/** Ends the page as `ending` says; returns whether the browser asked first. */
async function leave(ending: Ending): Promise<boolean> {
  let isAsked = false
  page.on('dialog', (dialog) => {
    isAsked ||= dialog.type() === 'beforeunload'
    void dialog.dismiss().catch(() => {})
  })
  if (ending === 'browser killed') {
    const { processInfo } = await (await browserSession()).send('SystemInfo.getProcessInfo')
    const main = processInfo.find(({ type }) => type === 'browser')
    if (main) process.kill(main.id, 'SIGKILL')
    await sleep(300)
    await context.close().catch(() => {})
    context = await launch()
    page = await openPage()
  } else if (ending === 'tab crashed' || ending === 'other skill, then crash') {
    if (ending === 'other skill, then crash') await show(other)
    const session = await context.newCDPSession(page)
    // A page that opens before would share the process, and its end.
    const hasCrashed = page.waitForEvent('crash')
    void session.send('Page.crash').catch(() => {})
    await hasCrashed
    const crashed = page
    page = await openPage()
    await crashed.close().catch(() => {})
  } else if (ending === 'reload') {
    await page.reload({ timeout: 1_500 }).catch(() => {})
    if (isAsked) {
      await waitUntilSaved()
      await page.reload()
    }
  } else {
    const closing = page.waitForEvent('close', { timeout: 1_500 }).catch(() => null)
    await page.close({ runBeforeUnload: true })
    await closing
    if (!page.isClosed()) {
      // It may close late, after all.
      await waitUntilSaved().catch(() => {})
      await page.close().catch(() => {})
    }
    page = await openPage()
  }
  return isAsked
}

async function launch(): Promise<BrowserContext> {
  const executablePath = findBrowser()
  const launched = await chromium.launchPersistentContext(folder, {
    ...(executablePath === null ? {} : { executablePath }),
    args: ['--no-sandbox', '--disable-background-networking', '--no-first-run'],
    viewport: { width: 1280, height: 800 },
    timeout: PATIENCE_MS,
  })
  launched.setDefaultTimeout(PATIENCE_MS)
  return launched
}

async function browserSession() {
  const browser = context.browser()
  if (!browser) throw new Error('The browser is gone')
  return browser.newBrowserCDPSession()
}

async function openPage(): Promise<Page> {
  const opened = await context.newPage()
  await opened.goto(`${values.url}#/skills`)
  await opened.getByRole('heading', { level: 1 }).waitFor()
  return opened
}

async function importSkill(): Promise<string> {
  await page.goto(`${values.url}#/skills`)
  await page.getByRole('button', { name: 'Paste text…' }).click()
  await page.getByRole('textbox').fill(SKILL)
  await page.getByRole('button', { name: 'Import' }).click()
  await page.getByRole('button', { name: 'Open skill' }).click()
  await page.getByRole('grid', { name: 'Utterances' }).waitFor()
  await waitUntilSaved()
  return new URL(page.url()).hash
}

async function show(hash: string): Promise<void> {
  await page.goto(`${values.url}${hash}`)
  await page.locator('[data-utterance]').first().waitFor()
  await page.locator('[data-utterance]').first().click()
}

async function waitUntilSaved(): Promise<void> {
  await page.locator('[data-save=saved]').waitFor()
}

async function countUtterances(): Promise<number> {
  const text = await page.getByRole('button', { name: /^Everything/ }).textContent()
  return Number((text ?? '').replace(/\D/g, ''))
}

function print(): void {
  const header = [
    'ending',
    'rounds',
    'edits',
    'browser asked',
    'lost',
    'lost older than 1 s',
    'dead screens',
  ]
  console.log(`| ${header.join(' | ')} |\n|${'---|'.repeat(header.length)}`)
  const total: Row = { rounds: 0, edits: 0, asked: 0, lost: 0, lostLate: 0, dead: 0 }
  for (const [label, row] of rows) {
    console.log(`| ${[label, ...Object.values(row)].join(' | ')} |`)
    for (const key of Object.keys(total) as (keyof Row)[]) total[key] += row[key]
  }
  console.log(`| all | ${Object.values(total).join(' | ')} |`)
}
