import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { SKILLET_VERSION } from './skillet-version'

test('the version is that of the package', () => {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  expect(JSON.parse(text).version).toBe(SKILLET_VERSION)
})
