import { useState } from 'react'
import { expectedDurationMs } from '@/evaluation/expected-duration'
import { EXPLANATIONS } from '@/evaluation/explanations'
import {
  type LearningCurvePoint,
  readLearningCurve,
  sayLearningCurve,
} from '@/evaluation/learning-curve'
import { useProject } from '@/store/project-store'
import { screenHref } from '@/store/route'
import { lengthOf } from '@/store/run-length'
import { startCrossValidation, startLearningCurve } from '@/store/training-actions'
import { useTrainingStore } from '@/store/training-store'
import { Button } from '@/ui/Button'
import { ChartFrame } from '@/ui/charts/ChartFrame'
import { countOf, formatDuration, formatPercent } from '@/ui/charts/numbers'
import { Plot, PlotKey, PlotLine } from '@/ui/charts/Plot'
import { Panel } from '@/ui/Panel'
import { Segments } from '@/ui/Segments'
import { Switch } from '@/ui/Switch'
import { Term } from '@/ui/Term'
import { CurveByIntent } from './CurveByIntent'
import styles from './EvaluateScreen.module.css'

/** As `training-actions` draws it. */
const CURVE_SHARES = [0.25, 0.5, 0.75, 1]
const percent = (share: number) => formatPercent(share, 0)

/** Whether more data is worth the work, and figures from all the data there is. */
export function MoreDataPanel() {
  const { activity: running, learningCurve, runs, settings, saidOf, ...said } = useTrainingStore()
  const project = useProject()
  const activity = running?.projectId === project.id ? running : null
  const failure = saidOf === project.id ? said.failure : null
  const isBusy = running !== null
  const learnable = project.utterances.filter(({ intent }) => intent !== null).length
  const measured = runs.findLast(({ stepsPerSecond }) => stepsPerSecond > 0) ?? null
  const trainingsOf = (shares: readonly number[], arm: 'pretrained' | 'scratch') =>
    shares.map((share) => {
      const utterances = Math.round(share * learnable)
      return { utterances, epochs: lengthOf(settings, utterances, arm).epochs }
    })
  const expect = (shares: readonly number[], isTwice = false) =>
    sayDuration(
      expectedDurationMs({
        trainings: [
          ...trainingsOf(shares, 'pretrained'),
          ...(isTwice ? trainingsOf(shares, 'scratch') : []),
        ],
        batchSize: settings.batchSize,
        measured,
      }),
    )
  const curveShares = CURVE_SHARES.map((share) => share * (1 - settings.testShare))
  const [isWithScratch, setIsWithScratch] = useState(false)
  const [folds, setFolds] = useState<'3' | '5' | '10'>('5')
  const live = activity?.work === 'learningCurve' ? activity.points : null
  const pointsOf = (arm: 'pretrained' | 'scratch'): LearningCurvePoint[] =>
    live
      ? live.filter((one) => one.arm === arm).map(({ point }) => point)
      : ((arm === 'scratch' ? learningCurve?.scratchPoints : learningCurve?.points) ?? [])
  const points = pointsOf('pretrained')
  const scratchPoints = pointsOf('scratch')
  return (
    <div className={styles.stack}>
      {failure && !isBusy && (
        <p className={styles.note} role="alert">
          {failure.message} {failure.remedy}
        </p>
      )}
      <Panel
        title={
          <Term about={EXPLANATIONS.learningCurve}>Learning curve: is more data worth it?</Term>
        }
      >
        {points.length > 0 ? (
          <>
            <Curve points={points} scratchPoints={scratchPoints} />
            {points.length > 1 && <CurveByIntent points={points} />}
          </>
        ) : (
          <p className={styles.lead}>
            Trains on a quarter, half, three quarters and all of the data, and tests each on the
            same utterances. If the line still climbs, annotate more; if it is flat, better labels
            help more than more of them.
          </p>
        )}
        <div className={styles.note}>
          <div className={styles.row}>
            <Switch
              label="Also from scratch"
              isOn={isWithScratch}
              onChange={setIsWithScratch}
              isDisabled={isBusy}
            />
            <Button
              size="small"
              data-command="evaluate.curve"
              icon="chart"
              isDisabled={isBusy}
              onPress={() => void startLearningCurve({ alsoFromScratch: isWithScratch })}
            >
              {points.length > 0 ? 'Draw it again' : 'Draw the curve'}
            </Button>
            <span className={styles.quiet}>{expect(curveShares, isWithScratch)}</span>
          </div>
        </div>
      </Panel>
      <Panel
        title={
          <Term about={EXPLANATIONS.crossValidation}>Cross-validation: no utterance wasted</Term>
        }
      >
        <p className={styles.lead}>
          Cuts the {countOf(project.utterances.length, 'utterance')} into parts and trains once for
          each, so that every one is tested by a network that has not seen it. It takes as many
          trainings as parts; the report is kept as a run.
        </p>
        <div className={styles.note}>
          <div className={styles.row}>
            <Segments
              label="Parts"
              value={folds}
              onChange={setFolds}
              segments={[
                { value: '3', label: '3 parts' },
                { value: '5', label: '5' },
                { value: '10', label: '10' },
              ]}
            />
            <Button
              size="small"
              data-command="evaluate.folds"
              icon="layers"
              isDisabled={isBusy}
              onPress={() => void startCrossValidation(Number(folds))}
            >
              Cross-validate
            </Button>
            <span className={styles.quiet}>
              {expect(Array.from({ length: Number(folds) }, () => 1 - 1 / Number(folds)))}
            </span>
            <a href={screenHref(project.id, 'train')}>Settings are on the Train screen</a>
          </div>
        </div>
      </Panel>
    </div>
  )
}

