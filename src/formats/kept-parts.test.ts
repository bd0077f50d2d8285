import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { linesOf, readForTest } from './testing-reads'
import { writeProject } from './write-project'

const kept = (report: ReturnType<typeof readForTest>['report']) =>
  report.entries.filter(({ kind }) => kind === 'kept').map(({ text }) => text)

const bytesOf = (json: unknown) => strToU8(JSON.stringify(json))

describe('what a format has and Skillet has not is said and given back', () => {
  it('other languages, patterns and compositions of a Dialogflow agent', () => {
    const row = (value: string) => [{ value, synonyms: [value] }]
    const phrase = (text: string) => [{ data: [{ text }], isTemplate: false }]
    const entity = (name: string, isRegexp: boolean) => bytesOf({ name, isEnum: false, isRegexp })
    const zip = zipSync({
      'agent.json': bytesOf({ language: 'en', supportedLanguages: ['nl'], defaultTimezone: 'UTC' }),
      'intents/Go.json': bytesOf({ name: 'Go', auto: true, responses: [] }),
      'intents/Go_usersays_en.json': bytesOf(phrase('go on')),
      'intents/Go_usersays_nl.json': bytesOf(phrase('ga door')),
      'entities/plate.json': entity('plate', true),
      'entities/plate_entries_en.json': bytesOf(row('[A-Z]+-[0-9]+')),
      'entities/pair.json': entity('pair', false),
      'entities/pair_entries_en.json': bytesOf(row('@plate:one @plate:two')),
      'entities/thing.json': entity('thing', false),
      'entities/thing_entries_en.json': bytesOf(row('cart')),
      'entities/thing_entries_nl.json': bytesOf(row('kar')),
    })
    const { project, report } = readForTest([{ name: 'agent.zip', content: zip }])
    expect(linesOf(project)).toEqual(['Go: go on'])
    expect(project.slotTypes.flatMap(({ values }) => values)).toEqual([
      { value: 'cart', synonyms: [] },
    ])
    expect(kept(report).sort()).toEqual([
      '@plate:one @plate:two',
      '[A-Z]+-[0-9]+',
      'ga door',
      'kar',
    ])
    const files = unzipSync(writeProject(project, 'dialogflow').files[0]!.bytes)
    const textOf = (name: string) => strFromU8(files[name] ?? new Uint8Array())
    expect(textOf('intents/Go_usersays_en.json')).not.toContain('ga door')
    expect(textOf('intents/Go_usersays_nl.json')).toContain('ga door')
    expect(textOf('entities/thing_entries_nl.json')).toContain('kar')
    expect(textOf('entities/plate_entries_en.json')).toContain('[A-Z]+-[0-9]+')
    expect(JSON.parse(textOf('agent.json')).supportedLanguages).toEqual(['nl'])
  })

  it('prebuilt components and languages of CLU', () => {
    const json = {
      projectFileVersion: '2023-04-01',
      metadata: { projectName: 'kiosk', multilingual: true, language: 'en-us' },
      assets: {
        intents: [{ category: 'Ask' }],
        entities: [{ category: 'day', prebuilts: [{ category: 'DateTime' }] }],
        utterances: [
          { text: 'open today', intent: 'Ask', language: 'en-us', entities: [] },
          { text: 'heute offen', intent: 'Ask', language: 'de', entities: [] },
        ],
      },
    }
    const { project, report } = readForTest([{ name: 'k.json', content: JSON.stringify(json) }])
    expect(kept(report)).toEqual(['heute offen', '[{"category":"DateTime"}]'])
    const back = JSON.parse(strFromU8(writeProject(project, 'clu').files[0]!.bytes))
    expect(back.metadata.multilingual).toBe(true)
    expect(back.assets.utterances.map(({ language }: { language: string }) => language)).toEqual([
      'en-us',
      'de',
    ])
  })

  it('rules of NLP.js entities, which are no values', () => {
    const corpus = {
      name: 'c',
      locale: 'en',
      data: [{ intent: 'walk', utterances: ['walk from @start home', 'walk'] }],
      entities: {
        start: { trim: [{ position: 'after', words: ['from'] }] },
        tag: { regex: '/#\\w+/' },
        pet: { options: { dog: ['dog', 'hound'] } },
      },
    }
    const { project, report } = readForTest([{ name: 'c.json', content: JSON.stringify(corpus) }])
    expect(
      project.slotTypes.filter(({ values }) => values.length > 0).map(({ name }) => name),
    ).toEqual(['pet'])
    expect(kept(report)).toHaveLength(2)
    const back = JSON.parse(strFromU8(writeProject(project, 'nlpjs').files[0]!.bytes))
    expect(back.entities.start).toEqual(corpus.entities.start)
    expect(back.entities.tag).toEqual(corpus.entities.tag)
  })

  it('switches, strictness and idle synonyms of Snips', () => {
    const yaml =
      'type: entity\nname: seat\nautomatically_extensible: no\nuse_synonyms: off\nmatching_strictness: 0.8\nvalues:\n- [sofa, couch]\n---\ntype: intent\nname: sit\nutterances:\n- on the [seat](sofa)\n'
    const { project, report } = readForTest([{ name: 's.yaml', content: yaml }])
    expect(project.slotTypes).toEqual([
      { name: 'seat', isExtensible: false, values: [{ value: 'sofa', synonyms: [] }] },
    ])
    expect(kept(report)).toEqual(['sofa: couch', 'matching_strictness: 0.8'])
    const back = JSON.parse(strFromU8(writeProject(project, 'snips-json').files[0]!.bytes))
    expect(back.entities.seat).toEqual({
      data: [{ value: 'sofa', synonyms: ['couch'] }],
      use_synonyms: false,
      automatically_extensible: false,
      matching_strictness: 0.8,
    })
    expect(strFromU8(writeProject(project, 'snips-yaml').files[0]!.bytes)).toContain(
      'matching_strictness: 0.8',
    )
  })

  it('makes no type of a slot whose type is declared, be it before or after its use', () => {
    for (const text of [
      '# Fly\n@ goal: City\nto [Oslo](goal)\n',
      '# Fly\nto [Oslo](goal)\n@ goal: City\n',
    ]) {
      const { project } = readForTest([{ name: 'x.txt', content: text }])
      expect(project.slotTypes.map(({ name }) => name)).toEqual(['City'])
      expect(project.intents[0]?.slots).toEqual([{ name: 'goal', type: 'City' }])
    }
  })
})
