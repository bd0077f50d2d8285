import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { formatTable, readableFormats } from './all-formats'
import { readFiles } from './read-files'
import { linesOf, readForTest } from './testing-reads'

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

  it('renders the table of formats', () => {
    expect(formatTable().split('\n')).toHaveLength(readableFormats.length + 2)
    // The page of formats shows this very table.
    expect(readFileSync('docs/formats.md', 'utf8')).toContain(formatTable())
    expect(formatTable()).toContain('| Skillet JSON | `skillet` | ✓ | ✓ | nothing |')
  })
})
