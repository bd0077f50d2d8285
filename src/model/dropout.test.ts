import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { expect, test } from 'vitest'
import { createRandom } from '@/project/random'
import { createDropoutMasks } from './dropout'
import { TINY_NETWORK } from './fixtures'

const SIZE = 400

function masksOf(rates: { input: number; shared: number; task: number }, seed = 'a') {
  const masks = createDropoutMasks(rates, TINY_NETWORK, SIZE, createRandom(seed))!
  const { input, shared, task } = masks
  const found = {
    shapes: [input.shape, shared.shape, task.shape],
    values: [input, shared, task].map((mask) => [...mask.dataSync()]),
  }
  tf.dispose([input, shared, task])
  return found
}

test('what is kept makes up for what is dropped: the mean of each place stays 1', () => {
  const { values } = masksOf({ input: 0.1, shared: 0.4, task: 0.5 })
  const rates = [0.1, 0.4, 0.5]
  values.forEach((mask, place) => {
    const kept = Math.fround(1 / (1 - rates[place]!))
    expect(new Set(mask)).toEqual(new Set([0, kept]))
    const dropped = mask.filter((value) => value === 0).length / mask.length
    expect(Math.abs(dropped - rates[place]!)).toBeLessThan(0.03)
  })
})

test('each place has a mask as wide as the layer that it covers, one for all time steps', () => {
  const { shapes } = masksOf({ input: 0.1, shared: 0.1, task: 0.1 })
  const { wordDimensions, subwordDimensions, units } = TINY_NETWORK
  expect(shapes).toEqual([
    [SIZE, 1, wordDimensions + subwordDimensions],
    [SIZE, 1, 2 * units],
    [SIZE, 1, 4 * units],
  ])
})

test('the seed decides which units are dropped', () => {
  const rates = { input: 0.5, shared: 0.5, task: 0.5 }
  expect(masksOf(rates).values).toEqual(masksOf(rates).values)
  expect(masksOf(rates, 'b').values).not.toEqual(masksOf(rates).values)
})

test('without any rate there are no masks, with one alone there are all', () => {
  const none = { input: 0, shared: 0, task: 0 }
  expect(createDropoutMasks(none, TINY_NETWORK, 1, createRandom('a'))).toBeNull()
  for (const place of ['input', 'shared', 'task']) {
    expect(masksOf({ ...none, [place]: 0.5 }).values.flat()).toContain(0)
  }
})
