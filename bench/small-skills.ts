/**
 * What is said of skills with next to no data: `npx tsx bench/small-skills.ts`. Trains each by the command line, and
 * prints the figures that a screen would show and the verdict.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CommandFailure } from '@/cli/command'
import { finetune } from '@/cli/finetune'
import type { Report } from '@/evaluation/report'
import { reportFigures, reportIntervals } from '@/evaluation/tested-figures'
import { DEFAULT_BAR, judgeReport, sayVerdict } from '@/evaluation/verdict'

const GENRES = ['jazz', 'blues', 'rock', 'soul', 'techno', 'folk']
const PLAY = ['play [G](genre)', 'put on some [G](genre)', 'I feel like [G](genre) tonight']
const STOP = ['stop the music', 'be quiet', 'turn it off please', 'no more of that', 'silence']
const playing = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    (PLAY[Math.floor(index / GENRES.length) % PLAY.length] ?? '').replace(
      'G',
      GENRES[index % GENRES.length] ?? '',
    ),
  )
const bare = (lines: readonly string[]) =>
  lines.map((line) => line.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1'))
const intent = (name: string, lines: readonly string[]) => [`# ${name}`, ...lines].join('\n')

const CASES: readonly [name: string, skill: string, options: readonly string[]][] = [
  ['1 utterance', intent('Play', playing(1)), []],
  ['4 of one intent, slots', intent('Play', playing(4)), []],
  [
    '4 of two intents',
    [intent('Play', playing(2)), intent('Stop', STOP.slice(0, 2))].join('\n'),
    [],
  ],
  ['4 of one intent, no slots', intent('Stop', STOP.slice(0, 4)), []],
  ['20 of two intents', [intent('Play', playing(15)), intent('Stop', STOP)].join('\n'), []],
  ['20, no slots', [intent('Play', bare(playing(15))), intent('Stop', STOP)].join('\n'), []],
  ['18 of one intent, slots', intent('Play', playing(18)), []],
  [
    '20, nothing kept back',
    [intent('Play', playing(15)), intent('Stop', STOP)].join('\n'),
    ['--test-share', '0'],
  ],
]

const folder = mkdtempSync(join(tmpdir(), 'skillet-small-'))
try {
  console.log('| skill | learned, tested | intents | slots | frames (95%) | what is said |')
  console.log('|---|---|---|---|---|---|')
  for (const [name, skill, options] of CASES) {
    const file = join(folder, 'skill.txt')
    writeFileSync(file, skill)
    console.log(`| ${[name, ...(await tell(file, options))].join(' | ')} |`)
  }
} finally {
  rmSync(folder, { recursive: true })
}

async function tell(file: string, options: readonly string[]): Promise<string[]> {
  let text = ''
  const streams = {
    input: process.stdin,
    output: (piece: string) => {
      text += piece
    },
    log: () => {},
  }
  try {
    await finetune.run([file, '--json', ...options], streams)
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error
    return ['–', '–', '–', '–', error.message.replace(`${file}: `, '')]
  }
  const { report } = JSON.parse(text) as { report: Report }
  const figures = reportFigures(report)
  const { frameAccuracy } = reportIntervals(report)
  const verdict = judgeReport(report, {
    bar: DEFAULT_BAR,
    threshold: report.outOfScope.threshold,
    outOfScope: [],
  })
  const range = frameAccuracy
    ? ` (${percent(frameAccuracy.low)} to ${percent(frameAccuracy.high)})`
    : ''
  return [
    `${report.learned.count}, ${report.summary.count}`,
    percent(figures.intentAccuracy),
    percent(figures.slotF1),
    `${percent(figures.frameAccuracy)}${range}`,
    sayVerdict(verdict),
  ]
}

function percent(share: number | null): string {
  return share === null ? '–' : `${Math.round(100 * share)}%`
}
