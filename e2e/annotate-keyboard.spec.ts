import { expect } from '@playwright/test'
import { test } from './fixtures'

const SKILL = `# PlayMusic
play [jazz](genre) in the kitchen
put on some jazz
put on bebop in the garage

# StopMusic
stop the music
`

test('an utterance with two slots, by keys alone', async ({ skills, annotate, page }) => {
  await skills.importText(SKILL)
  await expect(annotate.list).toBeFocused()
  // What comes from a file counts as done; here somebody wants to go through it again.
  await annotate.press('Control+a', 'u', 'Escape')
  // The first utterance: "kitchen" is what is left to label; a new slot is made in place.
  await annotate.press('l')
  await page.keyboard.type('room')
  await annotate.press('Enter')
  expect(await annotate.labelsOf('in the kitchen')).toContain('kitchen is room')
  // Accept and go on: the known value "jazz" is a suggestion there, and Enter takes it.
  await annotate.press('Enter')
  await expect(annotate.focusedRow).toContainText('genre?')
  await annotate.press('Enter')
  expect(await annotate.labelsOf('put on some jazz')).toContain('jazz is genre, done')
  // An unknown value: the likely words are selected already.
  await annotate.press('1', '2')
  const labels = await annotate.labelsOf('in the garage')
  expect(labels).toContain('bebop is genre')
  expect(labels).toContain('garage is room')
})

test('spans by key: extend, shrink, move, relabel, remove, undo', async ({ skills, annotate }) => {
  await skills.importText('# Play\nplay very cool [jazz](genre) now [x](room)\n')
  const labels = () => annotate.labelsOf('play very cool')
  await annotate.press('Home', 'ArrowRight', 'ArrowRight', 'ArrowRight')
  await annotate.press('[')
  expect(await labels()).toContain('cool jazz is genre')
  await annotate.press(']')
  expect(await labels()).toContain('cool jazz now is genre')
  await annotate.press('}', '{')
  expect(await labels()).toContain('jazz is genre')
  await annotate.press('<')
  expect(await labels()).toContain('cool is genre')
  await annotate.press('2')
  expect(await labels()).toContain('cool is room')
  await annotate.press('Home', 'ArrowRight', 'ArrowRight', 'Backspace')
  expect(await labels()).not.toContain('cool is')
  await annotate.press('Control+z')
  expect(await labels()).toContain('cool is room')
  await annotate.press('Control+Shift+z')
  expect(await labels()).not.toContain('cool is')
})

test('intent, text, split, duplicate, delete and bulk by keys', async ({
  skills,
  annotate,
  page,
}) => {
  await skills.importText(SKILL)
  await annotate.press('i')
  await page.keyboard.type('Create')
  await annotate.press('Enter')
  expect(await annotate.labelsOf('in the kitchen')).toContain('intent Create')
  await annotate.press('e')
  await annotate.press('Home')
  await page.keyboard.type('please ')
  await annotate.press('Enter')
  expect(await annotate.labelsOf('please play jazz')).toContain('jazz is genre')
  await annotate.press('Home', 'ArrowRight', 's')
  await expect(annotate.row('please')).toHaveCount(1)
  await expect(annotate.row('play jazz in the kitchen')).toHaveCount(1)
  await annotate.press('ArrowDown', 'd')
  await expect(annotate.row('play jazz in the kitchen')).toHaveCount(2)
  await annotate.press('Delete')
  await expect(annotate.row('play jazz in the kitchen')).toHaveCount(1)
  await annotate.press('Control+a', 'i')
  await page.keyboard.type('Stop')
  await annotate.press('Enter')
  expect(await annotate.labelsOf('bebop')).toContain('intent StopMusic')
  await annotate.press('Control+z')
  expect(await annotate.labelsOf('bebop')).toContain('intent PlayMusic')
})

