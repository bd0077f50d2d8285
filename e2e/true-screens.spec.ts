import { expect } from '@playwright/test'
import { test } from './fixtures'
import { LONG_UNITS, SMALL_SKILL, TrainPage } from './training-pages'

// Training is work: a busy machine takes its time.
test.setTimeout(240_000)

/** With an intent that is too small to be tested. */
const UNEVEN_SKILL = `${SMALL_SKILL}\n# SpinWheel\nspin the wheel`

test('the screens say which model is which, what was tested, and what an answer may hold', async ({
  page,
}) => {
  const train = new TrainPage(page)
  await train.prepare({ query: '?backend=wasm', skill: UNEVEN_SKILL })
  await train.set('Epochs', 20)
  await train.set('Learning rate', 0.02)
  await train.start()
  const result = await train.result(1)
  await expect(result).toContainText(
    'has learned from all 37 utterances; the figures are of a twin',
  )
  await expect(result).toContainText('of 2 of 3 intents')

  await train.goTo('Evaluate')
  const verdict = page.getByRole('region', { name: 'Can I ship this?' })
  await expect(verdict).toContainText(/(Ready|Nearly|Not yet|Nobody can say yet): .*\d+%/)
  await expect(verdict).toContainText('1 intent never tested')
  await expect(page.getByText(/2 of 3 intents tested/)).toBeVisible()
  const row = page.getByRole('row').filter({ hasText: 'SpinWheel' })
  await expect(row).toContainText('not tested')
  await expect(row).not.toContainText('%')
  await page.getByRole('tab', { name: 'Confusion' }).click()
  await expect(
    page.getByText('Not tested, so the matrix says nothing of 1 intent: SpinWheel'),
  ).toBeVisible()

  // A test utterance is in the skill: Try shows both readings and changes nothing by itself.
  await train.goTo('Try')
  await expect(page.getByText('the model that answers here has learned them since')).toBeVisible()
  const offered = page.getByRole('region', { name: 'Or begin with a test utterance' })
  await offered.getByRole('button').first().click()
  const correction = page.getByRole('region', { name: 'Put it right' })
  const present = correction.getByText(/^Already in the skill as (PlayMusic|OrderDrink)$/)
  await expect(present).toBeVisible()
  await expect(correction.getByRole('button', { name: 'Add to the skill' })).toHaveCount(0)
  const before = (await present.textContent()) ?? ''
  const other = before.endsWith('PlayMusic') ? 'OrderDrink' : 'PlayMusic'
  await correction.getByRole('button', { name: /Intent/ }).click()
  await page.getByRole('option', { name: other }).click()
  await expect(present).toHaveText(before)
  await correction.getByRole('button', { name: 'Replace its labels by these' }).click()
  await expect(page.getByText(`It is ${other} in the skill now, on the same side`)).toBeVisible()
  await expect(present).toHaveText(`Already in the skill as ${other}`)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(present).toHaveText(before)

  // Whatever it answers, its slots are those of the intent.
  const input = page.getByRole('textbox', { name: 'What a person might say' })
  await page.getByText('Plain', { exact: true }).click()
  const json = page.getByRole('region', { name: 'JSON' })
  for (const text of ['order a jazz coffee', 'play a large blues', 'spin the jazz wheel tall']) {
    await input.fill(text)
    await expect(json).toContainText(`"text": "${text}"`)
    const answer = JSON.parse((await json.textContent()) ?? '{}') as {
      intent: string | null
      slots: { slot: string }[]
    }
    const declared = { PlayMusic: ['genre'], OrderDrink: ['size'], SpinWheel: [] as string[] }
    const allowed = answer.intent === null ? [] : declared[answer.intent as keyof typeof declared]
    for (const { slot } of answer.slots) expect(allowed).toContain(slot)
  }

  // A slip of the fingers is read as the word that was meant, and it says so.
  await input.fill('order a large cofffee')
  await expect(page.getByText('slips of the fingers put right: cofffee → coffee')).toBeVisible()
  await input.fill('order a large coffee')
  await expect(page.getByText('slips of the fingers')).toHaveCount(0)

  // Below the threshold nothing is understood, wherever one looks.
  await train.goTo('Evaluate')
  await page.getByRole('tab', { name: 'Trust' }).click()
  await page.getByRole('slider', { name: 'Reject below' }).fill('1')
  await train.goTo('Try')
  await input.fill('play some jazz please')
  await expect(page.getByRole('region', { name: 'Not understood' })).toBeVisible()
  await page.getByText('Plain', { exact: true }).click()
  await expect(json).toContainText('"intent": null')
  await expect(json).toContainText('"slots": []')
})

