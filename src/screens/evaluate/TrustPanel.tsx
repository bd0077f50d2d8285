import { useState } from 'react'
import type { ReliabilityBin } from '@/evaluation/calibration'
import { EXPLANATIONS } from '@/evaluation/explanations'
import { type Interval, wilsonInterval } from '@/evaluation/intervals'
import { STRANGERS_SHARE } from '@/evaluation/out-of-scope'
import { OUT_OF_SCOPE_PROBES } from '@/evaluation/out-of-scope-probes'
import type { Report } from '@/evaluation/report'
import { addOutOfScopeExamples } from '@/store/run-actions'
import { setThreshold } from '@/store/run-library'
import { type RunRecord, thresholdOf } from '@/store/run-record'
import { Button } from '@/ui/Button'
import { ChartFrame } from '@/ui/charts/ChartFrame'
import { countOf, formatPercent, formatRange } from '@/ui/charts/numbers'
import { Plot, PlotBar, PlotKey, PlotLine } from '@/ui/charts/Plot'
import { EmptyState } from '@/ui/EmptyState'
import { Panel } from '@/ui/Panel'
import { Slider } from '@/ui/Slider'
import { Term } from '@/ui/Term'
import { showToast } from '@/ui/toasts'
import styles from './EvaluateScreen.module.css'

const QUARTERS = [0, 0.25, 0.5, 0.75, 1]
const percent = (share: number) => formatPercent(share, 0)

/** Whether a confidence means what it says, and what to do with utterances that belong to no intent. */
export function TrustPanel({ run }: { run: RunRecord }) {
  const { report } = run
  if (report.summary.count === 0) {
    return (
      <EmptyState icon="chart" title="No utterance was tested">
        Whether its confidence can be believed, and where to turn strangers away, shows on
        utterances that were kept back.
      </EmptyState>
    )
  }
  return (
    <div className={styles.stack}>
      <div className={styles.pair}>
        <Panel
          title={<Term about={EXPLANATIONS.calibration}>Does 80% sure mean right in 80%?</Term>}
        >
          <Reliability report={report} />
        </Panel>
        <Panel title={<Term about={EXPLANATIONS.sureness}>How sure it is</Term>}>
          <Histogram report={report} />
        </Panel>
      </div>
      <Panel title={<Term about={EXPLANATIONS.strangers}>What belongs to no intent</Term>}>
        <OutOfScope run={run} />
      </Panel>
    </div>
  )
}

function Reliability({ report }: { report: Report }) {
  const { bins, calibrationError, temperature } = report.reliability
  const used = bins.filter((bin) => bin.count > 0)
  return (
    <ChartFrame
      label="Reliability diagram"
      summary={
        <>
          On average its confidence is {percent(calibrationError)} off
          {temperature === 1
            ? '.'
            : `, after calibration with temperature ${temperature.toFixed(2)} ${
                report.method === 'crossValidation'
                  ? '(each part by the one that fits the others)'
                  : 'on validation data'
              }.`}
        </>
      }
      table={{
        columns: ['Confidence', 'Utterances', 'Mean confidence', 'Right', '95% interval'],
        rows: used.map((bin) => [
          `${percent(bin.low)}–${percent(bin.high)}`,
          bin.count,
          percent(bin.confidence),
          percent(bin.accuracy),
          formatRange(intervalOf(bin)),
        ]),
      }}
    >
      <Plot
        xRange={[0, 1]}
        yRange={[0, 1]}
        xTicks={QUARTERS}
        yTicks={QUARTERS}
        formatX={percent}
        formatY={percent}
      >
        {(scale) => (
          <>
            {used.map((bin) => (
              <PlotBar
                key={bin.low}
                scale={scale}
                x0={bin.low}
                x1={bin.high}
                y0={0}
                y1={bin.accuracy}
                color="--accent"
                opacity={0.3}
              />
            ))}
            {used.map((bin) => {
              const { low, high } = intervalOf(bin)
              return (
                <PlotLine
                  key={bin.low}
                  scale={scale}
                  points={[
                    [bin.confidence, low],
                    [bin.confidence, high],
                  ]}
                  color="--accent"
                />
              )
            })}
            {used.map((bin) => (
              <PlotLine
                key={bin.low}
                scale={scale}
                points={[[bin.confidence, bin.accuracy]]}
                color="--accent"
                hasDots
              />
            ))}
            <PlotLine
              scale={scale}
              points={[
                [0, 0],
                [1, 1],
              ]}
              color="--line-control"
              isDashed
            />
          </>
        )}
      </Plot>
      <PlotKey
        entries={[
          { label: 'Share that was right, with its 95% interval', color: '--accent' },
          { label: 'As sure as right', color: '--line-control', isDashed: true },
        ]}
      />
    </ChartFrame>
  )
}

function intervalOf({ accuracy, count }: ReliabilityBin): Interval {
  return wilsonInterval(Math.round(accuracy * count), count)
}

