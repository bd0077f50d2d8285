import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, type Page, type Worker } from '@playwright/test'
import { test } from './fixtures'
import { LONG_UNITS, TrainPage } from './training-pages'

test.setTimeout(90_000)

/** A stranger's server, which would be glad of any utterance. */
let stranger: Server
let origin = ''
let heard: string[] = []

test.beforeAll(async () => {
  stranger = createServer((request, response) => {
    heard.push(`${request.method} ${request.url}`)
    response.setHeader('Access-Control-Allow-Origin', '*')
    response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin')
    const isScript = request.url?.includes('.js')
    const isEvents = request.url === '/events'
    const type = isScript ? 'javascript' : isEvents ? 'event-stream' : 'html'
    response.setHeader('Content-Type', `text/${type}`)
    response.end(isScript ? 'export {}' : '')
  })
  await new Promise<void>((resolve) => stranger.listen(0, resolve))
  origin = `http://localhost:${(stranger.address() as AddressInfo).port}`
})
test.beforeEach(() => {
  heard = []
})
test.afterAll(() => {
  stranger.close()
})

/** In a page or a worker: tries every way to send an utterance to `origin`, and says which ones went. */
async function sendOut(origin: string): Promise<{ gone: string[]; own: boolean }> {
  const utterance = 'call my doctor at noon'
  const opened = (target: EventTarget & { close: () => void }) =>
    new Promise<void>((resolve, reject) => {
      target.addEventListener('open', () => resolve())
      target.addEventListener('error', () => {
        target.close()
        reject(new Error('refused'))
      })
    })
  const ways: Record<string, () => Promise<unknown>> = {
    fetch: () => fetch(`${origin}/fetch`, { method: 'POST', body: utterance }),
    'fetch without an answer': () =>
      fetch(`${origin}/blind`, { method: 'POST', body: utterance, mode: 'no-cors' }),
    'fetch that outlives the page': () =>
      fetch(`${origin}/late`, { method: 'POST', body: utterance, keepalive: true }),
    request: () =>
      new Promise<void>((resolve, reject) => {
        const request = new XMLHttpRequest()
        request.onload = () => resolve()
        request.onerror = () => reject(new Error('refused'))
        request.open('POST', `${origin}/request`)
        request.send(utterance)
      }),
    import: () => import(`${origin}/module.js?said=${encodeURIComponent(utterance)}`),
    socket: () => opened(new WebSocket(origin.replace('http', 'ws'))),
    events: () => opened(new EventSource(`${origin}/events`)),
  }
  const gone: string[] = []
  for (const [name, send] of Object.entries(ways)) {
    const went = await send().then(
      () => true,
      () => false,
    )
    if (went) gone.push(name)
  }
  const own = await fetch('/favicon.svg').then(({ ok }) => ok)
  return { gone, own }
}

async function expectSilence(place: Pick<Page, 'evaluate'>): Promise<void> {
  expect(await place.evaluate(sendOut, origin)).toEqual({ gone: [], own: true })
  expect(heard).toEqual([])
}

test('no worker can tell anybody what it has read', async ({ page }) => {
  const workers = new Map<string, Worker>()
  page.on('worker', (worker) => {
    const [, name = worker.url()] = /([a-z-]+?)-[\w-]{8}\.js/.exec(worker.url()) ?? []
    workers.set(name, worker)
  })
  const train = new TrainPage(page)
  await train.prepare({ units: LONG_UNITS, query: '?backend=wasm' })
  const expectSilenceOf = (name: string) =>
    test.step(name, async () => {
      await expect.poll(() => workers.has(name)).toBe(true)
      await expectSilence(workers.get(name) as never)
    })
  await expectSilenceOf('import-worker')
  await train.goTo('Annotate')
  await expectSilenceOf('lint-worker')
  await train.goTo('Train')
  await train.set('Epochs', 300)
  await train.start()
  await expect(page.getByText(/^Epoch \d+ of/)).toBeVisible({ timeout: 60_000 })
  await expectSilenceOf('training-worker')
  await test.step('the helper of the training worker', async () => {
    // That one sleeps on shared memory and hears nobody: another one of the same script is asked.
    const script = workers.get('training-worker')!.url()
    const code = await page.evaluate((url) => fetch(url).then((r) => r.text()), script)
    const [file] = /wasm-helper-[\w-]+\.js/.exec(code)!
    const started = page.waitForEvent('worker')
    await page.evaluate((url) => {
      new Worker(url, { type: 'module' })
    }, new URL(file, script).href)
    await expectSilence((await started) as never)
  })
  await test.step('the page itself', () => expectSilence(page))
})

test('a page without the policy can, or the test above would prove nothing', async ({ page }) => {
  // Another name for the same machine is another origin.
  await page.goto(origin.replace('localhost', '127.0.0.1'))
  const { gone } = await page.evaluate(sendOut, origin)
  expect(gone).toEqual(expect.arrayContaining(['fetch', 'request', 'import', 'events']))
  expect(heard).toContain('POST /fetch')
})
