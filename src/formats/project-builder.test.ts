import { describe, expect, it } from 'vitest'
import { linesOf, readForTest } from './testing-reads'

const typesOf = (text: string) =>
  readForTest(text).project.slotTypes.map(
    ({ name, values }) => `${name}: ${values.map(({ value }) => value)}`,
  )

describe('names and types are those of the file', () => {
  it('makes no type for a slot whose type is declared, wherever that stands', () => {
    expect(typesOf('# Sail\n@ to: Port\nsail to [oban](to)\n')).toEqual(['Port: '])
    expect(typesOf('# Sail\nsail to [oban](to)\n@ to: Port\n')).toEqual(['Port: '])
    expect(
      typesOf('# Sail\n@ to: Port\nsail to [oban](to)\n# Row\nrow to [tiree](to:Tiree)\n'),
    ).toEqual(['Port: Tiree'])
    expect(typesOf('# Sail\nsail to [oban](to)\n')).toEqual(['to: '])
  })

  it('reads names that differ only by white space as one, and says so once', () => {
    const model = {
      languageModel: {
        intents: [
          {
            name: 'Sail ',
            slots: [{ name: 'to', type: 'PORT' }],
            samples: ['sail to {to}', 'off to {to}'],
          },
        ],
        types: [{ name: 'PORT  ', values: ['oban'] }],
      },
    }
    const { project, report } = readForTest(JSON.stringify(model))
    expect(linesOf(project)).toEqual([
      'Sail: sail to oban [to=oban]',
      'Sail: off to oban [to=oban]',
    ])
    expect(project.slotTypes.map(({ name }) => name)).toEqual(['PORT'])
    expect(report.entries.filter(({ kind }) => kind === 'changed').map(({ text }) => text)).toEqual(
      ['"PORT  "', '"Sail "'],
    )
  })

  it('reads the old literal of Alexa inside a newer model', () => {
    const model = {
      languageModel: {
        intents: [
          {
            name: 'Sail',
            slots: [
              { name: 'To', type: 'PORT' },
              { name: 'When', type: 'TIME' },
            ],
            samples: ['sail to {oban|to}', 'sail to {tiree|To} {When}'],
          },
        ],
        types: [
          { name: 'PORT', values: ['oban'] },
          { name: 'TIME', values: ['today'] },
        ],
      },
    }
    const { project } = readForTest(JSON.stringify(model))
    expect(linesOf(project)).toEqual(
      expect.arrayContaining([
        'Sail: sail to oban [To=oban]',
        'Sail: sail to tiree today [To=tiree] [When=today]',
      ]),
    )
    expect(project.templates.map(({ text }) => text)).toEqual(['sail to {To} {When}'])
    expect(project.slotTypes.map(({ name }) => name)).toEqual(['PORT', 'TIME'])
  })
})

describe('annotations that went wrong', () => {
  it('says of a pattern without an intent that it is none; a tab can name one', () => {
    const { project, report } = readForTest(
      '[ska](genre) please\n[soul](genre) now\nplay {genre}\nPlay\tplay it\n',
    )
    expect(linesOf(project).slice(2)).toEqual(['null: play {genre}', 'Play: play it'])
    expect(report.entries[2]).toMatchObject({
      kind: 'changed',
      reason: expect.stringContaining('a pattern needs an intent'),
    })
  })

  it.each([
    ['play [jazz(genre) now', '[jazz(genre)'],
    ['play jazz](genre) now', 'jazz](genre)'],
    ['play [jazz] (genre) now', '[jazz] (genre)'],
    ['play [jazz](genre', '[jazz](genre'],
  ])('%s', (line, stray) => {
    const { project, report } = readForTest(`# Play\nplay [blues](genre)\n${line}\n`)
    expect(project.utterances[1]).toMatchObject({ text: line, spans: [], status: 'check' })
    expect(report.entries[1]).toMatchObject({
      kind: 'changed',
      place: '3',
      reason: expect.stringContaining(`“${stray}” is read as plain text`),
    })
  })

  it('leaves whole annotations and escaped brackets alone', () => {
    const { report } = readForTest(
      '# Play\nplay \\[jazz(genre) and [blues (old)](genre) [a](b) [c](d)\n',
    )
    expect(report.entries.map(({ kind }) => kind)).toEqual(['imported'])
  })
})
