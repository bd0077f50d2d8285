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

  await page.getByRole('region', { name: 'Slots' }).getByRole('button', { name: /^room/ }).click()
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
  // What was shown before the value was listed holds still; what is newer is named beside it.
  await expect(annotate.row('bebop')).toContainText(/genre\?|Newer: genre/)
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
  await page.getByRole('button', { name: 'Add', exact: true }).click()
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

test('the pretrained network suggests intents from five labelled utterances on, untrained', async ({
  skills,
  annotate,
  page,
}) => {
  await skills.importText(
    '# PlayMusic\nplay some jazz\nput on the beatles\nstart my workout playlist\n# GetWeather\nwill it rain tomorrow\nhow hot is it in paris\nis it sunny outside\n',
  )
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Add utterances' })
  // No word that any labelled utterance holds.
  await dialog
    .getByRole('textbox', { name: /One utterance/ })
    .fill('snow expected friday\nlisten to mozart')
  await dialog.getByRole('button', { name: /^Add 2/ }).click()
  await expect(annotate.row('snow expected')).toContainText('GetWeather?')
  await expect(annotate.row('listen to mozart')).toContainText('PlayMusic?')
})

test('a slot is stretched by its edge, and changed and removed by buttons', async ({
  skills,
  annotate,
  page,
}) => {
  await skills.importText(SKILL)
  const row = annotate.row('very cool')
  await (await annotate.word(row, 'jazz')).click()
  const grip = row.locator('[data-of-slot][data-edge=start]').first()
  await grip.hover()
  await page.mouse.down()
  const cool = await row.locator('[data-token]').getByText('cool', { exact: true }).boundingBox()
  if (!cool) throw new Error('The word is not drawn')
  await page.mouse.move(cool.x + cool.width / 2, cool.y + cool.height / 2, { steps: 4 })
  await page.mouse.up()
  expect(await annotate.labelsOf('very cool')).toContain('cool jazz is genre')
  await row.getByRole('button', { name: 'Shrink at its start' }).click()
  await row.getByRole('button', { name: 'Extend to the right' }).click()
  expect(await annotate.labelsOf('very cool')).toContain('jazz in is genre')
  await row.getByRole('button', { name: 'Add to the values of the slot type' }).click()
  await expect(page.getByText('“jazz in” is a value of genre.')).toBeVisible()
  await row.getByRole('button', { name: 'Remove the label' }).click()
  expect(await annotate.labelsOf('very cool')).not.toContain('is genre')
})

test('ticks by pointing: one, all, relabelled', async ({ skills, annotate, page }) => {
  await skills.importText(SKILL)
  await annotate.row('bebop').hover()
  await annotate.row('bebop').getByRole('checkbox').check()
  const bar = page.getByRole('region', { name: 'Ticked utterances' })
  await bar.getByRole('button', { name: /^Tick all/ }).click()
  await expect(bar).toContainText('3 ticked')
  await bar.getByRole('button', { name: 'Labels' }).click()
  await page.getByRole('menuitem', { name: 'Relabel…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Relabel in 3 utterances' })
  await dialog.getByRole('button', { name: /Becomes$/ }).click()
  await page.getByRole('option', { name: 'A new slot…' }).click()
  await dialog.getByRole('textbox', { name: 'Name of the new slot' }).fill('music style')
  await dialog.getByRole('button', { name: 'Relabel', exact: true }).click()
  expect(await annotate.labelsOf('very cool')).toContain('jazz is music_style')
})

test('a filter shows only what fits, with the first of it in hand', async ({
  skills,
  annotate,
  page,
}) => {
  await skills.importText(SKILL)
  await page.getByRole('button', { name: /^StopMusic/ }).click()
  await expect(annotate.row('very cool')).toHaveCount(0)
  await expect(annotate.focusedRow).toHaveAttribute('aria-label', /^stop the music/)
})
