/** What finished runs say: means, relative error reductions with intervals, steps to the same loss. */
import { bootstrapRatio, type Interval } from '@/evaluation/intervals'
import type { Scores } from './arms'

/** One line of the bench: what `--json` writes. */
export type BenchRow = {
  skill: string
  size: number
  seed: number
  arm: string
  intentAccuracy: number
  slotF1: number | null
  frameAccuracy: number | null
  semanticErrorRate: number | null
  /** First step whose validation loss is at most the scratch arm's best; null if never, or no neural arm. */
  stepsToScratchBest: number | null
  /** Time that learning took. */
  seconds: number
  /** The collection that the skill is from, where the bench was of several. */
  group?: string
}

/** A line with what the tables say beside. */
export type TimedRow = BenchRow & {
  /** Time until the step of `stepsToScratchBest`. */
  secondsToScratchBest: number | null
}

export const FIGURES = ['intentAccuracy', 'slotF1', 'frameAccuracy', 'semanticErrorRate'] as const
export type Figure = (typeof FIGURES)[number]

/** How much lower the errors of one arm are than another's, as shares of the other's; null without any. */
export type Reduction = {
  figure: Figure
  pairs: number
  /** From the mean errors over all skill × seed pairs, with its bootstrap interval over the pairs. */
  ofMeans: { value: number; interval: Interval } | null
  /** The mean of each skill's own reduction, with its bootstrap interval over the skills. */
  bySkill: { value: number; interval: Interval; skills: number } | null
}

/** Error of a figure: what is missing to 1; the semantic error rate is one already. */
export function errorOf(scores: Scores, figure: Figure): number | null {
  const value = scores[figure]
  if (value === null) return null
  return figure === 'semanticErrorRate' ? value : 1 - value
}

/** Compares two arms over the rows that both have, paired by skill, size and seed. */
export function compareArms(
  rows: readonly BenchRow[],
  arm: string,
  baseline: string,
  figure: Figure,
): Reduction {
  const pairs = rows
    .filter((row) => row.arm === arm)
    .flatMap((row) => {
      const other = rows.find((one) => one.arm === baseline && isSameRun(one, row))
      const errors = [errorOf(row, figure), other ? errorOf(other, figure) : null] as const
      return errors[0] === null || errors[1] === null
        ? []
        : [{ skill: row.skill, error: errors[0], baseline: errors[1] }]
    })
  const whole = reductionOf(pairs)
  const skills = [...new Set(pairs.map(({ skill }) => skill))].flatMap((skill) => {
    const reduction = reductionOf(pairs.filter((pair) => pair.skill === skill))
    return reduction === null ? [] : [reduction]
  })
  const ratio = bootstrapRatio(
    pairs.map((pair) => ({ numerator: pair.error, denominator: pair.baseline })),
  )
  return {
    figure,
    pairs: pairs.length,
    ofMeans:
      whole === null
        ? null
        : { value: whole, interval: { low: 1 - ratio.high, high: 1 - ratio.low } },
    bySkill:
      skills.length === 0
        ? null
        : {
            value: mean(skills),
            interval: bootstrapRatio(
              skills.map((reduction) => ({ numerator: reduction, denominator: 1 })),
            ),
            skills: skills.length,
          },
  }
}

/** 1 − error / baseline error; null when the baseline makes no error. */
function reductionOf(pairs: readonly { error: number; baseline: number }[]): number | null {
  const [error, baseline] = [sum(pairs.map((p) => p.error)), sum(pairs.map((p) => p.baseline))]
  return baseline > 0 ? 1 - error / baseline : null
}

/** How many times fewer steps an arm needs to the scratch arm's best loss. */
export type StepRatio = {
  /** Mean of scratch steps / arm steps over all pairs; 0 counts for a pair in which the arm never gets there. */
  mean: number
  /** Mean steps of scratch and of the arm over the pairs in which it gets there. */
  scratchSteps: number
  armSteps: number
  /** Mean seconds, likewise. */
  scratchSeconds: number
  armSeconds: number
  reached: number
  pairs: number
}

/** Compares an arm's steps to the scratch arm's best loss with scratch's own; null without any pair. */
export function compareSteps(rows: readonly TimedRow[], arm: string): StepRatio | null {
  const pairs = rows
    .filter((row) => row.arm === arm)
    .flatMap((row) => {
      const scratch = rows.find((one) => one.arm === 'scratch' && isSameRun(one, row))
      const [goal, own] = [reachedAt(scratch), reachedAt(row)]
      return goal ? [{ goal, own }] : []
    })
  const reached = pairs.flatMap(({ goal, own }) => (own ? [{ goal, own }] : []))
  if (reached.length === 0) return null
  return {
    mean: mean(pairs.map(({ goal, own }) => (own ? goal.steps / own.steps : 0))),
    scratchSteps: mean(reached.map(({ goal }) => goal.steps)),
    armSteps: mean(reached.map(({ own }) => own.steps)),
    scratchSeconds: mean(reached.map(({ goal }) => goal.seconds)),
    armSeconds: mean(reached.map(({ own }) => own.seconds)),
    reached: reached.length,
    pairs: pairs.length,
  }
}

function reachedAt(row: TimedRow | undefined): { steps: number; seconds: number } | null {
  if (!row || row.stepsToScratchBest === null) return null
  return { steps: row.stepsToScratchBest, seconds: row.secondsToScratchBest ?? 0 }
}

/** The mean of a figure over rows that have it; null without any. */
export function meanFigure(rows: readonly BenchRow[], figure: Figure | 'seconds'): number | null {
  const values = rows.flatMap((row) => {
    const value = row[figure]
    return value === null ? [] : [value]
  })
  return values.length === 0 ? null : mean(values)
}

function isSameRun(a: BenchRow, b: BenchRow): boolean {
  return a.skill === b.skill && a.size === b.size && a.seed === b.seed
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length
}
