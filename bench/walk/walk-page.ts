/** The page that tells of the walk: what was done in each round, and what it was worth. */
import type { FrameScores } from '@/evaluation/frame-scores'
import type { Report } from '@/evaluation/report'

export type Round = {
  number: number
  /** What its weights began with. */
  start: string
  seconds: string
  /** The next steps of the round before, and how many utterances were added for each. */
  done: { title: string; added: number }[]
  report: Report
  /** On the fixed test set. */
  scores: FrameScores
}

/** Markdown with a table and three pictures; every number is one that the app showed or saved. */
export function walkPage(
  rounds: readonly Round[],
  data: { source: string; startOfEach: number; testOfEach: number },
): string {
  const [first] = rounds
  const rows = rounds.map(({ number, start, report, scores, seconds }) =>
    [
      number,
      report.learned.count,
      start,
      percent(scores.intentAccuracy),
      percent(scores.slotF1),
      percent(scores.frameAccuracy),
      percent(report.outOfScope.atThreshold.rejected),
      percent(report.reliability.calibrationError),
      seconds,
    ].join(' | '),
  )
  return [
    '# Three rounds',
    '',
    `Made by \`npx tsx bench/walk.ts --data <snips.jsonl.gz> --start ${data.startOfEach} --test ${data.testOfEach}\`, which drives the app as a developer would; all figures are what the app showed or saved. SNIPS is not among the data that the network was pretrained on.`,
    '',
    `A skill of ${first?.report.intents.length ?? 0} intents, from ${data.source}: ${data.startOfEach} annotated utterances of each intent to begin with, and ${data.testOfEach} of each as a fixed test set that is never learned from. After each round the app’s *Next steps* were followed by annotating what they ask for.`,
    '',
    '| round | learned | starts from | intents right | slot F1 | whole frames | strangers turned away | confidence is off by | training |',
    '|---|---|---|---|---|---|---|---|---|',
    ...rows.map((row) => `| ${row} |`),
    '',
    ...rounds.flatMap(({ number, done }) =>
      done.length === 0
        ? []
        : [
            `Before round ${number}, as advised: ${done
              .map(
                ({ title, added }) =>
                  `*${title}* (${added === 0 ? 'looked, nothing added' : `${added} added`})`,
              )
              .join('; ')}.`,
            '',
          ],
    ),
    LIMITS,
    '',
    '| round 1: what goes wrong | the second training | round 3: what got better, what broke |',
    '|---|---|---|',
    '| ![Evaluation with next steps](walk-1.png) | ![The second training](walk-2.png) | ![Run 3 against run 1](walk-3.png) |',
    '',
  ].join('\n')
}

/** What a reader must know before believing the table. */
const LIMITS =
  'What this does not show: the advice was drawn from errors on the same test set that measures it, so the gains are larger than fresh utterances would see; as many utterances chosen at random were not tried beside it; it is one seed. The times depend on what else the machine does.'

function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`
}
