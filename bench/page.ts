/** `npm run bench:page`: Lighthouse over the built app, as a phone and as a desktop computer see its first visit. */

import { chromium } from '@playwright/test'
import lighthouse, { desktopConfig } from 'lighthouse'
import { preview } from 'vite'
import { findBrowser } from '../e2e/find-browser'

const DEBUGGING_PORT = 9333
const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'] as const
const FIGURES = {
  'first-contentful-paint': 'first words',
  'largest-contentful-paint': 'largest',
  'total-blocking-time': 'blocked',
  'cumulative-layout-shift': 'shift',
  'total-byte-weight': 'loaded',
} as const

const server = await preview({ logLevel: 'error', preview: { port: 4270 } })
const address = server.resolvedUrls?.local[0] ?? ''
const browser = await chromium.launch({
  ...(findBrowser() ? { executablePath: findBrowser()! } : {}),
  args: ['--no-sandbox', `--remote-debugging-port=${DEBUGGING_PORT}`],
})
try {
  console.log(`| | ${[...CATEGORIES, ...Object.values(FIGURES)].join(' | ')} |`)
  console.log(`|---${'|---'.repeat(CATEGORIES.length + Object.keys(FIGURES).length)}|`)
  for (const [name, config] of [['phone'], ['desktop', desktopConfig]] as const) {
    const result = await lighthouse(address, { port: DEBUGGING_PORT, logLevel: 'error' }, config)
    if (!result) throw new Error('Lighthouse gave no result.')
    const { categories, audits } = result.lhr
    const scores = CATEGORIES.map((id) => Math.round(100 * (categories[id]?.score ?? 0)))
    const figures = Object.keys(FIGURES).map((id) => audits[id]?.displayValue ?? '–')
    console.log(`| ${[name, ...scores, ...figures].join(' | ')} |`)
  }
} finally {
  await browser.close()
  await server.close()
}
