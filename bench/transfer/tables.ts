/** The bench's tables, as plain text that is also Markdown. */
import type { Interval } from '@/evaluation/intervals'
import {
  compareArms,
  compareSteps,
  FIGURES,
  type Figure,
  meanFigure,
  type TimedRow,
} from './summary'

const TITLES: Record<Figure, string> = {
  intentAccuracy: 'intent accuracy',
  slotF1: 'slot F1',
  frameAccuracy: 'frame accuracy',
  semanticErrorRate: 'semantic error',
}

const ERROR_TITLES: Record<Figure, string> = {
  intentAccuracy: 'intent error',
  slotF1: 'slot error (1 − F1)',
  frameAccuracy: 'frame error',
  semanticErrorRate: 'semantic error',
}

/** All tables of a bench: means by size and arm, each skill, reductions, steps. */
export function formatTables(rows: readonly TimedRow[]): string {
  const sizes = [...new Set(rows.map(({ size }) => size))].sort((a, b) => a - b)
  const parts = sizes.flatMap((size) => {
    const ofSize = rows.filter((row) => row.size === size)
    return [
      ...skillTable(ofSize, size),
      ...meanTable(ofSize, size),
      ...reductionTable(ofSize, size),
      ...stepsTable(ofSize, size),
    ]
  })
  return parts.join('\n')
}

function skillTable(rows: readonly TimedRow[], size: number): string[] {
  const arms = armsOf(rows)
  const skills = [...new Set(rows.map(({ skill }) => skill))]
  return [
    `\n### Each skill, ${size} training utterances: intent accuracy / slot F1 / frame accuracy\n`,
    ...table(
      ['skill', ...arms, 'frame error, pretrained vs scratch'],
      skills.map((skill) => {
        const ofSkill = rows.filter((row) => row.skill === skill)
        const cells = arms.map((arm) => {
          const ofArm = ofSkill.filter((row) => row.arm === arm)
          return (['intentAccuracy', 'slotF1', 'frameAccuracy'] as const)
            .map((figure) => share(meanFigure(ofArm, figure)))
            .join(' / ')
        })
        const { ofMeans } = compareArms(ofSkill, 'pretrained', 'scratch', 'frameAccuracy')
        return [skill, ...cells, ofMeans ? change(ofMeans.value) : '–']
      }),
    ),
  ]
}

function meanTable(rows: readonly TimedRow[], size: number): string[] {
  return [
    `\n### Means, ${size} training utterances\n`,
    ...table(
      ['arm', 'runs', ...FIGURES.map((figure) => TITLES[figure]), 'seconds'],
      armsOf(rows).map((arm) => {
        const ofArm = rows.filter((row) => row.arm === arm)
        return [
          arm,
          String(ofArm.length),
          ...FIGURES.map((figure) => share(meanFigure(ofArm, figure))),
          (meanFigure(ofArm, 'seconds') ?? 0).toFixed(1),
        ]
      }),
    ),
  ]
}

function reductionTable(rows: readonly TimedRow[], size: number): string[] {
  const arms = armsOf(rows)
  const lines = arms
    .filter((arm) => arm === 'scratch' || arm === 'classical' || arm === 'nlpjs')
    .flatMap((baseline) =>
      FIGURES.flatMap((figure) => {
        const { ofMeans, bySkill, pairs } = compareArms(rows, 'pretrained', baseline, figure)
        if (!ofMeans || !bySkill) return []
        return [
          [
            baseline,
            ERROR_TITLES[figure],
            `${change(ofMeans.value)} (${intervalText(ofMeans.interval)})`,
            `${change(bySkill.value)} (${intervalText(bySkill.interval)})`,
            String(pairs),
          ],
        ]
      }),
    )
  if (lines.length === 0) return []
  return [
    `\n### Errors of the pretrained arm against the others, ${size} training utterances (95% bootstrap interval)\n`,
    ...table(['against', 'figure', 'mean error', 'mean over skills', 'skill × seed pairs'], lines),
  ]
}

function stepsTable(rows: readonly TimedRow[], size: number): string[] {
  const steps = compareSteps(rows, 'pretrained')
  if (!steps) return []
  const line = [
    `${steps.scratchSteps.toFixed(1)} (${steps.scratchSeconds.toFixed(1)} s)`,
    `${steps.armSteps.toFixed(1)} (${steps.armSeconds.toFixed(1)} s)`,
    `${steps.mean.toFixed(1)}×`,
    `${steps.reached} of ${steps.pairs}`,
  ]
  return [
    `\n### Steps to the scratch arm's best validation loss, ${size} training utterances\n`,
    ...table(
      ['scratch', 'pretrained', 'times fewer steps (mean of pairs)', 'pairs in which it got there'],
      [line],
    ),
  ]
}

/** A Markdown table whose columns line up. */
function table(head: readonly string[], lines: readonly (readonly string[])[]): string[] {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...lines.map((line) => (line[column] ?? '').length)),
  )
  const row = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`
  return [
    row(head),
    `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`,
    ...lines.map(row),
  ]
}

function armsOf(rows: readonly TimedRow[]): string[] {
  return [...new Set(rows.map(({ arm }) => arm))]
}

function share(value: number | null): string {
  return value === null ? '–' : value.toFixed(3)
}

/** A reduction of errors as a change: a third fewer is `−33.3%`. */
function change(reduction: number): string {
  const percent = (100 * Math.abs(reduction)).toFixed(1)
  return `${reduction >= 0 ? '−' : '+'}${percent}%`
}

function intervalText({ low, high }: Interval): string {
  return `${change(high)} to ${change(low)}`
}
