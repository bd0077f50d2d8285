import { type ComparedUtterance, compareRuns } from '@/evaluation/compare'
import { isFrameRight } from '@/evaluation/error-list'
import { EXPLANATIONS } from '@/evaluation/explanations'
import { useProject } from '@/store/project-store'
import { replaceQuery, screenHref, useRoute } from '@/store/route'
import { sayValue } from '@/store/run-length'
import { type RunRecord, runTitle } from '@/store/run-record'
import { slotColors } from '@/store/slot-colors'
import { useTrainingStore } from '@/store/training-store'
import { Badge } from '@/ui/Badge'
import { Button } from '@/ui/Button'
import { Figures } from '@/ui/charts/Figures'
import { formatPercent } from '@/ui/charts/numbers'
import { EmptyState } from '@/ui/EmptyState'
import { LinkButton } from '@/ui/LinkButton'
import { MarkedText } from '@/ui/MarkedText'
import { Panel } from '@/ui/Panel'
import { Select } from '@/ui/Select'
import { saveText } from '@/ui/save-file'
import { Table } from '@/ui/Table'
import { Term } from '@/ui/Term'
import rowStyles from './ComparePanel.module.css'
import styles from './EvaluateScreen.module.css'
import { comparisonCsv } from './report-csv'
import { ScoreChanges } from './ScoreChanges'

/** Two runs on what both were tested on: what got better, what broke. And the fixed set, run by run. */
export function ComparePanel({ run }: { run: RunRecord }) {
  const query = useRoute((route) => route.query)
  const runs = useTrainingStore((state) => state.runs)
  const others = runs.filter((one) => one.id !== run.id)
  const previous = others.filter((one) => one.startedAt < run.startedAt).at(-1) ?? others.at(-1)
  const other = others.find((one) => one.id === query.with) ?? previous
  return (
    <div className={styles.stack}>
      {other ? (
        <>
          <div className={styles.row}>
            <span>{runTitle(run)} against</span>
            <Select
              label="The other run"
              isLabelHidden
              size="small"
              value={other.id}
              onChange={(id) => replaceQuery({ ...query, with: id })}
              options={others.toReversed().map((one) => ({ value: one.id, label: runTitle(one) }))}
            />
          </div>
          <Differences before={other} after={run} />
        </>
      ) : (
        <EmptyState icon="layers" title="There is only one run">
          Train again after a change, and you see here which utterances got better and which broke.
        </EmptyState>
      )}
      <RegressionSet runs={runs} run={run} />
    </div>
  )
}

function Differences({ before, after }: { before: RunRecord; after: RunRecord }) {
  const comparison = compareRuns(before.report.judged, after.report.judged)
  const { shared, fixed, broken, stillWrong, chance, notComparable } = comparison
  if (shared === 0) {
    return (
      <EmptyState icon="layers" title="Nothing in common">
        The two runs were tested on different utterances. Runs with the same seed and share keep
        their test side.
      </EmptyState>
    )
  }
  const verdict =
    fixed.length === broken.length
      ? fixed.length === 0
        ? 'None got better, and none broke.'
        : 'As many got better as broke.'
      : chance < 0.05
        ? `Run ${fixed.length > broken.length ? after.number : before.number} is better, hardly by chance.`
        : 'Chance alone would often do as much: test on more utterances before you believe it.'
  return (
    <>
      <Figures
        figures={[
          {
            label: 'Got better',
            about: EXPLANATIONS.gotBetter,
            value: fixed.length,
            note: `of ${shared} in common`,
          },
          { label: 'Broke', about: EXPLANATIONS.broke, value: broken.length },
          { label: 'Wrong in both', about: EXPLANATIONS.wrongInBoth, value: stillWrong.length },
          {
            label: 'Data',
            about: EXPLANATIONS.sameData,
            value: before.fingerprint === after.fingerprint ? 'the same' : 'changed',
            note: `${before.utterances} → ${after.utterances} utterances`,
          },
        ]}
      />
      <p className={styles.lead}>
        {verdict}{' '}
        {fixed.length !== broken.length && (
          <Term about={EXPLANATIONS.chance}>p = {chance.toPrecision(2)}</Term>
        )}
        {notComparable > 0 &&
          ` ${notComparable} were tested by one run only, or relabelled in between.`}
        {changedSettings(before, after)}
      </p>
      {fixed.length + broken.length + stillWrong.length > 0 && (
        <div>
          <Button
            size="small"
            icon="download"
            onPress={() =>
              saveText(`run-${before.number}-to-${after.number}.csv`, comparisonCsv(comparison))
            }
          >
            These utterances (CSV)
          </Button>
        </div>
      )}
      <ScoreChanges before={before} after={after} pairs={comparison.pairs} />
      <Changes title="Broke" tone="bad" pairs={broken} projectId={after.projectId} />
      <Changes title="Got better" tone="good" pairs={fixed} projectId={after.projectId} />
    </>
  )
}