test('what was suggested holds still until newer suggestions are asked for', async ({
  skills,
  annotate,
  page,
}) => {
  // The words of the skill alone: what they suggest is the same on any machine.
  await page.context().route('**/models/base/*', (route) => route.abort())
  await skills.importText(
    [
      'check the tank today',
      'check the tank lid',
      'check the tank valve',
      'check the tank hose',
      'check the tank pump',
      '# CheckSoil',
      'check the soil please',
      'check the soil now',
      '# WaterPlants',
      'water the roses now',
    ].join('\n'),
  )
  const held = annotate.row('check the tank today')
  await expect(held).toHaveAttribute('aria-label', /suggested intent CheckSoil/)
  await annotate.press('Control+Home')
  await expect(
    annotate.focusedRow.getByRole('button', { name: 'Accept as CheckSoil' }),
  ).toBeVisible()
  // Four like it turn out to be of another intent.
  for (let index = 0; index < 4; index += 1) {
    await annotate.press('ArrowDown', 'i')
    await page.keyboard.type('WaterPlants')
    await annotate.press('Enter')
  }
  await page.waitForTimeout(600)
  await expect(held).toHaveAttribute('aria-label', /suggested intent CheckSoil/)
  await annotate.press('Control+Home')
  await expect(
    annotate.focusedRow.getByRole('button', { name: 'Accept as CheckSoil' }),
  ).toBeVisible()
  await expect(
    annotate.focusedRow.getByRole('button', { name: 'Newer: WaterPlants?' }),
  ).toBeVisible()
  await annotate.press('.')
  await expect(
    annotate.focusedRow.getByRole('button', { name: 'Accept as WaterPlants' }),
  ).toBeVisible()
  await annotate.press('Enter')
  await expect(held).toHaveAttribute('aria-label', /intent WaterPlants, /)
})

test('one job shows on every screen, and on another skill’s as the other’s', async ({ page }) => {
  const train = new TrainPage(page)
  await train.prepare({ units: LONG_UNITS, query: '?backend=wasm' })
  const own = page.url()
  await train.goTo('Evaluate')
  await train.goTo('Train')
  await train.setLong()
  await train.start()
  await expect(page.getByText(/^Epoch ([2-9]|\d\d)/)).toBeVisible({ timeout: 60_000 })
  const bar = page.getByRole('complementary', { name: 'Running job' })
  await expect(bar).toHaveCount(0)
  await train.goTo('Annotate')
  await expect(bar).toContainText(/Training of .*\d+%, about .* left/)
  const job = (await bar.getByRole('link').textContent()) ?? ''

  await page.getByRole('link', { name: 'Skillet: all skills' }).click()
  await expect(bar).toContainText(job)
  await page.getByRole('button', { name: 'Paste text…' }).click()
  await page.getByRole('textbox').fill(`# Greet\nhello\nhi\ngood day\n# Leave\nbye\nciao\nsee you`)
  await page.getByRole('button', { name: 'Import' }).click()
  await page.getByRole('button', { name: 'Open skill' }).click()
  await train.goTo('Train')
  expect(page.url()).not.toBe(own)
  await expect(bar).toContainText(job)
  await expect(page.getByText('Another skill is in work')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Fine-tune' })).toBeDisabled()
  await expect(page.getByText(/^Epoch \d/)).toHaveCount(0)
  await expect(page.getByRole('figure', { name: 'Loss by step' })).toHaveCount(0)

  await bar.getByRole('button', { name: 'Stop' }).click()
  await expect(bar).toHaveCount(0, { timeout: 60_000 })
  await expect(page.getByRole('button', { name: 'Fine-tune' })).toBeEnabled()
  await page.goto(own)
  await train.result(1)
  await train.goTo('Evaluate')
  await page.getByRole('tab', { name: 'More data' }).click()
  await expect(page.getByText(/^Takes about .* here\.$/).first()).toBeVisible()
})
