import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import type { Project } from '@/project/project'
import { formats, formatTable } from './all-formats'
import { convertFiles } from './conversion'
import { previewTable } from './csv'
import type { InputFile, ReadOptions } from './format'
import { readFiles } from './read-files'

function read(input: string | InputFile[], options: ReadOptions = {}) {
  const files = typeof input === 'string' ? [{ name: 'x', content: input }] : input
  const outcome = readFiles(files, { projectId: 'p', ...options })
  if (outcome.kind === 'failed') throw new Error(`${outcome.reason}: ${outcome.message}`)
  return outcome
}

/** `Intent: text [slot=words]` for each utterance. */
function lines(project: Project): string[] {
  return project.utterances.map(
    ({ intent, text, spans }) =>
      `${intent}: ${text}${spans.map((span) => ` [${span.slot}=${text.slice(span.start, span.end)}]`).join('')}`,
  )
}

const formatOf = (input: string | InputFile[]) =>
  read(input).report.files.map(({ format }) => format)

describe('Alexa', () => {
  const intents = [
    {
      name: 'PlayIntent',
      slots: [{ name: 'song', type: 'Song' }],
      samples: ['play {song}', 'stop'],
    },
  ]
  const types = [
    {
      name: 'Song',
      values: [{ id: 's1', name: { value: 'Yellow', synonyms: ['the yellow one'] } }],
    },
  ]

  it.each([
    [
      'interactionModel',
      {
        version: '1',
        interactionModel: {
          languageModel: { invocationName: 'my music', intents, types },
          dialog: { x: 1 },
        },
      },
    ],
    ['languageModel', { languageModel: { invocationName: 'my music', intents, types } }],
    ['bare', { intents, types: [{ name: 'Song', values: ['Yellow', 'the yellow one'] }] }],
  ])('reads the %s root', (_, model) => {
    const { project, report } = read(JSON.stringify(model))
    expect(report.files[0]?.format).toBe('alexa')
    expect(lines(project)).toEqual(
      expect.arrayContaining([
        'PlayIntent: stop',
        'PlayIntent: play Yellow [song=Yellow]',
        'PlayIntent: play the yellow one [song=the yellow one]',
      ]),
    )
  })

  it('reads IntentSchema with SampleUtterances and literals', () => {
    const schema = {
      intents: [
        { intent: 'RecipeIntent', slots: [{ name: 'Dish', type: 'AMAZON.LITERAL' }] },
        { intent: 'DayIntent', slots: [{ name: 'Day', type: 'AMAZON.DATE' }] },
      ],
    }
    const samples =
      "RecipeIntent how do I make {chicken with rice|Dish}\nRecipeIntent {m & m cookies|Dish} please\n\nDayIntent what about {Day}\nDayIntent (what is|what's) on {Day}\nbroken\n"
    const { project, report } = read([
      { name: 'IntentSchema.json', content: JSON.stringify(schema) },
      { name: 'SampleUtterances.txt', content: samples },
    ])
    expect(report.files.map(({ format }) => format)).toEqual(['alexa', 'alexa'])
    expect(lines(project)).toEqual(
      expect.arrayContaining([
        'RecipeIntent: how do I make chicken with rice [Dish=chicken with rice]',
        'RecipeIntent: m & m cookies please [Dish=m & m cookies]',
      ]),
    )
    expect(project.templates.map(({ text }) => text)).toEqual([
      'what about {Day}',
      'what is on {Day}',
      "what's on {Day}",
    ])
    expect(report.entries.filter(({ kind }) => kind === 'skipped')).toMatchObject([
      { place: '6', text: 'broken' },
    ])
  })

  it('keeps dialogs, ids and prompt answers for the export, and says possessives once', () => {
    const model = {
      interactionModel: {
        languageModel: {
          invocationName: 'pets',
          intents: [
            {
              name: 'PetIntent',
              slots: [
                {
                  name: 'name',
                  type: 'Pet',
                  samples: ['{name}', "it's {name}"],
                  multipleValues: { enabled: true },
                },
              ],
              samples: ["where is {name}'s bowl"],
            },
          ],
          types: [{ name: 'Pet', values: [{ id: 'FIDO', name: { value: "Fido's" } }] }],
          modelConfiguration: { fallbackIntentSensitivity: { level: 'LOW' } },
        },
        dialog: { intents: [] },
        prompts: [{ id: 'Elicit' }],
      },
    }
    const { project, report } = read(JSON.stringify(model))
    expect(lines(project)[0]).toBe("PetIntent: where is Fido's bowl [name=Fido]")
    // Two answers, the dialog, the prompts and the model configuration.
    expect(report.counts.kept).toBe(5)
    const back = convertFiles([{ name: 'en-GB.json', content: JSON.stringify(model) }], 'alexa')
    if (back.kind === 'failed') throw new Error(back.message)
    expect(back.files[0]?.name).toBe('en-GB.json')
    expect(JSON.parse(new TextDecoder().decode(back.files[0]?.bytes))).toEqual(model)
  })
})

