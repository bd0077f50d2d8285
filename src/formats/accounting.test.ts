import { describe, expect, it } from 'vitest'
import type { FormatId, InputFile } from './format'
import { readFiles } from './read-files'

/**
 * One rich sample for each format. Every word that starts with `zz` must turn up again: in the skill,
 * or in the report with a reason. That is the independent check that no reader passes over anything.
 */
const SAMPLES: [FormatId, string][] = [
  [
    'alexa',
    JSON.stringify({
      interactionModel: {
        languageModel: {
          invocationName: 'zzname',
          modelConfiguration: { fallbackIntentSensitivity: { level: 'zzlow' } },
          intents: [
            {
              name: 'zzIntent',
              slots: [{ name: 'zzslot', type: 'zzType', samples: ['zzanswer {zzslot}'] }],
              samples: ['zzplay {zzslot}', 'zzplain', 7, { zzodd: 1 }, '', 'zzplain'],
            },
            { samples: ['zzlost'] },
          ],
          types: [
            {
              name: 'zzType',
              values: [{ id: 'an-id', name: { value: 'zzvalue', synonyms: ['zzsyn'] } }],
            },
          ],
        },
        dialog: { intents: [{ name: 'zzdialog' }] },
        prompts: [{ id: 'zzprompt' }],
      },
    }),
  ],
  [
    'rasa-yaml',
    [
      'version: "3.1"',
      'nlu:',
      '- intent: zzgreet',
      '  examples: |',
      '    - hi [zzanna](zzname)',
      '- intent: zzlong',
      '  examples:',
      '  - text: zztext',
      '    metadata:',
      '      sentiment: zzmood',
      '- synonym: zzvalue',
      '  examples: |',
      '    - zzsaid',
      '- regex: zzzip',
      '  examples: |',
      '    - \\d{5}zz',
      '- lookup: zzcity',
      '  examples: |',
      '    - zzparis',
      'rules:',
      '- rule: zzrule',
    ].join('\n'),
  ],
  [
    'rasa-markdown',
    '## intent:zzgreet\n- hi [zzanna](zzname:zzvalue)\nzzstray\n## regex:zzz\n- zz[0-9]\n## lookup:zzcity\n- zzparis\n## synonym:zzbig\n- zzhuge\n',
  ],
  [
    'rasa-json',
    JSON.stringify({
      rasa_nlu_data: {
        common_examples: [
          {
            text: 'zzin zzparis',
            intent: 'zzgo',
            entities: [{ start: 5, end: 12, value: 'zzParis', entity: 'zzcity' }],
          },
        ],
        entity_synonyms: [{ value: 'zzbig', synonyms: ['zzhuge'] }],
        regex_features: [{ name: 'zzzip', pattern: 'zz[0-9]{5}' }],
        lookup_tables: [{ name: 'zzplace', elements: ['zzrome'] }],
        gazette: [{ value: 'zzgaz' }],
      },
    }),
  ],
  [
    'snips-json',
    JSON.stringify({
      language: 'en',
      intents: {
        zzTurn: {
          utterances: [
            {
              data: [{ text: 'zzon ' }, { text: 'zzlamp', entity: 'zzThing', slot_name: 'zzwhat' }],
            },
          ],
        },
      },
      entities: {
        zzThing: { data: [{ value: 'zzlight', synonyms: ['zzbulb'] }], use_synonyms: true },
      },
    }),
  ],
  [
    'snips-yaml',
    '---\ntype: intent\nname: zzTurn\nutterances:\n  - zzon [zzwhat:zzThing](zzlamp)\n  - [zzbare]\n---\ntype: entity\nname: zzThing\nvalues:\n  - [zzlight, zzbulb]\n',
  ],
  [
    'luis-json',
    JSON.stringify({
      luis_schema_version: '7.0.0',
      name: 'zzapp',
      culture: 'en-us',
      intents: [{ name: 'zzGo', features: [] }],
      entities: [{ name: 'zzcity', roles: [], children: [{ name: 'zzchild' }] }],
      composites: [{ name: 'zzcomposite' }],
      hierarchicals: [{ name: 'zzhier' }],
      closedLists: [
        { name: 'zzlist', subLists: [{ canonicalForm: 'zzcanon', list: ['zzother'] }] },
      ],
      regex_entities: [{ name: 'zzregex', regexPattern: 'zz[0-9]' }],
      model_features: [{ name: 'zzfeature', words: 'zza,zzb' }],
      bing_entities: ['zzbing'],
      patterns: [
        { pattern: 'zzfly to {zzcity}', intent: 'zzGo' },
        { pattern: 'zzno intent', intent: '' },
      ],
      utterances: [
        {
          text: 'zzgo zzparis',
          intent: 'zzGo',
          entities: [
            { entity: 'zzcity', startPos: 5, endPos: 11, children: [{ entity: 'zzpart' }] },
          ],
        },
      ],
    }),
  ],
  [
    'luis-lu',
    '# zzGo\n- zzgo to {zzcity=zzparis}\n- zzfly to {zzplace}\nzzstray\n@ list zzsize =\n\t- zzbig :\n\t\t- zzhuge\n@ phraselist zzlist =\n\t- zzfeature\n',
  ],
  [
    'clu',
    JSON.stringify({
      projectFileVersion: '1',
      stringIndexType: 'Utf16CodeUnit',
      metadata: { projectName: 'zzproject', language: 'en-us' },
      assets: {
        intents: [{ category: 'zzGo' }],
        entities: [
          {
            category: 'zzcity',
            list: {
              sublists: [{ listKey: 'zzkey', synonyms: [{ language: 'en', values: ['zzsyn'] }] }],
            },
            regex: { expressions: [{ regexKey: 'zzregex' }] },
          },
        ],
        utterances: [{ text: 'zzgo', intent: 'zzGo', entities: [], traits: [{ name: 'zztrait' }] }],
        orchestration: [{ name: 'zzorchestra' }],
      },
    }),
  ],
  [
    'wit',
    JSON.stringify({
      utterances: [
        {
          text: 'zzgo zzparis',
          intent: 'zzGo',
          entities: [
            {
              entity: 'zzcity:zzto',
              start: 5,
              end: 12,
              body: 'zzparis',
              entities: [{ entity: 'zznested', start: 0, end: 1, body: 'z' }],
            },
          ],
          traits: [{ trait: 'zztrait', value: 'zzyes' }],
        },
      ],
    }),
  ],
  [
    'jovo',
    JSON.stringify({
      invocation: 'zzname',
      intents: {
        zzGo: {
          phrases: ['zzgo {zzcity}', 'zzplain', 3],
          entities: { zzcity: { type: 'zzCity' } },
          alexa: { samples: ['zzalexa'] },
        },
      },
      entityTypes: { zzCity: { values: [{ value: 'zzparis', synonyms: ['zzlutece'] }] } },
      alexa: { interactionModel: { x: 'zzkept' } },
    }),
  ],
  [
    'nlpjs',
    JSON.stringify({
      name: 'zzcorpus',
      locale: 'en',
      data: [
        {
          intent: 'zzgo',
          utterances: ['zzgo @zzcity', 'zzplain', 4, { zzodd: 1 }],
          answers: ['zzanswer'],
          tests: ['zztest'],
          actions: [{ name: 'zzaction' }],
        },
        { utterances: ['zzlost'] },
      ],
      entities: { zzcity: { options: { zzparis: ['zzlutece'] } } },
      extras: { zzextra: 1 },
    }),
  ],
  [
    'doccano',
    `${JSON.stringify({
      text: 'zzgo zzparis',
      label: [[5, 12, 'zzcity']],
      cats: ['zzGo', 'zzSecond'],
      relations: [{ type: 'zzrelation' }],
      comments: ['zzcomment'],
    })}\n{"text": "zzbroken\n`,
  ],
  [
    'label-studio',
    JSON.stringify([
      {
        data: { text: 'zzgo zzparis' },
        annotations: [
          { was_cancelled: true, result: [{ value: { labels: ['zzcancelled'] } }] },
          {
            result: [
              { value: { start: 5, end: 12, labels: ['zzcity'] } },
              { value: { choices: ['zzGo', 'zzSecond'] } },
            ],
          },
          { result: [{ value: { labels: ['zzlater'], start: 0, end: 4 } }] },
        ],
        predictions: [{ model_version: 'zzmodel' }],
      },
    ]),
  ],
  [
    'massive',
    `${JSON.stringify({ id: '1', locale: 'en-US', partition: 'test', intent: 'zzgo', utt: 'zzgo zzparis', annot_utt: 'zzgo [zzcity : zzparis]' })}\n`,
  ],
  [
    'tagged-jsonl',
    `${JSON.stringify({ text: 'zzgo zzparis', tokens: ['zzgo', 'zzparis'], tags: ['O', 'B-zzcity'], intent: 'zzGo' })}\n${JSON.stringify({ text: 'zzmisfit', tokens: ['zzmisfit'], tags: ['O', 'O'], intent: 'x' })}\n[]\n`,
  ],
  [
    'conll',
    `# intent: zzGo\nzzgo O\nzzparis B-zzcity\nzzalone\n\n${'zznext O\nword B-zzslot\n'.repeat(20)}`,
  ],
  ['csv', 'intent,text\nzzGo,zzgo [zzparis](zzcity)\nzzNone,\nzzGo,zzgo {zzcity}\n'],
  [
    'bracket',
    '% name: zzname\n# zzGo\n@ zzcity: zzCity\nzzgo [zzparis](zzcity)\nzzfly {zzcity}\n% zzwhat: zzodd\n% type: zzCity\nzzparis = zzlutece\n',
  ],
]

