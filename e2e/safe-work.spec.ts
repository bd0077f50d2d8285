import { expect, type Page } from '@playwright/test'
import { type AnnotatePage, test } from './fixtures'

/** Nothing that somebody does is lost without a word: what only a browser can show. */

const SKILL = '# Play\nplay jazz\nplay rock\n# Stop\nstop it\n'

const rows = (page: Page) => page.locator('[data-utterance]')
const save = (page: Page) => page.locator('[data-save]')

/** Puts something into the database of the page, as an older version or a broken disk would have. */
async function store(page: Page, name: string, change: string): Promise<void> {
  await page.evaluate(
    ([storeName, code]) =>
      new Promise<void>((resolve, reject) => {
        const request = indexedDB.open('skillet')
        request.onsuccess = () => {
          const transaction = request.result.transaction(storeName ?? '', 'readwrite')
          const records = transaction.objectStore(storeName ?? '')
          const all = records.getAll()
          all.onsuccess = () => {
            for (const record of all.result) {
              if (code === 'bad utterance') record.project.utterances[0].status = 'gone'
              if (code === 'no utterances') delete record.project.utterances
              if (code === 'newer') record.project.schemaVersion = 99
              records.put(record)
            }
          }
          transaction.oncomplete = () => {
            request.result.close()
            resolve()
          }
          transaction.onerror = () => reject(transaction.error)
        }
      }),
    [name, change],
  )
}

async function setQuota(page: Page, quotaSize?: number): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  const { origin } = new URL(page.url())
  await devtools.send('Storage.overrideQuotaForOrigin', {
    origin,
    ...(quotaSize === undefined ? {} : { quotaSize }),
  })
}

/** Leaves the list with keys in hand, and saved. */
async function bring(
  skills: { importText: (text: string) => Promise<void> },
  annotate: AnnotatePage,
): Promise<void> {
  await skills.importText(SKILL)
  await annotate.waitUntilSaved()
}

test('steady work is saved while it goes on, and leaving asks while something is not', async ({
  skills,
  annotate,
  page,
}) => {
  await bring(skills, annotate)
  const address = page.url()
  for (let edit = 0; edit < 20; edit += 1) {
    await annotate.press('d')
    await page.waitForTimeout(100)
  }
  // The tab dies without a chance to say good-bye.
  const other = await page.context().newPage()
  void (await page.context().newCDPSession(page)).send('Page.crash').catch(() => {})
  await other.waitForTimeout(200)
  await other.goto(address)
  await rows(other).first().waitFor()
  const found = Number(
    (await other.getByRole('button', { name: /^Everything/ }).textContent())?.replace(/\D/g, ''),
  )
  expect(found).toBeGreaterThanOrEqual(3 + 20 - 10)

  await rows(other).first().click()
  const asked = other.waitForEvent('dialog')
  await other.keyboard.press('d')
  const reloading = other.reload({ timeout: 4_000 }).catch(() => null)
  const dialog = await Promise.race([asked, reloading])
  if (dialog && 'type' in dialog) {
    expect(dialog.type()).toBe('beforeunload')
    await dialog.dismiss()
    await expect(save(other)).toHaveAttribute('data-save', 'saved')
    await other.reload()
  }
  await expect(other.getByRole('button', { name: /^Everything/ })).toContainText(`${found + 1}`)
})

test('a full disk: what is brought in is said to be in this tab only, until it is kept', async ({
  skills,
  page,
}) => {
  await setQuota(page, 1_000)
  await page.reload()
  await page.getByRole('button', { name: 'Paste text…' }).click()
  await page.getByRole('textbox').fill(SKILL)
  await page.getByRole('button', { name: 'Import' }).click()
  const report = page.getByRole('dialog')
  await expect(report).toContainText('in this tab only')
  await expect(report.getByRole('alert')).toContainText('full')
  await report.getByRole('button', { name: 'Stay here' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'is not saved' })).toBeVisible()
  const card = skills.card('Pasted text')
  await expect(card).toContainText('3 utterances')
  await setQuota(page)
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('alert')).toHaveCount(0)
  await page.reload()
  await expect(card).toContainText('3 utterances')
})

test('a skill with one bad utterance opens without it; one that cannot be read is listed as such', async ({
  skills,
  annotate,
  page,
}) => {
  await bring(skills, annotate)
  const address = page.url()
  await page.goto('about:blank')
  await page.goto('./#/skills')
  await store(page, 'projects', 'bad utterance')
  await page.goto(address)
  await expect(rows(page)).toHaveCount(2)
  const notice = page.getByRole('status').filter({ hasText: 'was damaged' })
  await expect(notice).toContainText('play jazz')
  const download = page.waitForEvent('download')
  await notice.getByRole('button', { name: 'Download the raw data' }).click()
  expect((await download).suggestedFilename()).toMatch(/raw\.json$/)
  await page.reload()
  await expect(notice).toBeVisible()
  await notice.getByRole('button', { name: 'Go on with what is here' }).click()
  await expect(notice).toHaveCount(0)

  await page.goto('./#/skills')
  await store(page, 'projects', 'no utterances')
  await page.reload()
  await page.goto(address)
  await expect(page.getByText('This skill could not be opened')).toBeVisible()
  await store(page, 'projects', 'newer')
})

test('a skill deleted in one tab is kept in the other until somebody decides', async ({
  skills,
  annotate,
  page,
  context,
}) => {
  await bring(skills, annotate)
  const other = await context.newPage()
  await other.clock.install()
  await other.goto('./#/skills')
  const card = other.getByRole('list', { name: 'Your skills' }).getByRole('listitem')
  await card.getByRole('button').click()
  await other.getByRole('menuitem', { name: 'Delete' }).click()
  await expect(card).toHaveCount(0)
  const notice = page.getByRole('alert').filter({ hasText: 'deleted in another tab' })
  // As long as it can be brought back, it is deleted for nobody else.
  await expect(notice).toHaveCount(0)
  await other.clock.runFor(20_000)
  await expect(notice).toBeVisible()
  await expect(rows(page)).toHaveCount(3)
  await notice.getByRole('button', { name: 'Keep it' }).click()
  await expect(save(page)).toHaveAttribute('data-save', 'saved')
  await page.reload()
  await expect(rows(page)).toHaveCount(3)
})
