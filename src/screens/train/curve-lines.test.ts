import { expect, it } from 'vitest'
import { createCurves } from '@/store/run-curves'
import { chartColumns, chartLines, describeCurves } from './curve-lines'

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
  return made
}

it('puts steps and epochs on one axis with gaps', () => {
  const view = { figure: 'loss', task: 'both', smoothing: 0, isLogarithmic: false } as const
  expect(chartColumns({ pretrained: curves(), scratch: null }, view)).toEqual([
    [1, 2, 3, 4],
    [4, 3, 2, 1],
    [undefined, 3, undefined, 1.5],
  ])
})

it('has a column for every line', () => {
  for (const figure of ['loss', 'score'] as const) {
    for (const scratch of [null, curves()]) {
      const view = { figure, task: 'slot', smoothing: 0.5, isLogarithmic: true } as const
      const columns = chartColumns({ pretrained: curves(), scratch }, view)
      expect(columns.length - 1).toBe(chartLines(view, scratch !== null).length)
    }
  }
})

it('says in words what it shows', () => {
  expect(describeCurves({ pretrained: curves(), scratch: null })).toBe(
    'Pretrained: validation loss 3.00 after the first epoch, lowest 1.50 after epoch 2 of 2.',
  )
})

it('knows of no validation loss without validation data', () => {
  const bare = curves()
  bare.epochs.loss = [null, null]
  expect(describeCurves({ pretrained: bare, scratch: null })).toBe(
    'Pretrained: no utterance was kept back for validation, so only the training loss is drawn.',
  )
})
