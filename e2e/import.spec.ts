import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { strToU8, zipSync } from 'fflate'
import { expectAccessible, test } from './fixtures'

const TABLE = [
  'number;said;meant;when',
  '1;"play some jazz, please";PlayMusic;2024',
  '2;turn it off;StopMusic;2023',
  '3;put on [blues](genre);PlayMusic;2024',
  '4;;PlayMusic;2024',
].join('\n')

const report = (page: Page) => page.getByRole('dialog', { name: /is here/ })
const chooser = (page: Page) => page.getByLabel('Choose files…').and(page.locator('input'))

test('a table is read by the columns that a person picks', async ({ page, skills }) => {
  await skills.importFile('calls.csv', TABLE)
  const dialog = report(page)
  await expect(dialog.getByRole('button', { name: 'Column 2' })).toContainText('Annotated text')
  // The years below "when" give the heading away; a person may say otherwise.
  const heading = dialog.getByRole('switch', { name: 'The first row is a heading' })
  await expect(heading).toBeChecked()
  await dialog.getByText('The first row is a heading').click()
  await expect(dialog.getByText('4 utterances')).toBeVisible()
  await dialog.getByText('The first row is a heading').click()
  await expect(dialog.getByText('3 utterances')).toBeVisible()
  await dialog.getByRole('button', { name: 'Column 3' }).click()
  await page.getByRole('option', { name: 'Intent' }).click()
  await expect(dialog.getByText('2 intents, 1 slot, 1 slot type')).toBeVisible()
  await expect(dialog.getByText('The row has no text')).toBeVisible()
  await expectAccessible(page)

  // Somebody knows better, and changes their mind.
  await dialog.getByRole('button', { name: 'Column 1' }).click()
  await page.getByRole('option', { name: /^Text/ }).click()
  await expect(dialog.getByText('4 utterances')).toBeVisible()
  await dialog.getByRole('button', { name: 'Column 2' }).click()
  await page.getByRole('option', { name: /^Text/ }).click()
  await expect(dialog.getByText('3 utterances')).toBeVisible()
  await dialog.getByRole('button', { name: 'Open skill' }).click()
  await expect(page.locator('[data-utterance]')).toHaveCount(3)
  await page.goto('./#/skills')
  await expect(page.getByRole('list', { name: 'Your skills' }).getByRole('listitem')).toHaveCount(1)
})

test('the format that was recognised can be overruled', async ({ page, skills }) => {
  await skills.importFile(
    'lines.txt',
    'PlayIntent play {genre}\nPlayIntent play it\nStopIntent stop',
  )
  const dialog = report(page)
  await expect(dialog.getByRole('button', { name: 'Read as' })).toContainText('Alexa')
  await dialog.getByRole('button', { name: 'Read as' }).click()
  await page.getByRole('option', { name: 'Bracket text' }).click()
  await expect(dialog.getByRole('button', { name: 'Read as' })).toContainText('Bracket text')
  await expect(dialog.getByText('0 intents')).toBeVisible()
  await dialog.getByRole('button', { name: 'Discard' }).click()
  await expect(page.getByRole('list', { name: 'Your skills' })).toHaveCount(0)
})

test('a folder, a zip, a drop and a paste become skills', async ({ page, skills }, info) => {
  const folder = join(info.outputDir, 'agent')
  const files: Record<string, string> = {
    'agent.json': JSON.stringify({ displayName: 'Barista', defaultLanguageCode: 'en' }),
    'intents/Order.json': JSON.stringify({ name: 'Order', responses: [{ parameters: [] }] }),
    'intents/Order_usersays_en.json': JSON.stringify([
      { data: [{ text: 'a large ' }, { text: 'latte', alias: 'drink', meta: '@drink' }] },
    ]),
  }
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true })
    writeFileSync(join(folder, name), content)
  }
  const isHere = async () => {
    await expect(report(page)).toContainText('1 utterance')
    await expect(report(page)).toContainText('Dialogflow')
    await page.getByRole('button', { name: 'Discard' }).click()
    await expect(page.getByRole('dialog')).toHaveCount(0)
  }
  await page.getByLabel('Choose a folder…').and(page.locator('input')).setInputFiles(folder)
  await isHere()
  const zip = zipSync(
    Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])),
  )
  await chooser(page).setInputFiles({
    name: 'agent.zip',
    mimeType: 'application/zip',
    buffer: Buffer.from(zip),
  })
  await isHere()

  // Dropped beside the box, which is where things land.
  const transfer = await page.evaluateHandle((bytes) => {
    const dropped = new DataTransfer()
    dropped.items.add(new File([new Uint8Array(bytes)], 'agent.zip'))
    return dropped
  }, Array.from(zip))
  await page.dispatchEvent('h1', 'dragover', { dataTransfer: transfer })
  await page.dispatchEvent('h1', 'drop', { dataTransfer: transfer })
  await isHere()

  await page.evaluate(() => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', '# Play\nplay [jazz](genre)')
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }))
  })
  await expect(page.getByRole('textbox')).toHaveValue('# Play\nplay [jazz](genre)')
  await page.getByRole('button', { name: 'Import' }).click()
  await expect(report(page)).toContainText('1 utterance, 1 intent, 1 slot, 1 slot type')
  void skills
})

