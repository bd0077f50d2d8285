/** What the papers say of the transfer bench, made from the file that `--json` wrote: tables and a picture. */
import type { Arm } from './arms'
import {
  type BenchRow,
  compareArms,
  compareSteps,
  FIGURES,
  type Figure,
  meanFigure,
  type Reduction,
} from './summary'

const ARM_TITLES: Record<Arm, string> = {
  scratch: 'from scratch, same word vectors',
  pretrained: '**Skillet**',
  classical: 'MaxEnt + structured perceptron',
  nlpjs: 'NLP.js',
}
/** What the bench puts behind an arm's name for its scores on perturbed tests. */
const PERTURBED = '+typos'
/** The order of the tables: what is to be beaten first. */
const TABLE_ARMS: readonly Arm[] = ['scratch', 'nlpjs', 'classical', 'pretrained']

/** The README's table: the share of intents and of whole frames that each arm gets right, best known names beside ours. */
export function worthMarkdown(rows: readonly BenchRow[]): string {
  const arms = [...TABLE_ARMS].reverse().filter((arm) => rows.some((row) => row.arm === arm))
  const lines = sizesOf(rows).flatMap((size) =>
    WORTH_FIGURES.map(({ figure, title }) => {
      const cells = arms.map((arm) => {
        const value = meanFigure(
          rows.filter((row) => row.size === size && row.arm === arm),
          figure,
        )
        if (value === null) return '–'
        const text = `${(100 * value).toFixed(1)}%`
        return arm === 'pretrained' ? `**${text}**` : text
      })
      return `| ${size} utterances: ${title} | ${cells.join(' | ')} |`
    }),
  )
  return [
    `| learned from | ${arms.map((arm) => ARM_TITLES[arm]).join(' | ')} |`,
    `|---|${arms.map(() => '---').join('|')}|`,
    ...lines,
  ].join('\n')
}

const WORTH_FIGURES: readonly { figure: Figure; title: string }[] = [
  { figure: 'intentAccuracy', title: 'intents right' },
  { figure: 'frameAccuracy', title: 'intent and all slots right' },
]

/** The tables between the markers of `docs/benchmarks.md` and the model card, as Markdown. */
export function figuresMarkdown(rows: readonly BenchRow[]): string {
  const sizes = sizesOf(rows)
  const skills = new Set(rows.map(({ skill }) => skill)).size
  const seeds = new Set(rows.map(({ seed }) => seed)).size
  const lines = [
    `${skills} skills that the pretrained network has never seen, ${seeds} ${seeds === 1 ? 'sample' : 'samples'} of each, the same ones for every arm; means of all:`,
    '',
    `| training utterances | arm | intent accuracy | slot F1 | frame accuracy | semantic error rate |`,
    '|---|---|---|---|---|---|',
    ...sizes.flatMap((size) =>
      TABLE_ARMS.flatMap((arm) => {
        const ofArm = rows.filter((row) => row.size === size && row.arm === arm)
        if (ofArm.length === 0) return []
        const cells = FIGURES.map((figure) => {
          const text = share(meanFigure(ofArm, figure))
          return arm === 'pretrained' ? `**${text}**` : text
        })
        return [`| ${size} | ${ARM_TITLES[arm]} | ${cells.join(' | ')} |`]
      }),
    ),
    '',
    'Errors of Skillet against the others, mean of the skills with its 95% bootstrap interval over skills:',
    '',
    '| training utterances | against | intent error | slot error (1 − F1) | frame error | steps to its best validation loss |',
    '|---|---|---|---|---|---|',
    ...sizes.flatMap((size) =>
      (['scratch', 'classical', 'nlpjs'] as const).flatMap((baseline) => {
        const ofSize = rows.filter((row) => row.size === size)
        if (!ofSize.some(({ arm }) => arm === baseline)) return []
        const compared = (figure: Figure) =>
          reductionText(compareArms(ofSize, 'pretrained', baseline, figure))
        const steps = baseline === 'scratch' ? stepsText(ofSize) : '–'
        return [
          `| ${size} | ${baseline === 'scratch' ? 'from scratch' : ARM_TITLES[baseline]} | ${compared('intentAccuracy')} | ${compared('slotF1')} | ${compared('frameAccuracy')} | ${steps} |`,
        ]
      }),
    ),
  ]
  return lines.join('\n')
}

/** The same means on misspelt, recased and renumbered test utterances, where the file has them. */
export function perturbedMarkdown(rows: readonly BenchRow[]): string {
  const lines = sizesOf(rows).flatMap((size) =>
    TABLE_ARMS.flatMap((arm) => {
      const ofArm = rows.filter((row) => row.size === size && row.arm === `${arm}${PERTURBED}`)
      if (ofArm.length === 0) return []
      const cells = FIGURES.map((figure) => share(meanFigure(ofArm, figure)))
      return [`| ${size} | ${ARM_TITLES[arm]} | ${cells.join(' | ')} |`]
    }),
  )
  return [
    '| training utterances | arm | intent accuracy | slot F1 | frame accuracy | semantic error rate |',
    '|---|---|---|---|---|---|',
    ...lines,
  ].join('\n')
}

function stepsText(rows: readonly BenchRow[]): string {
  const steps = compareSteps(
    rows.map((row) => ({ ...row, secondsToScratchBest: null })),
    'pretrained',
  )
  return steps
    ? `${steps.mean.toFixed(1)}× fewer (${steps.reached} of ${steps.pairs} get there)`
    : '–'
}

