import { expect, it } from 'vitest'
import { collectTurns } from './collect'

/** Doubles numbers, and keeps which were done together. */
function createDoubler(most: number) {
  const turns: number[][] = []
  const double = collectTurns(
    (all: readonly number[]) => {
      turns.push([...all])
      if (all.includes(13)) throw new Error('unlucky')
      return all.map((one) => 2 * one)
    },
    { most },
  )
  return { turns, double }
}

it('does together what is asked in one turn, and gives each its own answer', async () => {
  const { turns, double } = createDoubler(10)
  expect(await Promise.all([1, 2, 3].map(double))).toEqual([2, 4, 6])
  expect(await double(4)).toBe(8)
  expect(turns).toEqual([[1, 2, 3], [4]])
})

it('lets the loop turn between so many and the rest', async () => {
  const { turns, double } = createDoubler(2)
  let between = 0
  const all = Promise.all([1, 2, 3, 4, 5].map(double))
  setImmediate(() => {
    between = turns.length
  })
  expect(await all).toEqual([2, 4, 6, 8, 10])
  expect(turns).toEqual([[1, 2], [3, 4], [5]])
  expect(between).toBe(1)
})

it('tells those that were asked together of a failure, and goes on', async () => {
  const { double } = createDoubler(10)
  const [good, bad] = [double(1), double(13)]
  await expect(good).rejects.toThrow('unlucky')
  await expect(bad).rejects.toThrow('unlucky')
  expect(await double(2)).toBe(4)
})
