import { gzipSync } from 'node:zlib'
import { expect, test } from '@playwright/test'

/** What a first visit may load before the pretrained model, as a server sends it. */
const BUDGET_BYTES = 250_000

test('a first visit is small, and brings nothing that only a click needs', async ({ page }) => {
  const loads: Promise<{ path: string; bytes: number }>[] = []
  page.on('response', (response) => {
    const path = new URL(response.url()).pathname
    loads.push(
      response.body().then(
        (body) => ({
          path,
          bytes: /\.(woff2|png)$/.test(path) ? body.length : gzipSync(body).length,
        }),
        () => ({ path, bytes: 0 }),
      ),
    )
  })
  await page.goto('./')
  await expect(page.getByRole('heading', { name: 'Start from a sample' })).toBeVisible()
  await page.waitForLoadState('networkidle')
  const files = await Promise.all(loads)
  const sum = files.reduce((bytes, file) => bytes + file.bytes, 0)
  const largest = files.toSorted((a, b) => b.bytes - a.bytes).slice(0, 8)
  expect(files.some(({ path }) => /\/models\//.test(path))).toBe(false)
  expect(sum, JSON.stringify(largest)).toBeLessThan(BUDGET_BYTES)

  // The first press of a menu loads it, and it opens at that press, by mouse and by key.
  const theme = page.getByRole('button', { name: 'Theme: system' })
  await theme.click()
  await page.getByRole('menuitem', { name: 'Dark' }).click()
  await expect(page.getByRole('button', { name: 'Theme: dark' })).toBeFocused()
  await page.reload()
  const dark = page.getByRole('button', { name: 'Theme: dark' })
  await dark.focus()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('menuitem').first()).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(dark).toBeFocused()

  // So do the sheets.
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('combobox', { name: 'Find a command' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(dark).toBeFocused()
})

test('nothing moves on a first visit, however late the samples come', async ({ page }) => {
  await page.setViewportSize({ width: 412, height: 823 })
  await page.route('**/skills/index.json', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 3000))
    await route.continue()
  })
  await page.addInitScript(() => {
    const shifts = { sum: 0 }
    Object.assign(window, { shifts })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        shifts.sum += (entry as unknown as { value: number }).value
    }).observe({ type: 'layout-shift', buffered: true })
  })
  await page.goto('./')
  await expect(page.getByRole('heading', { name: 'Or bring your own' })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Start from a sample' })).toBeVisible()
  await page.waitForTimeout(300)
  const sum = await page.evaluate(
    () => (window as unknown as { shifts: { sum: number } }).shifts.sum,
  )
  expect(sum).toBeLessThan(0.02)
})
