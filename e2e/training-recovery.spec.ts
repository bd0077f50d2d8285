import { expect, type Page, type Worker } from '@playwright/test'
import { test } from './fixtures'
import { TrainPage } from './training-pages'

// Training is work: a busy machine takes its time.
test.setTimeout(240_000)

/** The thread that trains. */
async function trainingWorker(page: Page): Promise<Worker> {
  const isTraining = (worker: Worker) => worker.url().includes('training-worker')
  return page.workers().find(isTraining) ?? page.waitForEvent('worker', isTraining)
}

// One test, because a software adapter takes a quarter of a minute to compile what both parts need.
test('it really trains on WebGPU; a GPU lost in the middle hands over to WASM at the last checkpoint', async ({
  page,
}) => {
  const train = new TrainPage(page)
  await train.prepare({ units: 4, query: '?backend=webgpu' })
  await train.set('Epochs', 1)
  await train.set('Batch size', 12)
  await train.start()
  const place = page.getByRole('region', { name: 'Where it runs' })
  await expect(place).toContainText('WebGPU: chosen by you', { timeout: 120_000 })
  await expect(await train.result(1, 240_000)).toContainText(/Intents right\d/)

  await train.set('Epochs', 300)
  await train.set('Batch size', 36)
  await train.start()
  await expect(place).toContainText('WebGPU: chosen by you')
  await train.waitForCheckpoint()
  const worker = await trainingWorker(page)
  await worker.evaluate(() => {
    // The next thing that the training asks of its device is the last one.
    const { createCommandEncoder } = GPUDevice.prototype
    GPUDevice.prototype.createCommandEncoder = function (this: GPUDevice, ...descriptor) {
      this.destroy()
      return createCommandEncoder.apply(this, descriptor)
    }
  })
  await expect(
    page.getByText(/The GPU was lost.*Training went on from epoch [1-9]\d* on WebAssembly\./),
  ).toBeVisible({ timeout: 60_000 })
  await expect(place).toContainText('WebGPU: failed before in this run')
  const result = await train.result(2, 120_000)
  await expect(result).toContainText('of 300;')
  await expect(page.getByRole('figure', { name: 'Loss by step' })).toContainText('of 300.')
})

test('a worker that breaks down is replaced, and the training goes on', async ({ page }) => {
  const train = new TrainPage(page)
  await train.startLong()
  const reached = await train.waitForCheckpoint()
  const worker = await trainingWorker(page)
  const isClosed = worker.waitForEvent('close')
  await worker.evaluate(() => {
    setTimeout(() => {
      throw new Error('out of luck')
    })
  })
  await isClosed
  const notice = page.getByRole('status').filter({ hasText: 'out of luck' })
  await expect(notice).toContainText(/Training went on from epoch [1-9]\d* on WebAssembly/)
  await expect.poll(() => train.epochNow(), { timeout: 60_000 }).toBeGreaterThan(reached)
  await page.getByRole('button', { name: 'Stop and keep the best' }).click()
  await train.result(1)
})

test('a worker that dies without a word is missed, and the training goes on', async ({ page }) => {
  await page.clock.install()
  const train = new TrainPage(page)
  await train.startLong()
  await train.waitForCheckpoint()
  const worker = await trainingWorker(page)
  await worker.evaluate(() => self.close())
  // Three quarters of a minute without a word is long enough, and too long for a test to sit through.
  await page.clock.runFor(60_000)
  const notice = page.getByRole('status').filter({ hasText: 'nothing was heard of it' })
  await expect(notice).toContainText(/Training went on from epoch [1-9]\d*/)
  await page.getByRole('button', { name: 'Stop and keep the best' }).click()
  await train.result(1)
})

test('a tab that is closed in the middle leaves a training to go on with', async ({ page }) => {
  const train = new TrainPage(page)
  await train.startLong()
  await train.waitForCheckpoint()
  const address = page.url()
  const tab = await page.context().newPage()
  await page.close()
  await tab.goto(address)
  const note = tab.getByRole('status').filter({ hasText: 'A training was interrupted' })
  await expect(note).toContainText(/epoch [1-9]\d* of 300/)
  await note.getByRole('button', { name: 'Go on' }).click()
  await expect(tab.getByText(/^Epoch \d+ of 300/)).toBeVisible({ timeout: 30_000 })
  await tab.getByRole('button', { name: 'Stop and keep the best' }).click()
  await new TrainPage(tab).result(1)
})

test('a full disk loses no run: it answers in this tab, and is kept when there is room', async ({
  page,
  baseURL,
}) => {
  const train = new TrainPage(page)
  const devtools = await page.context().newCDPSession(page)
  const { origin } = new URL(baseURL ?? '')
  // Room for the skill, and for no model.
  await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1_500_000 })
  await train.prepare({ units: 96, query: '?backend=wasm' })
  await train.set('Epochs', 3)
  await train.start()
  await train.result(1)
  const note = page.getByRole('status').filter({ hasText: 'A run is in this tab only' })
  await expect(note).toContainText('storage is full')

  await train.goTo('Try')
  await page.getByRole('textbox', { name: 'What a person might say' }).fill('play some jazz')
  await expect(page.getByRole('region', { name: 'Understood as' })).toBeVisible()

  await train.goTo('Train')
  await note.getByRole('button', { name: 'Try again' }).click()
  await expect(note).toBeVisible()
  await devtools.send('Storage.overrideQuotaForOrigin', { origin })
  // The try before may still be under way, and find the room.
  await expect(async () => {
    const again = note.getByRole('button', { name: 'Try again' })
    if (await again.isVisible()) await again.click({ timeout: 1000 })
    await expect(note).toHaveCount(0, { timeout: 3000 })
  }).toPass()
  await page.reload()
  await train.result(1)
  await train.goTo('Try')
  await page.getByRole('textbox', { name: 'What a person might say' }).fill('play some jazz')
  await expect(page.getByRole('region', { name: 'Understood as' })).toBeVisible()
})