test('the same value elsewhere takes one key', async ({ skills, annotate }) => {
  await skills.importText('# Play\nplay swing\nswing please\nsome swing now\n')
  await annotate.press('End', 'l')
  await annotate.page.keyboard.type('genre')
  await annotate.press('Enter')
  await expect(annotate.focusedRow).toContainText('2 more places')
  await annotate.press('g')
  expect(await annotate.labelsOf('swing please')).toContain('swing is genre')
  expect(await annotate.labelsOf('some swing now')).toContain('swing is genre')
})

test('palette, help sheet and changed keys', async ({ skills, annotate, page }) => {
  await skills.importText(SKILL)
  await annotate.press('Control+k')
  await page.getByRole('combobox', { name: 'Find a command' }).fill('flag')
  await annotate.press('Enter')
  await expect(annotate.row('in the kitchen')).toHaveAttribute('data-status', 'check')
  await annotate.press('?')
  await page.getByRole('button', { name: /^Shortcut of Flag for checking/ }).click()
  await annotate.press('F8', 'Escape')
  await expect(annotate.list).toBeFocused()
  await annotate.press('ArrowDown', 'F8')
  await expect(annotate.row('put on some jazz')).toHaveAttribute('data-status', 'check')
})

test('a reload keeps the work and its history', async ({ skills, annotate, page }) => {
  await skills.importText(SKILL)
  await annotate.press('ArrowDown', 'ArrowDown', 'End', 'l')
  await page.keyboard.type('room')
  await annotate.press('Enter')
  expect(await annotate.labelsOf('bebop')).toContain('garage is room')
  await annotate.waitUntilSaved()
  await expect.poll(() => page.url()).toContain('utterance=')
  await page.reload()
  expect(await annotate.labelsOf('bebop')).toContain('garage is room')
  await expect(annotate.focusedRow).toHaveAttribute('aria-label', /bebop/)
  await annotate.press('Control+z')
  await expect.poll(() => annotate.labelsOf('bebop')).not.toContain('garage is room')
})

test('a slot names the intent, and accepting asks for one that nothing names', async ({
  skills,
  annotate,
  page,
}) => {
  await skills.importText('# PlayMusic\nplay [jazz](genre)\n\n# SetTimer\nwait [an hour](length)\n')
  await annotate.press('p')
  await page
    .getByRole('textbox', { name: /One utterance/ })
    .fill('some polka would be nice\nwhat a day\nhello')
  await annotate.press('Control+Enter')
  await expect(annotate.list).toBeFocused()
  await annotate.press('Home', 'ArrowRight', '1')
  expect(await annotate.labelsOf('some polka')).toContain('suggested intent PlayMusic')
  await annotate.press('Enter')
  expect(await annotate.labelsOf('some polka')).toContain('intent PlayMusic, polka is genre, done')
  await annotate.press('Enter')
  await expect(page.getByRole('combobox', { name: 'Intent, then on' })).toBeFocused()
  await page.keyboard.type('Small')
  await annotate.press('Enter')
  expect(await annotate.labelsOf('what a day')).toContain('intent Small, done')
  // Shift+Enter asks nothing.
  await annotate.press('Shift+Enter')
  expect(await annotate.labelsOf('hello')).toContain('no intent, done')
})

test('the selection widens to both sides, and one suggestion can be waved away', async ({
  skills,
  annotate,
}) => {
  await skills.importText(
    '# Order\ntwo [lattes](drink) with [cream](extra)\nbring the lattes and cream now\n',
  )
  await annotate.press('ArrowDown', 'u', 'ArrowUp', 'ArrowDown')
  const says = () => annotate.labelsOf('bring the')
  expect(await says()).toContain('suggested: lattes as drink, suggested: cream as extra')
  await annotate.press('Backspace')
  expect(await says()).not.toContain('lattes as drink')
  expect(await says()).toContain('cream as extra')
  await annotate.press('Home', 'ArrowRight', 'ArrowRight', '[', '1')
  expect(await says()).toContain('the lattes is drink')
  await annotate.press('Control+z')
  expect(await says()).not.toContain('the lattes is drink')
})

