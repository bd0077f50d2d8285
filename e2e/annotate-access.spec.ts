import { expect } from '@playwright/test'
import { expectAccessible, test } from './fixtures'

const SKILL = `# PlayMusic
play very cool [jazz](genre) in the [kitchen](room) at [seven](time)
put on jazz in the garage
`

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing on the skills, ${colorScheme}`, async ({ skills, page }) => {
    test.slow()
    await page.emulateMedia({ colorScheme })
    await skills.open()
    await expectAccessible(page)
  })

  test(`axe finds nothing while annotating, ${colorScheme}`, async ({ skills, annotate, page }) => {
    test.slow()
    await page.emulateMedia({ colorScheme })
    await skills.importText(SKILL)
    await annotate.press('ArrowDown', 'u', 'i')
    await expectAccessible(page)
    await annotate.press('Escape')
    await page.getByRole('tab', { name: 'Slot types' }).click()
    await page.getByText('unlisted').first().click()
    await expectAccessible(page)
  })
}

test('axe finds nothing on the help sheet', async ({ skills, page }) => {
  test.slow()
  await skills.open()
  await page.getByRole('button', { name: 'Help and shortcuts' }).click()
  await page.getByRole('dialog').waitFor()
  await expectAccessible(page)
})

test('360 pixels are wide enough', async ({ skills, annotate, page }) => {
  await page.setViewportSize({ width: 360, height: 740 })
  await skills.importText(SKILL)
  const width = await page.evaluate(() => document.documentElement.scrollWidth)
  expect(width).toBeLessThanOrEqual(360)
  await page.getByRole('button', { name: 'Filters' }).click()
  await page.getByRole('button', { name: /^time/ }).click()
  await page.getByRole('button', { name: 'Close filters' }).click()
  await expect(annotate.row('put on jazz')).toHaveCount(0)
  await expectAccessible(page)
})

test('Tab is no trap', async ({ skills, annotate, page }) => {
  await skills.importText(SKILL)
  for (let press = 0; press < 12; press++) await annotate.press('Tab')
  await expect(annotate.list).not.toBeFocused()
  await expect(page.locator('body')).not.toBeFocused()
})
