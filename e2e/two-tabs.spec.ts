import { expect, type Page } from '@playwright/test'
import { test } from './fixtures'
import { LONG_UNITS, TrainPage } from './training-pages'

// Training is work: a busy machine takes its time.
test.setTimeout(400_000)
/** How long a training of a few seconds may take beside another tab. */
const PATIENCE_MS = 150_000

/** The same screen in another tab of this browser. */
async function openBeside(page: Page): Promise<TrainPage> {
  const tab = await page.context().newPage()
  await tab.goto(page.url())
  await tab.getByRole('heading', { level: 1, name: 'Train' }).waitFor()
  return new TrainPage(tab)
}

const runs = ({ page }: TrainPage) =>
  page.getByRole('table', { name: 'Runs of this skill' }).getByRole('link', { name: /^Run \d/ })

test('a run that is trained or deleted in one tab appears or disappears in the other', async ({
  page,
}) => {
  await page.clock.install()
  const here = new TrainPage(page)
  await here.prepare({ query: '?backend=wasm' })
  await here.set('Epochs', 4)
  const there = await openBeside(page)
  await here.start()
  await here.result(1, PATIENCE_MS)
  await there.result(1)
  await expect(runs(there)).toHaveText(['Run 1'])

  await there.set('Epochs', 4)
  await there.start()
  await there.result(2, PATIENCE_MS)
  await expect(runs(here)).toHaveText(['Run 2', 'Run 1'])

  await here.page.getByRole('button', { name: 'Delete run 1' }).click()
  await expect(runs(here)).toHaveText(['Run 2'])
  // As long as it can be brought back, it is deleted for nobody else.
  await expect(runs(there)).toHaveText(['Run 2', 'Run 1'])
  await page.clock.runFor(20_000)
  await expect(runs(there)).toHaveText(['Run 2'])
  await there.page.reload()
  await expect(runs(there)).toHaveText(['Run 2'])
})

test('what one tab trains, another neither starts nor goes on with', async ({ page }) => {
  const here = new TrainPage(page)
  await here.prepare({ units: LONG_UNITS, query: '?backend=wasm' })
  await here.setLong()
  const early = await openBeside(page)
  await here.start()
  // A tab which knew nothing of this one would offer it.
  await here.waitForCheckpoint()
  const late = await openBeside(page)
  for (const there of [early, late]) {
    await expect(there.page.getByText('Another tab is training this skill')).toBeVisible()
    await expect(there.page.getByRole('button', { name: 'Fine-tune' })).toBeDisabled()
    await expect(there.page.getByRole('button', { name: 'Go on' })).toHaveCount(0)
  }
  await page.getByRole('button', { name: 'Stop and keep the best' }).click()
  await here.result(1)
  for (const there of [early, late]) {
    await there.result(1)
    await expect(there.page.getByText('Another tab is training this skill')).toHaveCount(0)
    await expect(there.page.getByRole('button', { name: 'Fine-tune' })).toBeEnabled()
  }
})
