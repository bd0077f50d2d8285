import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { formatsOf, linesOf, readForTest } from './testing-reads'

describe('what platforms export', () => {
  it('reads Rasa with roles, synonyms and lookups', () => {
    const yaml =
      'version: "3.1"\nnlu:\n- intent: book\n  examples: |\n    - from [Berlin]{"entity": "city", "role": "departure"} to [SF]{"entity": "city", "role": "destination", "value": "San Francisco"}\n    - hi [there](who)\n- lookup: city\n  examples: |\n    - Berlin\n    - San Francisco\n- synonym: San Francisco\n  examples: |\n    - frisco\n- regex: zip\n  examples: |\n    - \\d{5}\nstories:\n- story: x\n'
    const { project, report } = readForTest(yaml)
    expect(report.files[0]?.format).toBe('rasa-yaml')
    expect(linesOf(project)).toEqual([
      'book: from Berlin to SF [departure=Berlin] [destination=SF]',
      'book: hi there [who=there]',
    ])
    expect(project.slotTypes.find(({ name }) => name === 'city')?.values).toEqual([
      { value: 'San Francisco', synonyms: ['SF', 'frisco'] },
      { value: 'Berlin', synonyms: [] },
    ])
    expect(
      report.entries.filter(({ kind }) => kind === 'skipped').map(({ reason }) => reason),
    ).toEqual([expect.stringContaining('stories'), expect.stringContaining('Regular')])
  })

  it('reads LUIS .lu in both dialects', () => {
    const lu =
      '> !# @app.name = travel\n# Book\n- fly to {toCity=new york}\n- from {@city:from=paris} please\n- book {city}\n$drink:tea=\n- chai\n@ list size =\n\t- large :\n\t\t- big\n[other](./x.lu)\n'
    const { project, report } = readForTest(lu)
    expect(report.files[0]?.format).toBe('luis-lu')
    expect(linesOf(project).slice(0, 2)).toEqual([
      'Book: fly to new york [toCity=new york]',
      'Book: from paris please [from=paris]',
    ])
    expect(project.templates[0]?.text).toBe('book {city}')
    expect(project.slotTypes.filter(({ values }) => values.length > 0)).toMatchObject([
      { name: 'drink', values: [{ value: 'tea', synonyms: ['chai'] }] },
      { name: 'size', values: [{ value: 'large', synonyms: ['big'] }] },
    ])
  })

  it('reads LUIS JSON with inclusive ends, patterns and features listed', () => {
    const app = {
      luis_schema_version: '3.2.0',
      name: 'x',
      culture: 'en-us',
      intents: [{ name: 'Book' }, { name: 'None' }],
      utterances: [
        {
          text: 'fly to paris',
          intent: 'Book',
          entities: [{ entity: 'city', role: 'to', startPos: 7, endPos: 11 }],
        },
      ],
      patterns: [{ pattern: 'go to {city:to}[ please]', intent: 'Book' }],
      closedLists: [],
      composites: [{ name: 'c' }],
    }
    const { project, report } = readForTest(JSON.stringify(app))
    expect(linesOf(project)[0]).toBe('Book: fly to paris [to=paris]')
    expect(project.templates.map(({ text }) => text)).toEqual(['go to {to} please', 'go to {to}'])
    expect(project.intents.find(({ name }) => name === 'None')?.kind).toBe('outOfScope')
    expect(project.locale).toBe('en-US')
    expect(report.counts.skipped).toBe(1)
  })

  it('reads a Dialogflow zip, template phrases and old inline phrases', () => {
    const zip = zipSync({
      'agent.json': strToU8(
        JSON.stringify({ language: 'en', defaultTimezone: 'UTC', displayName: 'Bot' }),
      ),
      'package.json': strToU8('{"version":"1.0.0"}'),
      'intents/Book.json': strToU8(
        JSON.stringify({
          name: 'Book',
          auto: true,
          responses: [{ parameters: [{ name: 'when', dataType: '@sys.date', isList: false }] }],
          fallbackIntent: false,
        }),
      ),
      'intents/Book_usersays_en.json': strToU8(
        JSON.stringify([
          {
            id: '1',
            data: [
              { text: 'book for ', userDefined: false },
              { text: 'tomorrow', alias: 'when', meta: '@sys.date', userDefined: false },
            ],
            isTemplate: false,
            count: 0,
          },
        ]),
      ),
      'intents/Old.json': strToU8(
        JSON.stringify({
          name: 'Old',
          auto: true,
          responses: [],
          userSays: [
            { data: [{ text: 'hello ' }, { text: 'you', alias: 'who', meta: '@who' }] },
            { data: [{ text: 'go on @sys.date:day' }], isTemplate: true },
          ],
        }),
      ),
      'entities/who.json': strToU8(
        JSON.stringify({ name: 'who', isEnum: false, automatedExpansion: false }),
      ),
      'entities/who_entries_en.json': strToU8(
        JSON.stringify([{ value: 'you', synonyms: ['you', 'thou'] }]),
      ),
      'logo.png': new Uint8Array([1, 2, 3]),
    })
    const { project, report } = readForTest([{ name: 'bot.zip', content: zip }])
    expect(linesOf(project)).toEqual(
      expect.arrayContaining([
        'Book: book for tomorrow [when=tomorrow]',
        'Old: hello you [who=you]',
      ]),
    )
    expect(project.templates.map(({ text }) => text)).toEqual(['go on {day}'])
    expect(project.slotTypes.find(({ name }) => name === 'who')).toMatchObject({
      isExtensible: false,
      values: [{ value: 'you', synonyms: ['thou'] }],
    })
    expect(report.entries.find(({ file }) => file === 'logo.png')?.kind).toBe('skipped')
  })

  it('reads MASSIVE, NLP.js, Jovo 3 and CLU', () => {
    const massive =
      '{"id":"0","locale":"en-US","partition":"test","intent":"alarm_set","utt":"wake me at five am","annot_utt":"wake me at [time : five am]"}\n'
    const one = readForTest(massive)
    expect(linesOf(one.project)).toEqual(['alarm_set: wake me at five am [time=five am]'])
    expect(one.project.utterances[0]?.split).toBe('test')
    const nlpjs = {
      name: 'c',
      locale: 'en-US',
      data: [
        {
          intent: 'a',
          utterances: ['see @hero', 'mail me@home.org'],
          answers: ['ok'],
          tests: ['a test'],
        },
      ],
      entities: { hero: { options: { spiderman: ['spiderman', 'spidey'] } } },
    }
    expect(linesOf(readForTest(JSON.stringify(nlpjs)).project)).toEqual(
      expect.arrayContaining([
        'a: mail me@home.org',
        'a: see spiderman [hero=spiderman]',
        'a: see spidey [hero=spidey]',
      ]),
    )
    const jovo = {
      invocation: 'x',
      intents: [
        {
          name: 'Hi',
          phrases: ['hi {name}', 'hello'],
          inputs: [{ name: 'name', type: { alexa: 'AMAZON.FirstName' } }],
        },
      ],
      alexa: { interactionModel: {} },
    }
    expect(formatsOf(JSON.stringify(jovo))).toEqual(['jovo'])
    const clu = {
      projectFileVersion: '1',
      stringIndexType: 'Utf16CodeUnit',
      metadata: { language: 'en-us' },
      assets: {
        intents: [{ category: 'a' }],
        entities: [{ category: 'c' }],
        utterances: [
          {
            text: '👍 to paris',
            intent: 'a',
            dataset: 'Test',
            entities: [{ category: 'c', offset: 6, length: 5 }],
          },
        ],
      },
    }
    expect(linesOf(readForTest(JSON.stringify(clu)).project)).toEqual(['a: 👍 to paris [c=paris]'])
  })
})
