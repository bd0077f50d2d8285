import { expect } from '@playwright/test'
import { expectAccessible, test } from './fixtures'
import { TrainPage } from './training-pages'

// Training is work: a busy machine takes its time.
test.setTimeout(240_000)

test('the whole way on WASM: train, understand, try, correct, take away', async ({ page }) => {
  const train = new TrainPage(page)
  await train.prepare({ query: '?backend=wasm' })
  await train.set('Epochs', 30)
  await train.set('Learning rate', 0.02)
  await train.start()
  const result = await train.result(1)
  await expect(result).toContainText(/Intents right\d/)
  await expect(page.getByRole('region', { name: 'Where it runs' })).toContainText(
    'WebAssembly: chosen by you',
  )
  await expect(page.getByRole('figure', { name: 'Loss by step' })).toContainText(
    /lowest \d\.\d+ after epoch \d+ of 30/,
  )
  await expectAccessible(page)

  await train.goTo('Evaluate')
  await expect(page.getByText(/utterances that were kept back, of 36/)).toBeVisible()
  await expect(page.getByRole('region', { name: 'Next steps' })).toContainText('Test on')
  await expectAccessible(page)
  for (const [tab, words] of [
    ['Confusion', 'Confusion matrix'],
    ['Trust', 'Does 80% sure mean right in 80%?'],
    ['Compare', 'There is only one run'],
    ['More data', 'Learning curve: is more data worth it?'],
  ] as const) {
    await page.getByRole('tab', { name: tab }).click()
    await expect(page.getByText(words)).toBeVisible()
    await expectAccessible(page)
  }

  await train.goTo('Try')
  const input = page.getByRole('textbox', { name: 'What a person might say' })
  await input.fill('put on some disco please')
  const answer = page.getByRole('region', { name: 'Understood as' })
  await expect(answer).toContainText('PlayMusic')
  await expect(answer.getByRole('list', { name: /of each word/ })).toContainText('disco')
  await expect(page.getByRole('region', { name: 'Nearest in the skill' })).toContainText(
    'put on some',
  )
  await expect(page.getByRole('region', { name: 'As your application gets it' })).toContainText(
    '"IntentRequest"',
  )
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Add to the skill' }).click()
  await expect(page.getByText('Added to PlayMusic')).toBeVisible()
  await train.goTo('Train')
  await expect(page.getByText(/^37 labelled utterances/)).toBeVisible()
  await expect(page.getByRole('switch', { name: 'Go on from run 1' })).toBeChecked()

  await train.goTo('Export')
  const download = page.waitForEvent('download')
  await expect(page.getByText('skill.understand(')).toBeVisible()
  await page.getByText('HTTP for any language').click()
  await page.getByRole('button', { name: 'Model alone' }).click()
  expect((await download).suggestedFilename()).toMatch(/run-1\.skillet$/)
  await expect(
    page.getByText(/Read back and asked (\d+) utterances: it understood \1/),
  ).toBeVisible()
  for (const [about, name] of [
    ['A ready page that answers', /run-1-page\.zip$/],
    ['HTTP for any language', /run-1-server\.zip$/],
  ] as const) {
    await page.getByText(about).click()
    const zip = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Download the zip' }).click()
    expect((await zip).suggestedFilename()).toMatch(name)
  }
  await page.getByText('The data, in the format of a platform').click()
  await page.getByRole('searchbox', { name: 'Find a format' }).fill('rasa')
  await expect(page.getByRole('radio', { name: /^Rasa YAML/ })).toBeVisible()
  await expectAccessible(page)
})

test('stopping keeps the best so far, and a second run is compared with the first', async ({
  page,
}) => {
  const train = new TrainPage(page)
  await train.startLong()
  await expect(page.getByText(/^Epoch ([3-9]|\d\d)/)).toBeVisible({ timeout: 30_000 })
  await page.getByRole('button', { name: 'Stop and keep the best' }).click()
  await expect(await train.result(1)).toContainText('stopped early')
  await train.set('Epochs', 2)
  await train.start()
  await train.result(2)
  await page.getByRole('link', { name: 'Look into it' }).click()
  await page.getByRole('tab', { name: 'Compare' }).click()
  await expect(page.getByText(/of \d+ in common/)).toBeVisible()
  await expect(page.getByText('the same', { exact: true })).toBeVisible()
})

test('a training that a reload cuts off goes on from its checkpoint', async ({ page }) => {
  const train = new TrainPage(page)
  await train.startLong()
  await train.waitForCheckpoint()
  await page.reload()
  const note = page.getByRole('status').filter({ hasText: 'A training was interrupted' })
  await expect(note).toBeVisible()
  const reached = Number(/epoch (\d+) of/.exec((await note.textContent()) ?? '')?.[1])
  expect(reached).toBeGreaterThan(0)
  await note.getByRole('button', { name: 'Go on' }).click()
  await expect(page.getByText(/^Epoch \d+ of 300/)).toBeVisible({ timeout: 30_000 })
  expect(await train.epochNow()).toBeGreaterThan(reached)
  await page.getByRole('button', { name: 'Stop and keep the best' }).click()
  await train.result(1)
  await page.reload()
  await train.result(1)
  await expect(note).toHaveCount(0)
})

test('the rival from scratch is trained on the same split and compared', async ({ page }) => {
  const train = new TrainPage(page)
  await train.prepare({ query: '?backend=wasm' })
  await train.set('Epochs', 8)
  await page.getByRole('switch', { name: 'Compare with training from scratch' }).click()
  await train.start()
  const result = await train.result(1)
  await expect(result).toContainText('Against the same network from scratch')
  await expect(result).toContainText(/Whole frames [\d.]+% against [\d.]+%/)
  await expect(page.getByRole('figure', { name: 'Loss by step' })).toContainText('From scratch:')
  await page.getByText('Logarithmic').click()
  await expect(page.locator('.u-over')).toBeVisible()
})

test('a model that cannot be downloaded is a message with a remedy', async ({ page }) => {
  const train = new TrainPage(page)
  await train.prepare({ query: '?backend=wasm' })
  await page.context().route('**/models/base/*', (route) => route.abort())
  await train.start()
  const alert = page.getByRole('alert')
  await expect(alert).toContainText('could not be downloaded')
  await expect(alert).toContainText('Check the connection')
  await expect(page.getByRole('button', { name: 'Fine-tune' })).toBeEnabled()
})
