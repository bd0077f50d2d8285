/** The public benchmarks as Markdown: ours in bold, beside what others published. */
import type { BenchRow } from '../transfer/summary'
import type { PublicRow } from './public-row'
import { HWU64_RIVALS, type Rival, SKILL_RIVALS, SNIPS_RIVALS } from './published'
import type { Benchmark } from './splits'

/** Ours in every table. */
const OURS = '**Skillet**'
const OURS_NEEDS = 'a browser'
const HWU64_SIZES = [5, 10]
const SNIPS_SIZES = [10, 20, 50, 70]

/** The tables of a run of `bench:public`; a benchmark without rows has none. */
export function publicMarkdown(rows: readonly PublicRow[]): string {
  const own = rowsOfFirst(rows)
  const named = own.slice(0, 1).flatMap(({ network }) => [`Network ${network}.`, ''])
  return [...named, ...hwu64Table(own), ...snipsTables(own)].join('\n')
}

/** An interrupted run leaves rows of the network before it behind its own; they are none of ours. */
function rowsOfFirst(rows: readonly PublicRow[]): PublicRow[] {
  return rows.filter(({ network }) => network === rows[0]?.network)
}

/** The README's: where ours stands on the largest split of each, the best of the others beside it. */
export function publicWorthMarkdown(all: readonly PublicRow[]): string {
  const rows = rowsOfFirst(all)
  const ours = (benchmark: Benchmark, size: number, figure: Figure) =>
    `**${cell(meanOf(rows, benchmark, size, figure))}**`
  const best = (rivals: readonly Rival[], size: number) => {
    const [first] = [...rivals]
      .filter(({ figures }) => figures[size])
      .sort((a, b) => (a.figures[size]! < b.figures[size]! ? 1 : -1))
    return first ? `${first.figures[size]} (${first.name}, ${first.year})` : '–'
  }
  return [
    '| public benchmark | **Skillet** | best published |',
    '|---|---|---|',
    ...HWU64_SIZES.map(
      (size) =>
        `| HWU64, ${size} utterances an intent: intents | ${ours('hwu64', size, 'intentAccuracy')} | ${best(HWU64_RIVALS, size)} |`,
    ),
    ...[10, 70].map(
      (size) =>
        `| Snips 2017, ${size} utterances an intent: slot F1 | ${ours('snips2017', size, 'macroSlotF1')} | ${best(SNIPS_RIVALS, size)} |`,
    ),
  ].join('\n')
}

/** The 17 skills of the transfer bench beside MiniLM: sample 1 of each, by that bench's rows. */
export function skillsMarkdown(rows: readonly BenchRow[]): string {
  const sizes = [100, 300]
  const cells = sizes.map((size) => {
    const own = rows.filter(
      (row) => row.size === size && row.seed === 1 && row.arm === 'pretrained',
    )
    const mean = (figure: 'intentAccuracy' | 'slotF1' | 'frameAccuracy') =>
      cell(meanValue(own.map((row) => row[figure])))
    return `${mean('intentAccuracy')} / ${mean('slotF1')} / ${mean('frameAccuracy')}`
  })
  return [
    '| 17 skills, intents / slot F1 / whole frames | needs | 100 utterances | 300 utterances |',
    '|---|---|---|---|',
    `| ${OURS} | ${OURS_NEEDS} | ${cells.map((text) => `**${text}**`).join(' | ')} |`,
    ...rivalLines(SKILL_RIVALS, sizes, (rival) => rival.needs),
  ].join('\n')
}

type Figure = 'intentAccuracy' | 'macroSlotF1' | 'slotF1' | 'frameAccuracy'

function hwu64Table(rows: readonly PublicRow[]): string[] {
  const own = rows.filter(({ benchmark }) => benchmark === 'hwu64')
  if (own.length === 0) return []
  const cells = HWU64_SIZES.map(
    (size) => `**${cell(meanOf(own, 'hwu64', size, 'intentAccuracy'))}**`,
  )
  return [
    `| HWU64, intent accuracy | needs | figure of | 5 an intent | 10 an intent |`,
    '|---|---|---|---|---|',
    `| ${OURS}, mean of ${seedsOf(own)} | ${OURS_NEEDS} | 2026 | ${cells.join(' | ')} |`,
    ...rivalLines(HWU64_RIVALS, HWU64_SIZES, ({ needs, year }) => `${needs} | ${year}`),
    '',
  ]
}

function snipsTables(rows: readonly PublicRow[]): string[] {
  const own = rows.filter(({ benchmark }) => benchmark === 'snips2017')
  if (own.length === 0) return []
  const cells = (figure: Figure, isBold: boolean) =>
    SNIPS_SIZES.map((size) => {
      const text = cell(meanOf(own, 'snips2017', size, figure))
      return isBold ? `**${text}**` : text
    }).join(' | ')
  return [
    '| Snips 2017, slot F1 (macro) | needs | figure of | 10 an intent | 20 | 50 | 70 |',
    '|---|---|---|---|---|---|---|',
    `| ${OURS}, mean of ${seedsOf(own)} | ${OURS_NEEDS} | 2026 | ${cells('macroSlotF1', true)} |`,
    ...rivalLines(SNIPS_RIVALS, SNIPS_SIZES, ({ needs, year }) => `${needs} | ${year}`),
    '',
    '| Skillet on the same, nothing published | 10 an intent | 20 | 50 | 70 |',
    '|---|---|---|---|---|',
    `| intents right, of seven | ${cells('intentAccuracy', false)} |`,
    `| slot F1, all spans together | ${cells('slotF1', false)} |`,
    `| intent and all slots right | ${cells('frameAccuracy', false)} |`,
  ]
}

function rivalLines(
  rivals: readonly Rival[],
  sizes: readonly number[],
  about: (rival: Rival) => string,
): string[] {
  return rivals.map(
    (rival) =>
      `| ${rival.name} | ${about(rival)} | ${sizes.map((size) => rival.figures[size] ?? '–').join(' | ')} |`,
  )
}

function meanOf(
  rows: readonly PublicRow[],
  benchmark: Benchmark,
  size: number,
  figure: Figure,
): number | null {
  return meanValue(
    rows
      .filter((row) => row.benchmark === benchmark && row.size === size)
      .map((row) => row[figure]),
  )
}

function meanValue(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null)
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length
}

function seedsOf(rows: readonly PublicRow[]): string {
  const seeds = new Set(rows.map(({ seed }) => seed)).size
  return seeds === 1 ? 'one training' : `${seeds} trainings`
}

function cell(value: number | null): string {
  return value === null ? '–' : value.toFixed(3).replace(/^0/, '')
}
