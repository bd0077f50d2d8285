import type { ComparedUtterance } from '@/evaluation/compare'
import { EXPLANATIONS } from '@/evaluation/explanations'
import { scoreFrames } from '@/evaluation/frame-scores'
import { scoreIntents } from '@/evaluation/intent-scores'
import type { JudgedUtterance } from '@/evaluation/prediction'
import { frameOf } from '@/evaluation/report'
import { type Figure, type SummaryFigures, summaryFigures } from '@/evaluation/tested-figures'
import { type RunRecord, runTitle } from '@/store/run-record'
import { Badge } from '@/ui/Badge'
import { formatPercent, NO_FIGURE } from '@/ui/charts/numbers'
import { Disclosure } from '@/ui/Disclosure'
import { Panel } from '@/ui/Panel'
import { Table } from '@/ui/Table'
import { Term } from '@/ui/Term'

/** A figure of two runs; `isError` when less is better. */
type Change = { name: string; about?: string; before: Figure; after: Figure; isError?: boolean }

const FIGURES: {
  name: string
  about: string
  key: keyof SummaryFigures
  isError?: boolean
}[] = [
  { name: 'Intents right', about: EXPLANATIONS.intents, key: 'intentAccuracy' },
  { name: 'Slot F1, exact spans', about: EXPLANATIONS.slotF1, key: 'slotF1' },
  { name: 'Whole frames right', about: EXPLANATIONS.frames, key: 'frameAccuracy' },
  {
    name: 'Semantic error rate',
    about: EXPLANATIONS.semanticErrors,
    key: 'semanticErrorRate',
    isError: true,
  },
]

/** The figures of two runs on the utterances that both were tested on, and F1 of each intent. */
export function ScoreChanges({
  before,
  after,
  pairs,
}: {
  before: RunRecord
  after: RunRecord
  pairs: readonly ComparedUtterance[]
}) {
  const sides = [pairs.map((pair) => pair.before), pairs.map((pair) => pair.after)] as const
  const [then, now] = [
    summaryFigures(scoreFrames(sides[0].map(frameOf))),
    summaryFigures(scoreFrames(sides[1].map(frameOf))),
  ]
  const figures = FIGURES.map(
    ({ name, about, key, isError = false }): Change => ({
      name,
      about,
      before: then[key],
      after: now[key],
      isError,
    }),
  )
  const intents = intentChanges(...sides)
  return (
    <Panel title={`On the ${pairs.length} in common`}>
      <ChangeTable
        caption="Figures of both runs"
        what="Figure"
        rows={figures}
        names={[before, after]}
      />
      {intents.length > 0 && (
        <Disclosure summary={`F1 of ${intents.length} intents has changed`}>
          <ChangeTable
            caption="F1 of each intent"
            what="F1 of the intent"
            about={EXPLANATIONS.f1}
            rows={intents}
            names={[before, after]}
          />
        </Disclosure>
      )}
    </Panel>
  )
}

function ChangeTable({
  caption,
  what,
  about,
  rows,
  names: [before, after],
}: {
  caption: string
  /** Heads the first column. */
  what: string
  about?: string
  rows: readonly Change[]
  names: readonly [RunRecord, RunRecord]
}) {
  return (
    <Table<Change>
      caption={caption}
      isCaptionHidden
      rows={rows}
      rowKey={({ name }) => name}
      columns={[
        {
          id: 'name',
          header: what,
          ...(about === undefined ? {} : { about }),
          cell: (row) => (row.about ? <Term about={row.about}>{row.name}</Term> : row.name),
        },
        {
          id: 'before',
          header: runTitle(before),
          align: 'end',
          cell: (row) => formatPercent(row.before),
        },
        {
          id: 'after',
          header: runTitle(after),
          align: 'end',
          cell: (row) => formatPercent(row.after),
        },
        {
          id: 'change',
          header: 'Change in points',
          about: EXPLANATIONS.points,
          align: 'end',
          cell: (row) => <Difference change={row} />,
        },
      ]}
    />
  )
}

function Difference({ change: { before, after, isError } }: { change: Change }) {
  if (before === null || after === null) return NO_FIGURE
  const points = 100 * (after - before)
  if (Math.abs(points) < 0.05) return '–'
  const isBetter = points > 0 !== Boolean(isError)
  return (
    <Badge tone={isBetter ? 'good' : 'bad'}>
      {`${points > 0 ? '+' : '−'}${Math.abs(points).toFixed(1)}`}
    </Badge>
  )
}

function intentChanges(
  before: readonly JudgedUtterance[],
  after: readonly JudgedUtterance[],
): (Change & { before: number; after: number })[] {
  const rowsOf = (judged: readonly JudgedUtterance[]) =>
    scoreIntents(
      judged.map(({ utteranceId, intent, prediction }) => ({
        utteranceId,
        gold: intent,
        predicted: prediction.intents[0]?.intent ?? '',
      })),
      [],
    )
  const then = new Map(rowsOf(before).map(({ intent, f1 }) => [intent, f1]))
  return rowsOf(after)
    .filter(({ gold }) => gold > 0)
    .map(({ intent, f1 }) => ({ name: intent, before: then.get(intent) ?? 0, after: f1 }))
    .filter(({ before: was, after: is }) => Math.abs(is - was) > 0.0005)
    .sort((a, b) => a.after - a.before - (b.after - b.before))
}
