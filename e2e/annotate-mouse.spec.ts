import { expect } from '@playwright/test'
import { test } from './fixtures'

const SKILL = `# PlayMusic
play very cool [jazz](genre) in the [kitchen](room)
put on bebop in the garage

# StopMusic
stop the music
`

test('words by click, drag, double-click and shift-click; labels by button', async ({
  skills,
  annotate,
  page,
}) => {
  await skills.importText(SKILL)
  const row = annotate.row('bebop')
  await (await annotate.word(row, 'bebop')).click()
  await row.getByRole('button', { name: 'genre' }).click()
  expect(await annotate.labelsOf('bebop')).toContain('bebop is genre')

  await (await annotate.word(row, 'in')).hover()
  await page.mouse.down()
  await (await annotate.word(row, 'garage')).hover()
  await page.mouse.up()
  await row.getByRole('button', { name: 'room' }).click()
  expect(await annotate.labelsOf('bebop')).toContain('in the garage is room')

  await (await annotate.word(row, 'the')).dblclick()
  await expect(row.locator('[data-token][data-selected]')).toHaveText(['in', 'the', 'garage'])
  await (await annotate.word(row, 'garage')).click()
  await (await annotate.word(row, 'the')).click({ modifiers: ['Shift'] })
  await expect(row.locator('[data-token][data-selected]')).toHaveText(['the', 'garage'])
  await row.getByRole('button', { name: 'More…' }).click()
  await page.getByRole('combobox').fill('place')
  await page.getByRole('option', { name: /New slot/ }).click()
  expect(await annotate.labelsOf('bebop')).toContain('the garage is place')
})

test('intent, status, side, filter and bulk by pointing', async ({ skills, annotate, page }) => {
  await skills.importText(SKILL)
  await annotate
    .row('stop the music')
    .getByRole('button', { name: /Intent:/ })
    .click()
  await page.getByRole('option', { name: /PlayMusic/ }).click()
  expect(await annotate.labelsOf('stop the music')).toContain('intent PlayMusic')

  await annotate
    .row('bebop')
    .getByRole('button', { name: /Status:/ })
    .click()
  await page.getByText('Test', { exact: true }).click()
  await expect(annotate.row('bebop')).toContainText('test')

  await page.getByRole('button', { name: /^room/ }).click()
  await expect(annotate.row('stop the music')).toHaveCount(0)
  await expect(annotate.row('very cool')).toHaveCount(1)
  await expect.poll(() => page.url()).toContain('slot=room')
  await page.getByRole('button', { name: /^Everything/ }).click()

  for (const text of ['very cool', 'stop the music']) {
    await annotate.row(text).hover()
    await annotate.row(text).getByRole('checkbox').check()
  }
  await page
    .getByRole('region', { name: 'Ticked utterances' })
    .getByRole('button', { name: /Delete/ })
    .click()
  await expect(annotate.row('stop the music')).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  await expect(annotate.row('stop the music')).toHaveCount(1)
})

test('values of a slot type: from labels, pasted, covered', async ({ skills, annotate, page }) => {
  await skills.importText(SKILL)
  await page.getByRole('tab', { name: 'Slot types' }).click()
  await page.getByText('1 unlisted').first().click()
  await page.getByRole('button', { name: 'List it' }).first().click()
  await expect(page.getByText('1 of 1 values occur in the utterances.')).toBeVisible()
  await page
    .getByRole('textbox', { name: /Add values/ })
    .first()
    .fill('bebop, bop')
  await page.getByRole('button', { name: 'Add values', exact: true }).first().click()
  await expect(page.getByText('1 of 2 values occur in the utterances.')).toBeVisible()
  await annotate
    .row('bebop')
    .getByRole('button', { name: /Status:/ })
    .click()
  await expect(annotate.row('bebop')).toContainText('genre?')
})

test('what the checks complain about is a filter, and a repair can be taken back', async ({
  skills,
  annotate,
  page,
}) => {
  await skills.importText(`${SKILL}put on bebop in the garage\nplay soul\n`)
  const checks = page.getByRole('region', { name: 'Checks' })
  await checks.getByRole('button', { name: /^Same text in two intents/ }).click()
  await expect(annotate.row('bebop')).toHaveCount(2)
  await expect(annotate.row('play soul')).toHaveCount(0)
  await expect.poll(() => page.url()).toContain('check=')
  await page.getByRole('button', { name: /^Take off the filter Check/ }).click()
  await expect(annotate.row('play soul')).toHaveCount(1)

  await page.getByRole('tab', { name: 'Checks' }).click()
  const panel = page.getByRole('tabpanel', { name: 'Checks' })
  const repair = panel.getByRole('button', { name: /^(?!Show)/ }).first()
  const before = await annotate.row('bebop').count()
  await repair.click()
  await expect(page.getByText(/^Done: /)).toBeVisible()
  await page.getByRole('button', { name: 'Undo', exact: true }).last().click()
  await expect(annotate.row('bebop')).toHaveCount(before)
})

test('a new skill has suggestions before anything is trained', async ({
  skills,
  annotate,
  page,
}) => {
  await skills.importText('# SetTimer\nwake me in [five minutes](duration)\n')
  await page.getByRole('button', { name: /^Add P/ }).click()
  const dialog = page.getByRole('dialog', { name: 'Add utterances' })
  await dialog.getByRole('textbox', { name: /One utterance/ }).fill('remind me in twenty seconds')
  await dialog.getByRole('button', { name: /Intent$/ }).click()
  await page.getByRole('option', { name: 'SetTimer' }).click()
  await dialog.getByRole('button', { name: /^Add 1/ }).click()
  await expect(annotate.row('remind me')).toContainText('duration?')
  await annotate
    .row('remind me')
    .getByRole('button', { name: /^Accept 1 suggested/ })
    .click()
  await expect(annotate.row('remind me')).toHaveAttribute(
    'aria-label',
    /twenty seconds is duration, done/,
  )
})
