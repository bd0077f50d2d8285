import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, expect, type Page } from '@playwright/test'
import { type PreviewServer, preview } from 'vite'
import { AnnotatePage } from './fixtures'
import { SMALL_SKILL, TrainPage } from './training-pages'

base.setTimeout(180_000)

/** A host of its own, which a test may stop, and whose files it may replace. */
class Host {
  readonly folder = mkdtempSync(join(tmpdir(), 'skillet-site-'))
  private server: PreviewServer | null = null
  private port = 0

  constructor(site: string) {
    cpSync(site, this.folder, { recursive: true })
  }

  async start(): Promise<string> {
    this.server = await preview({
      logLevel: 'error',
      build: { outDir: this.folder },
      preview: { port: this.port || 4290, strictPort: this.port > 0 },
    })
    const address = this.server.resolvedUrls?.local[0] ?? ''
    this.port = Number(new URL(address).port)
    return address
  }

  async stop(): Promise<void> {
    await this.server?.close()
    this.server = null
  }

  /** Publishes a page that says which release it is of, as a build would: the worker's list names its new revision. */
  publish(release: string): void {
    const change = (file: string, edit: (text: string) => string) => {
      const path = join(this.folder, file)
      writeFileSync(path, edit(readFileSync(path, 'utf8')))
    }
    change('index.html', (html) =>
      html.replace('<title>', `<meta name="release" content="${release}"><title>`),
    )
    change('sw.js', (code) => {
      const entry = /(url:"index\.html",revision:")\w+/
      const changed = code.replace(entry, `$1${release}`)
      expect(changed).not.toBe(code)
      return changed
    })
  }
}

const test = base.extend<{ host: Host }>({
  host: async ({ baseURL }, use) => {
    const host = new Host(`.cache/e2e-${new URL(baseURL ?? '').port}`)
    await use(host)
    await host.stop()
    rmSync(host.folder, { recursive: true })
  },
})
test.use({ serviceWorkers: 'allow' })

/** Until the page could lose its network. */
async function waitUntilKept(page: Page): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready)
  await expect
    .poll(
      () =>
        page.evaluate(async () => {
          const keys = await (await caches.open('skillet-models')).keys()
          return keys.some(({ url }) => url.endsWith('/model.json'))
        }),
      { timeout: 60_000 },
    )
    .toBe(true)
}

test('after one visit, a skill is made, trained, tried and exported without a server', async ({
  page,
  context,
  host,
}) => {
  const address = await host.start()
  await page.goto(address)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await waitUntilKept(page)
  await host.stop()
  await page.close()

  const tab = await context.newPage()
  const errors: string[] = []
  tab.on('pageerror', (error) => errors.push(error.message))
  await tab.goto(`${address}?backend=wasm#/skills`)
  await tab.getByRole('button', { name: 'Paste text…' }).click()
  await tab.getByRole('textbox').fill(SMALL_SKILL)
  await tab.getByRole('button', { name: 'Import' }).click()
  await tab.getByRole('button', { name: 'Open skill' }).click()
  await tab.getByRole('grid', { name: 'Utterances' }).waitFor()
  const train = new TrainPage(tab)
  await train.goTo('Train')
  await train.set('Epochs', 3)
  await train.start()
  await train.result(1, 120_000)
  await train.goTo('Evaluate')
  await train.goTo('Try')
  await tab.getByRole('textbox', { name: 'What a person might say' }).fill('play some jazz')
  await expect(tab.getByRole('region', { name: 'Understood as' })).toBeVisible()
  await train.goTo('Export')
  await train.goTo('Annotate')
  await tab.reload()
  await tab.getByRole('grid', { name: 'Utterances' }).waitFor()
  expect(errors).toEqual([])
})

test('a new release asks, and takes over without losing the last word', async ({ page, host }) => {
  const address = await host.start()
  await page.goto(`${address}#/skills`)
  await page.getByRole('button', { name: 'Paste text…' }).click()
  await page.getByRole('textbox').fill(SMALL_SKILL)
  await page.getByRole('button', { name: 'Import' }).click()
  await page.getByRole('button', { name: 'Open skill' }).click()
  const annotate = new AnnotatePage(page)
  await annotate.list.waitFor()
  await page.evaluate(() => navigator.serviceWorker.ready)
  await expect
    .poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null))
    .toBe(true)

  host.publish('second')
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update())
  const notice = page.getByRole('status').filter({ hasText: 'A new version of Skillet is ready' })
  await expect(notice).toBeVisible()
  // Nothing happens before the person says so.
  await expect(page.locator('meta[name=release]')).toHaveCount(0)

  const before = await annotate.labelsOf('play jazz')
  await annotate.row('play jazz').click()
  await annotate.press('u')
  const changed = await annotate.labelsOf('play jazz')
  expect(changed).not.toBe(before)
  const reloaded = page.waitForEvent('load')
  await notice.getByRole('button', { name: 'Update' }).click()
  await reloaded
  await expect(page.locator('meta[name=release]')).toHaveAttribute('content', 'second')
  await annotate.list.waitFor()
  await expect(notice).toHaveCount(0)
  expect(await annotate.labelsOf('play jazz')).toBe(changed)
})
