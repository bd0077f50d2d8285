import { expect, it } from 'vitest'
import { createRandom, hashText } from './random'

it('draws the same numbers for ever: what was trained and split by a seed stays as it was', () => {
  const random = createRandom('skillet')
  expect(Array.from({ length: 3 }, () => random.next())).toEqual([
    0.3208746425807476, 0.9232832493726164, 0.6836701082065701,
  ])
  expect(createRandom(7).integer(1000)).toBe(477)
  expect(createRandom('x').shuffled([1, 2, 3, 4, 5, 6])).toEqual([3, 1, 6, 4, 5, 2])
  expect(createRandom('x').pick([])).toBeUndefined()
  expect(['', 'a', 'foobar'].map(hashText)).toEqual([0x811c9dc5, 0xe40c292c, 0xbf9cf968])
})

it('draws every place of an order alike', () => {
  const random = createRandom('even')
  const seen = new Map<string, number>()
  for (let round = 0; round < 6_000; round += 1) {
    const order = random.shuffled(['a', 'b', 'c']).join('')
    seen.set(order, (seen.get(order) ?? 0) + 1)
  }
  expect(seen.size).toBe(6)
  for (const count of seen.values()) expect(Math.abs(count - 1_000)).toBeLessThan(120)
})

it('a seed gives the same numbers, one by one and many at once', () => {
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