describe('others', () => {
  it('reads Rasa with roles, synonyms and lookups', () => {
    const yaml =
      'version: "3.1"\nnlu:\n- intent: book\n  examples: |\n    - from [Berlin]{"entity": "city", "role": "departure"} to [SF]{"entity": "city", "role": "destination", "value": "San Francisco"}\n    - hi [there](who)\n- lookup: city\n  examples: |\n    - Berlin\n    - San Francisco\n- synonym: San Francisco\n  examples: |\n    - frisco\n- regex: zip\n  examples: |\n    - \\d{5}\nstories:\n- story: x\n'
    const { project, report } = read(yaml)
    expect(report.files[0]?.format).toBe('rasa-yaml')
    expect(lines(project)).toEqual([
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
    const { project, report } = read(lu)
    expect(report.files[0]?.format).toBe('luis-lu')
    expect(lines(project).slice(0, 2)).toEqual([
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
    const { project, report } = read(JSON.stringify(app))
    expect(lines(project)[0]).toBe('Book: fly to paris [to=paris]')
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
    const { project, report } = read([{ name: 'bot.zip', content: zip }])
    expect(lines(project)).toEqual(
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

  it('reads BILOU and four-column CoNLL, and doccano with a wrong span', () => {
    const bilou = 'fly O\nto O\nNew B-city\nYork L-city\n\nParis U-city\n'
    expect(lines(read(bilou).project)).toEqual([
      'null: fly to New York [city=New York]',
      'null: Paris [city=Paris]',
    ])
    const four = '-DOCSTART- -X- O O\n\nEU NNP I-NP I-ORG\nrejects VBZ I-VP O\n'
    expect(lines(read(four).project)).toEqual(['null: EU rejects [ORG=EU]'])
    const doccano =
      '{"text":"I want a flight from Memphis","entities":[[0,26,"City"]],"cats":["flight"]}\n'
    const { report } = read(doccano)
    expect(report.entries[0]).toMatchObject({
      kind: 'changed',
      reason: expect.stringContaining('City'),
    })
  })

  it('reads offsets in code points and in UTF-16 alike', () => {
    const rasa = {
      rasa_nlu_data: {
        common_examples: [
          {
            text: '☕️👍 play jazz',
            intent: 'p',
            entities: [{ start: 9, end: 13, value: 'jazz', entity: 'g' }],
          },
        ],
      },
    }
    expect(lines(read(JSON.stringify(rasa)).project)).toEqual(['p: ☕️👍 play jazz [g=jazz]'])
    const wit = {
      utterances: [
        {
          text: '👍 play jazz',
          intent: 'p',
          entities: [{ entity: 'g:g', start: 7, end: 11, body: 'jazz', entities: [] }],
          traits: [],
        },
      ],
    }
    expect(lines(read(JSON.stringify(wit)).project)).toEqual(['p: 👍 play jazz [g=jazz]'])
  })

  it('reads MASSIVE, NLP.js, Jovo 3 and CLU', () => {
    const massive =
      '{"id":"0","locale":"en-US","partition":"test","intent":"alarm_set","utt":"wake me at five am","annot_utt":"wake me at [time : five am]"}\n'
    const one = read(massive)
    expect(lines(one.project)).toEqual(['alarm_set: wake me at five am [time=five am]'])
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
    expect(lines(read(JSON.stringify(nlpjs)).project)).toEqual(
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
    expect(formatOf(JSON.stringify(jovo))).toEqual(['jovo'])
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
    expect(lines(read(JSON.stringify(clu)).project)).toEqual(['a: 👍 to paris [c=paris]'])
  })

  it('reads tables, and offers the columns to the picker', () => {
    expect(lines(read('greet\thello there\nbye\tsee you [soon](time)\n').project)).toEqual([
      'greet: hello there',
      'bye: see you soon [time=soon]',
    ])
    expect(lines(read('hello there my friend,greet\n"see you, bye",bye\n').project)).toEqual([
      'greet: hello there my friend',
      'bye: see you, bye',
    ])
    expect(previewTable('id;text;label\n1;"a ""b""";x\n')).toEqual({
      columns: { text: 1, intent: 2, split: null, hasHeader: true },
      rows: [
        ['id', 'text', 'label'],
        ['1', 'a "b"', 'x'],
      ],
      rowCount: 2,
    })
    const chosen = read('a,b\nc,d\n', {
      format: 'csv',
      columns: { text: 0, intent: 1, split: null, hasHeader: false },
    })
    expect(lines(chosen.project)).toEqual(['b: a', 'd: c'])
  })

  it('merges many files into one skill, and says which it could not read', () => {
    const { project, report } = read([
      { name: 'a.txt', content: '# Greet\nhello [Anna](name)\n' },
      {
        name: 'b.yml',
        content: 'nlu:\n- intent: Greet\n  examples: |\n    - hello [Anna](name)\n    - hi\n',
      },
      { name: 'README.md', content: 'This is my bot. It is nice.\n' },
    ])
    expect(lines(project)).toEqual(['Greet: hello Anna [name=Anna]', 'Greet: hi'])
    expect(report.entries.filter(({ kind }) => kind === 'skipped')).toMatchObject([
      { file: 'README.md' },
      { text: 'hello Anna', reason: expect.stringContaining('same utterance') },
    ])
  })

  it('takes plain lines as utterances without an intent', () => {
    expect(lines(read('turn it on\nturn it off\n').project)).toEqual([
      'null: turn it on',
      'null: turn it off',
    ])
  })

  it('renders the table of formats', () => {
    expect(formatTable().split('\n')).toHaveLength(formats.length + 2)
    expect(formatTable()).toContain('| Skillet JSON | `skillet` | ✓ | ✓ | nothing |')
  })
})
