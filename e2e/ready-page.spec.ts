import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from '@playwright/test'
import { unzipSync } from 'fflate'
import { createTinyModelFile } from '@/runtime/testing'
import { packUse } from '@/screens/export/pack-use'
import { type ModelToUse, USES } from '@/screens/export/uses'
import { bundleRuntime } from '../build/runtime-bundle'

const UTTERANCE = `order a "big" coffee, it's </script> please`
const MODEL: ModelToUse = { name: 'Café-run-2', utterance: UTTERANCE, intent: null, others: [] }

test.describe('the ready page', () => {
  let folder: string
  let address: string
  let end: () => void

  test.beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ready-page-'))
    const { bytes } = packUse('page', {
      model: MODEL,
      bytes: await createTinyModelFile({ threshold: 0 }),
      code: await bundleRuntime(),
      title: 'Café <b>1</b>',
      locale: 'en-GB',
      examples: [UTTERANCE, 'jazz'],
    })
    for (const [path, content] of Object.entries(unzipSync(bytes))) {
      writeFileSync(join(folder, path), content)
    }
    const [serve, own] = USES.find(({ id }) => id === 'page')!.snippets(MODEL)
    writeFileSync(join(folder, 'own.html'), `<!doctype html><meta charset="utf-8">${own!.code}`)
    const port = await freePort()
    const command = serve!.code.replace('8000', String(port))
    const server = spawn('bash', ['-c', `exec ${command}`], { cwd: folder, stdio: 'ignore' })
    end = () => server.kill()
    address = `http://127.0.0.1:${port}/`
    execFileSync('curl', ['-sfo', '/dev/null', '--retry', '20', '--retry-connrefused', address])
  })

  test.afterAll(() => {
    end()
    rmSync(folder, { recursive: true })
  })

  test('answers what is typed or chosen, and asks nobody else', async ({ page }) => {
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await page.goto(address)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Café <b>1</b>')
    await page.getByRole('textbox', { name: 'What would you say?' }).fill(UTTERANCE)
    const answer = page.getByRole('heading', { level: 2 })
    await expect(answer).toHaveText(/Play|Order ☕|Not understood/)
    await page.getByRole('button', { name: 'jazz' }).click()
    await expect(page.getByRole('textbox')).toHaveValue('jazz')
    await expect(answer).not.toBeEmpty()
    expect(asked.filter((url) => !url.startsWith(address) && !url.startsWith('data:'))).toEqual([])
  })

  test('listens where the browser can', async ({ page }) => {
    await page.addInitScript(`window.SpeechRecognition = window.webkitSpeechRecognition = class {
      start() { this.onresult({ results: [[{ transcript: 'play jazz in ' + this.lang }]] }); this.onend() }
    }`)
    await page.goto(address)
    await page.getByRole('button', { name: 'Speak' }).click()
    await expect(page.getByRole('textbox')).toHaveValue('play jazz in en-GB')
    await expect(page.getByRole('heading', { level: 2 })).not.toBeEmpty()
    await expect(page.getByText('some browsers send it to their maker')).toBeVisible()
  })

  test('says what to do when it is opened as a file', async ({ page }) => {
    await page.goto(pathToFileURL(join(folder, 'index.html')).href)
    await expect(page.getByText('python3 -m http.server 8000')).toBeVisible()
  })

  test('the lines for a page of one’s own answer', async ({ page }) => {
    const said = page.waitForEvent('console', (message) => message.type() === 'log')
    await page.goto(`${address}own.html`)
    const [understanding] = (await said).args()
    expect(await understanding!.jsonValue()).toMatchObject({ text: UTTERANCE })
  })
})

async function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const at = server.address()
      server.close(() => resolve(typeof at === 'object' && at ? at.port : 0))
    })
  })
}
