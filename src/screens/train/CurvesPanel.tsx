import { useCallback, useMemo, useState } from 'react'
import { liveCurves, subscribeToLiveCurves } from '@/store/live-curves'
import { useProject } from '@/store/project-store'
import { replaceQuery, useRoute } from '@/store/route'
import type { RunCurves } from '@/store/run-curves'
import { type RunRecord, runTitle } from '@/store/run-record'
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
import { ChartRuns } from './ChartRuns'
import styles from './CurvesPanel.module.css'
import {
  type Arm,
  armsOf,
  type CurveView,
  chartColumns,
  chartLines,
  describeCurves,
  MOST_ARMS,
} from './curve-lines'

/** Losses and figures while they come in, or of the runs that are picked: by itself, of the last one. */
export function CurvesPanel() {
  const { id } = useProject()
  const query = useRoute((route) => route.query)
  const runs = useTrainingStore((state) => state.runs)
  const isBusy = useTrainingStore((state) => state.activity?.projectId === id)
  const hasLiveRival = useTrainingStore(
    (state) =>
      state.activity?.projectId === id &&
      (state.activity.arm === 'scratch' || state.alsoFromScratch),
  )
  const [view, setView] = useState<Omit<CurveView, 'score'>>({
    figure: 'loss',
    task: 'both',
    smoothing: 0.6,
    isLogarithmic: false,
  })
  const [score, setScore] = useState<CurveView['score'] | null>(null)

  const trained = useMemo(() => runs.filter(({ kind }) => kind === 'train'), [runs])
  const drawn = useMemo(() => pickRuns(trained, query.draw, isBusy), [trained, query.draw, isBusy])
  const arms = useCallback(
    () => armsOf(isBusy ? [...liveTrainings(hasLiveRival), ...drawn.map(ofRun)] : ofRuns(drawn)),
    [isBusy, hasLiveRival, drawn],
  )
  const whole = useMemo(
    (): CurveView => ({
      ...view,
      score: score ?? (drawn.length + Number(isBusy) > 1 ? 'frameAccuracy' : 'all'),
    }),
    [view, score, drawn, isBusy],
  )
  const series = useMemo(() => chartLines(whole, arms()), [whole, arms])
  const read = useCallback(() => chartColumns(arms(), whole), [arms, whole])
  const isEmpty = !isBusy && drawn.length === 0

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
            {view.figure === 'score' && (
              <Segments
                label="Which score"
                value={whole.score}
                onChange={setScore}
                segments={[
                  { value: 'all', label: 'All' },
                  { value: 'intentAccuracy', label: 'Intents' },
                  { value: 'slotF1', label: 'Slots' },
                  { value: 'frameAccuracy', label: 'Frames' },
                ]}
              />
            )}
            <IconButton
              label="Copy the curve as CSV"
              icon="copy"
              onPress={() => void copyText(curvesCsv(arms(), whole), 'Copied as CSV.')}
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
            key={[
              whole.score,
              view.figure,
              view.task,
              view.isLogarithmic,
              ...series.map(({ label }) => label),
            ].join()}
            isLogarithmic={view.figure === 'loss' && view.isLogarithmic}
            label={view.figure === 'loss' ? 'Loss by step' : 'Scores on validation data by step'}
            series={series}
            read={read}
            subscribe={subscribeToLiveCurves}
            formatX={formatStep}
            formatY={view.figure === 'loss' ? formatLoss : formatScore}
            summary={describeCurves(arms())}
            {...(view.figure === 'score' ? { range: SHARE } : {})}
          />
          {trained.length + Number(isBusy) > 1 && (
            <ChartRuns
              runs={trained}
              chosen={drawn.map((run) => run.id)}
              colorOf={(runId) => colorOf(arms(), runs, runId)}
              onChange={(ids) => replaceQuery({ ...query, draw: ids.join(',') || 'none' })}
            />
          )}
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

type Training = { name: string; curves: RunCurves }

/** The runs that the address names, in the order of picking; where it names none, the last one, or what is in work alone. */
function pickRuns(
  trained: readonly RunRecord[],
  picked: string | undefined,
  isBusy: boolean,
): readonly RunRecord[] {
  if (!picked) return isBusy ? [] : trained.slice(-1)
  const ids = picked.split(',')
  const found = ids.flatMap((id) => trained.filter((run) => run.id === id))
  return found.slice(0, MOST_ARMS)
}

function liveTrainings(hasRival: boolean): Training[] {
  const { pretrained, scratch } = liveCurves()
  const own = { name: hasRival ? 'pretrained' : 'in work', curves: pretrained }
  return hasRival ? [own, { name: 'from scratch', curves: scratch }] : [own]
}

/** A run that is drawn alone has its rival from scratch beside it. */
function ofRuns(runs: readonly RunRecord[]): Training[] {
  const [run] = runs
  if (runs.length !== 1 || !run?.scratch) return runs.map(ofRun)
  return [
    { name: 'pretrained', curves: run.curves },
    { name: 'from scratch', curves: run.scratch.curves },
  ]
}

function ofRun(run: RunRecord): Training {
  return { name: runTitle(run), curves: run.curves }
}

function colorOf(arms: readonly Arm[], runs: readonly RunRecord[], runId: string): string | null {
  const run = runs.find(({ id }) => id === runId)
  return arms.find(({ curves }) => curves === run?.curves)?.color ?? null
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

function curvesCsv(arms: readonly Arm[], view: CurveView): string {
  const columns = chartColumns(arms, { ...view, smoothing: 0 })
  const header = ['step', ...chartLines(view, arms).map(({ label }) => label)]
  const rows = Array.from(columns[0], (_, row) => columns.map((column) => column[row] ?? ''))
  return toCsv([header, ...rows])
}
