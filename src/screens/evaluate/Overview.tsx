import { allIntentRows, allSlotRows } from '@/evaluation/coverage'
import { EXPLANATIONS } from '@/evaluation/explanations'
import type { IntentScoreRow } from '@/evaluation/intent-scores'
import type { SlotScore } from '@/evaluation/slot-scores'
import {
  type Figure,
  reportFigures,
  reportIntervals,
  scoreFigures,
} from '@/evaluation/tested-figures'
import { judgeReport } from '@/evaluation/verdict'
import { outOfScopeNames, slotNames } from '@/project/project'
import { usePreferences } from '@/store/preferences'
import { useProject } from '@/store/project-store'
import { screenHref } from '@/store/route'
import { type RunRecord, thresholdOf } from '@/store/run-record'
import { slotColors } from '@/store/slot-colors'
import { Bar } from '@/ui/Bar'
import { Figures } from '@/ui/charts/Figures'
import { formatPercent, formatRange } from '@/ui/charts/numbers'
import { Panel } from '@/ui/Panel'
import { Table } from '@/ui/Table'
import { CoverageNote } from './CoverageNote'
import styles from './EvaluateScreen.module.css'
import { isAbout } from './errors-about'
import { NextStepsPanel } from './NextStepsPanel'
import { VerdictPanel } from './VerdictPanel'