function reductionText({ bySkill }: Reduction): string {
  if (!bySkill) return '–'
  const { low, high } = bySkill.interval
  return `${change(bySkill.value)} (${change(high)} to ${change(low)})`
}

const ROW = 22
const LEFT = 120
const PANEL = 300
const GAP = 52
const TOP = 58
/** Arms of the picture, with a mark each: colour alone would not do. */
const MARKS: readonly { arm: Arm; title: string; draw: (x: number, y: number) => string }[] = [
  {
    arm: 'scratch',
    title: 'from scratch',
    draw: (x, y) => `<circle cx="${x}" cy="${y}" r="4" class="scratch"/>`,
  },
  {
    arm: 'classical',
    title: 'MaxEnt + perceptron',
    draw: (x, y) => `<rect x="${x - 3.5}" y="${y - 3.5}" width="7" height="7" class="classical"/>`,
  },
  {
    arm: 'pretrained',
    title: 'Skillet',
    draw: (x, y) =>
      `<path d="M${x} ${y - 5.5}L${x + 5.5} ${y}L${x} ${y + 5.5}L${x - 5.5} ${y}Z" class="pretrained"/>`,
  },
]

/** Frame accuracy of each skill, a panel a size, as an SVG that follows the reader's light or dark theme. */
export function figuresPicture(rows: readonly BenchRow[]): string {
  const sizes = sizesOf(rows)
  const skills = [...new Set(rows.map(({ skill }) => skill))]
  const accuracy = (skill: string, size: number, arm: Arm) =>
    meanFigure(
      rows.filter((row) => row.skill === skill && row.size === size && row.arm === arm),
      'frameAccuracy',
    )
  const first = sizes[0] ?? 0
  const order = skills.sort(
    (a, b) => (accuracy(b, first, 'pretrained') ?? 0) - (accuracy(a, first, 'pretrained') ?? 0),
  )
  const width = LEFT + sizes.length * (PANEL + GAP)
  const bottom = TOP + order.length * ROW
  const body = sizes.flatMap((size, panel) => {
    const left = LEFT + panel * (PANEL + GAP)
    const at = (share: number) => round(left + share * PANEL)
    const grid = [0, 0.25, 0.5, 0.75, 1].map(
      (tick) =>
        `<path d="M${at(tick)} ${TOP - 8}V${bottom}" class="grid"/><text x="${at(tick)}" y="${bottom + 16}" text-anchor="middle">${Math.round(100 * tick)}%</text>`,
    )
    const marks = order.flatMap((skill, place) => {
      const y = TOP + (place + 0.5) * ROW
      const points = MARKS.flatMap(({ arm, draw }) => {
        const value = accuracy(skill, size, arm)
        return value === null ? [] : [{ x: at(value), draw }]
      })
      const xs = points.map(({ x }) => x)
      return [
        `<path d="M${Math.min(...xs)} ${y}H${Math.max(...xs)}" class="span"/>`,
        ...points.map(({ x, draw }) => draw(x, y)),
      ]
    })
    return [
      `<text x="${left}" y="${TOP - 16}" class="title">${size} training utterances</text>`,
      ...grid,
      ...marks,
    ]
  })
  const names = order.map(
    (skill, place) =>
      `<text x="${LEFT - 12}" y="${TOP + (place + 0.5) * ROW + 4}" text-anchor="end">${escapeText(skill)}</text>`,
  )
  const legend = MARKS.map(({ title, draw }, place) => {
    const x = LEFT + place * 168 + 6
    return `${draw(x, 14)}<text x="${x + 12}" y="18">${title}</text>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${bottom + 26}" role="img" aria-label="Frame accuracy of each skill: from scratch, MaxEnt with perceptron, and Skillet">
<style>
text { font: 12px system-ui, sans-serif; fill: #57606a }
.title { font-weight: 600; fill: #24292f }
.grid { stroke: #d0d7de; stroke-width: 1 }
.span { stroke: #afb8c1; stroke-width: 2 }
.scratch { fill: #8c959f }
.classical { fill: #bf8700 }
.pretrained { fill: #4f46e5 }
@media (prefers-color-scheme: dark) {
text { fill: #9198a1 }
.title { fill: #e6edf3 }
.grid { stroke: #30363d }
.span { stroke: #484f58 }
.classical { fill: #d29922 }
.pretrained { fill: #a5a0ff }
}
</style>
${[...legend, ...names, ...body].join('\n')}
</svg>
`
}

/** Puts a text between two marker lines of another. Throws when the markers are missing. */
export function replaceBetween(text: string, name: string, content: string): string {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
  const from = text.indexOf(open)
  const to = text.indexOf(close)
  if (from < 0 || to < from) throw new Error(`there is no ${open} … ${close}`)
  return `${text.slice(0, from + open.length)}\n${content}\n${text.slice(to)}`
}

function sizesOf(rows: readonly BenchRow[]): number[] {
  return [...new Set(rows.map(({ size }) => size))].sort((a, b) => a - b)
}

function share(value: number | null): string {
  return value === null ? '–' : value.toFixed(3)
}

function change(reduction: number): string {
  return `${reduction >= 0 ? '−' : '+'}${(100 * Math.abs(reduction)).toFixed(1)}%`
}

function round(value: number): number {
  return Math.round(10 * value) / 10
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