test('a long reading is a job on every screen, and can be stopped; the report can be kept', async ({
  page,
  skills,
}, info) => {
  // So many that a fast machine has not read them before it is stopped.
  const lines = Array.from({ length: 500_000 }, (_, index) =>
    JSON.stringify({ text: `say the number ${index}`, intent: `intent${index % 30}` }),
  )
  const path = info.outputPath('big.jsonl')
  writeFileSync(path, lines.join('\n'))
  const bar = page.getByRole('complementary', { name: 'Running import' })
  await chooser(page).setInputFiles(path)
  await expect(bar).toContainText('Import of big.jsonl')
  await expect(bar).toContainText(/\d{1,3},000 samples so far|Filling placeholders/)
  await chooser(page).setInputFiles(path)
  await expect(page.getByText('Something is being read already')).toBeVisible()
  await bar.getByRole('button', { name: 'Stop' }).click()
  await expect(bar).toHaveCount(0)
  await expect(page.getByRole('list', { name: 'Your skills' })).toHaveCount(0)

  // Work goes on meanwhile, and nobody is torn away from it.
  writeFileSync(path, lines.slice(0, 150_000).join('\n'))
  await chooser(page).setInputFiles(path)
  await expect(bar).toBeVisible()
  await page.getByRole('button', { name: 'Start an empty skill…' }).click()
  await page.getByLabel('Name').fill('Meanwhile')
  await page.getByRole('button', { name: 'Create skill' }).click()
  await page.getByRole('heading', { level: 1, name: 'Annotate' }).waitFor()
  await expect(bar).toContainText('Import of big.jsonl')
  await page.getByRole('button', { name: 'See the report' }).click({ timeout: 60_000 })
  await expect(bar).toHaveCount(0)
  await expect(report(page)).toContainText('150,000 utterances')
  await page.getByRole('button', { name: 'Discard' }).click()

  await skills.importFile('few.jsonl', `${lines.slice(0, 3).join('\n')}\n{"text": `)
  await expect(report(page)).toContainText('The line is broken JSON')
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Report' }).click()
  const saved = readFileSync(await (await download).path(), 'utf8').split('\n')
  expect(saved).toHaveLength(6)
  expect(saved[4]).toContain('skipped\tfew.jsonl\t4')
})

test('a checkout of a Rasa project is read as one, and each other file says what it is', async ({
  page,
  skills,
}, info) => {
  const folder = join(info.outputDir, 'tidebot')
  const files: Record<string, string> = {
    'data/nlu.yml':
      'version: "3.1"\nnlu:\n- intent: ask_tide\n  examples: |\n    - high tide at the [old pier](pier)\n    no dash\n- lookup: pier\n  examples: |\n    - old pier\n',
    'data/rules.yml': 'version: "3.1"\nrules:\n- rule: tide\n  steps:\n  - intent: ask_tide\n',
    'data/stories.md': '## tide\n* ask_tide\n  - utter_tide\n',
    'domain.yml':
      'version: "3.1"\nintents:\n- ask_tide\nresponses:\n  utter_tide:\n  - text: At noon\n',
    'README.md': '# Tides\n\nSee [the site](https://tides.example).\n',
  }
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true })
    writeFileSync(join(folder, name), content)
  }
  await page.getByLabel('Choose a folder…').and(page.locator('input')).setInputFiles(folder)
  const dialog = page.getByRole('dialog', { name: '“tidebot” is here' })
  await expect(dialog).toContainText('1 utterance, 1 intent, 1 slot, 1 slot type')
  await expect(dialog).toContainText('tidebot: 1 of 5 files were read')
  for (const words of [
    'It is Rasa rules',
    'It is Rasa stories',
    'It is a Rasa domain',
    'a text about the project',
    'does not begin with “-”',
  ]) {
    await expect(dialog).toContainText(words)
  }
  await dialog.getByRole('button', { name: 'Discard' }).click()
  await skills.importFile('stories.md', files['data/stories.md'] ?? '')
  await expect(page.getByRole('alert')).toContainText(
    'stories.md: It is Rasa stories, no NLU data.',
  )
})
