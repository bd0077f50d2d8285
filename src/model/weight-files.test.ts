import { expect, test } from 'vitest'
import { createRandom } from '@/project/random'
import { fromHalf, packWeights, toHalf, unpackWeights } from './weight-files'

test('every half-precision number survives the way to float and back', () => {
  for (let bits = 0; bits < 0x7c00; bits += 1) expect(toHalf(fromHalf(bits))).toBe(bits)
  expect(toHalf(1e9)).toBe(0x7c00)
  expect(fromHalf(toHalf(-0.1))).toBeCloseTo(-0.1, 4)
})

test('rounding to half precision goes to the nearest number, to even on a tie', () => {
  expect(fromHalf(toHalf(1 + 2 ** -11))).toBe(1)
  expect(fromHalf(toHalf(1 + 3 * 2 ** -11))).toBe(1 + 2 ** -9)
  expect(fromHalf(toHalf(2 ** -24))).toBe(2 ** -24)
  expect(fromHalf(toHalf(2 ** -26))).toBe(0)
})

test('packed weights come back within the precision of their encoding', () => {
  const random = createRandom('weights')
  const values = Float32Array.from({ length: 130 }, () => random.next() - 0.5)
  const weights = { half: { shape: [13, 10], values }, byte: { shape: [130], values } }
  const { bytes, entries } = packWeights(weights, (name) => (name === 'half' ? 'float16' : 'int8'))
  const read = unpackWeights(bytes, entries)
  expect(read.half?.shape).toEqual([13, 10])
  values.forEach((value, index) => {
    expect(Math.abs(value - (read.half?.values[index] ?? 0))).toBeLessThan(2.5e-4)
    expect(Math.abs(value - (read.byte?.values[index] ?? 0))).toBeLessThan(0.5 / 127)
  })
  expect(() => unpackWeights(bytes.subarray(0, 40), entries)).toThrow('ends after the file')
})
