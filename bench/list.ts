/**
 * What scrolling a long list costs: `npx tsx bench/list.ts [--rows 10000] [--url …]`, against the running app
 * (`npm start`). Scrolls the list of utterances row by row and page by page and prints the processor time that the
 * page's own thread takes for each frame: under 16.7 ms it can show sixty a second.
 */
import { parseArgs } from 'node:util'
import { type CDPSession, chromium, type Locator } from '@playwright/test'
import { findBrowser } from '../e2e/find-browser'
import { AnnotatePage, SkillsPage } from '../e2e/fixtures'

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '10000' },
    url: { type: 'string', default: 'http://localhost:4173/' },
  },
})
const FRAMES = 300

const executablePath = findBrowser()
const browser = await chromium.launch({
  ...(executablePath === null ? {} : { executablePath }),
  args: ['--no-sandbox', '--disable-background-networking'],
})
const page = await browser.newPage({
  baseURL: values.url,
  viewport: { width: 1280, height: 860 },
  reducedMotion: 'reduce',
})
const skills = new SkillsPage(page)
await skills.open()
await skills.importFile('long.txt', longSkill(Number(values.rows)))
await page.getByRole('button', { name: 'Open skill' }).click({ timeout: 120_000 })
const { list } = new AnnotatePage(page)
await list.waitFor({ timeout: 120_000 })
// What an import leaves to do is done.
await page.waitForTimeout(15_000)
const session = await page.context().newCDPSession(page)
await session.send('Performance.enable', { timeDomain: 'threadTicks' })
console.log('pixels a frame\tmilliseconds of the page’s thread a frame')
for (const pixels of [40, 400, 4000]) {
  const before = await taskSeconds(session)
  await scroll(list, pixels)
  const spent = (await taskSeconds(session)) - before
  console.log(`${pixels}\t${((1000 * spent) / FRAMES).toFixed(1)}`)
}
await browser.close()

/** Utterances with a value each, in fifty intents. */
function longSkill(rows: number): string {
  const lines = Array.from({ length: rows }, (_, row) =>
    row % 200 === 0
      ? [`# Intent${row / 200}`]
      : [`please play [tune number ${row}](song) in the kitchen`],
  )
  return lines.flat().join('\n')
}

/** Scrolls by so many pixels in each of the frames, down and then up again. */
async function scroll(grid: Locator, pixels: number): Promise<void> {
  await grid.evaluate(
    async (element, [step, frames]) => {
      for (let frame = 0; frame < frames; frame += 1) {
        element.scrollTop += frame < frames / 2 ? step : -step
        await new Promise(requestAnimationFrame)
      }
      if (element.scrollHeight < 20 * element.clientHeight) throw new Error('It is no long list.')
    },
    [pixels, FRAMES] as const,
  )
}

async function taskSeconds(cdp: CDPSession): Promise<number> {
  const { metrics } = await cdp.send('Performance.getMetrics')
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN
}
