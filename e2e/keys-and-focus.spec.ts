import { expect, type Page } from '@playwright/test'
import { test } from './fixtures'
import { SMALL_SKILL, TrainPage } from './training-pages'

const SKILL = `# PlayMusic
put on some [jazz](genre)
play bebop in the garage
# StopMusic
stop the music now
`

test('Tab past the last words stays once and says so, before it leaves the list', async ({
  skills,
  annotate,
}) => {
  await skills.importText(SKILL)
  const hint = annotate.focusedRow.getByText('No more words to label')
  for (let press = 0; press < 8 && !(await hint.isVisible()); press++) await annotate.press('Tab')
  await expect(hint).toBeVisible()
  await expect(annotate.list).toBeFocused()
  await annotate.press('Tab')
  await expect(annotate.list).not.toBeFocused()
})

test('L and Enter with nothing typed label nothing', async ({ skills, annotate, page }) => {
  await skills.importText(SKILL)
  await annotate.press('ArrowDown', 'End', 'l', 'Enter')
  await expect(page.getByRole('combobox', { name: 'Slot' })).toBeFocused()
  await annotate.press('Escape')
  expect(await annotate.labelsOf('bebop')).not.toContain('is genre')
  await annotate.press('l', 'ArrowDown', 'Enter')
  expect(await annotate.labelsOf('bebop')).toContain('garage is genre')
})

test('the list of slots shoves nothing sideways', async ({ skills, annotate, page }) => {
  const slots = Array.from({ length: 9 }, (_, index) => `[word${index}](some_long_slot_${index})`)
  await skills.importText(`# Long\n${slots.join(' ')} and more\n`)
  for (const width of [1280, 900, 360]) {
    await page.setViewportSize({ width, height: 800 })
    await annotate.list.focus()
    await annotate.press('End', 'l')
    await page.getByRole('combobox', { name: 'Slot' }).waitFor()
    expect(await annotate.list.evaluate((list) => list.scrollLeft)).toBe(0)
    await expect(page.getByRole('combobox', { name: 'Slot' })).toBeInViewport({ ratio: 1 })
    await annotate.press('Escape')
  }
})

test('a merge leaves the keyboard where it was', async ({ skills, page }) => {
  await skills.importText(SKILL)
  await page.getByRole('button', { name: 'Change intent StopMusic' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: 'Rename or merge…' }).press('Enter')
  await page.getByRole('textbox', { name: 'New name' }).fill('PlayMusic')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'Intents' })).toBeFocused()
  await page.getByRole('button', { name: 'Undo', exact: true }).last().click()
  await expect(page.getByRole('button', { name: 'Change intent StopMusic' })).toBeVisible()
})

test('Fine-tune and Stop leave the keyboard where they were', async ({ page }) => {
  const train = new TrainPage(page)
  await train.prepare({ query: '?backend=wasm' })
  await train.set('Epochs', 300)
  const start = page.getByRole('button', { name: 'Fine-tune', exact: true })
  await start.focus()
  await page.keyboard.press('Enter')
  await expect(start).toHaveCount(0)
  await expectFocusWithin(page, 'Training')
  await page.keyboard.press('s')
  await expect(start).toBeVisible({ timeout: 60_000 })
  await expectFocusWithin(page, 'Training')
})

test('every screen lists its commands with their keys', async ({ skills, page }) => {
  const expectCommand = async (name: string) => {
    await page.keyboard.press('Control+k')
    await expect(page.getByRole('option', { name })).toBeVisible()
    await page.keyboard.press('Escape')
  }
  await page.getByRole('button', { name: /Start an empty skill/ }).waitFor()
  await expectCommand('Skills New skill… N')
  await skills.importText(SMALL_SKILL)
  await expectCommand('Skill Add utterances… P')
  await page.keyboard.press('Alt+2')
  await page.getByRole('heading', { level: 1, name: 'Train' }).waitFor()
  await expectCommand('Train Fine-tune F')
  await page.keyboard.press('Alt+5')
  await page.getByRole('heading', { level: 1, name: 'Export' }).waitFor()
  await expectCommand('Export Download the skill D')
})

test('the keys to other screens work while somebody writes, too', async ({ skills, page }) => {
  await skills.importText(SMALL_SKILL)
  await page.getByRole('searchbox').fill('play 2 songs')
  await page.keyboard.press('Alt+2')
  await page.getByRole('heading', { level: 1, name: 'Train' }).waitFor()
})

test('slots that the intent does not declare wait behind a name', async ({
  skills,
  annotate,
  page,
}) => {
  await skills.importText(SKILL)
  const tools = annotate.focusedRow.getByRole('group', { name: 'Label the selection' })
  await expect(tools.getByRole('button', { name: 'genre' })).toBeVisible()
  await annotate.press('End')
  await annotate.row('stop the music now').click()
  await expect(tools.getByRole('button')).toHaveText([/Other slots…/])
  await annotate.press('l')
  await page.keyboard.type('gen')
  await page.keyboard.press('Enter')
  await expect(tools.getByRole('button', { name: 'genre' })).toBeVisible()
})

async function expectFocusWithin(page: Page, group: string): Promise<void> {
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.closest('[role=group]')?.ariaLabel))
    .toBe(group)
}