/** How long something takes on this machine, as far as it was measured. */
function sayDuration(ms: number | null): string {
  return ms === null
    ? 'Takes several trainings; after the first one the time can be told.'
    : `Takes about ${formatDuration(ms)} here.`
}

function Curve({
  points,
  scratchPoints,
}: {
  points: readonly LearningCurvePoint[]
  scratchPoints: readonly LearningCurvePoint[]
}) {
  const all = [...points, ...scratchPoints]
  const most = Math.max(...all.map(({ utterances }) => utterances))
  return (
    <ChartFrame
      label="Learning curve"
      summary={sayLearningCurve(readLearningCurve(points))}
      table={{
        columns: ['Utterances', 'Intents', 'Slot F1', 'Frames', 'Frames, from scratch'],
        rows: points.map((point, index) => [
          point.utterances,
          formatPercent(point.scores.intentAccuracy),
          formatPercent(point.scores.slotF1),
          formatPercent(point.scores.frameAccuracy),
          scratchPoints[index] ? formatPercent(scratchPoints[index].scores.frameAccuracy) : '–',
        ]),
      }}
    >
      <Plot
        xRange={[0, most]}
        yRange={[0, 1]}
        xTicks={[...new Set(points.map(({ utterances }) => utterances))]}
        yTicks={[0, 0.25, 0.5, 0.75, 1]}
        formatX={String}
        formatY={percent}
      >
        {(scale) => (
          <>
            {(['intentAccuracy', 'slotF1', 'frameAccuracy'] as const).map((key, index) => (
              <PlotLine
                key={key}
                scale={scale}
                points={points.map((p) => [p.utterances, p.scores[key]])}
                color={['--hint', '--good', '--accent'][index] ?? '--accent'}
                hasDots
              />
            ))}
            {scratchPoints.length > 0 && (
              <PlotLine
                scale={scale}
                points={scratchPoints.map((p) => [p.utterances, p.scores.frameAccuracy])}
                color="--accent"
                isDashed
              />
            )}
          </>
        )}
      </Plot>
      <PlotKey
        entries={[
          { label: 'Intents', color: '--hint' },
          { label: 'Slot F1', color: '--good' },
          { label: 'Whole frames', color: '--accent' },
          ...(scratchPoints.length > 0
            ? [{ label: 'Whole frames, from scratch', color: '--accent', isDashed: true }]
            : []),
        ]}
      />
    </ChartFrame>
  )
}