/** The figures, what to do about them, and each intent and slot by itself. */
export function Overview({ run }: { run: RunRecord }) {
  const { summary, learned } = run.report
  const project = useProject()
  const declared = slotNames(project)
  const colors = slotColors(project)
  const bar = usePreferences((state) => state.bar)
  const verdict = judgeReport(run.report, {
    bar,
    threshold: thresholdOf(run),
    outOfScope: outOfScopeNames(project),
  })
  const figures = reportFigures(run.report)
  const ranges = reportIntervals(run.report)
  const intents = allIntentRows(run.report)
  const slots = allSlotRows(run.report, declared)
  const learnedOf = new Map(learned.byIntent.map(({ intent, count }) => [intent, count]))
  return (
    <div className={styles.stack}>
      <VerdictPanel verdict={verdict} />
      <Figures
        figures={[
          {
            label: 'Understood',
            about: EXPLANATIONS.understood,
            value: formatPercent(verdict.understood.share),
            note: `${formatRange(verdict.understood.share === null ? null : verdict.understood.interval)} at the threshold of ${formatPercent(verdict.threshold, 0)}`,
          },
          {
            label: 'Intents right, without a threshold',
            about: EXPLANATIONS.intents,
            value: formatPercent(figures.intentAccuracy),
            note: formatRange(ranges.intentAccuracy),
          },
          {
            label: 'Slot F1, exact spans',
            about: EXPLANATIONS.slotF1,
            value: formatPercent(figures.slotF1),
            note: formatRange(ranges.slotF1),
          },
          {
            label: 'Whole frames right',
            about: EXPLANATIONS.frames,
            value: formatPercent(figures.frameAccuracy),
            note: formatRange(ranges.frameAccuracy),
          },
          {
            label: 'Semantic error rate',
            about: EXPLANATIONS.semanticErrors,
            value: formatPercent(figures.semanticErrorRate),
            note: formatRange(ranges.semanticErrorRate),
          },
          {
            label: 'Mean F1 of intents',
            about: EXPLANATIONS.macroF1,
            value: formatPercent(summary.count === 0 ? null : summary.macroIntentF1),
            note: 'each tested one counts the same',
          },
        ]}
      />
      <CoverageNote run={run} declaredSlots={declared} />
      <NextStepsPanel run={run} verdict={verdict} />
      <Panel title="Intents">
        <Table<IntentScoreRow>
          caption="Scores of each intent"
          isCaptionHidden
          rows={intents}
          rowKey={(row) => row.intent}
          columns={[
            {
              id: 'intent',
              header: 'Intent',
              cell: ({ intent }) => <ErrorsLink run={run} about={{ intent }} name={intent} />,
            },
            {
              id: 'learned',
              header: 'Learned',
              about: EXPLANATIONS.learned,
              align: 'end',
              cell: (row) => learnedOf.get(row.intent) ?? 0,
            },
            {
              id: 'gold',
              header: 'Tested',
              about: EXPLANATIONS.tested,
              align: 'end',
              cell: (row) => row.gold,
            },
            {
              id: 'precision',
              header: 'Precision',
              about: EXPLANATIONS.precision,
              align: 'end',
              cell: (row) => formatPercent(scoreFigures(row).precision, 0),
            },
            {
              id: 'recall',
              header: 'Recall',
              about: EXPLANATIONS.recall,
              align: 'end',
              cell: (row) => formatPercent(scoreFigures(row).recall, 0),
            },
            {
              id: 'f1',
              header: 'F1',
              about: EXPLANATIONS.f1,
              align: 'end',
              cell: (row) => <Share value={scoreFigures(row).f1} />,
            },
          ]}
        />
      </Panel>
      {slots.length > 0 && (
        <Panel title="Slots">
          <Table<SlotScore>
            caption="Scores of each slot"
            isCaptionHidden
            rows={slots}
            rowKey={(row) => row.slot}
            columns={[
              {
                id: 'slot',
                header: 'Slot',
                cell: ({ slot }) => <ErrorsLink run={run} about={{ slot }} name={slot} />,
              },
              {
                id: 'gold',
                header: 'Tested',
                about: EXPLANATIONS.tested,
                align: 'end',
                cell: (row) => row.gold,
              },
              {
                id: 'exact',
                header: 'Exact',
                about: EXPLANATIONS.exact,
                align: 'end',
                cell: (row) => <Count value={row.correct} />,
              },
              {
                id: 'boundary',
                header: 'Other edges',
                about: EXPLANATIONS.boundary,
                align: 'end',
                cell: (row) => <Count value={row.boundary} />,
              },
              {
                id: 'wrong',
                header: 'Other slot',
                about: EXPLANATIONS.wrongSlot,
                align: 'end',
                cell: (row) => (
                  <span
                    title={row.takenFor.map(({ slot, count }) => `${slot} ${count}×`).join(', ')}
                  >
                    <Count value={row.wrongSlot} />
                  </span>
                ),
              },
              {
                id: 'missed',
                header: 'Missed',
                about: EXPLANATIONS.missed,
                align: 'end',
                cell: (row) => <Count value={row.missed} />,
              },
              {
                id: 'spurious',
                header: 'Made up',
                about: EXPLANATIONS.spurious,
                align: 'end',
                cell: (row) => <Count value={row.spurious} />,
              },
              {
                id: 'f1',
                header: 'F1',
                about: EXPLANATIONS.f1,
                align: 'end',
                cell: (row) => (
                  <Share value={scoreFigures(row).f1} color={colors.get(row.slot) ?? 0} />
                ),
              },
            ]}
          />
          <p className={styles.note}>
            A slot counts as found only with exactly its words, as conlleval has it. The semantic
            error rate adds up wrong intents, wrong, missing and made-up slots, over all that there
            was to get right. Ranges are 95% intervals.
          </p>
        </Panel>
      )}
    </div>
  )
}

/** A name that leads to the errors behind its figures; plain where there are none. */
function ErrorsLink({
  run,
  about,
  name,
}: {
  run: RunRecord
  about: { intent?: string; slot?: string }
  name: string
}) {
  const { errors } = run.report
  if (!errors.some((error) => isAbout(error, run, about))) return name
  return (
    <a href={screenHref(run.projectId, 'evaluate', { run: run.id, view: 'errors', ...about })}>
      {name}
    </a>
  )
}

function Share({ value, color }: { value: Figure; color?: number }) {
  if (value === null) return <span className={styles.quiet}>not tested</span>
  return (
    <span className={styles.share}>
      <Bar share={value} {...(color === undefined ? {} : { slotColor: color })} />
      {formatPercent(value, 0)}
    </span>
  )
}

function Count({ value }: { value: number }) {
  return <span className={value === 0 ? styles.quiet : undefined}>{value}</span>
}
