import { type RunCurves, smooth } from '@/store/run-curves'
import type { ChartSeries } from '@/ui/charts/LineChart'

/** What the chart shows. */
export type CurveView = {
  figure: 'loss' | 'score'
  task: 'both' | 'intent' | 'slot'
  smoothing: number
  isLogarithmic: boolean
}

type Column = (number | null | undefined)[]
type Columns = [number[], ...Column[]]

const LOSSES = {
  both: { step: 'loss', validation: 'loss' },
  intent: { step: 'intentLoss', validation: 'intentLoss' },
  slot: { step: 'slotLoss', validation: 'slotLoss' },
} as const

const SCORES = [
  { key: 'intentAccuracy', label: 'Intent accuracy', color: '--hint' },
  { key: 'slotF1', label: 'Slot F1', color: '--good' },
  { key: 'frameAccuracy', label: 'Whole frames', color: '--accent' },
] as const

/** The lines of a view, in the order of `chartColumns`. */
export function chartLines({ figure }: CurveView, hasRival: boolean): ChartSeries[] {
  if (figure === 'score') {
    const own: ChartSeries[] = SCORES.map(({ label, color }) => ({ label, color, hasPoints: true }))
    const rival: ChartSeries[] = SCORES.map(({ label, color }) => ({
      label: `${label}, from scratch`,
      color,
      isDashed: true,
      width: 1.5,
      opacity: 0.8,
    }))
    return hasRival ? [...own, ...rival] : own
  }
  const arm = (suffix: string, color: string): ChartSeries[] => [
    { label: `Training${suffix}`, color, width: 1.5, opacity: 0.45 },
    { label: `Validation${suffix}`, color, width: 2.25, hasPoints: true },
  ]
  return hasRival
    ? [...arm(', pretrained', '--accent'), ...arm(', from scratch', '--hint')]
    : arm('', '--accent')
}

/** Steps first, then a column for each line, with gaps where a line has no point. */
export function chartColumns(
  { pretrained, scratch }: { pretrained: RunCurves; scratch: RunCurves | null },
  { figure, task, smoothing, isLogarithmic }: CurveView,
): Columns {
  const arms = scratch ? [pretrained, scratch] : [pretrained]
  const lines =
    figure === 'score'
      ? arms.flatMap(({ epochs }) =>
          SCORES.map(({ key }) => ({ steps: epochs.step, values: epochs[key] })),
        )
      : arms.flatMap(({ steps, epochs }) => [
          { steps: steps.step, values: smooth(steps[LOSSES[task].step], smoothing) },
          { steps: epochs.step, values: epochs[LOSSES[task].validation] },
        ])
  const isClamped = figure === 'loss' && isLogarithmic
  return alignColumns(isClamped ? lines.map(aboveZero) : lines)
}

/** What the curves say, for those who do not see them. */
export function describeCurves({
  pretrained,
  scratch,
}: {
  pretrained: RunCurves
  scratch: RunCurves | null
}): string {
  const say = (name: string, { epochs }: RunCurves) => {
    if (epochs.step.length > 0 && epochs.loss.every((loss) => loss === null)) {
      return `${name}: no utterance was kept back for validation, so only the training loss is drawn.`
    }
    const losses = epochs.loss.flatMap((loss) => (loss === null ? [] : [loss]))
    const first = losses[0]
    if (first === undefined) return `${name}: no epoch has ended yet.`
    const lowest = Math.min(...losses)
    return `${name}: validation loss ${first.toFixed(2)} after the first epoch, lowest ${lowest.toFixed(2)} after epoch ${losses.indexOf(lowest) + 1} of ${losses.length}.`
  }
  return [
    say('Pretrained', pretrained),
    ...(scratch && scratch.epochs.step.length > 0 ? [say('From scratch', scratch)] : []),
  ].join(' ')
}

/** A logarithm needs something above 0; smaller losses than this look alike anyway. */
const LEAST_LOSS = 1e-4

function aboveZero<L extends { values: Column }>(line: L): L {
  return {
    ...line,
    values: line.values.map((value) => (value == null ? value : Math.max(LEAST_LOSS, value))),
  }
}

function alignColumns(lines: readonly { steps: readonly number[]; values: Column }[]): Columns {
  const xs = [...new Set(lines.flatMap(({ steps }) => steps))].sort((a, b) => a - b)
  const places = new Map(xs.map((x, index) => [x, index]))
  return [
    xs,
    ...lines.map(({ steps, values }) => {
      const column: Column = new Array(xs.length).fill(undefined)
      steps.forEach((step, index) => {
        column[places.get(step) ?? 0] = values[index]
      })
      return column
    }),
  ]
}
