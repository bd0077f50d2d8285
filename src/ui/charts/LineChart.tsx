import { useEffect, useId, useRef } from 'react'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import styles from './LineChart.module.css'

/** One line; `color` is a custom property of tokens.css, such as `--accent`. */
export type ChartSeries = {
  label: string
  color: string
  width?: number
  /** 0 to 1; how much of the colour shows. */
  opacity?: number
  /** Lengths of strokes and gaps; without them the line is whole. */
  dash?: readonly number[]
  hasPoints?: boolean
}

/**
 * A chart of lines that grow. It reads its columns (the first one is x) when something changed, at
 * most once a frame, without React. Dragging zooms, a double click shows all again; the legend reads
 * out the values under the pointer. `summary` says in words what the lines show.
 */
export function LineChart({
  label,
  series,
  read,
  subscribe,
  formatX,
  formatY,
  summary,
  height = 280,
  range,
  isLogarithmic = false,
}: {
  label: string
  series: readonly ChartSeries[]
  read: () => uPlot.AlignedData
  subscribe: (listener: () => void) => () => void
  formatX: (x: number) => string
  formatY: (y: number) => string
  summary: string
  height?: number
  /** Fixed ends of the y axis; by default the data decide. */
  range?: readonly [number, number]
  /** Draws powers of ten at equal distances; all values must be above 0. */
  isLogarithmic?: boolean
}) {
  const holder = useRef<HTMLDivElement>(null)
  const id = useId()
  const rangeKey = range?.join()

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new range is a new key, not a new array
  useEffect(() => {
    const element = holder.current
    if (!element) return
    const plot = new uPlot(
      {
        width: Math.max(200, element.clientWidth),
        height,
        // Room for the half of the last tick's words that sticks out.
        padding: [12, 24, 0, 0],
        cursor: { drag: { x: true, y: false }, points: { size: 7 } },
        legend: { live: true },
        scales: {
          x: { time: false },
          y: range ? { range: [range[0], range[1]] } : isLogarithmic ? { distr: 3 } : {},
        },
        axes: [axis(element, formatX, 28), axis(element, formatY, 52)],
        series: [
          { label: 'Step', value: (_, value) => (value === null ? '–' : formatX(value)) },
          ...series.map((one) => line(element, one, formatY)),
        ],
      },
      read(),
      element,
    )
    let frame = 0
    const draw = () => {
      cancelAnimationFrame(frame)
      frame = requestAnimationFrame(() => {
        const isZoomed = isZoomedIn(plot)
        plot.setData(read(), !isZoomed)
        if (isZoomed) plot.redraw()
      })
    }
    const stop = subscribe(draw)
    const resize = new ResizeObserver(() =>
      plot.setSize({ width: Math.max(200, element.clientWidth), height }),
    )
    resize.observe(element)
    const repaint = () => plot.redraw(false, true)
    const theme = new MutationObserver(repaint)
    theme.observe(document.documentElement, { attributeFilter: ['data-theme'] })
    const media = matchMedia('(prefers-color-scheme: dark)')
    media.addEventListener('change', repaint)
    return () => {
      stop()
      cancelAnimationFrame(frame)
      resize.disconnect()
      theme.disconnect()
      media.removeEventListener('change', repaint)
      plot.destroy()
    }
  }, [series, read, subscribe, formatX, formatY, height, rangeKey, isLogarithmic])

  return (
    <figure className={styles.figure} aria-label={label} aria-describedby={id}>
      <div ref={holder} className={styles.holder} aria-hidden="true" />
      <figcaption id={id} className="visually-hidden">
        {summary}
      </figcaption>
    </figure>
  )
}

function isZoomedIn(plot: uPlot): boolean {
  const [xs] = plot.data
  const { min, max } = plot.scales.x ?? {}
  const first = xs[0]
  const last = xs[xs.length - 1]
  if (min == null || max == null || first === undefined || last === undefined) return false
  return min > first || max < last
}

function colorOf(element: Element, name: string, opacity = 1): string {
  const color = getComputedStyle(element).getPropertyValue(name).trim() || '#888888'
  if (opacity === 1 || !/^#[\da-f]{6}$/i.test(color)) return color
  return `${color}${Math.round(255 * opacity)
    .toString(16)
    .padStart(2, '0')}`
}

function line(
  element: Element,
  { label, color, width = 2, opacity = 1, dash, hasPoints }: ChartSeries,
  format: (y: number) => string,
): uPlot.Series {
  return {
    label,
    stroke: () => colorOf(element, color, opacity),
    width,
    spanGaps: true,
    points: hasPoints
      ? { show: true, size: 5, fill: () => colorOf(element, color, opacity) }
      : { show: false },
    value: (_, value) => (value === null || value === undefined ? '–' : format(value)),
    ...(dash ? { dash: [...dash] } : {}),
  }
}

function axis(element: Element, format: (value: number) => string, size: number): uPlot.Axis {
  return {
    size,
    gap: 6,
    font: '11px Inter Variable, system-ui, sans-serif',
    stroke: () => colorOf(element, '--text-faint'),
    grid: { stroke: () => colorOf(element, '--line'), width: 1 },
    ticks: { show: false },
    // A logarithmic axis leaves out the values that would crowd it.
    values: (_, values: (number | null)[]) =>
      values.map((value) => (value === null ? '' : format(value))),
  }
}
