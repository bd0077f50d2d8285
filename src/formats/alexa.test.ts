import { describe, expect, it } from 'vitest'
import { convertFiles } from './conversion'
import { linesOf, readForTest } from './testing-reads'

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
    const { project, report } = readForTest(JSON.stringify(model))
    expect(report.files[0]?.format).toBe('alexa')
    expect(linesOf(project)).toEqual(
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
    const { project, report } = readForTest([
      { name: 'IntentSchema.json', content: JSON.stringify(schema) },
      { name: 'SampleUtterances.txt', content: samples },
    ])
    expect(report.files.map(({ format }) => format)).toEqual(['alexa', 'alexa'])
    expect(linesOf(project)).toEqual(
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
            ...['Cancel', 'Help', 'Stop'].map((name) => ({
              name: `AMAZON.${name}Intent`,
              samples: [],
            })),
          ],
          types: [{ name: 'Pet', values: [{ id: 'FIDO', name: { value: "Fido's" } }] }],
          modelConfiguration: { fallbackIntentSensitivity: { level: 'LOW' } },
        },
        dialog: { intents: [] },
        prompts: [{ id: 'Elicit' }],
      },
    }
    const { project, report } = readForTest(JSON.stringify(model))
    expect(linesOf(project)[0]).toBe("PetIntent: where is Fido's bowl [name=Fido]")
    // Two answers, the dialog, the prompts and the model configuration.
    expect(report.counts.kept).toBe(5)
    const back = convertFiles([{ name: 'en-GB.json', content: JSON.stringify(model) }], 'alexa')
    if (back.kind === 'failed') throw new Error(back.message)
    expect(back.files[0]?.name).toBe('en-GB.json')
    expect(JSON.parse(new TextDecoder().decode(back.files[0]?.bytes))).toEqual(model)
  })
})
