import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { formatTable, readableFormats } from './all-formats'
import { readFiles, sourceFile } from './read-files'
import { linesOf, readForTest } from './testing-reads'
import { writeProject } from './write-project'

describe('files of any kind', () => {
  it('merges many files into one skill, and says which it could not read', () => {
    const { project, report } = readForTest([
      { name: 'a.txt', content: '# Greet\nhello [Anna](name)\n' },
      {
        name: 'b.yml',
        content: 'nlu:\n- intent: Greet\n  examples: |\n    - hello [Anna](name)\n    - hi\n',
      },
      { name: 'README.md', content: 'This is my bot. It is nice.\n' },
    ])
    expect(linesOf(project)).toEqual(['Greet: hello Anna [name=Anna]', 'Greet: hi'])
    expect(report.entries.filter(({ kind }) => kind === 'skipped')).toMatchObject([
      { file: 'README.md' },
      { text: 'hello Anna', reason: expect.stringContaining('same utterance') },
    ])
  })

  it.each(['[]', '{"a":{"text":"hi"}}'])(
    'says of a skill of a later version so: %s',
    (utterances) => {
      const content = `{"schemaVersion":99,"id":"p","name":"Music","utterances":${utterances}}`
      expect(readFiles([{ name: 'music.json', content }], { projectId: 'p' })).toMatchObject({
        kind: 'failed',
        reason: 'newer-version',
        message: expect.stringContaining('newer version of Skillet'),
      })
    },
  )

  it('takes plain lines as utterances without an intent', () => {
    expect(linesOf(readForTest('turn it on\nturn it off\n').project)).toEqual([
      'null: turn it on',
      'null: turn it off',
    ])
  })

  it('takes an exported skill without an utterance, and no other file', () => {
    const { project } = readForTest('# A\nso it is\n')
    const write = (format: 'skillet' | 'bracket') =>
      new TextDecoder().decode(writeProject({ ...project, utterances: [] }, format).files[0]?.bytes)
    expect(readForTest(write('skillet')).project.intents).toHaveLength(1)
    expect(readFiles([{ name: 'a', content: write('bracket') }])).toMatchObject({
      reason: 'nothing-found',
    })
  })

  it('renders the table of formats', () => {
    expect(formatTable().split('\n')).toHaveLength(readableFormats.length + 2)
    // The page of formats shows this very table.
    expect(readFileSync('docs/formats.md', 'utf8')).toContain(formatTable())
    expect(formatTable()).toContain('| Skillet JSON | `skillet` | ✓ | ✓ | nothing |')
  })

  const given = (...files: [string, string | Uint8Array][]) =>
    files.map(([name, content]) => ({ name, content }))

  it.each<[string[], string]>([
    [['a.txt'], 'a'],
    [['x/a.b.txt'], 'a.b'],
    [['x\\a'], 'a'],
    [['x/.txt'], 'Imported skill'],
    [['a.verylongend'], 'a.verylongend'],
    [['x/a.txt', 'x/b.txt'], 'x'],
    [['x\\a.txt', 'x\\b.txt'], 'x'],
    [['x/a.txt', 'y/b.txt'], 'a'],
    [['x/a.txt', 'b.txt'], 'a'],
    [['a.txt', 'b.txt'], 'a'],
  ])('%j are a skill called %s', (names, name) => {
    const files = names.map((one, index): [string, string] => [one, `# A\nso it is ${index}\n`])
    expect(readForTest(given(...files)).project.name).toBe(name)
    expect(readForTest(given(...files), { name: 'B' }).project.name).toBe('B')
  })

  it('says what came to nothing, and why', () => {
    const said = (...files: [string, string | Uint8Array][]) => {
      const outcome = readFiles(given(...files), { projectId: 'p' })
      if (outcome.kind === 'imported') throw new Error('It was read.')
      return [outcome.reason, outcome.message, outcome.entries.map(({ file }) => file).join()]
    }
    const bytes = new Uint8Array([0, 1, 2, 0])
    const zip = new Uint8Array([0x50, 0x4b, 3, 4, 1, 1])
    expect(said()).toEqual(['empty', 'No file was given.', ''])
    expect(said(['a', ' \n'], ['b', bytes])).toEqual([
      ...['empty', 'There is no text in what was given.', 'a,b'],
    ])
    expect(said(['a.py', 'x'], ['b.txt', ''])).toEqual([
      ...['unknown-format', 'a.py: It is program code, no training data.', 'b.txt,a.py'],
    ])
    expect(said(['a.py', 'x'], ['b.html', 'x'])).toEqual([
      ...[
        'unknown-format',
        'None of the 2 files holds utterances that Skillet reads.',
        'a.py,b.html',
      ],
    ])
    expect(said(['a.py', 'x'], ['b.json', '{"a": '])).toEqual([
      ...['unreadable', expect.stringContaining('b.json: It is broken JSON'), 'a.py,b.json'],
    ])
    expect(said(['a.zip', zip])).toEqual([
      ...['unreadable', expect.stringContaining('a.zip is a broken zip'), ''],
    ])
  })

  it('counts each file that was not read among what was left out', () => {
    const { report } = readForTest(
      given(['a.txt', '# A\nso it is\n'], ['b.py', 'x'], ['c.txt', ' '], ['d.png', 'x']),
    )
    expect(report.counts.skipped).toBe(3)
    expect(report.entries.map(({ kind, file }) => [kind, file])).toEqual([
      ['skipped', 'd.png'],
      ['skipped', 'c.txt'],
      ['skipped', 'b.py'],
      ['imported', 'a.txt'],
    ])
    expect(report.files).toEqual([{ name: 'a.txt', format: 'bracket', label: 'Bracket text' }])
  })

  it('says of a file in a known format that nothing was in it', () => {
    const { report } = readForTest(given(['a.txt', '# A\nso it is\n'], ['b.csv', 'text,intent\n']))
    expect(report.entries[0]).toMatchObject({
      file: 'b.csv',
      reason: 'It was read as CSV or TSV, but nothing was found in it.',
    })
    const named = readForTest(given(['a.txt', '# A\nso it is\n'], ['b.csv', 'text,intent\n,B\n']))
    expect(named.report.entries.map(({ reason }) => reason)).toContain('The row has no text.')
    expect(named.report.entries.filter(({ file }) => file === 'b.csv')).toHaveLength(1)
  })

  it('tells how far it is, and by which file', () => {
    const told: unknown[] = []
    const files = given(
      ['a.txt', '# A\nso it is\n'],
      ['b.txt', '# B\nso be it\n'],
      ['c.csv', 'text,intent\nit is,C\n'],
    )
    readForTest(files, { onProgress: ({ phase, file }) => told.push([phase, file]) })
    expect(told).toContainEqual(['unpacking', undefined])
    expect(told).toContainEqual(['reading', 'a.txt and 1 more'])
    expect(told).toContainEqual(['reading', 'c.csv'])
  })

  it('says in which file a fault of Skillet showed', () => {
    const fail = (names: string[], phase: string) =>
      readFiles(
        names.map((name) => ({ name, content: '# A\nso it is\n' })),
        {
          onProgress: (progress) => {
            if (progress.phase === phase) throw new Error('x'.repeat(300))
          },
        },
      )
    expect(fail(['a'], 'unpacking')).toMatchObject({
      reason: 'crashed',
      message: `“a” could not be read: ${'x'.repeat(200)}.`,
    })
    expect(fail(['a', 'b'], 'unpacking')).toMatchObject({
      message: expect.stringContaining('The file could not be read: x'),
    })
    expect(fail(['a', 'b'], 'reading')).toMatchObject({
      message: expect.stringContaining('“a and 1 more” could not be read: x'),
    })
  })

  it.each([
    ['{"a": 1}', true],
    [' [1]', true],
    ['[-1]', true],
    ['[true, null, false]', true],
    ['[[1]]', true],
    ['{}', true],
    ['// so\n{"a": 1}', true],
    ['/* so */ []', true],
    ['7', false],
    ['"a"', false],
    ['null', false],
  ])('takes %s for JSON: %s', (text, is) =>
    expect(sourceFile('', text).json() !== undefined).toBe(is),
  )
})
