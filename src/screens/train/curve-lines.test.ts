import { describe, expect, it } from 'vitest'
import { createCurves } from '@/store/run-curves'
import {
  armsOf,
  type CurveView,
  chartColumns,
  chartLines,
  describeCurves,
  MOST_ARMS,
} from './curve-lines'

function curves() {
  const made = createCurves()
  made.steps = {
    step: [1, 2, 3, 4],
    loss: [4, 3, 2, 1],
    intentLoss: [2, 1, 1, 0],
    slotLoss: [2, 2, 1, 1],
  }
  made.epochs.step = [2, 4]
  made.epochs.loss = [3, 1.5]
  made.epochs.intentLoss = [1, 0.5]
  made.epochs.slotLoss = [2, 1]
  made.epochs.frameAccuracy = [0.5, 0.75]
  return made
}

const view: CurveView = {
  figure: 'loss',
  task: 'both',
  score: 'all',
  smoothing: 0,
  isLogarithmic: false,
}
const alone = armsOf([{ name: 'Run 1', curves: curves() }])

it('puts steps and epochs on one axis with gaps', () => {
  expect(chartColumns(alone, view)).toEqual([
    [1, 2, 3, 4],
    [4, 3, 2, 1],
    [undefined, 3, undefined, 1.5],
  ])
})

describe('several runs in one chart', () => {
  const longer = curves()
  longer.epochs.step = [3, 6]
  const arms = armsOf([
    { name: 'Run 2', curves: curves() },
    { name: 'Run 1 · slow', curves: longer },
  ])

  it('have lines of their own on one axis, each with its name and look', () => {
    const one = { ...view, figure: 'score', score: 'frameAccuracy' } as const
    expect(chartColumns(arms, one)).toEqual([
      [2, 3, 4, 6],
      [0.5, undefined, 0.75, undefined],
      [undefined, 0.5, undefined, 0.75],
    ])
    const lines = chartLines(one, arms)
    expect(lines.map(({ label }) => label)).toEqual([
      'Whole frames, Run 2',
      'Whole frames, Run 1 · slow',
    ])
    expect(new Set(lines.map(({ color }) => color)).size).toBe(2)
    expect(new Set(lines.map(({ dash }) => dash)).size).toBe(2)
  })

  it('have a column for every line', () => {
    for (const figure of ['loss', 'score'] as const) {
      for (const score of ['all', 'slotF1'] as const) {
        for (const shown of [alone, arms]) {
          const any = { ...view, figure, score, task: 'slot', isLogarithmic: true } as const
          expect(chartColumns(shown, any).length - 1).toBe(chartLines(any, shown).length)
        }
      }
    }
  })

  it('are no more than can be told apart', () => {
    const many = armsOf(Array.from({ length: 20 }, () => ({ name: 'Run', curves: curves() })))
    expect(many.length).toBe(MOST_ARMS)
    expect(new Set(many.map(({ color }) => color)).size).toBe(MOST_ARMS)
  })
})

it('says in words what it shows', () => {
  const words = 'validation loss 3.00 after the first epoch, lowest 1.50 after epoch 2 of 2.'
  expect(describeCurves(alone)).toBe(`V${words.slice(1)}`)
  const two = armsOf(['Run 2', 'from scratch'].map((name) => ({ name, curves: curves() })))
  expect(describeCurves(two)).toBe(`Run 2: ${words} From scratch: ${words}`)
})

it('knows of no validation loss without validation data', () => {
  const bare = curves()
  bare.epochs.loss = [null, null]
  expect(describeCurves(armsOf([{ name: 'Run 1', curves: bare }]))).toBe(
    'No utterance was kept back for validation, so only the training loss is drawn.',
  )
})
