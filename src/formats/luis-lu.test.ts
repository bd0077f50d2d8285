import { describe, expect, it } from 'vitest'
import { parseLuLine } from './lu-line'
import { linesOf, readForTest } from './testing-reads'

const readLu = (text: string, name = 'app.lu') => readForTest([{ name, content: text }])

describe('reading .lu files', () => {
  it('knows a file without labels by its ending, and skips questions and references with a reason', () => {
    const lu =
      '# Welcome\n- good day\n\n# ? Who made this\n- who is the maker\n```markdown\n# not an intent\n```\n\n> a remark\n# Part\n- [all of it](./part.lu#Part)\n- [and more][2]\n\n[2]:other.lu#Part\n- so long\n'
    const { project, report } = readLu(lu)
    expect(report.files[0]?.format).toBe('luis-lu')
    expect(project.intents.map(({ name }) => name)).toEqual(['Welcome', 'Part'])
    expect(linesOf(project)).toEqual(['Welcome: good day', 'Part: so long'])
    expect(
      report.entries
        .filter(({ kind }) => kind === 'skipped')
        .map(({ place, reason }) => [place, reason]),
    ).toEqual([
      ['4', expect.stringContaining('question')],
      ['12', expect.stringContaining('another file')],
      ['13', expect.stringContaining('another file')],
      ['15', expect.stringContaining('another file')],
    ])
  })

  it.each([
    ['run D:\\new {@tool=saw}', 'run D:\\new saw', 'saw'],
    ['a\\\\{@tool=b}', 'a\\b', 'b'],
    ['keep \\{this\\} and {@tool=c\\\\d}', 'keep {this} and c\\d', 'c\\d'],
    ['see [x] (y|z) {@tool=a=b:c}', 'see [x] (y|z) a=b:c', 'a=b:c'],
    ['{@tool=c\\{d\\}e} end', 'c{d}e end', 'c{d}e'],
  ])('takes backslashes in %s as the vendor does', (line, text, said) => {
    const parsed = parseLuLine(line)
    expect(parsed.text).toBe(text)
    expect(parsed.spans.map(({ start, end }) => text.slice(start, end))).toEqual([said])
    expect(parsed.isPattern).toBe(false)
  })

  it('leaves backslashes in a line without labels, but for brackets', () => {
    expect(parseLuLine('go to E:\\files')).toMatchObject({
      text: 'go to E:\\files',
      isPattern: false,
    })
    expect(parseLuLine('a \\[b\\] c')).toMatchObject({ text: 'a [b] c', isPattern: false })
    expect(parseLuLine('a [b] c').isPattern).toBe(true)
  })

  it('unfolds options in options, and says how many readings it leaves out', () => {
    const { project } = readLu('# Get\n- get [(a[ll]|some)] {thing} [right [this] now]\n')
    const texts = project.templates.map(({ text }) => text)
    expect(new Set(texts)).toEqual(
      new Set(
        ['all ', 'a ', 'some ', ''].flatMap((lead) =>
          [' right this now', ' right now', ''].map((tail) => `get ${lead}{thing}${tail}`),
        ),
      ),
    )
    const many = readLu(`# Get\n- {thing} ${'(a|b|c) '.repeat(9)}\n`)
    expect(many.project.templates).toHaveLength(64)
    expect(many.report.entries.find(({ kind }) => kind === 'skipped')?.reason).toContain(
      `${3 ** 9 - 64} more readings`,
    )
  })

  it('reads roles and synonyms of the older dialect, commas and all', () => {
    const { project } = readLu(
      '# Fly\n- off to {city:goal}\n$city:Oslo= Roles=goal\n- Kristiania, once\n',
    )
    expect(project.slotTypes).toEqual([
      {
        name: 'city',
        isExtensible: true,
        values: [{ value: 'Oslo', synonyms: ['Kristiania, once'] }],
      },
    ])
    expect(project.intents[0]?.slots).toEqual([{ name: 'goal', type: 'city' }])
  })

  it('gives a role without its entity to the entity that has it', () => {
    const { project } = readLu('# Fly\n- to {@goal=Oslo}\n@ ml city hasRoles goal\n')
    expect(project.intents[0]?.slots).toEqual([{ name: 'goal', type: 'city' }])
  })

  it('takes a list that is a feature for the values of its entity, and lists what it has no use for', () => {
    const lu =
      '# Eat\n- bring {@dish=stew}\n@ ml dish usesFeature dishes\n@ list dishes =\n\t- stew :\n\t\t- goulash; hotpot\n@ regex code = /[0-9]+/\n@ composite meal = [dish, code]\n@ intent Eat usesFeature code\n'
    const { project, report } = readLu(lu)
    expect(project.slotTypes).toEqual([
      {
        name: 'dish',
        isExtensible: true,
        values: [{ value: 'stew', synonyms: ['goulash', 'hotpot'] }],
      },
    ])
    expect(
      report.entries.filter(({ kind }) => kind === 'skipped').map(({ place }) => place),
    ).toEqual(['7', '8', '9'])
  })

  it('ends soon on thousands of braces and brackets', () => {
    const started = performance.now()
    for (const piece of ['{a=', '{a=b} ', '[', '(a|', '\\', '}', '{']) {
      readForTest([{ name: 'x.lu', content: `# A\n- hello\n- ${piece.repeat(50_000)}\n` }])
    }
    expect(performance.now() - started).toBeLessThan(20_000)
  })
})
