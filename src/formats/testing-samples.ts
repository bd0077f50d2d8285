/** For tests: one rich sample for each format. */
import type { FormatId, InputFile } from './format'

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
  [
    'watson',
    JSON.stringify({
      name: 'zzshop',
      language: 'en',
      intents: [
        {
          intent: 'zzbuy',
          description: 'zzwhat it is for',
          examples: [
            { text: 'zzorder zztea', mentions: [{ entity: 'zzitem', location: [8, 13] }] },
            { text: 'zzplain' },
            { zzodd: 1 },
          ],
        },
        { examples: [{ text: 'zzlost' }] },
      ],
      entities: [
        {
          entity: 'zzitem',
          metadata: { zzkept: 1 },
          values: [
            { type: 'synonyms', value: 'zztea', synonyms: ['zzchai'] },
            { type: 'patterns', value: 'zzcode', patterns: ['zz[0-9]{4}'] },
          ],
        },
      ],
      counterexamples: [{ text: 'zzweather' }],
      dialog_nodes: [{ dialog_node: 'zznode' }],
    }),
  ],
  [
    'home-assistant',
    [
      'language: en',
      'intents:',
      '  zzLamp:',
      '    data:',
      '      - sentences:',
      '          - "zzturn on [the] {zzthing}"',
      '          - "zzdim to {0..100:zzlevel}"',
      '          - "zzbroken ("',
      '          - "zzuse <zznowhere>"',
      '        slots:',
      '          domain: zzlight',
      'lists:',
      '  zzthing:',
      '    values:',
      '      - in: "(zzlamp|zzlight)"',
      '        out: zzid',
      '  zznumbers:',
      '    zzodd: 1',
      'expansion_rules:',
      '  zzrule: "zzunclosed ["',
      'skip_words:',
      '  - zzplease',
      'responses:',
      '  intents: {zzLamp: {default: zzdone}}',
    ].join('\n'),
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

const CX_AGENT = {
  'agent.json': {
    displayName: 'zzagent',
    defaultLanguageCode: 'en',
    timeZone: 'Etc/GMT',
    advancedSettings: { zzsetting: {} },
  },
  'intents/zzOrder/zzOrder.json': {
    displayName: 'zzOrder',
    priority: 500000,
    description: 'zznote',
    labels: { zzlabel: 'x' },
    parameters: [{ id: 'zzwhat', entityType: '@zzitem' }],
  },
  'intents/zzOrder/trainingPhrases/en.json': {
    trainingPhrases: [
      { parts: [{ text: 'zzbring ' }, { text: 'zzsoup', parameterId: 'zzwhat' }], repeatCount: 1 },
    ],
  },
  'intents/zzOrder/trainingPhrases/fr.json': {
    trainingPhrases: [{ parts: [{ text: 'zzapporte' }], repeatCount: 1 }],
  },
  'entityTypes/zzitem/zzitem.json': { displayName: 'zzitem', kind: 'KIND_MAP' },
  'entityTypes/zzitem/entities/en.json': {
    entities: [{ value: 'zzsoup', synonyms: ['zzsoup', 'zzbroth'], languageCode: 'en' }],
  },
  'entityTypes/zzcode/zzcode.json': { displayName: 'zzcode', kind: 'KIND_REGEXP' },
  'entityTypes/zzcode/entities/en.json': {
    entities: [{ value: 'zz[0-9]+', synonyms: ['zz[0-9]+'], languageCode: 'en' }],
  },
  'entityTypes/zzitem/excludedPhrases/en.json': { excludedPhrases: [{ value: 'zznot' }] },
  'flows/Default Start Flow/Default Start Flow.json': { displayName: 'zzflow' },
}

const LEX_BOT = {
  'Manifest.json': { metaData: { schemaVersion: '1', fileFormat: 'LexJson', resourceType: 'BOT' } },
  'zzbot/Bot.json': {
    name: 'zzbot',
    dataPrivacy: { childDirected: false },
    idleSessionTTLInSeconds: 300,
  },
  'zzbot/BotLocales/en_US/BotLocale.json': { identifier: 'en_US', nluConfidenceThreshold: 0.4 },
  'zzbot/BotLocales/en_US/Intents/zzOrder/Intent.json': {
    name: 'zzOrder',
    parentIntentSignature: null,
    sampleUtterances: [{ utterance: 'zzbring {zzwhat}' }, { utterance: 'zzplain' }, { zzodd: 1 }],
    intentClosingSetting: { closingResponse: 'zzthanks' },
    slotPriorities: [{ priority: 1, slotName: 'zzwhat' }],
  },
  'zzbot/BotLocales/en_US/Intents/zzOrder/Slots/zzwhat/Slot.json': {
    name: 'zzwhat',
    slotTypeName: 'zzItem',
    valueElicitationSetting: {
      slotConstraint: 'Required',
      promptSpecification: { say: 'zzprompt' },
    },
  },
  'zzbot/BotLocales/en_US/SlotTypes/zzItem/SlotType.json': {
    name: 'zzItem',
    slotTypeValues: [{ sampleValue: { value: 'zzsoup' }, synonyms: [{ value: 'zzbroth' }] }],
    parentSlotTypeSignature: null,
    valueSelectionSetting: {
      resolutionStrategy: 'TOP_RESOLUTION',
      regexFilter: { pattern: 'zz[0-9]' },
    },
  },
  'zzbot/BotLocales/en_US/CustomVocabulary/CustomVocabulary.json': {
    customVocabularyItems: [{ phrase: 'zzword', weight: 1 }],
  },
  'zzbot/BotLocales/de_DE/Intents/zzBestellung/Intent.json': {
    name: 'zzBestellung',
    parentIntentSignature: null,
    sampleUtterances: [{ utterance: 'zzbring' }],
  },
}

const OVOS_SKILL = [
  {
    name: 'skill/locale/en-us/zzplay.intent',
    content: '# a comment\nzzplay {zzwhat}\nzzstart <zzword>\nzzbroken (\nzzcount # of them\n',
  },
  { name: 'skill/locale/en-us/zzwhat.entity', content: '(zzjazz|zzbebop)\nzzrock\n' },
  { name: 'skill/locale/en-us/zzidle.voc', content: 'zzunused\n' },
  { name: 'skill/locale/de-de/zzplay.intent', content: 'zzspiele {zzwas}\n' },
]

const filesOf = (tree: Record<string, unknown>): InputFile[] =>
  Object.entries(tree).map(([name, json]) => ({ name, content: JSON.stringify(json) }))

/** Files of each format but our own. Words that start with `zz` are what a reader must account for. */
export const richSamples: readonly [FormatId, InputFile[]][] = [
  ...SAMPLES.map(([id, content]): [FormatId, InputFile[]] => [id, [{ name: 'x', content }]]),
  ['dialogflow', filesOf(AGENT)],
  ['dialogflow-cx', filesOf(CX_AGENT)],
  ['lex', filesOf(LEX_BOT)],
  ['ovos', OVOS_SKILL],
]
