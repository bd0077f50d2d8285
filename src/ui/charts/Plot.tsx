import type { ReactNode } from 'react'
import styles from './Plot.module.css'

/** Where data coordinates land in the drawing. */
export type PlotScale = { x: (value: number) => number; y: (value: number) => number }

const WIDTH = 480
const MARGIN = { left: 38, right: 10, top: 10, bottom: 26 }

/**
 * Axes for a small drawing that does not change while it is looked at. `children` draws with the
 * scales; the drawing is decorative: put it into a `ChartFrame`.
 */
export function Plot({
  xRange,
  yRange,
  xTicks,
  yTicks,
  formatX,
  formatY,
  height = 200,
  children,
}: {
  xRange: readonly [number, number]
  yRange: readonly [number, number]
  xTicks: readonly number[]
  yTicks: readonly number[]
  formatX: (value: number) => string
  formatY: (value: number) => string
  height?: number
  children: (scale: PlotScale) => ReactNode
}) {
  const scale: PlotScale = {
    x: (value) =>
      MARGIN.left +
      ((value - xRange[0]) / (xRange[1] - xRange[0] || 1)) * (WIDTH - MARGIN.left - MARGIN.right),
    y: (value) =>
      height -
      MARGIN.bottom -
      ((value - yRange[0]) / (yRange[1] - yRange[0] || 1)) * (height - MARGIN.top - MARGIN.bottom),
  }
  return (
    <svg className={styles.plot} viewBox={`0 0 ${WIDTH} ${height}`} role="presentation">
      {yTicks.map((tick) => (
        <g key={tick}>
          <line
            className={styles.grid}
            x1={MARGIN.left}
            x2={WIDTH - MARGIN.right}
            y1={scale.y(tick)}
            y2={scale.y(tick)}
          />
          <text
            className={styles.tick}
            x={MARGIN.left - 6}
            y={scale.y(tick) + 3.5}
            textAnchor="end"
          >
            {formatY(tick)}
          </text>
        </g>
      ))}
      {xTicks.map((tick) => (
        <text
          key={tick}
          className={styles.tick}
          x={scale.x(tick)}
          y={height - 8}
          textAnchor={anchorAt(scale.x(tick))}
        >
          {formatX(tick)}
        </text>
      ))}
      {children(scale)}
    </svg>
  )
}

/** A tick at an end of the axis stays inside the drawing with its whole word. */
function anchorAt(x: number): 'start' | 'middle' | 'end' {
  if (x > WIDTH - MARGIN.right - 6) return 'end'
  return x < MARGIN.left ? 'start' : 'middle'
}

/** A line through points, for inside a `Plot`. */
export function PlotLine({
  scale,
  points,
  color,
  isDashed = false,
  hasDots = false,
}: {
  scale: PlotScale
  points: readonly (readonly [number, number])[]
  color: string
  isDashed?: boolean
  hasDots?: boolean
}) {
  const places = points.map(([x, y]) => [scale.x(x), scale.y(y)] as const)
  return (
    <g style={{ color: `var(${color})` }}>
      <polyline
        className={`${styles.line} ${isDashed ? styles.dashed : ''}`}
        points={places.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')}
      />
      {hasDots &&
        places.map(([x, y]) => (
          <circle key={`${x},${y}`} className={styles.dot} cx={x} cy={y} r={3.5} />
        ))}
    </g>
  )
}

/** A bar from `y0` to `y1`, for inside a `Plot`. */
export function PlotBar({
  scale,
  x0,
  x1,
  y0,
  y1,
  color,
  opacity = 1,
}: {
  scale: PlotScale
  x0: number
  x1: number
  y0: number
  y1: number
  color: string
  opacity?: number
}) {
  const left = scale.x(x0) + 1
  const top = scale.y(Math.max(y0, y1))
  return (
    <rect
      x={left}
      y={top}
      width={Math.max(0, scale.x(x1) - left - 1)}
      height={Math.max(0, scale.y(Math.min(y0, y1)) - top)}
      rx={1.5}
      style={{ fill: `var(${color})`, opacity }}
    />
  )
}

/** Names the colours of a drawing. */
export function PlotKey({
  entries,
}: {
  entries: readonly { label: string; color: string; isDashed?: boolean }[]
}) {
  return (
    <ul className={styles.key}>
      {entries.map(({ label, color, isDashed }) => (
        <li key={label}>
          <span
            className={`${styles.swatch} ${isDashed ? styles.dashedSwatch : ''}`}
            style={{ color: `var(${color})` }}
          />
          {label}
        </li>
      ))}
    </ul>
  )
}