const AGENT = {
  'agent.json': { language: 'en', displayName: 'zzagent', defaultTimezone: 'Etc/GMT' },
  'intents/Go.json': {
    name: 'zzGo',
    auto: true,
    contexts: ['zzcontext'],
    events: [{ name: 'zzevent' }],
    responses: [
      {
        parameters: [{ name: 'zzto', dataType: '@zzcity' }],
        messages: [{ speech: 'zzspeech' }],
      },
    ],
  },
  'intents/Go_usersays_en.json': [
    { data: [{ text: 'zzfly to ' }, { text: 'zzparis', alias: 'zzto', meta: '@zzcity' }] },
  ],
  'entities/zzcity.json': { name: 'zzcity', isEnum: true, automatedExpansion: false },
  'entities/zzcity_entries_en.json': [{ value: 'zzrome', synonyms: ['zzroma'] }],
  'notes.json': { anything: 'else' },
}

describe('every reader accounts for everything', () => {
  const agent = Object.entries(AGENT).map(([name, json]) => ({
    name,
    content: JSON.stringify(json),
  }))
  const all: [FormatId, InputFile[]][] = [
    ...SAMPLES.map(([id, content]): [FormatId, InputFile[]] => [id, [{ name: 'x', content }]]),
    ['dialogflow', agent],
  ]
  it.each(all)('%s', (format, files) => {
    const content = files.map((file) => file.content).join('\n')
    const outcome = readFiles(files, { projectId: 'p' })
    if (outcome.kind === 'failed') throw new Error(`${outcome.reason}: ${outcome.message}`)
    const { project, report } = outcome
    expect(new Set(report.files.map((file) => file.format))).toEqual(new Set([format]))
    for (const entry of report.entries) {
      if (entry.kind === 'skipped' || entry.kind === 'kept') expect(entry.reason).not.toBe('')
    }
    // Extras are only written back; what stands there must be in the report as well.
    const known = JSON.stringify([{ ...project, extras: {} }, report.entries]).toLowerCase()
    const words = new Set(content.toLowerCase().match(/zz[a-z]*/gu))
    expect([...words].filter((word) => !known.includes(word))).toEqual([])
    expect(words.size).toBeGreaterThan(2)
  })
})
