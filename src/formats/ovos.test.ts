import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import type { Project } from '@/project/project'
import { linesOf, readForTest } from './testing-reads'
import { writeProject } from './write-project'

const SKILL = [
  {
    name: 'skill/locale/en-us/play.intent',
    content:
      '# plays something\n(play|start) [some] {genre}\nmore music\n\nput on <loud> {{genre}}\nplay # songs\nplay (it\n',
  },
  { name: 'skill/locale/en-us/genre.entity', content: '(hip hop|rap)\njazz\n(dixie|bebop) jazz\n' },
  { name: 'skill/locale/en-us/loud.voc', content: 'loud\nreally (noisy|wild)\n' },
]

function unzipped(project: Project): { tree: Record<string, string>; losses: string[] } {
  const { files, losses } = writeProject(project, 'ovos')
  const entries = Object.entries(unzipSync(files[0]!.bytes))
  return {
    tree: Object.fromEntries(entries.map(([path, bytes]) => [path, strFromU8(bytes)])),
    losses,
  }
}

describe('OVOS and Padatious', () => {
  it('are read from their folder', () => {
    const { project, report } = readForTest(SKILL)
    expect(new Set(report.files.map(({ format }) => format))).toEqual(new Set(['ovos']))
    expect(project.locale).toBe('en-US')
    expect(project.templates.map(({ text }) => text)).toEqual([
      'play some {genre}',
      'play {genre}',
      'start some {genre}',
      'start {genre}',
      'put on loud {genre}',
      'put on really noisy {genre}',
      'put on really wild {genre}',
    ])
    expect(linesOf(project)).toContain('play: more music')
    expect(project.slotTypes).toMatchObject([
      {
        name: 'genre',
        values: [
          { value: 'hip hop', synonyms: ['rap'] },
          { value: 'jazz' },
          { value: 'dixie jazz' },
          { value: 'bebop jazz' },
        ],
      },
    ])
    expect(report.entries.filter(({ kind }) => kind === 'skipped').map((one) => one.place)).toEqual(
      ['6', '7'],
    )
  })

  it('go back with their templates', () => {
    const { tree } = unzipped(readForTest(SKILL).project)
    expect(tree['locale/en-us/play.intent']).toBe(
      '(play|start) [some] {genre}\nmore music\nput on <loud> {genre}\n',
    )
    expect(tree['locale/en-us/loud.voc']).toBe('loud\nreally (noisy|wild)\n')
    expect(tree['locale/en-us/genre.entity']).toBe('(hip hop|rap)\njazz\ndixie jazz\nbebop jazz\n')
  })

  it('are written by their grammar; what it cannot say is left out and listed', () => {
    const { project } = readForTest(
      '# Play\n@ someGenre: Genre\nplay [jazz](someGenre)\n[jazz](someGenre)\n[jazz](someGenre) or [pop](someGenre)\nmix [funk](someGenre) [jazz](other)\n# Ask\nwhat is \\(this\\)\n% type: Genre\nrock | roll\nfunk\n',
    )
    const { tree, losses } = unzipped(project)
    expect(tree['locale/en-us/Play.intent']).toBe('play {somegenre}\n')
    expect(tree['locale/en-us/somegenre.entity']).toBe('funk\njazz\n')
    expect(losses).toEqual(
      expect.arrayContaining([
        '“jazz” can’t be written in this format and is left out.',
        '“jazz or pop” can’t be written in this format and is left out.',
        '“mix funk jazz” can’t be written in this format and is left out.',
        '“what is (this)” can’t be written in this format and is left out.',
        expect.stringContaining('“somegenre”'),
        expect.stringContaining('One value holds marks'),
      ]),
    )
  })
})
