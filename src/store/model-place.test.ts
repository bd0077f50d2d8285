import { expect, test } from 'vitest'
import { wantsSmallModel } from './model-place'

test('phones, and who saves data, get the small variant', () => {
  expect(wantsSmallModel({})).toBe(false)
  expect(
    wantsSmallModel({ connection: { saveData: false }, userAgentData: { mobile: false } }),
  ).toBe(false)
  expect(wantsSmallModel({ connection: { saveData: true } })).toBe(true)
  expect(wantsSmallModel({ userAgentData: { mobile: true } })).toBe(true)
})
