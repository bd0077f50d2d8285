import { expect } from '@playwright/test'
import { expectAccessible, test } from './fixtures'
import { TrainPage } from './training-pages'

// Training is work: a busy machine takes its time.
test.setTimeout(240_000)

test('runs have names and notes, are drawn in one chart, and the pinned one is begun with', async ({
  page,
}) => {
  const train = new TrainPage(page)
  await train.prepare({ query: '?backend=wasm' })
  await train.set('Epochs', 8)
  await train.set('Learning rate', 0.02)
  await train.start()
  await train.result(1)
  await train.set('Epochs', 3)
  await train.start()
  await train.result(2)

  // Of the same data, the better one is begun with: never the latest for being the latest.
  const runs = page.getByRole('region', { name: 'Runs', exact: true })
  await expect(runs).toContainText(/begin with Run [12]: best of the newest data/)

  await runs.getByRole('button', { name: 'Name and notes of run 2' }).click()
  const dialog = page.getByRole('dialog', { name: 'Run 2' })
  await dialog.getByLabel('Name').fill('three epochs')
  await dialog.getByLabel('Notes').fill('Too short,\nfor comparison only.')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(runs.getByRole('link', { name: 'Run 2 · three epochs' })).toBeVisible()
  await expect(runs).toContainText('for comparison only.')

  // Both in one chart: losses, then one score of each.
  const chart = page.getByRole('region', { name: 'Curves' })
  const choice = chart.getByRole('group', { name: 'Runs in the chart' })
  await expect(choice.getByLabel('Run 2 · three epochs')).toBeChecked()
  await choice.getByLabel('Run 1', { exact: true }).check()
  const legend = chart.getByRole('figure').locator('.u-legend')
  await expect(legend).toContainText('Validation, Run 2 · three epochs')
  await expect(legend).toContainText('Validation, Run 1')
  await expect(chart.getByRole('figure')).toContainText(
    /Run 2 · three epochs: validation loss .* of 3\. Run 1: validation loss .* of 8\./,
  )
  await chart.getByText('Scores', { exact: true }).click()
  await expect(legend).toContainText('Whole frames, Run 1')
  await expect(legend).not.toContainText('Slot F1')
  await expectAccessible(page)

  await runs.getByRole('button', { name: 'Pin run 2' }).click()
  await expect(runs).toContainText('begin with Run 2 · three epochs: pinned.')
  await page.reload()
  await expect(choice.getByLabel('Run 1', { exact: true })).toBeChecked()
  await expect(runs).toContainText('begin with Run 2 · three epochs: pinned.')
  await runs.getByRole('button', { name: 'Pin run 1' }).click()
  await expect(runs.getByText('pinned', { exact: true })).toHaveCount(1)

  // What the figures of a comparison mean, by key.
  await train.goTo('Evaluate')
  await page.getByRole('tab', { name: 'Compare' }).click()
  await page.getByRole('button', { name: 'Got better' }).first().hover()
  await expect(page.getByText(/wholly right in this one/)).toBeVisible()
  await page.getByRole('button', { name: 'Got better' }).first().focus()
  await page.keyboard.press('Tab')
  await expect(page.getByText(/Look at these first/)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Slot F1, exact spans' })).toBeVisible()

  await train.goTo('Try')
  await expect(page.getByLabel('Model', { exact: true })).toContainText('Run 1, pinned')
  await train.goTo('Export')
  await expect(page.getByRole('radio', { name: /^Run 1/ })).toBeChecked()
  await expect(page.getByRole('radio', { name: /^Run 2 · three epochs/ })).not.toBeChecked()

  // Another skill begins with an empty chart.
  await page.getByRole('link', { name: 'Skillet: all skills' }).click()
  await page.getByRole('button', { name: 'Paste text…' }).click()
  await page.getByRole('textbox').fill('# Greet\nhello\nhi\ngood day\n# Leave\nbye\nciao\nsee you')
  await page.getByRole('button', { name: 'Import' }).click()
  await page.getByRole('button', { name: 'Open skill' }).click()
  await train.goTo('Train')
  await expect(page.getByText('The curves will be here')).toBeVisible()
})
