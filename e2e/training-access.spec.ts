import { expect, type Page } from '@playwright/test'
import { expectAccessible, test } from './fixtures'
import { TrainPage } from './training-pages'

// Two trainings, and many looks at what came of them.
test.setTimeout(360_000)

/** Every view of the screens around a model, by how one gets there. */
const VIEWS = [
  { screen: 'Train' },
  { screen: 'Evaluate' },
  ...['Errors', 'Confusion', 'Trust', 'Compare', 'More data'].map((tab) => ({
    screen: 'Evaluate' as const,
    tab,
  })),
  { screen: 'Try' },
  { screen: 'Try', tab: 'Many lines' },
  { screen: 'Export' },
] as const

async function show(page: Page, view: { screen: string; tab?: string }): Promise<void> {
  await new TrainPage(page).goTo(view.screen as 'Train')
  if (view.tab) await page.getByRole('tab', { name: view.tab }).click()
}

/** What sticks out of the page to the right, in CSS pixels. */
async function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
}

test('the screens around a model are accessible in dark and light, and fit small and zoomed pages', async ({
  page,
}) => {
  const train = new TrainPage(page)
  await train.prepare({ query: '?backend=wasm' })
  await train.set('Epochs', 6)
  for (const number of [1, 2]) {
    await train.start()
    await train.result(number)
  }
  await page.emulateMedia({ colorScheme: 'dark' })
  for (const view of VIEWS) {
    await test.step(`dark: ${Object.values(view).join(', ')}`, async () => {
      await show(page, view)
      await expectAccessible(page)
    })
  }
  await page.emulateMedia({ colorScheme: 'light' })
  // 640 CSS pixels is what a window of 1280 has left at 200%.
  for (const width of [640, 360]) {
    await page.setViewportSize({ width, height: 720 })
    for (const view of VIEWS) {
      await test.step(`${width} px: ${Object.values(view).join(', ')}`, async () => {
        await show(page, view)
        expect(await overflow(page)).toBeLessThanOrEqual(0)
        if (width === 360) await expectAccessible(page)
      })
    }
  }
})