function changedSettings(before: RunRecord, after: RunRecord): string {
  const keys = Object.keys(after.settings) as (keyof RunRecord['settings'])[]
  const changed = keys.filter((key) => before.settings[key] !== after.settings[key])
  return changed.length === 0
    ? ''
    : ` Settings: ${changed.map((key) => `${key} ${sayValue(key, before.settings[key])} → ${sayValue(key, after.settings[key])}`).join(', ')}.`
}

function Changes({
  title,
  tone,
  pairs,
  projectId,
}: {
  title: string
  tone: 'good' | 'bad'
  pairs: readonly ComparedUtterance[]
  projectId: string
}) {
  const colors = slotColors(useProject())
  if (pairs.length === 0) return null
  return (
    <Panel
      title={
        <>
          {title} <Badge tone={tone}>{pairs.length}</Badge>
        </>
      }
      actions={
        <LinkButton
          size="small"
          href={screenHref(projectId, 'annotate', {
            ids: pairs
              .slice(0, 50)
              .map(({ after }) => after.utteranceId)
              .join(','),
            because: title,
          })}
        >
          Annotate
        </LinkButton>
      }
    >
      <ul className={rowStyles.rows}>
        {pairs.map(({ before, after }) => (
          <li key={after.utteranceId} className={rowStyles.row}>
            {[before, after].map((one, index) => (
              <div key={index} className={rowStyles.version}>
                <span className={rowStyles.label}>{index === 0 ? 'before' : 'now'}</span>
                <MarkedText
                  text={one.text}
                  marks={one.prediction.spans.map((span) => ({
                    ...span,
                    name: span.slot,
                    color: colors.get(span.slot) ?? 0,
                  }))}
                />
                <Badge tone={one.prediction.intents[0]?.intent === one.intent ? 'neutral' : 'bad'}>
                  {one.prediction.intents[0]?.intent}
                </Badge>
              </div>
            ))}
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function RegressionSet({ runs, run }: { runs: readonly RunRecord[]; run: RunRecord }) {
  const project = useProject()
  const fixedIds = new Set(
    project.utterances.filter(({ split }) => split === 'test').map(({ id }) => id),
  )
  if (fixedIds.size === 0) {
    return (
      <Panel title="Regression set">
        <p className={rowStyles.text}>
          Mark utterances that must never break as “test” on the Annotate screen. They are never
          learned from, and every run is checked against them here.
        </p>
      </Panel>
    )
  }
  const judgedOf = (one: RunRecord) =>
    one.report.judged.filter(({ utteranceId }) => fixedIds.has(utteranceId))
  const failing = judgedOf(run).filter((one) => !isFrameRight(one))
  const rows = runs.map((one, index): RegressionRow => {
    const judged = judgedOf(one)
    const before = runs[index - 1]
    const change = before ? compareRuns(judgedOf(before), judged) : null
    return {
      run: one,
      count: judged.length,
      right: judged.filter(isFrameRight).length,
      broken: change?.broken.length ?? 0,
      fixed: change?.fixed.length ?? 0,
    }
  })
  return (
    <Panel
      title={
        <>
          <Term about={EXPLANATIONS.regression}>Regression set</Term>, {fixedIds.size}
        </>
      }
      actions={
        failing.length > 0 && (
          <LinkButton
            size="small"
            href={screenHref(run.projectId, 'annotate', {
              ids: failing
                .slice(0, 50)
                .map(({ utteranceId }) => utteranceId)
                .join(','),
              because: `Failing in run ${run.number}`,
            })}
          >
            Show {failing.length} failing in run {run.number}
          </LinkButton>
        )
      }
    >
      <Table<RegressionRow>
        caption="Every run on the regression set"
        isCaptionHidden
        rows={rows.toReversed()}
        rowKey={(row) => row.run.id}
        columns={[
          { id: 'run', header: 'Run', cell: (row) => runTitle(row.run) },
          {
            id: 'right',
            header: 'Right',
            about: EXPLANATIONS.frames,
            align: 'end',
            cell: ({ right, count }) =>
              count === 0
                ? 'not tested'
                : `${right} of ${count} (${formatPercent(right / count, 0)})`,
          },
          {
            id: 'fixed',
            header: 'Got better',
            about: 'Since the run before: wrong then, wholly right now.',
            align: 'end',
            cell: ({ fixed }) => (fixed > 0 ? <Badge tone="good">{fixed}</Badge> : '–'),
          },
          {
            id: 'broken',
            header: 'Broke',
            about: 'Since the run before: wholly right then, wrong now.',
            align: 'end',
            cell: ({ broken }) => (broken > 0 ? <Badge tone="bad">{broken}</Badge> : '–'),
          },
        ]}
      />
    </Panel>
  )
}

/** One run on the fixed utterances, and what changed since the run before it. */
type RegressionRow = {
  run: RunRecord
  count: number
  right: number
  fixed: number
  broken: number
}
