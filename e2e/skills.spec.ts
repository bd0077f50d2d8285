import { expect } from '@playwright/test'
import { test } from './fixtures'

test('an import says what became of every line', async ({ skills, page }) => {
  await skills.importFile(
    'model.json',
    JSON.stringify({
      interactionModel: {
        languageModel: {
          invocationName: 'juke box',
          intents: [
            {
              name: 'PlayIntent',
              slots: [{ name: 'genre', type: 'Genre' }],
              samples: ['play {genre}', 'put on {genre}', 'play something', 'play {nobody}'],
            },
            { name: 'AMAZON.HelpIntent', samples: [] },
          ],
          types: [{ name: 'Genre', values: [{ name: { value: 'jazz' } }] }],
        },
      },
    }),
  )
  const report = page.getByRole('dialog')
  await expect(report).toContainText('juke box')
  await expect(report).toContainText('Alexa')
  await expect(report).toContainText('play {nobody}')
  await report.getByRole('button', { name: 'Open skill' }).click()
  await expect(page.locator('[data-utterance]').filter({ hasText: 'play jazz' })).toHaveCount(1)
})

test('what cannot be read is refused with a remedy', async ({ skills, page }) => {
  await skills.importFile('broken.json', '{ "interactionModel": { "languageModel": ')
  await expect(page.getByRole('dialog')).toContainText('This could not be imported')
  await expect(page.getByRole('alert')).toContainText('line')
})

test('skills are made, renamed, duplicated, deleted and brought back', async ({ skills, page }) => {
  await skills.createEmpty('Kitchen')
  await expect(page.getByText('Nothing to annotate yet')).toBeVisible()
  await page.keyboard.press('p')
  await page.getByRole('textbox').fill('boil water\nslice bread')
  await page.keyboard.press('Control+Enter')
  await expect(page.locator('[data-utterance]')).toHaveCount(2)
  await page.goto('./#/skills')
  await skills.card('Kitchen').getByRole('button').click()
  await page.getByRole('menuitem', { name: 'Rename…' }).click()
  await page.getByRole('textbox').fill('Galley')
  await page.keyboard.press('Enter')
  await skills.card('Galley').getByRole('button').click()
  await page.getByRole('menuitem', { name: 'Duplicate' }).click()
  await expect(skills.card('Galley (copy)')).toContainText('2 utterances')
  await skills.card('Galley (copy)').getByRole('button').click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await expect(skills.card('Galley (copy)')).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(skills.card('Galley (copy)')).toHaveCount(1)
})

test('two tabs never overwrite each other', async ({ skills, page, context }) => {
  await skills.importText('# Play\nplay jazz\nplay rock\n')
  const other = await context.newPage()
  await other.goto(page.url())
  await other.locator('[data-utterance]').first().waitFor()
  await page.keyboard.press('c')
  await expect(page.locator('[data-save]')).toHaveAttribute('data-save', 'saved')
  // The other tab had nothing of its own: it shows the new version.
  await expect(other.locator('[data-utterance]').first()).toHaveAttribute('data-status', 'check')
})
