/** The bench's table. */
import type { ChromiumFigures } from './browser'
import type { SpeedRow } from './measure'
import { flopsOf, STANDARD } from './size'

/** Software adapters say nothing of a GPU's speed; they are named so. */
export function isSoftware(adapter: string | null): boolean {
  return adapter !== null && /swiftshader|llvmpipe|lavapipe|software/i.test(adapter)
}

const COLUMNS: [heading: string, value: (row: SpeedRow) => string][] = [
  ['implementation', (row) => row.implementation],
  ['runtime', (row) => row.runtime],
  ['backend', (row) => `${row.backend}${row.adapter ? ` (${adapterText(row.adapter)})` : ''}`],
  ['threads', (row) => (row.backend === 'wasm' ? String(row.threads) : '–')],
  ['units', (row) => String(row.units)],
  ['batch', (row) => String(row.batch)],
  ['time', (row) => String(row.time)],
  ['steps/s', (row) => significant(row.stepsPerSecond)],
  ['GFLOP/s', (row) => significant(gigaflops(row))],
  ['host ms', (row) => significant(row.hostMsPerStep)],
  ['kernels', (row) => String(row.kernelsPerStep)],
  ['dispatches', (row) => (row.dispatchesPerStep === null ? '–' : String(row.dispatchesPerStep))],
  ['utterance ms', (row) => significant(row.utteranceMs)],
  ['tensors MB', (row) => significant(row.tensorBytes / 1e6)],
]

/** Lines of a Markdown table. */
export function formatTable(rows: SpeedRow[]): string {
  const cells = rows.map((row) => COLUMNS.map(([, value]) => value(row)))
  const widths = COLUMNS.map(([heading], i) =>
    Math.max(heading.length, ...cells.map((line) => line[i]!.length)),
  )
  const line = (texts: string[]) => `| ${texts.map((t, i) => t.padEnd(widths[i]!)).join(' | ')} |`
  return [
    line(COLUMNS.map(([heading]) => heading)),
    line(widths.map((width) => '-'.repeat(width))),
    ...cells.map(line),
  ].join('\n')
}

/** How a step's time grows with each size, the others as in the standard one: `time ~ size^power` between neighbours. */
export function growthLines(rows: SpeedRow[]): string[] {
  return (['units', 'batch', 'time'] as const).flatMap((axis) => {
    const along = rows
      .filter(
        (row) =>
          row.implementation === 'skillet' &&
          row.runtime === 'Node' &&
          row.backend === 'wasm' &&
          row.threads === 1 &&
          (['units', 'batch', 'time'] as const).every(
            (other) => other === axis || row[other] === STANDARD[other],
          ),
      )
      .toSorted((a, b) => a[axis] - b[axis])
    if (along.length < 2) return []
    const steps = along.map((row) => `${row[axis]}: ${significant(1000 / row.stepsPerSecond)} ms`)
    const powers = along.slice(1).map((row, index) => {
      const before = along[index]!
      const growth = Math.log(before.stepsPerSecond / row.stepsPerSecond)
      return (growth / Math.log(row[axis] / before[axis])).toFixed(2)
    })
    return [
      `A step by ${axis} (WASM, one thread): ${steps.join(', ')}; power ${powers.join(', ')}.`,
    ]
  })
}

/** What a step takes on the GPU, longest dispatch first, and steps a second by how seldom losses are read. */
export function gpuLines({ profile, reads }: NonNullable<ChromiumFigures['gpu']>): string[] {
  const rates = Object.entries(reads).map(([every, rate]) => `${every}: ${significant(rate)}`)
  const lines = [
    `Steps a second of the network that ships, by steps between two reads: ${rates.join(', ')}.`,
  ]
  if (typeof profile === 'string') return [...lines, `No profile: ${profile}.`]
  const { dispatches, sumMicroseconds } = profile
  return [
    ...lines,
    `GPU time of the standard step: ${significant(sumMicroseconds)} µs in ${dispatches.length} dispatches.`,
    ...dispatches
      .toSorted((a, b) => b.microseconds - a.microseconds)
      .map((one) => `  ${significant(one.microseconds)} µs  ${one.shader} [${one.workgroups}]`),
  ]
}

function adapterText(adapter: string): string {
  return isSoftware(adapter) ? `${adapter}, software` : adapter
}

function gigaflops({ adapter, units, batch, time, stepsPerSecond }: SpeedRow): number {
  if (adapter?.startsWith('null')) return Number.NaN
  return (flopsOf({ ...STANDARD, units, batch, time }) * stepsPerSecond) / 1e9
}

const significant = (value: number) =>
  Number.isFinite(value) ? String(Number(value.toPrecision(3))) : '–'
