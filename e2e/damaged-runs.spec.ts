import { expect, type Page } from '@playwright/test'
import { test } from './fixtures'
import { TrainPage } from './training-pages'

// Training is work: a busy machine takes its time.
test.setTimeout(400_000)

/** Places in a run, and what stands there instead; null takes it away. */
const DAMAGES: [place: string, instead: unknown][] = [
  ['schemaVersion', 99],
  ['report', null],
  ['report', {}],
  ['report.judged', null],
  ['report.judged', 'none'],
  ['report.judged.0', 7],
  ['report.judged.0.prediction', null],
  ['report.judged.0.prediction.intents', []],
  ['report.judged.0.prediction.tokens', null],
  ['report.judged.0.spans', [{ start: 900, end: 2, slot: 'genre' }]],
  ['report.judged.0.text', null],
  ['report.summary', null],
  ['report.summary.count', 'many'],
  ['report.outOfScope', null],
  ['report.confusion', null],
  ['curves', null],
  ['curves.epochs.loss', []],
  ['curves.steps.loss', 'steep'],
  ['split', { train: 3 }],
  ['settings', null],
  ['startedAt', 'yesterday'],
  ['number', -1],
  ['backend', null],
  ['scratch', {}],
  ['final', 7],
  ['threshold', 'high'],
]

/** Puts a copy of the only run beside it for each damage, and a damaged model; returns the ids of the copies. */
function damageRuns(page: Page): Promise<string[]> {
  return page.evaluate(
    (damages) =>
      new Promise<string[]>((resolve, reject) => {
        const opening = indexedDB.open('skillet')
        opening.onsuccess = () => {
          const transaction = opening.result.transaction(['runs', 'bundles'], 'readwrite')
          const runs = transaction.objectStore('runs')
          const bundles = transaction.objectStore('bundles')
          const ids: string[] = []
          runs.getAll().onsuccess = ({ target }) => {
            const [whole] = (target as IDBRequest<{ id: string; projectId: string }[]>).result
            if (!whole) return
            for (const [index, [place, instead]] of damages.entries()) {
              const copy = { ...structuredClone(whole), id: `damaged-${index}`, number: index + 2 }
              const keys = place.split('.')
              const last = keys.pop() ?? ''
              let at = copy as unknown as Record<string, unknown>
              for (const key of keys) at = at[key] as Record<string, unknown>
              if (instead === null) delete at?.[last]
              else if (at) at[last] = instead
              runs.put(copy)
              const { id, projectId } = copy
              if (index % 2 === 0) bundles.put({ id, projectId, bundle: { weights: 'gone' } })
              ids.push(id)
            }
          }
          transaction.oncomplete = () => {
            opening.result.close()
            resolve(ids)
          }
          transaction.onerror = () => reject(transaction.error)
        }
      }),
    DAMAGES,
  )
}

const BROKEN = 'Something broke on this screen'

async function expectWhole(page: Page, screen: string): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name: screen })).toBeVisible()
  await expect(page.getByText(BROKEN)).toHaveCount(0)
}

/** Opens each tab of the screen and says how many there are, and which did not open or broke. */
function openTabs(page: Page): Promise<{ count: number; broken: string[] }> {
  return page.evaluate(async (words) => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    const tabs = [...document.querySelectorAll<HTMLElement>('[role=tab]')]
    const broken: string[] = []
    for (const tab of tabs) {
      tab.click()
      await frame()
      await frame()
      const isOpen = tab.isConnected && tab.ariaSelected === 'true'
      if (!isOpen || document.body.textContent.includes(words)) broken.push(tab.textContent)
    }
    return { count: tabs.length, broken }
  }, BROKEN)
}

test('runs with damage of every kind take no screen down, and the whole one answers', async ({
  page,
}) => {
  const train = new TrainPage(page)
  await train.prepare({ query: '?backend=wasm' })
  await train.set('Epochs', 4)
  await train.start()
  await train.result(1)
  const skill = /#\/skill\/([^/]+)/.exec(page.url())?.[1] ?? ''
  const ids = await damageRuns(page)
  expect(ids).toHaveLength(DAMAGES.length)
  await page.reload()
  await expectWhole(page, 'Train')
  const shown = page.getByRole('table', { name: 'Runs of this skill' }).getByRole('row')
  const told = page.getByRole('button', { name: 'Download what is left' })
  // Nothing is left out in silence: each copy is a run or is told of.
  await expect
    .poll(async () => (await shown.count()) - 1 + (await told.count()))
    .toBe(DAMAGES.length + 1)
  expect(await told.count()).toBeGreaterThan(DAMAGES.length / 2)

  for (const id of ids) {
    await test.step(`${id}: ${DAMAGES[ids.indexOf(id)]?.[0]}`, async () => {
      await page.goto(`./?backend=wasm#/skill/${skill}/evaluate?run=${id}`)
      await expectWhole(page, 'Evaluate')
      expect(await openTabs(page)).toEqual({ count: 6, broken: [] })
      await expectWhole(page, 'Evaluate')
      await page.goto(`./?backend=wasm#/skill/${skill}/try?run=${id}`)
      await expectWhole(page, 'Try')
    })
  }
  await page.goto(`./?backend=wasm#/skill/${skill}/train`)
  const before = await told.count()
  await page.getByRole('button', { name: 'Delete it' }).first().click()
  await expect(told).toHaveCount(before - 1)
})
