import { expect } from '@playwright/test'
import { test } from './fixtures'

test.setTimeout(180_000)
// What records the page for a trace holds on to its nodes.
test.use({ trace: 'off' })

test('a dialog that adds utterances leaves nothing of itself behind', async ({
  skills,
  annotate,
  page,
}) => {
  await skills.importText('# Play\nplay jazz\nplay rock\n')
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Performance.enable')
  /** Nodes that are in memory and on no page. */
  const countDetached = async () => {
    for (let pass = 0; pass < 3; pass += 1) await devtools.send('HeapProfiler.collectGarbage')
    const { metrics } = await devtools.send('Performance.getMetrics')
    const all = metrics.find(({ name }) => name === 'Nodes')?.value ?? 0
    const onPage = await page.evaluate(() => {
      const walker = document.createTreeWalker(document, NodeFilter.SHOW_ALL)
      let count = 1
      while (walker.nextNode()) count += 1
      return count
    })
    return all - onPage
  }
  const add = async (text: string, how: 'keys' | 'mouse') => {
    await page.locator('[data-utterance]').first().click()
    await annotate.press('p')
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox').first().fill(text)
    if (how === 'keys') await annotate.press('Control+Enter')
    else
      await dialog
        .getByRole('button', { name: /^Add( 1)?/ })
        .first()
        .click()
    await dialog.waitFor({ state: 'detached' })
  }
  for (let warmUp = 0; warmUp < 4; warmUp += 1) {
    await add(`warm up ${warmUp}`, warmUp % 2 === 0 ? 'keys' : 'mouse')
  }
  const before = await countDetached()
  for (let round = 0; round < 20; round += 1) {
    await add(`utterance ${round}`, round % 2 === 0 ? 'keys' : 'mouse')
  }
  await expect(page.locator('[data-utterance]')).not.toHaveCount(0)
  // The last dialog may still be held by somebody; each weighs some 150 nodes.
  expect((await countDetached()) - before).toBeLessThan(350)
})
