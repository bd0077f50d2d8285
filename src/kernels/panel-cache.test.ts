import { expect, it, vi } from 'vitest'
import { createPanelCache } from './panel-cache'

/** A backend in which every tensor has the references that it is told. */
function setUp(references = 1) {
  let next = 100
  let left = references
  const owner = { disposeData: (_: object, isForced?: boolean) => isForced || --left <= 0 }
  const free = vi.fn()
  const cache = createPanelCache(owner, { allocate: () => next++, free })
  return { owner, free, cache, tensor: {} }
}

it('is filled once, and again after the tensor has changed', () => {
  const { cache, tensor } = setUp()
  expect(cache.panelsOf(tensor, 'a', 8)).toEqual({ pointer: 100, isFilled: false })
  expect(cache.panelsOf(tensor, 'a', 8)).toEqual({ pointer: 100, isFilled: true })
  cache.markStale(tensor)
  expect(cache.panelsOf(tensor, 'a', 8)).toEqual({ pointer: 100, isFilled: false })
  cache.markStale({})
})

it('makes a new copy for another layout', () => {
  const { cache, tensor, free } = setUp()
  cache.panelsOf(tensor, 'a', 8)
  expect(cache.panelsOf(tensor, 'b', 8)).toEqual({ pointer: 101, isFilled: false })
  expect(free.mock.calls).toEqual([[100]])
})

it('frees the copy with the last reference to the tensor', () => {
  const { cache, tensor, free, owner } = setUp(2)
  cache.panelsOf(tensor, 'a', 8)
  expect(owner.disposeData(tensor)).toBe(false)
  expect(cache.panelsOf(tensor, 'a', 8).isFilled).toBe(true)
  expect(owner.disposeData(tensor)).toBe(true)
  expect(free.mock.calls).toEqual([[100]])
  expect(cache.panelsOf(tensor, 'a', 8).isFilled).toBe(false)
})
