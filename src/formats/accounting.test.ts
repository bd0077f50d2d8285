import { describe, expect, it } from 'vitest'
import { formats } from './all-formats'
import { readFiles } from './read-files'
import { richSamples } from './testing-samples'

/**
 * Every word that starts with `zz` must turn up again: in the skill, or in the report with a reason. That
 * is the independent check that no reader passes over anything.
 */
describe('every reader accounts for everything', () => {
  it.each(richSamples)('%s', (format, files) => {
    const content = files.map((file) => file.content).join('\n')
    const outcome = readFiles(files, { projectId: 'p' })
    if (outcome.kind === 'failed') throw new Error(`${outcome.reason}: ${outcome.message}`)
    const { project, report } = outcome
    expect(new Set(report.files.map((file) => file.format))).toEqual(new Set([format]))
    for (const entry of report.entries) {
      if (entry.kind === 'skipped' || entry.kind === 'kept') expect(entry.reason).not.toBe('')
    }
    // Extras are only written back; what stands there must be in the report as well.
    const known = JSON.stringify([{ ...project, extras: {} }, report.entries]).toLowerCase()
    const words = new Set(content.toLowerCase().match(/zz[a-z]*/gu))
    expect([...words].filter((word) => !known.includes(word))).toEqual([])
    expect(words.size).toBeGreaterThan(2)
  })

  it('has a sample of every format', () => {
    // Skillet's own file has a schema that takes nothing else.
    const without = formats
      .map(({ id }) => id)
      .filter((id) => !richSamples.some(([one]) => one === id))
    expect(without).toEqual(['skillet'])
  })
})
