/**
 * A real skill improved in three rounds, as a developer would who does what the app advises: drives
 * the running app, takes the pictures, and writes `docs/walk.md` with what it measured.
 *
 *   npm start        (in another window)
 *   npx tsx bench/walk.ts --data <snips.jsonl.gz> [--url http://localhost:4173/] [--seed 1]
 */
import { writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { chromium } from '@playwright/test'
import { scoreFrames } from '@/evaluation/frame-scores'
import { suggestNextSteps } from '@/evaluation/next-steps'
import { frameOf, type Report } from '@/evaluation/report'
import { findBrowser } from '../e2e/find-browser'
import { WalkApp } from './walk/app'
import { sampleRows, toFile } from './walk/rows'
import { rowsFor } from './walk/steps'
import { type Round, walkPage } from './walk/walk-page'

const ROUNDS = 3
const STEPS_SHOWN = 6

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    url: { type: 'string', default: 'http://localhost:4173/' },
    seed: { type: 'string', default: '1' },
    start: { type: 'string', default: '15' },
    test: { type: 'string', default: '30' },
  },
})
if (!values.data) throw new Error('Name the data with --data <file.jsonl.gz>.')

const counts = { startOfEach: Number(values.start), testOfEach: Number(values.test) }
const rows = await sampleRows(values.data, { seed: Number(values.seed), ...counts })
const executablePath = findBrowser()
const browser = await chromium.launch({
  ...(executablePath === null ? {} : { executablePath }),
  args: ['--no-sandbox', '--disable-background-networking', '--no-first-run'],
})
const page = await browser.newPage({
  viewport: { width: 1280, height: 860 },
  reducedMotion: 'reduce',
  colorScheme: 'light',
})
const app = new WalkApp(page)
const picture = async (number: number) => {
  await page.waitForTimeout(6_000)
  await page.screenshot({ path: `docs/walk-${number}.png` })
}

await app.importSkill(values.url, [
  toFile('assistant.jsonl', rows.start, 'train'),
  toFile('assistant-test.jsonl', rows.test, 'test'),
])
const rounds: Round[] = []
let fixed: ReadonlySet<string> | null = null
let done: Round['done'] = []
for (let number = 1; number <= ROUNDS; number += 1) {
  const { start } = await app.train(number)
  if (number === 2) await picture(2)
  const seconds = await app.secondsOf(number)
  const report = await app.report()
  fixed ??= new Set(report.judged.map(({ utteranceId }) => utteranceId))
  rounds.push({ number, start, seconds, done, report, scores: scoresOn(fixed, report) })
  const [round] = rounds.slice(-1)
  console.log(number, start, report.learned.count, round?.scores)
  if (number === 1) await picture(1)
  if (number === ROUNDS) break
  done = await follow(report, number)
}
await app.compareWith('Run 1')
await picture(3)
await browser.close()
await writeFile('docs/walk.md', walkPage(rounds, { ...counts, source: basename(values.data) }))

/** Does what the panel lists: annotates from the reserve, adds what the skill should turn away. */
async function follow(report: Report, number: number): Promise<Round['done']> {
  const learned = new Map(report.learned.byIntent.map(({ intent, count }) => [intent, count]))
  const steps = suggestNextSteps(report, learned).slice(0, STEPS_SHOWN)
  const titles = await app.nextSteps()
  const followed = steps.map((step, index) => ({
    title: titles[index] ?? step.kind,
    rows: rowsFor(step, rows.reserve),
    isOutOfScope: step.kind === 'addOutOfScope',
  }))
  const file = toFile(
    `annotated-${number}.jsonl`,
    followed.flatMap((step) => step.rows),
    'train',
  )
  if (file.buffer.length > 1) await app.addFile(file)
  if (followed.some(({ isOutOfScope }) => isOutOfScope)) await app.addOutOfScope()
  return followed.map((step) => ({
    title: step.title,
    added: step.isOutOfScope ? 30 : step.rows.length,
  }))
}

/** Scores on the utterances that the first run was tested on. */
function scoresOn(ids: ReadonlySet<string>, report: Report) {
  const judged = report.judged.filter(({ utteranceId }) => ids.has(utteranceId))
  return scoreFrames(judged.map(frameOf))
}
