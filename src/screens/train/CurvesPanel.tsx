import { useCallback, useMemo, useState } from 'react'
import { liveCurves, subscribeToLiveCurves } from '@/store/live-curves'
import { useProject } from '@/store/project-store'
import { createCurves, type RunCurves } from '@/store/run-curves'
import type { RunRecord } from '@/store/run-record'
import { useTrainingStore } from '@/store/training-store'
import { LineChart } from '@/ui/charts/LineChart'
import { formatPercent } from '@/ui/charts/numbers'
import { toCsv } from '@/ui/charts/table-text'
import { copyText } from '@/ui/copy-text'
import { EmptyState } from '@/ui/EmptyState'
import { IconButton } from '@/ui/IconButton'
import { Panel } from '@/ui/Panel'
import { Segments } from '@/ui/Segments'
import { Slider } from '@/ui/Slider'
import styles from './CurvesPanel.module.css'
import { type CurveView, chartColumns, chartLines, describeCurves } from './curve-lines'

type Both = { pretrained: RunCurves; scratch: RunCurves | null }

const NOTHING_LIVE = { pretrained: createCurves(), scratch: createCurves() }

/** Losses and figures while they come in, or of the last run. */
export function CurvesPanel() {
  const { id } = useProject()
  const isBusy = useTrainingStore((state) => state.activity?.projectId === id)
  /** The live columns are another skill's while that one is in work. */
  const isOther = useTrainingStore(
    (state) => state.activity !== null && state.activity.projectId !== id,
  )
  const hasRival = useTrainingStore((state) =>
    state.activity?.projectId === id
      ? state.activity.arm === 'scratch' || state.alsoFromScratch
      : lastTrained(state.runs)?.scratch != null,
  )
  const lastRun = useTrainingStore((state) => lastTrained(state.runs))
  const [view, setView] = useState<CurveView>({
    figure: 'loss',
    task: 'both',
    smoothing: 0.6,
    isLogarithmic: false,
  })

  const current = useCallback((): Both => {
    const live = isOther ? NOTHING_LIVE : liveCurves()
    if (isBusy || live.pretrained.steps.step.length > 0) {
      return { pretrained: live.pretrained, scratch: hasRival ? live.scratch : null }
    }
    return lastRun
      ? { pretrained: lastRun.curves, scratch: lastRun.scratch?.curves ?? null }
      : { pretrained: live.pretrained, scratch: null }
  }, [isBusy, isOther, hasRival, lastRun])
  const series = useMemo(() => chartLines(view, hasRival), [view, hasRival])
  const read = useCallback(() => chartColumns(current(), view), [current, view])
  const isEmpty = !isBusy && !lastRun

  return (
    <Panel
      title="Curves"
      actions={
        isEmpty ? undefined : (
          <>
            <Segments
              label="What to draw"
              value={view.figure}
              onChange={(figure) => setView({ ...view, figure })}
              segments={[
                { value: 'loss', label: 'Loss' },
                { value: 'score', label: 'Scores' },
              ]}
            />
            {view.figure === 'loss' && (
              <Segments
                label="Of which task"
                value={view.task}
                onChange={(task) => setView({ ...view, task })}
                segments={[
                  { value: 'both', label: 'Both' },
                  { value: 'intent', label: 'Intents' },
                  { value: 'slot', label: 'Slots' },
                ]}
              />
            )}
            <IconButton
              label="Copy the curve as CSV"
              icon="copy"
              onPress={() => void copyText(curvesCsv(current(), view, hasRival), 'Copied as CSV.')}
            />
          </>
        )
      }
    >
      {isEmpty ? (
        <EmptyState icon="chart" title="The curves will be here">
          Press Fine-tune: the pretrained model is downloaded once, then you watch it learn your
          skill. Everything happens on this device.
        </EmptyState>
      ) : (
        <>
          <LineChart
            key={`${view.figure}${view.task}${hasRival}${view.isLogarithmic}`}
            isLogarithmic={view.figure === 'loss' && view.isLogarithmic}
            label={view.figure === 'loss' ? 'Loss by step' : 'Scores on validation data by step'}
            series={series}
            read={read}
            subscribe={subscribeToLiveCurves}
            formatX={formatStep}
            formatY={view.figure === 'loss' ? formatLoss : formatScore}
            summary={describeCurves(current())}
            {...(view.figure === 'score' ? { range: SHARE } : {})}
          />
          <div className={styles.foot}>
            <p className={styles.hint}>Drag to zoom, double-click to see all.</p>
            {view.figure === 'loss' && (
              <Segments
                label="Scale of the loss"
                value={view.isLogarithmic ? 'log' : 'linear'}
                onChange={(scale) => setView({ ...view, isLogarithmic: scale === 'log' })}
                segments={[
                  { value: 'linear', label: 'Linear' },
                  { value: 'log', label: 'Logarithmic' },
                ]}
              />
            )}
            {view.figure === 'loss' && (
              <div className={styles.smoothing}>
                <Slider
                  label="Smoothing"
                  min={0}
                  max={0.95}
                  step={0.05}
                  value={view.smoothing}
                  format={(value) => formatPercent(value, 0)}
                  onChange={(smoothing) => setView({ ...view, smoothing })}
                />
              </div>
            )}
          </div>
        </>
      )}
    </Panel>
  )
}

const SHARE = [0, 1] as const

function lastTrained(runs: readonly RunRecord[]): RunRecord | null {
  return runs.findLast((run) => run.kind === 'train') ?? null
}

function formatStep(step: number): string {
  return Number.isInteger(step) ? String(step) : ''
}

function formatLoss(loss: number): string {
  if (loss >= 10 || loss === 0) return loss.toFixed(0)
  return loss >= 0.1 ? loss.toPrecision(2) : loss.toPrecision(1)
}

function formatScore(score: number): string {
  return formatPercent(score, 0)
}

function curvesCsv(curves: Both, view: CurveView, hasRival: boolean): string {
  const columns = chartColumns(curves, { ...view, smoothing: 0 })
  const header = ['step', ...chartLines(view, hasRival).map(({ label }) => label)]
  const rows = Array.from(columns[0], (_, row) => columns.map((column) => column[row] ?? ''))
  return toCsv([header, ...rows])
}