function Histogram({ report }: { report: Report }) {
  const { histogram } = report
  const most = Math.max(1, ...histogram.map(({ right, wrong }) => right + wrong))
  const sure = histogram.filter(({ low }) => low >= 0.9)
  const sureWrong = sure.reduce((sum, { wrong }) => sum + wrong, 0)
  const sureAll = sure.reduce((sum, { right, wrong }) => sum + right + wrong, 0)
  return (
    <ChartFrame
      label="Confidence histogram"
      summary={
        sureAll === 0
          ? 'It was never more than 90% sure.'
          : `Of ${countOf(sureAll, 'answer')} above 90%, ${sureWrong === 0 ? 'none was wrong' : `${sureWrong} ${sureWrong === 1 ? 'was' : 'were'} wrong`}.`
      }
      table={{
        columns: ['Confidence', 'Right', 'Wrong'],
        rows: histogram
          .filter(({ right, wrong }) => right + wrong > 0)
          .map(({ low, high, right, wrong }) => [`${percent(low)}–${percent(high)}`, right, wrong]),
      }}
    >
      <Plot
        xRange={[0, 1]}
        yRange={[0, most]}
        xTicks={QUARTERS}
        yTicks={[0, Math.ceil(most / 2), most]}
        formatX={percent}
        formatY={String}
      >
        {(scale) =>
          histogram.map(({ low, high, right, wrong }) => (
            <g key={low}>
              <PlotBar scale={scale} x0={low} x1={high} y0={0} y1={right} color="--good" />
              <PlotBar
                scale={scale}
                x0={low}
                x1={high}
                y0={right}
                y1={right + wrong}
                color="--bad"
              />
            </g>
          ))
        }
      </Plot>
      <PlotKey
        entries={[
          { label: 'Right intent', color: '--good' },
          { label: 'Wrong intent', color: '--bad' },
        ]}
      />
    </ChartFrame>
  )
}

function OutOfScope({ run }: { run: RunRecord }) {
  const { outOfScope } = run.report
  const { curve, tested, hasOwnExamples } = outOfScope
  const [threshold, moveThreshold] = useState(thresholdOf(run))
  const point = curve[Math.round(threshold * 100)] ?? outOfScope.atThreshold
  return (
    <div className={styles.pair}>
      <ChartFrame
        label="Trade-off of the rejection threshold"
        summary={`At ${percent(threshold)}: ${percent(point.understood)} of your utterances are understood, ${percent(point.rejected)} of ${tested} strange ones are turned away.`}
        table={{
          columns: ['Threshold', 'Understood', 'Let through', 'Turned away'],
          rows: curve
            .filter((_, index) => index % 5 === 0)
            .map((one) => [
              percent(one.threshold),
              percent(one.understood),
              percent(one.accepted),
              percent(one.rejected),
            ]),
        }}
      >
        <Plot
          xRange={[0, 1]}
          yRange={[0, 1]}
          xTicks={QUARTERS}
          yTicks={QUARTERS}
          formatX={percent}
          formatY={percent}
        >
          {(scale) => (
            <>
              <PlotLine
                scale={scale}
                points={curve.map((one) => [one.threshold, one.understood])}
                color="--good"
              />
              <PlotLine
                scale={scale}
                points={curve.map((one) => [one.threshold, one.rejected])}
                color="--hint"
              />
              <PlotLine
                scale={scale}
                points={[
                  [threshold, 0],
                  [threshold, 1],
                ]}
                color="--accent"
                isDashed
              />
            </>
          )}
        </Plot>
        <PlotKey
          entries={[
            { label: 'Understood', color: '--good' },
            { label: 'Strangers turned away', color: '--hint' },
          ]}
        />
      </ChartFrame>
      <div className={styles.stack}>
        <Slider
          label="Reject below"
          min={0}
          max={1}
          step={0.01}
          value={threshold}
          format={percent}
          onChange={(value) => {
            moveThreshold(value)
            setThreshold(run.id, value)
          }}
          description={`Chosen on other data: ${percent(outOfScope.threshold)}, where most would be treated right if ${percent(STRANGERS_SHARE)} of all were strange. The Try screen turns away what is below yours; an Alexa skill gets AMAZON.FallbackIntent.`}
        />
        {hasOwnExamples ? (
          <p className={styles.note}>
            The skill has out-of-scope examples of its own, so the model has learned to turn such
            utterances away by itself too.
          </p>
        ) : (
          <>
            <p className={styles.note}>
              The skill has no out-of-scope examples. The strangers here are small talk, general
              questions and commands for other devices. Learning some of them helps more than any
              threshold.
            </p>
            <div>
              <Button
                icon="add"
                onPress={() => {
                  if (addOutOfScopeExamples(OUT_OF_SCOPE_PROBES.slice(0, 30))) {
                    showToast('Added 30 out-of-scope examples. Train again to learn them.', {
                      tone: 'good',
                    })
                  }
                }}
              >
                Add 30 out-of-scope examples
              </Button>
            </div>
          </>
        )}
      </div>
    </div>
  )
}
