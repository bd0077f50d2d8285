/** What the papers say of the bench on many skills: the paper's own measures, and a picture with a dot a skill. */
import { type BenchRow, compareArms, compareSteps, errorOf } from './summary'

/** Frame accuracies this close are the same: a tenth of a point is less than one utterance of 400. */
const SAME = 0.001
/** What a skill may lose before it is named. */
const LOSS = 0.02

/** Both arms on one skill, means over its samples. */
export type SkillPair = {
  skill: string
  group: string
  scratch: number
  pretrained: number
}

/** The skills that both arms have run on, with their frame accuracies. */
export function skillPairs(rows: readonly BenchRow[]): SkillPair[] {
  return [...new Set(rows.map(({ skill }) => skill))].flatMap((skill): SkillPair[] => {
    const own = rows.filter((row) => row.skill === skill)
    const [scratch, pretrained] = [accuracyOf(own, 'scratch'), accuracyOf(own, 'pretrained')]
    return scratch === null || pretrained === null
      ? []
      : [{ skill, group: own[0]?.group ?? '', scratch, pretrained }]
  })
}

/** The tables: measures by collection and of all, and the skills that lose. */
export function manyMarkdown(rows: readonly BenchRow[]): string {
  const pairs = skillPairs(rows)
  const groups = [...new Set(pairs.map(({ group }) => group))]
  const line = (title: string, own: readonly SkillPair[]) => {
    const names = new Set(own.map(({ skill }) => skill))
    const ofOwn = rows.filter((row) => names.has(row.skill))
    const { bySkill, ofMeans } = compareArms(ofOwn, 'pretrained', 'scratch', 'frameAccuracy')
    const steps = compareSteps(
      ofOwn.map((row) => ({ ...row, secondsToScratchBest: null })),
      'pretrained',
    )
    const share = (isSo: (pair: SkillPair) => boolean) =>
      `${Math.round((100 * own.filter(isSo).length) / own.length)}%`
    const cells = [
      title,
      String(own.length),
      mean(own.map((pair) => pair.scratch)).toFixed(3),
      mean(own.map((pair) => pair.pretrained)).toFixed(3),
      bySkill
        ? `${change(bySkill.value)} (${change(bySkill.interval.high)} to ${change(bySkill.interval.low)})`
        : '–',
      ofMeans ? change(ofMeans.value) : '–',
      share((pair) => pair.pretrained > pair.scratch + SAME),
      share((pair) => pair.pretrained >= pair.scratch - SAME),
      share((pair) => pair.pretrained >= pair.scratch - LOSS),
      steps ? `${steps.mean.toFixed(1)}× (${steps.reached} of ${steps.pairs})` : '–',
    ]
    return `| ${cells.join(' | ')} |`
  }
  return [
    '| skills | number | frames, scratch | frames, Skillet | frame error, mean of the skills | of the mean errors | better | no worse | at most 2 points worse | fewer steps to scratch’s best loss (get there) |',
    '|---|---|---|---|---|---|---|---|---|---|',
    line('**all**', pairs),
    ...groups.map((group) =>
      line(
        group,
        pairs.filter((pair) => pair.group === group),
      ),
    ),
    '',
    ...losersTable(pairs),
  ].join('\n')
}

/** Skills that lose more than two points, the largest loss first. */
export function losersOf(pairs: readonly SkillPair[]): SkillPair[] {
  return pairs
    .filter((pair) => pair.scratch - pair.pretrained > LOSS)
    .sort((a, b) => b.scratch - b.pretrained - (a.scratch - a.pretrained))
}

function losersTable(pairs: readonly SkillPair[]): string[] {
  const losers = losersOf(pairs)
  if (losers.length === 0) return ['No skill loses more than two points of frames.']
  return [
    'Skills that lose more than two points of frames by starting from the download:',
    '',
    '| skill | scratch | Skillet |',
    '|---|---|---|',
    ...losers.map(
      ({ skill, scratch, pretrained }) =>
        `| ${skill} | ${scratch.toFixed(3)} | ${pretrained.toFixed(3)} |`,
    ),
  ]
}