test('undo goes to what it undid; Enter at the end goes to what is to do', async ({
  skills,
  annotate,
}) => {
  await skills.importText('# A\nfirst one\nsecond one\nthird one\n')
  await annotate.press('u', 'Enter', 'ArrowDown')
  await expect(annotate.focusedRow).toHaveAttribute('aria-label', /^third one/)
  await annotate.press('Control+z')
  await expect(annotate.focusedRow).toHaveAttribute('aria-label', /^first one.* to do$/)
  await annotate.press('Control+End', 'Enter')
  await expect(annotate.focusedRow).toHaveAttribute('aria-label', /^first one/)
  await annotate.press('Enter', 'Control+End', 'Enter')
  await expect(annotate.focusedRow).toHaveAttribute('aria-label', /^third one/)
})

test('lines pasted onto the list wait in the dialog for their intent', async ({
  skills,
  annotate,
  page,
}) => {
  await skills.importText(SKILL)
  await expect(annotate.list).toBeFocused()
  await page.evaluate(() => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', 'shuffle\nskip this one\n')
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }))
  })
  const dialog = page.getByRole('dialog', { name: 'Add utterances' })
  await expect(dialog.getByRole('textbox')).toHaveValue('shuffle\nskip this one\n')
  await annotate.press('Control+Enter')
  await expect(annotate.focusedRow).toHaveAttribute('aria-label', /^shuffle/)
})

test('the box that adds utterances reads brackets, tabs and JSON lines, and says what it did not understand', async ({
  skills,
  annotate,
  page,
}) => {
  await skills.importText(SKILL)
  await annotate.press('p')
  const dialog = page.getByRole('dialog', { name: 'Add utterances' })
  const box = dialog.getByRole('textbox', { name: /One utterance/ })
  await box.fill('give me [ska](genre)\nthen [dub(genre)\n')
  await expect(dialog.getByRole('status')).toContainText(
    'line 2: “[dub(genre)” is read as plain text',
  )
  await dialog.getByRole('button', { name: /^Add 2/ }).click()
  expect(await annotate.labelsOf('give me ska')).toContain('ska is genre')
  await annotate.press('p')
  await box.fill('{"text":"hush now","intent":"Hush"}\n{"text":"be quiet","intent":"Hush"}')
  await dialog.getByRole('button', { name: /^Add 2/ }).click()
  await expect(annotate.row('be quiet')).toHaveAttribute('aria-label', /Hush/)
  await annotate.press('p')
  await box.fill('## x\n* greet\n  - utter_hi\n')
  await expect(dialog.getByRole('status')).toContainText('It is Rasa stories, no NLU data.')
  await expect(dialog.getByRole('button', { name: 'Add', exact: true })).toBeDisabled()
  await dialog.getByRole('button', { name: 'Add its lines as they are' }).click()
  await expect(annotate.row('utter_hi')).toHaveCount(1)
})

test('a slot without an intent has its key, too', async ({ skills, annotate, page }) => {
  await skills.importText('play jazz\nplay soul\n')
  await annotate.press('End', 'l')
  await page.keyboard.type('genre')
  await annotate.press('Enter', 'ArrowDown', 'End', '1')
  expect(await annotate.labelsOf('play soul')).toContain('soul is genre')
})

test('what a search finds is marked in its rows, and the marks go with it', async ({
  skills,
  annotate,
  page,
}) => {
  await skills.importText('# Play\nplay [swing](genre)\nSwing please, swing!\nstop\n')
  const marked = () =>
    page.evaluate(() => [...(CSS.highlights.get('search-hit') ?? [])].map(String).sort())
  await annotate.press('/')
  await page.keyboard.type('swing')
  await expect(annotate.row('stop')).toHaveCount(0)
  await expect.poll(marked).toEqual(['Swing', 'swing', 'swing'])
  await annotate.press('Escape')
  await expect(annotate.row('stop')).toHaveCount(1)
  expect(await marked()).toEqual([])
})
