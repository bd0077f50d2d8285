import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { summaryFigures } from '@/evaluation/tested-figures'
import { runRecord } from './run'

/** As the build of 25 November 2026 stored it. Nobody may change it: browsers hold such runs. */
const stored: unknown = JSON.parse(
  readFileSync(new URL('run-of-an-older-version.json', import.meta.url), 'utf8'),
)

describe('a run that an older version has stored', () => {
  const read = runRecord.read(structuredClone(stored))
  if (read.kind === 'damaged') throw new Error(read.reason)
  const { report } = read.value

  it('is read whole, whatever reports have gained since', () => {
    expect(read.value).toEqual(stored)
  })

  it('gives every figure that sums it up, as a number or as none', () => {
    for (const figure of Object.values(summaryFigures(report.summary)))
      expect(figure === null || Number.isFinite(figure)).toBe(true)
  })
})