const SIDE = 440
const LEFT = 56
const TOP = 16
/** A mark and a class for each collection, in the order in which they come: colour alone would not do. */
const MARKS: readonly ((x: number, y: number) => string)[] = [
  (x, y) =>
    `<path d="M${x} ${round(y - 5.5)}L${round(x + 5.5)} ${y}L${x} ${round(y + 5.5)}L${round(x - 5.5)} ${y}Z" class="first"/>`,
  (x, y) => `<circle cx="${x}" cy="${y}" r="3.5" class="second"/>`,
  (x, y) =>
    `<rect x="${round(x - 3.5)}" y="${round(y - 3.5)}" width="7" height="7" class="third"/>`,
  (x, y) =>
    `<path d="M${x} ${round(y - 4.5)}L${round(x + 4.5)} ${round(y + 4)}H${round(x - 4.5)}Z" class="fourth"/>`,
]

/** One mark a skill, frame accuracy from scratch across and of Skillet upwards: above the diagonal pretraining helps. */
export function manyPicture(rows: readonly BenchRow[]): string {
  const pairs = skillPairs(rows)
  const groups = [...new Set(pairs.map(({ group }) => group))]
  const x = (share: number) => round(LEFT + share * SIDE)
  const y = (share: number) => round(TOP + (1 - share) * SIDE)
  const ticks = [0, 0.25, 0.5, 0.75, 1].flatMap((tick) => [
    `<path d="M${x(tick)} ${TOP}V${TOP + SIDE}M${LEFT} ${y(tick)}H${LEFT + SIDE}" class="grid"/>`,
    `<text x="${x(tick)}" y="${TOP + SIDE + 18}" text-anchor="middle">${100 * tick}%</text>`,
    `<text x="${LEFT - 8}" y="${y(tick) + 4}" text-anchor="end">${100 * tick}%</text>`,
  ])
  const markOf = (group: string) => MARKS[groups.indexOf(group) % MARKS.length]!
  const dots = pairs.map(
    ({ skill, group, scratch, pretrained }) =>
      `<g><title>${escapeText(skill)}: ${percent(scratch)} from scratch, ${percent(pretrained)} with Skillet</title>${markOf(group)(x(scratch), y(pretrained))}</g>`,
  )
  const legend = groups.map((group, place) => {
    const count = pairs.filter((pair) => pair.group === group).length
    const top = TOP + SIDE + 66 + 20 * place
    return `${markOf(group)(LEFT + 6, top - 4)}<text x="${LEFT + 20}" y="${top}">${escapeText(group)} (${count})</text>`
  })
  const height = TOP + SIDE + 60 + 20 * groups.length
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${LEFT + SIDE + 24} ${height}" role="img" aria-label="Frame accuracy of ${pairs.length} skills: from scratch across, with Skillet upwards">
<style>
text { font: 12px system-ui, sans-serif; fill: #57606a }
.grid { stroke: #d0d7de; stroke-width: 1; fill: none }
.same { stroke: #8c959f; stroke-width: 1.5; stroke-dasharray: 5 4 }
.first { fill: #4f46e5 } .second { fill: #0969da; fill-opacity: .65 } .third { fill: #bf8700; fill-opacity: .8 } .fourth { fill: #1a7f37; fill-opacity: .8 }
@media (prefers-color-scheme: dark) {
text { fill: #9198a1 }
.grid { stroke: #30363d }
.first { fill: #a5a0ff } .second { fill: #58a6ff } .third { fill: #d29922 } .fourth { fill: #3fb950 }
}
</style>
${ticks.join('\n')}
<path d="M${x(0)} ${y(0)}L${x(1)} ${y(1)}" class="same"/>
<text x="${LEFT + SIDE / 2}" y="${TOP + SIDE + 38}" text-anchor="middle">intent and all slots right, from scratch</text>
<text transform="translate(14 ${TOP + SIDE / 2}) rotate(-90)" text-anchor="middle">… with Skillet</text>
${[...dots, ...legend].join('\n')}
</svg>
`
}

function accuracyOf(rows: readonly BenchRow[], arm: string): number | null {
  const errors = rows
    .filter((row) => row.arm === arm)
    .flatMap((row) => errorOf(row, 'frameAccuracy') ?? [])
  return errors.length === 0 ? null : 1 - mean(errors)
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function change(reduction: number): string {
  return `${reduction >= 0 ? '−' : '+'}${(100 * Math.abs(reduction)).toFixed(1)}%`
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`
}

function round(value: number): number {
  return Math.round(10 * value) / 10
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
