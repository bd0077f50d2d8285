import { describe, expect, it } from 'vitest'
import { lintProject } from '@/lint/lint-project'
import type { Project } from '@/project/project'
import { formats } from './all-formats'
import type { FormatId } from './format'
import { readFiles } from './read-files'
import { trimSpans } from './span-repair'
import { fromCodePoints, toCodePoints } from './text-offsets'
import { writeProject } from './write-project'

/** Processor time, generous: what is quadratic takes many seconds for such lines. */
const PATIENCE_MS = 2500

function timed<T>(what: string, run: () => T): T {
  const before = process.cpuUsage().user
  const result = run()
  const elapsedMs = (process.cpuUsage().user - before) / 1000
  expect(elapsedMs, what).toBeLessThan(PATIENCE_MS)
  return result
}

/** The line as a sample of a file that each format takes for its own. */
function fileOf(format: FormatId, line: string): string {
  if (format === 'rasa-markdown') return `## intent:A\n- ${line}\n`
  if (format === 'rasa-yaml') return `nlu:\n- intent: A\n  examples: |\n    - ${line}\n`
  if (format === 'snips-yaml')
    return `type: intent\nname: A\nutterances:\n- ${JSON.stringify(line)}\n`
  if (format === 'alexa') return `A ${line} {b}`
  return `# A\n- ${line}\n`
}

function read(format: FormatId, line: string): Project | null {
  const content = fileOf(format, line)
  const outcome = timed(`reading as ${format}`, () =>
    readFiles([{ name: 'x', content }], { projectId: 'p', format }),
  )
  if (outcome.kind === 'failed') expect(outcome.reason).not.toBe('crashed')
  return outcome.kind === 'imported' ? outcome.project : null
}

describe('a line of the same mark over and over takes no longer than its length', () => {
  it.each([
    ['[', 30_000],
    ['(', 30_000],
    ['{', 30_000],
    ['|', 30_000],
    ['<', 30_000],
    ['"', 30_000],
    ['\\', 30_000],
    ['#', 30_000],
    ['- ', 20_000],
    ['[a](', 15_000],
    ['[a](b)', 8000],
    ['{a}', 8000],
    ['(a|b) ', 8000],
    ['()', 15_000],
    ['👟', 15_000],
    ['火', 15_000],
  ])(
    '%s',
    (piece, repeats) => {
      const line = piece.repeat(repeats)
      timed('reading as whatever it is', () => readFiles([{ name: 'x', content: line }], {}))
      for (const { id } of formats) {
        const project = read(id, line)
        if (id !== 'bracket' || !project) continue
        timed('linting', () => lintProject(project))
        for (const other of formats)
          timed(`writing ${other.id}`, () => writeProject(project, other.id))
      }
    },
    120_000,
  )
})

describe('thousands of spans in one text', () => {
  const text = 'ab👟'.repeat(30_000)
  const spans = Array.from({ length: 30_000 }, (_, index) => ({
    start: index * 4,
    end: index * 4 + 2,
    slot: 's',
  }))

  it('are made to fit', () => {
    const result = timed('fitting', () => trimSpans(text, [...spans, ...spans]))
    expect(result.spans).toHaveLength(30_000)
  })

  it('are counted in code points and back', () => {
    timed('counting', () => {
      for (const { start, end } of spans) {
        expect(fromCodePoints(text, toCodePoints(text, start))).toBe(start)
        expect(toCodePoints(text, end) - toCodePoints(text, start)).toBe(2)
      }
    })
    expect(fromCodePoints('👟a', 1)).toBe(2)
    expect(fromCodePoints('👟a', 5)).toBe(6)
    expect(toCodePoints('👟a', 1)).toBe(1)
    expect(fromCodePoints('abc', 2)).toBe(2)
  })
})
