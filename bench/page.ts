/**
 * `npm run bench:page`: Lighthouse over the built app, as a phone and as a desktop computer see its first visit. The
 * median of `--runs 5`, since a busy machine is slow at times; `--why` adds what moved and what kept the page busy.
 */

import { parseArgs } from 'node:util'
import { chromium } from '@playwright/test'
import lighthouse, { desktopConfig } from 'lighthouse'
import { preview } from 'vite'
import { findBrowser } from '../e2e/find-browser'

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    devices: { type: 'string', default: 'phone,desktop' },
    why: { type: 'boolean', default: false },
  },
})
const DEBUGGING_PORT = 9333
const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'] as const
const FIGURES = {
  'first-contentful-paint': ['first words', 'ms'],
  'largest-contentful-paint': ['largest', 'ms'],
  'speed-index': ['drawn', 'ms'],
  'total-blocking-time': ['blocked', 'ms'],
  'cumulative-layout-shift': ['shift', ''],
  'total-byte-weight': ['loaded', 'kB'],
} as const
const REASONS = ['layout-shifts', 'long-tasks', 'bootup-time', 'render-blocking-resources']

type Audit = { numericValue?: number; details?: unknown }

const server = await preview({ logLevel: 'error', preview: { port: 4270 } })
const address = server.resolvedUrls?.local[0] ?? ''
try {
  const names = Object.values(FIGURES).map(([name]) => name)
  console.log(`| median of ${values.runs} | ${[...CATEGORIES, ...names].join(' | ')} |`)
  console.log(`|---${'|---'.repeat(CATEGORIES.length + names.length)}|`)
  for (const name of values.devices.split(',')) {
    const visits: Awaited<ReturnType<typeof visit>>[] = []
    for (let run = 0; run < Number(values.runs); run++) visits.push(await visit(name))
    const scores = CATEGORIES.map((id) =>
      Math.round(100 * median(visits.map(({ categories }) => categories[id]?.score ?? 0))),
    )
    const figures = Object.entries(FIGURES).map(([id, [, unit]]) => {
      const value = median(visits.map(({ audits }) => audits[id]?.numericValue ?? 0))
      if (unit === '') return value.toFixed(3)
      return unit === 'kB' ? `${Math.round(value / 1024)} kB` : `${Math.round(value)} ms`
    })
    console.log(`| ${[name, ...scores, ...figures].join(' | ')} |`)
    if (values.why) for (const id of REASONS) tellWhy(id, visits.at(-1)?.audits[id])
  }
} finally {
  await server.close()
}

/** One visit, by a browser of its own: what one keeps would make the next visit a second one. */
async function visit(name: string) {
  const config = name === 'desktop' ? desktopConfig : undefined
  const browser = await chromium.launch({
    ...(findBrowser() ? { executablePath: findBrowser()! } : {}),
    args: ['--no-sandbox', `--remote-debugging-port=${DEBUGGING_PORT}`],
  })
  try {
    const result = await lighthouse(address, { port: DEBUGGING_PORT, logLevel: 'error' }, config)
    if (!result) throw new Error('Lighthouse gave no result.')
    return result.lhr
  } finally {
    await browser.close()
  }
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0
}

/** What an audit lists, a line each. */
function tellWhy(id: string, audit: Audit | undefined): void {
  const { items = [] } = (audit?.details ?? {}) as { items?: readonly Record<string, unknown>[] }
  for (const { subItems, node, ...rest } of items.slice(0, 8)) {
    const { selector, nodeLabel } = (node ?? {}) as { selector?: string; nodeLabel?: string }
    console.log(id, JSON.stringify({ ...rest, selector, nodeLabel, subItems }))
  }
}
