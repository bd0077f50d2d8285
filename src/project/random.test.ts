import { expect, test } from 'vitest'
import { createRandom } from './random'

test('a seed gives the same numbers, one by one and many at once', () => {
  const [one, many] = [createRandom('a seed'), createRandom('a seed')]
  const words = new Uint32Array(100)
  for (let round = 0; round < 3; round += 1) {
    many.fill(words)
    expect([...words]).toEqual(Array.from(words, () => one.next() * 2 ** 32))
    expect(many.next()).toBe(one.next())
  }
  expect(new Set(words).size).toBe(words.length)
  expect(createRandom('another seed').next()).not.toBe(createRandom('a seed').next())
})
