import { compareRuns, sayChance } from '@/evaluation/compare'
import { coverageOf, sayTested } from '@/evaluation/coverage'
import { EXPLANATIONS } from '@/evaluation/explanations'
import { paceText } from '@/evaluation/pace-text'
import { reportFigures, reportIntervals } from '@/evaluation/tested-figures'
import { errorReduction, stepsToTarget } from '@/evaluation/transfer'
import { describeAnsweringModel } from '@/store/answering-model'
import { screenHref } from '@/store/route'
import type { RunCurves } from '@/store/run-curves'
import { type RunRecord, runTitle } from '@/store/run-record'
import { Figures } from '@/ui/charts/Figures'
import { countOf, formatDuration, formatPercent, formatRange } from '@/ui/charts/numbers'
import { LinkButton } from '@/ui/LinkButton'
import { Panel } from '@/ui/Panel'
import styles from './LastResult.module.css'

/** What the last training came to, in four figures, and against its rival from scratch. */
export function LastResult({ run }: { run: RunRecord }) {
  const { summary } = run.report
  const figures = reportFigures(run.report)
  const ranges = reportIntervals(run.report)
  const { intents: tested } = coverageOf(run.report)
  return (
    <Panel
      title={`${runTitle(run)}${run.isStopped ? ', stopped early' : ''}`}
      actions={
        <>
          <LinkButton
            href={screenHref(run.projectId, 'try', { run: run.id })}
            size="small"
            icon="play"
          >
            Try it
          </LinkButton>
          <LinkButton
            href={screenHref(run.projectId, 'evaluate', { run: run.id })}
            size="small"
            icon="chart"
          >
            Look into it
          </LinkButton>
        </>
      }
    >
      {summary.count === 0 ? (
        <p className={styles.note}>No utterance was kept back, so there is nothing to report.</p>
      ) : (
        <Figures
          figures={[
            {
              label: 'Intents right',
              about: EXPLANATIONS.intents,
              value: formatPercent(figures.intentAccuracy),
              note: formatRange(ranges.intentAccuracy),
            },
            {
              label: 'Slot F1',
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
              label: 'Semantic errors',
              about: EXPLANATIONS.semanticErrors,
              value: formatPercent(figures.semanticErrorRate),
              note: formatRange(ranges.semanticErrorRate),
            },
          ]}
        />
      )}
      <p className={styles.note}>
        {summary.count > 0 &&
          `On ${countOf(summary.count, 'utterance')} it had not seen, of ${sayTested(tested, 'intent')}; the small print is the 95% interval. `}
        {hasValidation(run) &&
          `Validation loss was lowest in epoch ${run.bestEpoch} of ${run.epochs}; `}
        {formatDuration(run.elapsedMs)} at {paceText(run.stepsPerSecond)}.
      </p>
      <p className={styles.note}>{describeAnsweringModel(run)}</p>
      {run.scratch && <AgainstScratch run={run} scratch={run.scratch} />}
    </Panel>
  )
}

/** Without validation utterances there is no validation loss to be lowest. */
function hasValidation({ split }: RunRecord): boolean {
  return split !== null && split.validation.length > 0
}

function AgainstScratch({
  run,
  scratch,
}: {
  run: RunRecord
  scratch: NonNullable<RunRecord['scratch']>
}) {
  const gain = stepsToTarget(epochsOf(run.curves), epochsOf(scratch.curves))
  const own = run.report.summary
  const rival = scratch.report.summary
  const fewer = (mine: number, theirs: number) => {
    const share = errorReduction(mine, theirs)
    if (share === null) return 'both without error'
    return share >= 0
      ? `${formatPercent(share, 0)} fewer errors`
      : `${formatPercent(-share, 0)} more errors`
  }
  return (
    <div className={styles.rival}>
      <h3 className={styles.rivalTitle}>Against the same network from scratch</h3>
      <ul className={styles.rivalFacts}>
        {gain && (
          <li>
            {gain.stepsToTarget === null ? (
              <>
                It did not reach the validation loss that scratch reached ({gain.target.toFixed(2)}
                ).
              </>
            ) : (
              <>
                <strong>{sayTimes(gain.speedup ?? 1)}</strong> to the best that scratch reached:{' '}
                {gain.stepsToTarget} instead of {gain.rivalSteps}.
              </>
            )}
          </li>
        )}
        <li>
          Whole frames {formatPercent(own.frameAccuracy)} against{' '}
          {formatPercent(rival.frameAccuracy)}:{' '}
          <strong>{fewer(own.frameAccuracy, rival.frameAccuracy)}</strong>
          {sayChance(compareRuns(scratch.report.judged, run.report.judged))}.
        </li>
        <li>
          Intents {formatPercent(own.intentAccuracy)} against {formatPercent(rival.intentAccuracy)},
          slot F1 {formatPercent(own.slotF1)} against {formatPercent(rival.slotF1)}.
        </li>
      </ul>
    </div>
  )
}

function sayTimes(speedup: number): string {
  if (Math.abs(speedup - 1) < 0.05) return 'As many steps'
  return speedup > 1
    ? `${speedup.toFixed(1)}× fewer steps`
    : `${(1 / speedup).toFixed(1)}× more steps`
}

function epochsOf({ epochs }: RunCurves) {
  return epochs.step.flatMap((step, index) => {
    const validationLoss = epochs.loss[index]
    return validationLoss == null ? [] : [{ epoch: index + 1, step, validationLoss }]
  })
}
