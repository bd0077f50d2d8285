import { expect } from '@playwright/test'
import { AnnotatePage, test } from './fixtures'
import { SMALL_SKILL, TrainPage } from './training-pages'

test.setTimeout(240_000)

/** An order among the music: what somebody labelled in haste. */
const SLIP = SMALL_SKILL.replace('# OrderDrink', 'order a [tiny](size) cocoa please\n# OrderDrink')

test('a label that a model which never saw it contradicts is found', async ({ page }) => {
  const train = new TrainPage(page)
  await train.prepare({ query: '?backend=wasm', skill: SLIP })
  await train.set('Epochs', 30)
  await train.set('Learning rate', 0.02)
  await train.start()
  await train.result(1)

  await train.goTo('Evaluate')
  await page.getByRole('tab', { name: 'More data' }).click()
  await page.getByRole('button', { name: 'Cross-validate' }).click()
  await expect(page.getByText('cross-validation').first()).toBeVisible({ timeout: 120_000 })

  await train.goTo('Annotate')
  const annotate = new AnnotatePage(page)
  await page.getByRole('button', { name: /^The model disagrees/ }).click()
  const slip = annotate.row('tiny cocoa please')
  await expect(slip).toBeVisible()
  // The one that is wrong comes among few: a filter that shows everything finds nothing.
  expect(await annotate.list.locator('[data-utterance]').count()).toBeLessThan(10)
})
