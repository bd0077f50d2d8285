/**
 * The header files that we hand out, tried on the servers that they are for: nginx and Caddy serve the built
 * site as `docs/hosting` says, and a browser tells whether the promises hold. Prints a table.
 *
 *   npm run build && npx tsx bench/hosts.ts [--site dist]        (nginx and caddy must be installed)
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { chmod, cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { type Browser, chromium } from '@playwright/test'
import { findBrowser } from '../e2e/find-browser'

const { values } = parseArgs({ options: { site: { type: 'string', default: 'dist' } } })
const folder = await mkdtemp(join(tmpdir(), 'skillet-hosts-'))
// nginx reads as somebody else.
await chmod(folder, 0o755)
const site = join(folder, 'site')
await cp(resolve(values.site), site, { recursive: true })

/** Each host: how its file is started on a port of its own. */
const HOSTS: Record<string, { port: number; start: () => Promise<ChildProcess> }> = {
  nginx: {
    port: 4391,
    async start() {
      await placed('docs/hosting/nginx.conf', 'site.conf', 'listen 80;', 'listen 4391;')
      await cp('/etc/nginx/mime.types', join(folder, 'mime.types'))
      const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
        .map((name) => `${name}_temp_path ${folder}/${name};`)
        .join(' ')
      const main = join(folder, 'nginx.conf')
      await writeFile(
        main,
        `daemon off; pid ${folder}/pid; error_log ${folder}/error.log; events {}\n` +
          `http { access_log off; ${paths} include ${folder}/site.conf; }\n`,
      )
      return spawn('nginx', ['-c', main, '-e', `${folder}/error.log`], { stdio: 'ignore' })
    },
  },
  caddy: {
    port: 4392,
    async start() {
      const file = await placed('docs/hosting/Caddyfile', 'Caddyfile', /^:80 /m, ':4392 ')
      await writeFile(file, `{\n\tadmin off\n}\n${await readFile(file, 'utf8')}`)
      const options = ['run', '--config', file, '--adapter', 'caddyfile']
      return spawn('caddy', options, { stdio: 'ignore' })
    },
  },
}

/** A file that we hand out, with this site and port in it. */
async function placed(from: string, to: string, port: string | RegExp, own: string) {
  const file = join(folder, to)
  const text = (await readFile(from, 'utf8')).replace(port, own)
  await writeFile(file, text.replace('/srv/skillet', site))
  return file
}

/** A stranger, who would be glad of an utterance. */
const heard: string[] = []
const stranger = createServer((request, response) => {
  heard.push(request.url ?? '')
  response.setHeader('Access-Control-Allow-Origin', '*')
  response.end()
})
await new Promise<void>((done) => stranger.listen(0, done))
const strange = `http://localhost:${(stranger.address() as AddressInfo).port}/`

const executablePath = findBrowser()
const browser = await chromium.launch({
  ...(executablePath === null ? {} : { executablePath }),
  args: ['--no-sandbox'],
})
console.log('| host | promise | holds |\n|---|---|---|')
for (const [name, { port, start }] of Object.entries(HOSTS)) {
  const server = await start()
  await sleep(1_500)
  try {
    const found = {
      ...(await lookAtHeaders(`http://localhost:${port}/`)),
      ...(await lookWithBrowser(browser, `http://localhost:${port}/`, server)),
    }
    for (const [promise, holds] of Object.entries(found)) {
      console.log(`| ${name} | ${promise} | ${holds ? 'yes' : '**no**'} |`)
      if (!holds) process.exitCode = 1
    }
  } finally {
    server.kill()
  }
}
await browser.close()
stranger.close()
await rm(folder, { recursive: true, force: true })

async function lookAtHeaders(address: string): Promise<Record<string, boolean>> {
  const scripts = (await readdir(join(site, 'assets'))).filter((file) => file.endsWith('.js'))
  const answers = await Promise.all(
    ['', 'sw.js', 'nothing.js', ...scripts.map((file) => `assets/${file}`)].map((path) =>
      fetch(address + path),
    ),
  )
  const ofScript = await fetch(`${address}assets/${scripts[0]}`)
  const missing = await fetch(`${address}assets/nothing.js`)
  const manifest = await fetch(`${address}manifest.webmanifest`)
  const isKept = ({ headers }: Response) => /immutable/.test(headers.get('Cache-Control') ?? '')
  return {
    'every file is there': answers.every(({ ok }, index) => ok === (index !== 2)),
    'every script, page and error has the policy': answers.every(({ headers }) =>
      headers.get('Content-Security-Policy')?.includes("default-src 'self'"),
    ),
    'the page and the service worker are asked for anew': answers
      .slice(0, 2)
      .every(({ headers }) => headers.get('Cache-Control') === 'no-cache'),
    'a file whose name says its content is kept for ever': isKept(ofScript),
    'that a file is missing is not': missing.status === 404 && !isKept(missing),
    'the manifest has its type':
      manifest.headers.get('Content-Type')?.startsWith('application/manifest+json') ?? false,
  }
}

async function lookWithBrowser(
  browser: Browser,
  address: string,
  server: ChildProcess,
): Promise<Record<string, boolean>> {
  const page = await browser.newPage()
  const errors: string[] = []
  page.on('pageerror', ({ message }) => errors.push(message))
  const shown = page.getByRole('heading', { level: 1 })
  await page.goto(`${address}#/skills`)
  await shown.waitFor({ timeout: 60_000 })
  const isIsolated = await page.evaluate(() => crossOriginIsolated)
  const scripts = (await readdir(join(site, 'assets'))).filter((file) => /worker|helper/.test(file))
  heard.length = 0
  for (const file of scripts.filter((name) => name.endsWith('.js'))) {
    // The page starts and ends workers of its own.
    const started = page.waitForEvent('worker', (worker) => worker.url().endsWith('?try'))
    await page.evaluate((url) => {
      // Somebody must hold it, or it is swept away.
      Object.assign(globalThis, { [url]: new Worker(url, { type: 'module' }) })
    }, `${address}assets/${file}?try`)
    const worker = await started
    // While its script is on its way it can't be spoken to.
    await sleep(1_000)
    await worker.evaluate(
      (url) => fetch(url, { method: 'POST', body: 'x' }).then(String, String),
      strange,
    )
  }
  await page.evaluate(
    (url) => fetch(url, { method: 'POST', body: 'x' }).then(String, String),
    strange,
  )
  const isSilent = heard.length === 0
  await page.evaluate(() => navigator.serviceWorker.ready)
  const isGone = new Promise((done) => server.once('exit', done))
  server.kill()
  await isGone
  await page.reload()
  const isOffline = await shown.waitFor({ timeout: 60_000 }).then(
    () => true,
    () => false,
  )
  await page.close()
  return {
    'memory can be shared with a second thread (COOP, COEP)': isIsolated,
    [`the page and ${scripts.length} workers reach no stranger`]: isSilent,
    'the service worker shows the page when the server is gone': isOffline,
    'nothing is thrown': errors.length === 0,
  }
}
