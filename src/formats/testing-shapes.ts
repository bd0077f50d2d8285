/** For tests: shapes of files as platforms and people write them, with their oddities. */
import type { InputFile } from './format'

const one = (name: string, content: unknown): InputFile[] => [
  { name, content: typeof content === 'string' ? content : JSON.stringify(content) },
]
const tree = (files: Record<string, unknown>): InputFile[] =>
  Object.entries(files).flatMap(([name, content]) => one(name, content))
const lines = (...rows: unknown[]): string =>
  rows.map((row) => (typeof row === 'string' ? row : JSON.stringify(row))).join('\n')

/** By the name of the file that holds what is read of them (`golden/read-….txt`). */
export const shapes: readonly [string, InputFile[]][] = [
  [
    'alexa-v0',
    one('models/de-DE.json', {
      languageModel: {
        invocationName: 'space facts',
        intents: [
          {
            name: 'Play',
            slots: [
              { name: 'Song', type: 'AMAZON.MusicRecording', samples: [' {Song}', 'play {song}'] },
              { name: 'room', type: 'Room', multipleValues: { enabled: true } },
            ],
            samples: [
              "play {song} in {room}'s hall",
              ' {room}',
              '{coldplay|Song} now',
              '(put|switch) on {Song}',
              'play {unknown}',
              'PLAY',
            ],
          },
          { name: 'AMAZON.HelpIntent', samples: [] },
          { name: 'AMAZON.FallbackIntent' },
          { name: 'Empty' },
        ],
        types: [
          {
            name: 'Room',
            values: [
              'kitchen',
              { name: 'hall' },
              { id: '', name: { value: 'attic' } },
              { id: 'c', name: { value: 'cellar' } },
              { id: 'r', name: { value: 'roof', synonyms: ['top'] } },
            ],
          },
          { name: 'AMAZON.MusicRecording', values: [{ name: { value: 'Yesterday' } }] },
        ],
      },
    }),
  ],
  [
    'alexa-old',
    tree({
      'speechAssets/IntentSchema.json': {
        intents: [
          {
            intent: 'Cook',
            slots: [
              { name: 'RecipeName', type: 'AMAZON.LITERAL' },
              { name: 'When', type: 'AMAZON.DATE' },
            ],
          },
          { intent: 'AMAZON.StopIntent' },
        ],
      },
      'speechAssets/SampleUtterances.txt': lines(
        'Cook how do I make {chicken with rice|RecipeName}',
        '',
        'Cook make {RecipeName} {When}',
        "Cook what is {mom's pie|RecipeName}'s price",
        "Cook (what is|what's) for {When}",
        'Nobody says this',
        'Cook some {rice|Grain}',
        'Cook {rice|beans|Grain} or {lentils|pulses|When}',
        'Cook',
      ),
    }),
  ],
  [
    'rasa-yaml',
    one(
      'data/nlu.yml',
      lines(
        'version: "3.1"',
        'nlu:',
        '- intent: book/flight',
        '  examples: |',
        '    - from [Berlin]{"entity": "city", "role": "from", "group": "1"} to [SF]{"entity": "city", "role": "to", "value": "San Francisco"}',
        '    - [two]{"entity": "number", "value": 2} \\[seats\\]',
        '    * starred',
        '    - both [ways][{"entity": "a"}, {"entity": "b"}]',
        '    - [](empty) and [open](slot',
        '- intent: greet',
        '  metadata:',
        '    sentiment: good',
        '  examples:',
        '    - text: |',
        '        hello [Anna](name)',
        '    - text: hey',
        '      metadata: x',
        '    - plain',
        '    - 7',
        '- lookup: city',
        '  examples: |',
        '    - Berlin',
        '    - Bonn',
        '- lookup: from_file',
        '  examples: cities.txt',
        '- synonym: San Francisco',
        '  examples: |',
        '    - frisco',
        '- regex: zip',
        '  examples: |',
        '    - \\d{5}',
        '- intent: nlu_fallback',
        '  examples: |',
        '    - blah',
        '- unknown: x',
        'stories: []',
      ),
    ),
  ],
  [
    'rasa-markdown',
    one(
      'nlu.md',
      lines(
        '## intent:order+pay',
        '<!-- a comment -->',
        '- a [big](size:large) [tea](drink) please',
        '* [cup of tea]{"entity": "drink", "value": "tea"}',
        '- ',
        '- \\[not\\] a slot',
        '## intent: bye ',
        '- bye',
        '## synonym:tea',
        '- chai',
        '- cuppa',
        '## lookup:size',
        '- small',
        '## lookup:other',
        '  other.txt',
        '## regex:n',
        '- [0-9]+',
        '# a heading',
        'stray',
      ),
    ),
  ],
  [
    'rasa-json',
    one('nlu.json', {
      rasa_nlu_data: {
        common_examples: [
          {
            text: '🎷 fly to SF',
            intent: 'fly',
            entities: [{ start: 9, end: 11, value: 'San Francisco', entity: 'city', role: 'to' }],
          },
          { text: 'fly', intent: 'fly', entities: [{ start: 0, end: 9, value: 'x', entity: 'y' }] },
          { text: 'no intent' },
          { intent: 'fly' },
        ],
        entity_examples: [
          { text: 'in Rome', entities: [{ start: 3, end: 7, value: 'rome', entity: 'city' }] },
        ],
        entity_synonyms: [
          { value: 'San Francisco', synonyms: ['frisco'] },
          { value: 'New York', synonyms: ['NYC', 'nyc'] },
        ],
        lookup_tables: [
          { name: 'city', elements: ['Bonn', 7] },
          { name: 'street', elements: 'streets.txt' },
        ],
        regex_features: [],
      },
    }),
  ],
  [
    'snips-yaml',
    one(
      'skill.yaml',
      lines(
        '---',
        'type: intent',
        'name: turnOn',
        'slots:',
        '- name: room',
        '  entity: Rooms',
        '- name: when',
        '  entity: snips/datetime',
        'utterances:',
        '- turn on the [light:Light](lamp) in the [room](kitchen)',
        '- "[room] light on [when](tomorrow at 8)"',
        '- "[light] please"',
        '- 42',
        '---',
        'type: entity',
        'name: Rooms',
        'automatically_extensible: false',
        'use_synonyms: no',
        'values:',
        '- kitchen',
        '- [living room, lounge, "the room"]',
        '- 5',
        '---',
        'type: widget',
        'name: other',
      ),
    ),
  ],
  [
    'snips-json',
    one('dataset.json', {
      language: 'fr',
      intents: {
        turnOn: {
          utterances: [
            {
              data: [
                { text: 'allume ' },
                { text: 'demain', entity: 'snips/datetime', slot_name: 'quand' },
                { text: ' la ' },
                { text: 'cuisine', entity: 'Piece' },
              ],
            },
            { data: [{ text: '' }] },
            { data: 'odd' },
          ],
        },
        vide: { utterances: [] },
      },
      entities: {
        'snips/datetime': {},
        Piece: {
          automatically_extensible: false,
          data: [{ value: 'cuisine', synonyms: ['la cuisine'] }, { synonyms: ['x'] }],
        },
      },
    }),
  ],
  [
    'dialogflow',
    tree({
      'bot/agent.json': {
        language: 'de',
        description: 'Bot',
        supportedLanguages: ['en'],
        webhook: {},
      },
      'bot/package.json': { version: '1.0.0' },
      'bot/intents/Book.json': {
        name: 'Book',
        auto: true,
        responses: [
          {
            parameters: [
              { name: 'when', dataType: '@sys.date', isList: true, required: true, value: '$when' },
              { name: 'city', dataType: '@city', value: '$city' },
              { name: 'odd' },
            ],
            messages: [],
          },
        ],
        events: [],
        webhookUsed: true,
      },
      'bot/intents/Book_usersays_de.json': [
        {
          data: [
            { text: 'nach ' },
            { text: 'Rom', alias: 'city', meta: '@city', userDefined: true },
            { text: ' am ', userDefined: false },
            { text: 'Montag', meta: '@sys.date:when', userDefined: true },
          ],
        },
        { data: [{ text: 'nach @city:city am @sys.date:when' }], isTemplate: true },
        { data: [{ text: 'egal', meta: '@sys.ignore', userDefined: false }] },
        { data: [] },
        {},
      ],
      'bot/intents/Book_usersays_en.json': [{ data: [{ text: 'to Rome' }] }],
      'bot/intents/Fallback.json': {
        name: 'Fallback',
        fallbackIntent: true,
        priority: 1,
        responses: [],
      },
      'bot/intents/Unnamed_usersays_de.json': [{ data: [{ text: 'hallo' }] }],
      'bot/entities/city.json': { name: 'city', automatedExpansion: true },
      'bot/entities/city_entries_de.json': [
        { value: 'Rom', synonyms: ['Rom', 'Roma'] },
        { value: '@land:land', synonyms: ['@land:land'] },
        { synonyms: ['x'] },
      ],
      'bot/entities/city_entries_en.json': [{ value: 'Rome', synonyms: [] }],
      'bot/entities/zip.json': { name: 'zip', isEnum: false, isRegexp: true },
      'bot/entities/zip_entries_de.json': [{ value: '[0-9]{5}', synonyms: ['[0-9]{5}'] }],
    }),
  ],
  [
    'dialogflow-cx',
    tree({
      'agent.json': {
        displayName: 'CX',
        defaultLanguageCode: 'en',
        startFlow: 'x',
      },
      'intents/Order/Order.json': {
        displayName: 'Order',
        description: 'What is ordered',
        parameters: [
          { id: 'item', entityType: '@item', isList: true },
          { id: 'when', entityType: '@sys.date', redact: true },
        ],
      },
      'intents/Order/trainingPhrases/en.json': {
        trainingPhrases: [
          {
            parts: [
              { text: 'a ' },
              { text: 'soup', parameterId: 'item' },
              { text: ' ' },
              { text: 'today', parameterId: 'when' },
            ],
            repeatCount: 3,
          },
          { parts: [{ text: 'a soup', parameterId: 'unknown' }] },
          { parts: [] },
        ],
      },
      'intents/Negative/Negative.json': { displayName: 'Negative', isFallback: true },
      'intents/Lost/trainingPhrases/en.json': { trainingPhrases: [{ parts: [{ text: 'lost' }] }] },
      'entityTypes/item/item.json': {
        displayName: 'item',
        kind: 'KIND_LIST',
        autoExpansionMode: 'AUTO_EXPANSION_MODE_DEFAULT',
        enableFuzzyExtraction: true,
      },
      'entityTypes/item/entities/en.json': {
        entities: [
          { value: 'soup', synonyms: ['soup'] },
          { value: '@sys.number:n items', synonyms: [] },
        ],
      },
      'entityTypes/item/entities/fr.json': { entities: [{ value: 'soupe', synonyms: [] }] },
      'entityTypes/lost/entities/en.json': {
        entities: [{ value: 'x', synonyms: ['y'], languageCode: 'en' }],
      },
      'flows/Default/Default.json': { displayName: 'Default' },
    }),
  ],
  [
    'lex',
    tree({
      'Manifest.json': { metaData: { fileFormat: 'LexJson', resourceType: 'BOT' } },
      'Bot/Bot.json': { name: 'Bot', dataPrivacy: null, idleSessionTTLInSeconds: 60 },
      'Bot/BotLocales/en_GB/BotLocale.json': {
        identifier: 'en_GB',
        name: 'English (GB)',
        nluConfidenceThreshold: 0.5,
      },
      'Bot/BotLocales/en_GB/Intents/Order/Intent.json': {
        name: 'Order',
        description: 'An order',
        parentIntentSignature: null,
        sampleUtterances: [{ utterance: 'a {size} {drink}' }, { utterance: 'tea' }, 'odd'],
        slotPriorities: [
          { priority: 2, slotName: 'size' },
          { priority: 1, slotName: 'drink' },
        ],
      },
      'Bot/BotLocales/en_GB/Intents/Order/Slots/size/Slot.json': {
        name: 'size',
        slotTypeName: 'Size',
        description: 'how big',
        valueElicitationSetting: { slotConstraint: 'Required' },
      },
      'Bot/BotLocales/en_GB/Intents/Order/Slots/drink/Slot.json': {
        name: 'drink',
        slotTypeName: 'AMAZON.AlphaNumeric',
        slotConstraint: 'Optional',
        obfuscationSetting: { obfuscationSettingType: 'None' },
      },
      'Bot/BotLocales/en_GB/Intents/FallbackIntent/Intent.json': {
        name: 'FallbackIntent',
        parentIntentSignature: 'AMAZON.FallbackIntent',
        sampleUtterances: null,
      },
      'Bot/BotLocales/en_GB/Intents/Help/Intent.json': {
        name: 'Help',
        parentIntentSignature: 'AMAZON.HelpIntent',
        sampleUtterances: [{ utterance: 'help' }],
      },
      'Bot/BotLocales/en_GB/SlotTypes/Size/SlotType.json': {
        name: 'Size',
        description: 'sizes',
        slotTypeValues: [
          { sampleValue: { value: 'big' }, synonyms: [{ value: 'large' }, {}] },
          { sampleValue: { value: 'small' }, synonyms: null },
          {},
        ],
        valueSelectionSetting: { resolutionStrategy: 'ORIGINAL_VALUE' },
      },
      'Bot/BotLocales/en_GB/SlotTypes/Grammar/SlotType.json': {
        name: 'Grammar',
        externalSourceSetting: { grammarSlotTypeSetting: {} },
      },
    }),
  ],
  [
    'watson',
    one('workspace.json', {
      name: 'Shop',
      language: 'pt-br',
      intents: [
        {
          intent: 'buy',
          examples: [
            {
              text: '🎷 two teas',
              mentions: [
                { entity: 'sys-number', location: [3, 6] },
                { entity: 'drink', location: [7, 11] },
              ],
            },
            { text: 'a @drink please' },
            { text: 'tea', mentions: [{ entity: 'drink', location: [0, 40] }] },
            'odd',
          ],
        },
        { intent: 'irrelevant', examples: [{ text: 'zz' }] },
        { intent: 'counterexamples', examples: [] },
        { intent: 'out_of_scope', examples: [{ text: 'far away' }] },
      ],
      entities: [
        { entity: 'sys-number', values: [] },
        {
          entity: 'drink',
          fuzzy_match: true,
          values: [
            { value: 'tea', synonyms: ['teas'], metadata: { price: 2 } },
            { value: 'coffee' },
            { type: 'patterns', value: 'code', patterns: ['[0-9]+'] },
            {},
          ],
        },
      ],
      counterexamples: [{ text: 'the weather' }, 'the news', {}],
      webhooks: [],
      system_settings: { x: 1 },
    }),
  ],
  [
    'luis-json',
    one('app.json', {
      luis_schema_version: '7.0.0',
      versionId: '0.1',
      name: 'Travel',
      culture: 'es-mx',
      intents: [{ name: 'Book', features: [{ modelName: 'city' }] }, { name: 'None' }],
      entities: [
        { name: 'city', roles: ['from', 'to'] },
        { name: 'trip', children: [{ name: 'leg', children: [] }] },
      ],
      closedLists: [
        {
          name: 'size',
          subLists: [{ canonicalForm: 'large', list: ['big'] }, { list: ['x'] }],
          roles: ['s'],
        },
      ],
      prebuiltEntities: [{ name: 'datetimeV2', roles: ['when'] }],
      patternAnyEntities: [{ name: 'subject', roles: [], explicitList: ['it'] }],
      regex_entities: [],
      patterns: [
        { pattern: '(fly|go) to {city:to}[ please]', intent: 'Book' },
        { pattern: 'about {subject}', intent: 'Book' },
        { pattern: 'a [[b] c', intent: 'Book' },
      ],
      utterances: [
        {
          text: '🎷 fly to rome tomorrow',
          intent: 'Book',
          entities: [
            { entity: 'city', role: 'to', startPos: 10, endPos: 13, children: [] },
            { entity: 'datetimeV2', startPos: 15, endPos: 22 },
          ],
        },
        {
          text: 'a big one',
          intent: 'Book',
          entities: [{ entity: 'size', startPos: 2, endPos: 4, role: '' }],
          predictedEntities: [{ entity: 'x' }],
        },
        { text: '', intent: 'Book', entities: [] },
        { text: 'weather', intent: 'None', entities: null },
      ],
    }),
  ],
  [
    'luis-lu',
    one(
      'travel.lu',
      lines(
        '> !# @app.name = Travel',
        '> !# @app.culture = fr-fr',
        '> a comment',
        '# Book',
        '- fly to {toCity=new york} {@datetimeV2:when=tomorrow}',
        '- from {@city:from = rome } please',
        '- {@trip={@leg=rome to paris} now}',
        '* book (a|the) flight[ please] to {@city:to}',
        '+ take me to {city}',
        "- it's \\{not\\} one",
        '## None',
        '- weather',
        '# Empty',
        '@ ml city hasRoles from, to',
        '@ prebuilt datetimeV2 hasRoles when',
        '@ list size =',
        '  - large :',
        '    - big, huge',
        '    - grand',
        '  - small:',
        '@ list colour hasRole c = ',
        '- red :',
        '- crimson;scarlet',
        '@ regex code = /[0-9]+/',
        '@ composite trip = [city, size]',
        '@ patternany subject',
        "@ ml 'home city' hasRoles x",
        '@ list "my sizes" = ',
        '- one :',
        '- uno',
        '@ intent Book usesFeature city',
        '$drink:tea=',
        '- chai',
        '$PREBUILT:number',
        '$flight:/[a-z]{2}[0-9]+/',
        '$any:simple Roles=a,b',
        '[other](./other.lu)',
        '# ? What is it',
        '```markdown',
        'An answer.',
        '```',
      ),
    ),
  ],
  [
    'clu',
    one('clu.json', {
      projectFileVersion: '2022-05-01',
      stringIndexType: 'TextElement_v8',
      metadata: {
        projectName: 'My-bot',
        language: 'en-us',
        multilingual: true,
        settings: { a: 1 },
      },
      assets: {
        intents: [{ category: 'Book' }, { category: 'None' }, {}],
        entities: [
          {
            category: 'city',
            compositionSetting: 'returnLongestOverlap',
            list: {
              sublists: [
                {
                  listKey: 'Rome',
                  synonyms: [
                    { language: 'en', values: ['roma'] },
                    { language: 'de', values: ['Rom'] },
                  ],
                },
                { synonyms: [] },
              ],
            },
          },
          { category: 'when', prebuilts: [{ category: 'DateTime' }] },
          {},
        ],
        utterances: [
          {
            text: '🎷 to Rome',
            intent: 'Book',
            language: 'en-us',
            dataset: 'Train',
            entities: [{ category: 'city', offset: 5, length: 4 }],
          },
          {
            text: 'nach Rom',
            intent: 'Book',
            language: 'de',
            dataset: 'Test',
            entities: [{ category: 'city', offset: 5, length: 3 }],
          },
          { text: 'hm' },
          { intent: 'Book' },
        ],
      },
    }),
  ],
  [
    'wit',
    tree({
      'app/app.json': { name: 'Wit app', lang: 'pt', version: '20200513' },
      'app/intents/book.json': { name: 'book' },
      'app/entities/city.json': {
        name: 'city',
        roles: ['to'],
        lookups: ['free-text'],
        keywords: [{ keyword: 'Rome', synonyms: ['Rome', 'Roma'] }, {}],
      },
      'app/utterances/utterances-1.json': {
        utterances: [
          {
            text: '🎷 to Rome at wit$x',
            intent: { name: 'book' },
            entities: [
              { entity: 'city:to', start: 5, end: 9, body: 'Rome', entities: [] },
              { entity: 'wit$number:number', start: 13, end: 18, body: 'wit$x', entities: [] },
            ],
            traits: [],
          },
          { text: 'hm', entities: [], traits: [{ trait: 'wit$sentiment', value: 'bad' }] },
          { entities: [], traits: [] },
        ],
      },
    }),
  ],
  [
    'wit-old',
    one('expressions.json', {
      data: [
        {
          text: 'to Rome',
          entities: [
            { entity: 'intent', value: '"book"' },
            { entity: 'city', value: '"Rome"', start: 3, end: 7 },
          ],
        },
        { text: 'hm', entities: [] },
      ],
    }),
  ],
  [
    'jovo-v3',
    one('models/en-US.json', {
      invocation: { alexa: 'my shop', googleAssistant: 'shop' },
      intents: [
        {
          name: 'Order',
          phrases: ['a {size} {drink}', 'tea', '', { odd: 1 }],
          inputs: [
            { name: 'size', type: 'Size' },
            { name: 'drink', type: { alexa: 'AMAZON.Drink', dialogflow: '@drink' } },
            { name: 'free', text: true },
          ],
          dialogflow: { events: [] },
        },
        { phrases: ['lost'] },
      ],
      inputTypes: [
        { name: 'Size', values: [{ value: 'big', synonyms: ['large'], id: '1' }, 'small', {}] },
      ],
      dialogflow: { agent: {} },
    }),
  ],
  [
    'jovo-v4',
    one('models/de.json', {
      version: '4.0',
      invocation: 'laden',
      intents: {
        Order: {
          phrases: ['ein {drink}', 'zum {ort}'],
          entities: { drink: { type: 'Drink' }, ort: { type: { alexa: 'AMAZON.City' } } },
        },
        Help: { phrases: ['hilfe'], alexa: { name: 'AMAZON.HelpIntent' } },
        Empty: {},
      },
      entityTypes: { Drink: { values: ['Tee', { value: 'Kaffee', synonyms: ['Mokka'] }] } },
    }),
  ],
  [
    'nlpjs',
    one('corpus-en.json', {
      name: 'Corpus',
      locale: 'en-US',
      data: [
        {
          intent: 'order',
          utterances: ['a %drink% please', 'two @drink_1 for @person', 'a@b.org', '50% off', 'tea'],
          tests: ['coffee', 'a %drink%'],
          answers: ['ok', { answer: 'sure', opts: 'x' }],
          slotFilling: { drink: 'which?' },
        },
        { intent: 'None', utterances: ['hm'] },
        { intent: 'empty', utterances: [] },
      ],
      entities: {
        drink: { options: { tea: ['tea', 'chai'], coffee: [] } },
        code: { regex: '/[0-9]+/' },
        date: { trim: [{ position: 'after', words: ['on'] }] },
      },
    }),
  ],
  [
    'massive',
    one(
      'de-DE.jsonl',
      lines(
        {
          ...{
            id: '0',
            locale: 'de-DE',
            partition: 'train',
            scenario: 'alarm',
            intent: 'alarm_set',
          },
          utt: 'weck mich um fünf uhr auf',
          annot_utt: 'weck mich um [time : fünf uhr] auf',
          worker_id: '1',
          slot_method: [{ slot: 'time', method: 'translation' }],
          judgments: [],
        },
        {
          ...{ id: '1', locale: 'de-DE', partition: 'dev', intent: 'music' },
          utt: 'spiel jazz',
          annot_utt: 'spiel [genre : rock]',
        },
        {
          ...{ id: '2', locale: 'de-DE', partition: 'test', intent: 'music' },
          utt: 'spiel  jazz',
          annot_utt: 'spiel [ genre: jazz ]',
        },
        { id: '3', intent: 'music', annot_utt: '[genre : jazz] bitte' },
        { id: '4', utt: '', intent: 'x', annot_utt: '' },
      ),
    ),
  ],
  [
    'doccano',
    one(
      'all.jsonl',
      lines(
        { id: 1, text: 'fly to Memphis', label: [[0, 26, 'City']] },
        { id: 2, text: '🎷 to Rome', labels: [[5, 9, 'City']], meta: { a: 1 } },
        {
          text: 'to Rome',
          entities: [[3, 7, 'City'], { start_offset: 0, end_offset: 2, label: 'X' }],
          cats: ['fly'],
        },
        { text: 'plain', cats: [] },
        { text: 'to Rome', annotations: [{ label: 3, start_offset: 3, end_offset: 7 }] },
        { text: 'named', label: ['fly'] },
        { data: 'none', label: [] },
      ),
    ),
  ],
  [
    'label-studio',
    one('export.json', [
      {
        id: 1,
        data: { text: '🎷 to Rome', source: 'x' },
        annotations: [
          { was_cancelled: true, result: [{ type: 'choices', value: { choices: ['no'] } }] },
          {
            result: [
              {
                ...{ from_name: 'label', to_name: 'text', type: 'labels' },
                value: { start: 6, end: 10, text: 'Rome', labels: ['city'] },
              },
              { type: 'choices', from_name: 'intent', value: { choices: ['fly'] } },
              { type: 'textarea', from_name: 'note', value: { text: ['why'] } },
              { type: 'relation', from_id: 'a', to_id: 'b' },
            ],
          },
        ],
      },
      { data: { text: 'to Rome' }, predictions: [{ result: [{ value: { choices: ['fly'] } }] }] },
      {
        data: { utterance: 'in Rome' },
        annotations: [
          { result: [{ type: 'labels', value: { start: 3, end: 7, labels: ['city', 'place'] } }] },
        ],
      },
      {
        text: 'flat Rome',
        label: [{ start: 5, end: 9, text: 'Rome', labels: ['city'] }],
        intent: 'fly',
      },
      { data: {}, annotations: [] },
    ]),
  ],
  [
    'tagged-jsonl',
    one(
      'train.jsonl',
      lines(
        { tokens: ['to', 'New', 'York', '.'], tags: ['O', 'B-to', 'I-to', 'O'], intent: 'fly' },
        { text: 'Rome!', tokens: ['Rome', '!'], tags: ['U-city', 'O'], label: 'fly', split: 'dev' },
        {
          tokens: ['a', 'big', 'red'],
          tags: ['O', 'B-x', 'L-x'],
          intent: 'x',
          split: 'test',
          id: 7,
        },
        { text: 'fly home', tokens: ['other', 'words'], tags: ['O', 'B-a'], intent: 'fly' },
        { text: 'do do', tokens: ['do', 'do'], tags: ['O', 'I-neg'], metadata: { a: 1 } },
        { tokens: [], tags: [] },
        { tokens: ['x'], tags: [7], intent: ' ' },
        '{"broken',
        [],
      ),
    ),
  ],
  [
    'records',
    one('banking.json', [
      { query: 'where is my card', category: 'card_arrival', source: 'web' },
      { query: '', category: 'card_arrival' },
      { query: 'hello', category: 3 },
      { query: 'hm', category: null },
    ]),
  ],
  [
    'conll',
    one(
      'train.conll',
      lines(
        '-DOCSTART- -X- O O',
        '',
        '# intent: fly',
        'fly VB B-VP O',
        'to  TO O O',
        'New NNP B-NP B-city',
        'York NNP I-NP I-city',
        '. . O O',
        '',
        '# text = Rome, now',
        '# intent = fly',
        'Rome B-city',
        ', O',
        'now U-when',
        '',
        '# O',
        '1 B-place',
        '# a remark',
        '',
        '# a remark',
        'big B_size',
        'red I_size',
        'red E_size',
        '',
        '',
        'a I-x',
        'b I-y',
        'c L-y',
      ),
    ),
  ],
  [
    'atis',
    one(
      'atis.txt',
      lines(
        'BOS fly from boston to new york EOS\tO O O B-from O B-to I-to atis_flight',
        'BOS list fares EOS\tO O O atis_airfare',
      ),
    ),
  ],
  [
    'csv-annotated',
    one(
      'data.csv',
      lines(
        '\ufeffIntent;Utterance;Split',
        'order;"a [big](size) ""tea"", please";train',
        'order;I want {drink};TEST',
        'order;"two\nlines";dev',
        ';nothing;',
        'order;;',
        'order;[open](x;other;more',
      ),
    ),
  ],
  [
    'csv-own',
    one(
      'own.csv',
      lines(
        'intent,annotated,split',
        'order,"a [big](size) \\[tea\\] \\\\, ""now""",train',
        'order,I want {drink},',
        'order,\\{not\\} [one](,test',
        ',[big](size) alone,valid',
      ),
    ),
  ],
  [
    'csv-plain',
    one('data.tsv', lines('hello there\tgreet', 'bye\tleave', 'hi you\tgreet', 'hi you\tgreet')),
  ],
  [
    'csv-quoted',
    one('x.csv', 'text,label\r\n"say ""hi"", now",greet\r\nbye,leave\r\n,\r\n"open quote,x\r\n'),
  ],
  [
    'bracket',
    one(
      'skill.txt',
      lines(
        '% name: Café',
        '% locale: de-CH',
        '',
        'an utterance of nobody',
        '# Order',
        '% kind: builtIn',
        '% note: what it is',
        '@ size: Size',
        '@ free:',
        'a [big](size) \\[tea\\](x) and \\\\ \\# more',
        '\\# not a heading',
        '% split: test',
        'test [it](thing)',
        '% split: auto',
        '{size} it is',
        '# None',
        '% kind: outOfScope',
        '% type: Size (closed)',
        'big = large = huge',
        'small',
        '= odd',
        '% type: Open',
        'a \\= b = c',
      ),
    ),
  ],
  [
    'plain-lines',
    one('notes.txt', lines('play some jazz', 'stop the music', '', 'play some jazz')),
  ],
  [
    'markdown-lines',
    one(
      'notes.md',
      lines('# Play', '', '- play [jazz](genre)', '* stop it', '1. next one', '## Stop', 'stop'),
    ),
  ],
  [
    'home-assistant',
    tree({
      'sentences/en/light.yaml': lines(
        'language: en-GB',
        'intents:',
        '  HassTurnOn:',
        '    data:',
        '      - sentences:',
        '          - "<turn> on [the] {name} [in {area}]"',
        '          - "(brightness;{level}) please"',
        '          - "{name:thing} [is] on"',
        '          - "say {text}"',
        '        slots:',
        '          domain: light',
        '        requires_context:',
        '          area: x',
        '        expansion_rules:',
        '          turn: "(turn|switch)"',
        '        response: ok',
        '      - sentences: ["dim by {delta:by}", 7]',
        '  Empty: {data: []}',
        'lists:',
        '  name:',
        '    values:',
        '      - lamp',
        '      - in: "[big] fan"',
        '        out: fan',
        '        context: {domain: fan}',
        '      - {out: lost}',
        '  area: {values: [kitchen, "(hall|corridor)"]}',
        '  level: {range: {from: 0, to: 10, step: 5, type: percentage}}',
        '  delta: {range: {from: -10, to: 10}}',
        '  text: {wildcard: true}',
        'expansion_rules:',
        '  turn: "(put|get)"',
        'skip_words: [please]',
      ),
      'sentences/en/responses.yaml': lines(
        'language: en',
        'responses:',
        '  intents: {HassTurnOn: {default: done}}',
      ),
    }),
  ],
  [
    'ovos',
    [
      ...one(
        'locale/pt-br/play.intent',
        lines(
          'toca {song}',
          '(põe|liga) [a] {song:thing}',
          '# nota',
          '<verb> {song}',
          'a b # c',
          '(aberto',
        ),
      ),
      ...one('locale/pt-br/song.entity', lines('samba', '(bossa|nova)', ':0:', '#')),
      ...one('locale/pt-br/verb.voc', lines('toca', '[me] toca')),
      ...one('locale/pt-br/done.dialog', 'feito'),
      ...one('locale/pt-br/x.rx', '(?P<x>.*)'),
      ...one('locale/en-us/play.intent', 'play {song}'),
    ],
  ],
  // What holds nothing where something is usual: each list has a member that says nothing.
  [
    'alexa-bare',
    one('x.json', {
      interactionModel: {
        languageModel: {
          intents: [{ name: 'A', slots: [{}, { name: 's' }], samples: ['a {s}', null] }, {}, 7],
          types: [{}, { name: 'T', values: [{}, { name: {} }, null, { name: { value: 'v' } }] }],
        },
      },
    }),
  ],
  [
    'luis-bare',
    one('x.json', {
      luis_schema_version: '7.0.0',
      intents: [{}, { name: 'A' }],
      entities: [{}, { name: 'e', features: [{}, { featureName: 'l' }, { modelName: 'm' }] }],
      closedLists: [{}, { name: 'l', subLists: [{}, { canonicalForm: 'v' }] }],
      patterns: [{}, { intent: 'A' }, { intent: 'A', pattern: 'to {e}' }],
      utterances: [{ text: 'a b', intent: 'A', entities: [{}, { entity: 'e', startPos: 2 }] }, {}],
    }),
  ],
  [
    'clu-bare',
    one('x.json', {
      assets: {
        intents: [{}],
        entities: [{ category: 'e', list: { sublists: [{}, { listKey: 'v', synonyms: [{}] }] } }],
        utterances: [{ text: 'a b', entities: [{}, { category: 'e', offset: 2 }] }, {}],
      },
    }),
  ],
  [
    'watson-bare',
    one('x.json', {
      workspace: {
        intents: [
          { intent: 'A', examples: [{}, { text: 'a b', mentions: [{}, { entity: 'e' }] }] },
        ],
        entities: [
          {},
          {
            entity: 'e',
            values: [
              { value: 'v', metadata: 7 },
              { value: 'w ', metadata: {} },
            ],
          },
        ],
        created: 'x',
        status: 'y',
      },
      actions: [],
    }),
  ],
  [
    'wit-bare',
    one('x.json', {
      utterances: [
        {
          text: 'a b',
          entities: [
            { start: 2, end: 3, body: 'b' },
            { entity: 'e:r:s', start: 0, end: 1 },
          ],
          traits: [],
        },
        { text: 'c', intent: { id: 1 }, entities: [], traits: [] },
      ],
    }),
  ],
  [
    'rasa-bare',
    one('x.json', {
      rasa_nlu_data: {
        common_examples: [{ text: 'a b', entities: [{}, { entity: 'e', start: 2, end: 3 }] }, {}],
        entity_synonyms: [{}, { value: 'v' }, { synonyms: ['w'] }],
        lookup_tables: [{}, { name: 'l' }, { elements: ['x'] }],
        regex_features: [{}],
      },
    }),
  ],
  [
    'snips-bare',
    one('x.json', {
      intents: {
        A: { utterances: [{}, { data: [{}, { text: 'a ' }, { text: 'b', slot_name: 's' }] }] },
      },
      entities: {
        e: { data: [{}, { value: 'v' }], matching_strictness: 'x', use_synonyms: 'off' },
        f: 7,
      },
    }),
  ],
  [
    'lex-bare',
    tree({
      'Bot/BotLocales/en_AU/Intents/Intent.json': {
        parentIntentSignature: null,
        sampleUtterances: [{}, null, { utterance: 'a {s}' }, { utterance: 'b { }' }],
      },
      'Bot/BotLocales/en_AU/Intents/A/Intent.json': {
        parentIntentSignature: null,
        sampleUtterances: [{ utterance: 'c' }],
      },
      'Bot/BotLocales/en_AU/Intents/A/Slots/s/Slot.json': {
        slotTypeName: null,
        slotConstraint: 'x',
      },
      'Bot/BotLocales/en_AU/Intents/B/Slots/t/Slot.json': {
        name: 't',
        slotTypeName: 'T',
        slotConstraint: 'x',
      },
      'Bot/BotLocales/en_AU/SlotTypes/T/SlotType.json': {
        slotTypeValues: [{}, { sampleValue: { value: 'v' }, synonyms: [{}] }],
        parentSlotTypeSignature: null,
        compositeSlotTypeSetting: { subSlots: [{}] },
      },
      'Bot/BotLocales/en_AU/CustomVocabulary/CustomVocabulary.json': { customVocabularyItems: [] },
    }),
  ],
  [
    'dialogflow-bare',
    tree({
      'intents/A.json': {
        userSays: [{ data: [{}, { text: 'a ' }, { text: 'b', alias: 's' }] }, {}],
      },
      'intents/B.json': { responses: [{ parameters: [{}] }, {}], name: null, auto: true },
      'intents/B_usersays_en.json': [{ data: [{ text: '@e:x now' }], isTemplate: true }],
      'entities/E.json': {
        name: 'e',
        entries: [{}, { value: 'v' }, { value: 'w', synonyms: ['x'] }],
      },
    }),
  ],
  [
    'cx-bare',
    tree({
      'intents/A/A.json': { displayName: 'A', priority: 1, parameters: [{}, { id: 'p' }] },
      'intents/A/trainingPhrases/en.json': {
        trainingPhrases: [{ parts: [{}, { text: 'a ' }, { text: 'b', parameterId: 'p' }] }],
      },
      'entityTypes/E/E.json': { displayName: 'E', kind: 'KIND_MAP' },
      'entityTypes/E/entities/en.json': { entities: [{ value: 'v', synonyms: [] }] },
      'entityTypes/F/entities/en.json': { entities: [{ value: 'v', synonyms: [] }, {}] },
    }),
  ],
  [
    'nlpjs-bare',
    one('x.json', {
      locale: 'de',
      data: [
        { intent: 'A', utterances: ['a', null, '%e%', '@e'], tests: [{}, { utterance: 'b' }] },
        {},
        7,
      ],
      entities: { e: {}, f: null, g: { options: { v: 'no list', w: ['x', 7] } }, h: { i: ['j'] } },
    }),
  ],
  [
    'jovo-bare',
    one('models/en.json', {
      intents: [{ name: 'A', phrases: ['a {s}', 'b'], inputs: [{}, { name: 's' }] }, {}],
      inputTypes: [{}, { name: 'T', values: [{}, { value: 'v' }] }],
    }),
  ],
  [
    'doccano-bare',
    one(
      'x.jsonl',
      lines(
        { text: 'a b', label: [[], [0, 1], ['x'], [2, 3, 'L'], 7, null] },
        { text: 'c', cats: { A: 1, B: 0 } },
        { text: 'd', entities: [{}, { start_offset: 0, end_offset: 1, label: 'L' }] },
        { text: '', label: [] },
      ),
    ),
  ],
  [
    'massive-bare',
    one('x.jsonl', lines({ utt: 'a b', annot_utt: 'a [s : b] [t:] [ : c] [d' }, { annot_utt: '' })),
  ],
  [
    'home-assistant-bare',
    one(
      'x.yaml',
      lines(
        'language: de-CH',
        'intents:',
        '  A: {data: [{sentences: ["a {s}"]}, {}, {sentences: x}]}',
        '  B: 7',
        '  C: {data: 7, description: why}',
        'lists: {s: {}, t: 7}',
        'expansion_rules: {r: 7, q: "(x"}',
        'settings: {a: 1}',
      ),
    ),
  ],
  [
    'rasa-yaml-bare',
    one(
      'nlu.yml',
      lines(
        'nlu:',
        '- intent: a',
        '- intent:',
        '  examples: |',
        '    - nobody',
        '- intent: b',
        '  examples:',
        '  - text:',
        '  - {}',
        '  - text: |',
        '      - "b c"',
        '- synonym: v',
        '- lookup: l',
        '- regex: r',
        '- 7',
        '- intent: c',
        '  examples: "- d"',
      ),
    ),
  ],
]
