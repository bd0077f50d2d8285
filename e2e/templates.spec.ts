import { expect } from '@playwright/test'
import { expectAccessible, test } from './fixtures'

const SKILL = JSON.stringify({
  interactionModel: {
    languageModel: {
      invocationName: 'jukebox',
      intents: [
        {
          name: 'PlayMusic',
          slots: [{ name: 'genre', type: 'Genre' }],
          samples: ['play some {genre}', 'put on {genre} please', 'play something'],
        },
        { name: 'StopMusic', samples: ['stop the music', 'be quiet'] },
      ],
      types: [
        {
          name: 'Genre',
          values: ['jazz', 'blues', 'folk', 'ska', 'soul', 'house', 'techno', 'funk'].map(
            (value) => ({ name: { value } }),
          ),
        },
      ],
    },
  },
})

test.beforeEach(async ({ page, skills }) => {
  await skills.importFile('jukebox.json', SKILL)
  await page.getByRole('button', { name: 'Open skill' }).click()
  await page.getByRole('grid', { name: 'Utterances' }).waitFor()
})

test('a template is changed by keys alone, edits by hand stay, and undo brings everything back', async ({
  page,
  annotate,
}) => {
  await annotate.press('Shift+t')
  const panel = page.getByRole('tabpanel', { name: 'Templates' })
  await expect(panel.getByText('2 templates make 16 utterances')).toBeVisible()

  // From the template to an utterance of its, which a hand then changes.
  const row = panel.getByRole('button', { name: /^play some genre/ })
  await row.focus()
  await annotate.press('Enter')
  await panel.getByRole('button', { name: /^play some jazz$/ }).click()
  await page.getByRole('grid', { name: 'Utterances' }).focus()
  await annotate.press('e')
  await page.keyboard.type(' today')
  await annotate.press('Enter')
  await expect(panel.getByText('1 edited by hand')).toBeVisible()

  // Another pattern, with a slot that nobody knows yet: what it makes shows while it is written.
  await panel.getByRole('textbox', { name: 'Pattern' }).fill('play {genre} in the {room}')
  await expect(panel.getByText('{room} is new to PlayMusic')).toBeVisible()
  await expect(panel.getByText('It will make 7 utterances')).toBeVisible()
  await annotate.press('Control+Enter')
  const changed = panel.getByRole('button', { name: /^play genre in the room/ })
  await expect(changed).toBeFocused()
  await expect(panel.getByText('2 templates make 15 utterances · 1 edited by hand')).toBeVisible()
  await expect(annotate.row('play some jazz today')).toHaveCount(1)

  await page.getByRole('button', { name: 'Undo', exact: true }).last().click()
  await expect(row).toBeVisible()
  await expect(panel.getByText('2 templates make 15 utterances · 1 edited by hand')).toBeVisible()
})

test('a new template is written, refilled, shown and deleted', async ({ page, annotate }) => {
  await annotate.press('Shift+t')
  const panel = page.getByRole('tabpanel', { name: 'Templates' })
  await panel.getByRole('button', { name: 'New', exact: true }).click()
  await expect(panel.getByRole('textbox', { name: 'Pattern' })).toBeFocused()
  await page.keyboard.type('I feel like')
  await panel.getByRole('button', { name: 'Insert {genre}' }).click()
  await panel.getByRole('spinbutton', { name: 'Utterances' }).fill('5')
  await panel.getByRole('button', { name: /^Add/ }).click()
  await expect(panel.getByText('3 templates make 21 utterances')).toBeVisible()

  const row = panel.getByRole('button', { name: /^I feel like genre/ })
  await row.click()
  await panel.getByRole('button', { name: 'Show 5' }).click()
  await expect(page.getByText('5 of 24')).toBeVisible()
  await expectAccessible(page)

  // From the utterance back to its template.
  await page.getByRole('tab', { name: 'Utterance' }).click()
  await page.getByRole('button', { name: 'I feel like genre' }).click()
  await expect(row).toBeFocused()
  await page.keyboard.press('Delete')
  await expect(panel.getByText('2 templates make 16 utterances')).toBeVisible()
  await panel.getByRole('button', { name: 'Fill all placeholders anew' }).click()
  await expect(page.getByText('16 utterances were made anew')).toBeVisible()
  await annotate.waitUntilSaved()
})

test('an annotated utterance becomes a template', async ({ page, annotate }) => {
  await annotate.press('p')
  await page.getByRole('textbox', { name: 'One utterance on each line' }).fill('give me ska now')
  await page.getByRole('dialog').getByRole('button', { name: 'Intent' }).click()
  await page.getByRole('option', { name: 'PlayMusic' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Add 1' }).click()
  const row = annotate.row('give me ska now')
  await (await annotate.word(row, 'ska')).click()
  await page.getByRole('grid', { name: 'Utterances' }).focus()
  await annotate.press('1')
  await page.getByRole('button', { name: 'Make a template of it' }).click()
  const panel = page.getByRole('tabpanel', { name: 'Templates' })
  await expect(panel.getByRole('textbox', { name: 'Pattern' })).toHaveValue('give me {genre} now')
  await panel.getByRole('spinbutton', { name: 'Utterances' }).fill('4')
  await panel.getByRole('button', { name: /^Save/ }).click()
  await expect(panel.getByText('3 templates make 20 utterances · 1 edited by hand')).toBeVisible()
})
