import { type RunCurves, smooth } from '@/store/run-curves'
import type { ChartSeries } from '@/ui/charts/LineChart'

/** What the chart shows. */
export type CurveView = {
  figure: 'loss' | 'score'
  task: 'both' | 'intent' | 'slot'
  score: 'all' | Score['key']
  smoothing: number
  isLogarithmic: boolean
}

/** One training among those in the chart, and how its lines look. */
export type Arm = {
  /** What tells it from the others; null where it is alone. */
  name: string | null
  curves: RunCurves
  color: string
  dash: readonly number[] | null
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

type Score = (typeof SCORES)[number]

/** How arms look, in their order: colours, and strokes for those who cannot tell these apart. */
const LOOKS = [
  { color: '--accent', dash: null },
  { color: '--hint', dash: [8, 4] },
  { color: '--good', dash: [2, 3] },
  { color: '--warn', dash: [10, 3, 2, 3] },
  { color: '--bad', dash: [14, 4] },
  { color: '--text-soft', dash: [4, 4] },
] as const

/** As many trainings can be told apart in one chart. */
export const MOST_ARMS = LOOKS.length

/** The arms of a chart: names where there are several, and a look for each. */
export function armsOf(trainings: readonly { name: string; curves: RunCurves }[]): Arm[] {
  return trainings.slice(0, MOST_ARMS).map(({ name, curves }, index) => {
    const { color, dash } = LOOKS[index] ?? LOOKS[0]
    return { name: trainings.length > 1 ? name : null, curves, color, dash }
  })
}

/** The lines of a view, in the order of `chartColumns`. */
export function chartLines(
  view: CurveView,
  arms: readonly Pick<Arm, 'name' | 'color' | 'dash'>[],
): ChartSeries[] {
  return arms.flatMap(({ name, color, dash }): ChartSeries[] => {
    const of = name === null ? '' : `, ${name}`
    const stroke = dash ? { dash } : {}
    if (view.figure === 'score') {
      return scoresOf(view).map((score) => ({
        label: `${score.label}${of}`,
        color: view.score === 'all' ? score.color : color,
        hasPoints: true,
        ...stroke,
      }))
    }
    return [
      { label: `Training${of}`, color, width: 1.5, opacity: 0.45, ...stroke },
      { label: `Validation${of}`, color, width: 2.25, hasPoints: true, ...stroke },
    ]
  })
}

/** Steps first, then a column for each line, with gaps where a line has no point. */
export function chartColumns(arms: readonly Pick<Arm, 'curves'>[], view: CurveView): Columns {
  const { figure, task, smoothing, isLogarithmic } = view
  const lines = arms.flatMap(({ curves: { steps, epochs } }) =>
    figure === 'score'
      ? scoresOf(view).map(({ key }) => ({ steps: epochs.step, values: epochs[key] }))
      : [
          { steps: steps.step, values: smooth(steps[LOSSES[task].step], smoothing) },
          { steps: epochs.step, values: epochs[LOSSES[task].validation] },
        ],
  )
  const isClamped = figure === 'loss' && isLogarithmic
  return alignColumns(isClamped ? lines.map(aboveZero) : lines)
}

/** What the curves say, for those who do not see them. */
export function describeCurves(arms: readonly Pick<Arm, 'name' | 'curves'>[]): string {
  const say = ({ name, curves: { epochs } }: Pick<Arm, 'name' | 'curves'>) => {
    const tell = (words: string) => beginSentence(name === null ? words : `${name}: ${words}`)
    if (epochs.step.length > 0 && epochs.loss.every((loss) => loss === null)) {
      return tell('no utterance was kept back for validation, so only the training loss is drawn.')
    }
    const losses = epochs.loss.flatMap((loss) => (loss === null ? [] : [loss]))
    const first = losses[0]
    if (first === undefined) return tell('no epoch has ended yet.')
    const lowest = Math.min(...losses)
    return tell(
      `validation loss ${first.toFixed(2)} after the first epoch, lowest ${lowest.toFixed(2)} after epoch ${losses.indexOf(lowest) + 1} of ${losses.length}.`,
    )
  }
  return arms.map(say).join(' ')
}

function beginSentence(words: string): string {
  return (words[0] ?? '').toUpperCase() + words.slice(1)
}

function scoresOf({ score }: CurveView): readonly Score[] {
  return score === 'all' ? SCORES : SCORES.filter(({ key }) => key === score)
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
