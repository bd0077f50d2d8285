import { describe, expect, it } from 'vitest'
import { sourceFile } from './read-files'
import { recogniseFile, recogniseProject } from './recognise'

const NLU = 'version: "3.1"\nnlu:\n- intent: a\n  examples: |\n    - so it is\n'
const CONFIG = 'pipeline:\n- name: b\n'
const TABLE = 'text,intent\nso it is,A\n'
const ALEXA = JSON.stringify({
  interactionModel: { languageModel: { intents: [{ name: 'A', samples: ['so it is'] }] } },
})

/** What each file is in a few words: the id of its format, `plain` or why it is none. */
function found(files: Record<string, string>): string[] {
  const sources = Object.entries(files).map(([name, text]) => sourceFile(name, text))
  return [...recogniseProject(sources).values()].map((one) =>
    one.kind === 'other' ? `${one.reason}|${one.remedy}` : `${one.kind} ${one.format.id}`,
  )
}

const only = (name: string, text: string) => found({ [name]: text })[0]

describe('one file', () => {
  it.each([
    ['a.json', '{"a": ', 'It is broken JSON: line 1: '],
    ['a.JSON', 'so {"a": 1', 'It is broken JSON: line 1: '],
    ['', ' {"a": \n', 'It is broken JSON: line 2: '],
    ['', '[\n{"a": 1\n', 'It is broken JSON: '],
    ['', '["a" 1]', 'It is broken JSON: '],
    ['', '{\n', 'It is broken JSON: '],
    ['a.json', '12', 'It is called .json, but holds nothing'],
    ['a.JsonL', 'so', 'It is called .jsonl, but holds nothing'],
    ['a.json5x', '{"a": 1}\n{"b": \n', 'JSON lines without a text'],
    ['', '[a](b) so\n', 'format bracket'],
    ['', '[ [a](b) so\n', 'It is called so, but holds nothing'],
    ['', '{a so\n', 'format bracket'],
    ['', 'so {"a": \n', 'format bracket'],
  ])('%s %j', (name, text, what) => expect(only(name, text)).toContain(what))

  it('has a guess only where its name allows that', () => {
    const text = '# A\nso it is\n'
    for (const name of ['a.txt', 'a.md', 'a.TXT', 'a', 'a.unknown', 'a.verylongend'])
      expect(recogniseFile(sourceFile(name, text))).toMatchObject({ kind: 'format' })
    for (const name of ['a.jsonl', 'a.yaml', 'a.intent.json'])
      expect(recogniseFile(sourceFile(name, text)).kind).not.toBe('plain')
    expect(recogniseFile(sourceFile('a.json', text)).kind).toBe('other')
  })

  it('is a guess from so much sureness on', () => {
    const table = recogniseFile(sourceFile('', 'a b,A\nc d,B\n'))
    expect(table).toMatchObject({ kind: 'format', confidence: 0.3 })
    expect(recogniseFile(sourceFile('', 'so it is\n')).kind).toBe('plain')
  })

  it('says what to do with each that is none', () => {
    const other = recogniseFile(sourceFile('a.jsonl', 'so it is'))
    expect(other).toMatchObject({ kind: 'other', remedy: 'Choose its format if you know it.' })
    expect(recogniseFile(sourceFile('a.json', '{"a": '))).toMatchObject({ isBroken: true })
    expect(recogniseFile(sourceFile('a.py', 'x'))).toEqual({
      kind: 'other',
      reason: 'It is program code, no training data.',
      remedy: '',
      platform: undefined,
    })
  })
})

describe('plain lines', () => {
  it('are read alone, beside files that are nothing too', () => {
    expect(found({ 'a.txt': 'so it is\n' })).toEqual(['format bracket'])
    expect(found({ 'a.txt': 'so it is\n', 'b.py': 'x' })[0]).toBe('format bracket')
    expect(
      recogniseProject([sourceFile('a', 'so it is')])
        .values()
        .next().value,
    ).toMatchObject({
      kind: 'format',
      confidence: 0.3,
    })
  })

  it('are left where there are two, or anything else to read', () => {
    const left = expect.stringContaining('It is plain text without intents')
    expect(found({ 'a.txt': 'so it is\n', 'b.txt': 'so be it\n' })).toEqual([left, left])
    expect(found({ 'a.txt': 'so it is\n', 'b.csv': TABLE })).toEqual([left, 'format csv'])
  })
})

describe('files that any tool writes', () => {
  const said = (what: string, platforms: string) =>
    expect.stringContaining(
      `It looks like ${what}, but the folder is a project of ${platforms}, which`,
    )
  it('are left in the folder of a platform', () => {
    expect(found({ 'x/a.yml': NLU, 'x/b.csv': TABLE })).toEqual([
      'format rasa-yaml',
      said('CSV or TSV', 'Rasa'),
    ])
    expect(found({ 'x\\a.json': ALEXA, 'x\\b.txt': 'so it is\n' })[1]).toEqual(
      said('plain text', 'Alexa interaction model'),
    )
    expect(found({ 'a.yml': NLU, 'b.csv': TABLE, 'c.yml': CONFIG })[1]).toEqual(
      said('CSV or TSV', 'Rasa'),
    )
    const both = found({ 'x/a.yml': NLU, 'x/b.csv': TABLE, 'x/c.lg': 'x', 'x/d.json': ALEXA })
    expect(both[1]).toEqual(
      said('CSV or TSV', 'Rasa and Bot Framework and Alexa interaction model'),
    )
    expect(both[0]).toBe('format rasa-yaml')
  })

  it('are read where there is no folder, or no platform in it', () => {
    expect(found({ 'a.yml': NLU, 'b.csv': TABLE })).toEqual(['format rasa-yaml', 'format csv'])
    expect(found({ 'x/a.csv': TABLE, 'x/b.py': 'x' })[0]).toBe('format csv')
    expect(found({ 'x/a.csv': TABLE, 'x/b.txt': '# A\nso it is\n' })).toEqual([
      'format csv',
      'format bracket',
    ])
  })
})

describe('what is said to do with a file of a platform', () => {
  it('is to give another file, unless that is there', () => {
    const rules = 'rules:\n- rule: a\n'
    expect(found({ 'a.yml': rules })[0]).toMatch(/\|Give the file whose examples/u)
    expect(found({ 'a.yml': rules, 'b.yml': NLU })[0]).toMatch(/\|$/u)
    expect(found({ 'README.md': 'x', 'b.yml': NLU })[0]).toMatch(/\|If it does hold/u)
  })
})

describe('files of several languages', () => {
  it('are one language in a folder, and all elsewhere', () => {
    const files = { 'de-DE.json': ALEXA, 'en-US.json': ALEXA }
    expect(found(files)).toEqual(['format alexa', 'format alexa'])
    const inFolder = Object.fromEntries(
      Object.entries(files).map(([name, text]) => [`m/${name}`, text]),
    )
    expect(found(inFolder)).toEqual([
      'It is in another language (de-DE) than the files that were read (en-US).|Give only the files of the language that you want.',
      'format alexa',
    ])
  })
})
