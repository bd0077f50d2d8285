import { expect, test } from 'vitest'
import { paceText, perSecond } from './pace-text'

test('two figures of a rate, whatever its size, and never an exponent', () => {
  const rates = [0.04, 3.62, 9.97, 12, 70.4, 99.7, 100, 412, 1_234, 12_345]
  expect(rates.map(perSecond).join(' ')).toBe('0.0 3.6 10 12 70 100 100 410 1230 12350')
  expect(paceText(440)).toBe('440 steps/s')
})
