import { expect, type Page, test } from '@playwright/test'
import { createTinyModelFile } from '@/runtime/testing'
import { expectAccessible } from './fixtures'

/** Drops a file anywhere on the page. */
async function drop(page: Page, name: string, bytes: Uint8Array): Promise<void> {
  await page.evaluate(
    ([fileName, content]) => {
      const transfer = new DataTransfer()
      transfer.items.add(new File([Uint8Array.from(content)], fileName))
      const options = { bubbles: true, cancelable: true, dataTransfer: transfer }
      document.body.dispatchEvent(new DragEvent('drop', options))
    },
    [name, [...bytes]] as [string, number[]],
  )
}

test('a model that is dropped on the app opens to be tried, without a skill', async ({ page }) => {
  await page.goto('./#/skills')
  await expect(page.getByText('A model (.skillet) opens to be tried.')).toBeVisible()
  await drop(page, 'tiny.skillet', await createTinyModelFile({ threshold: 0 }))
  const dialog = page.getByRole('dialog', { name: 'Try Tiny café' })
  await dialog.getByRole('textbox', { name: 'What a person might say' }).fill('play jazz music')
  await expect(dialog.getByText(/Understood as|Not understood/)).toBeVisible()
  await expect(dialog.getByRole('listitem').first()).toContainText('%')
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await drop(page, 'broken.skillet', new Uint8Array([80, 75, 1]))
  await expect(
    page.getByRole('dialog', { name: 'broken.skillet' }).getByRole('button'),
  ).toBeVisible()
  await expect(page.getByRole('dialog')).toContainText(/not|broken|damaged|no /i)
})
