import { expect, test } from 'vitest'
import { offsetsOf, rowsBetween } from './row-places'

test('rows lie one under the other, those that differ with their own height', () => {
  const offsets = offsetsOf(['a', 'b', 'c'], 10, new Map([['b', 25]]))
  expect([...offsets]).toEqual([0, 10, 35, 45])
  expect(rowsBetween(offsets, 0, 9)).toEqual({ first: 0, last: 0 })
  expect(rowsBetween(offsets, 10, 34)).toEqual({ first: 1, last: 1 })
  expect(rowsBetween(offsets, 9, 36)).toEqual({ first: 0, last: 2 })
})

test('beyond the end there is only the last row, and no rows do no harm', () => {
  expect(rowsBetween(offsetsOf(['a', 'b'], 10, new Map()), 500, 900)).toEqual({ first: 1, last: 1 })
  expect(rowsBetween(offsetsOf([], 10, new Map()), 0, 900)).toEqual({ first: 0, last: 0 })
})
