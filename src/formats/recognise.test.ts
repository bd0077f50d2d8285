import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import type { InputFile } from './format'
import { readFiles, sourceFile } from './read-files'
import { recogniseFile } from './recognise'
import { formatsOf, linesOf, readForTest } from './testing-reads'

const NLU = 'version: "3.1"\nnlu:\n- intent: ask_tide\n  examples: |\n    - when is high tide\n'
const DOMAIN =
  'version: "3.1"\n# the whole bot\nintents:\n- ask_tide\nslots:\n  pier:\n    type: text\nresponses:\n  utter_tide:\n  - text: At noon\n'
const STORIES_YAML =
  'version: "3.1"\nstories:\n- story: tide\n  steps:\n  - intent: ask_tide\n  - action: utter_tide\n'
const RULES =
  'version: "3.1"\n# one rule\nrules:\n- rule: thanks\n  steps:\n  - intent: thank\n  - action: utter_welcome\n'
const STORIES_MD =
  '## tide and pier\n* ask_tide\n  - utter_tide\n* choose{"pier": "north"}\n  - utter_done\n\n## leaving\n> check_asked\n* bye\n  - action_leave\n'
const RESPONSES_MD = '## ask hours\n* faq/ask_hours\n  - We open at nine.\n'
const CONFIG =
  'language: en\npipeline:\n- name: WhitespaceTokenizer\npolicies:\n- name: RulePolicy\n'
const README =
  '# Tide bot\n\nAsk for the tide. See [the docs](https://tides.example/docs).\n\n## Install\n\n```sh\npip install tide\n```\n'

function refusal(name: string, content: string): string {
  const outcome = readFiles([{ name, content }], { projectId: 'p' })
  if (outcome.kind === 'imported')
    throw new Error(
      `${name} was read as ${outcome.report.files[0]?.label}: ${linesOf(outcome.project)}`,
    )
  expect(outcome.remedy).not.toBe('')
  return outcome.message
}

describe('what is no training data is refused by name of what it is', () => {
  it.each([
    ['domain.yml', DOMAIN, 'a Rasa domain, no NLU data'],
    ['slots.yml', 'version: "3.1"\nslots:\n  pier:\n    type: text\n', 'a part of a Rasa domain'],
    ['responses.yml', 'responses:\n  utter_tide:\n  - text: At noon\n', 'Rasa responses'],
    ['stories.yml', STORIES_YAML, 'Rasa stories, no NLU data'],
    ['rules.yml', RULES, 'Rasa rules, no NLU data'],
    ['config.yml', CONFIG, 'a Rasa configuration'],
    ['endpoints.yml', 'action_endpoint:\n  url: http://x.example\n', 'a Rasa configuration'],
    ['stories.md', STORIES_MD, 'Rasa stories, no NLU data'],
    ['flat.md', '## tide\n* ask_tide\n- utter_tide\n', 'Rasa stories, no NLU data'],
    ['responses.md', RESPONSES_MD, 'Rasa responses, no NLU data'],
    ['', STORIES_YAML, 'Rasa stories, no NLU data'],
    ['', DOMAIN, 'a Rasa domain, no NLU data'],
    [
      'pier.yml',
      'context:\n  expressions:\n    tide:\n      - "[show, tell] (me) the tide at $pier:where"\n  slots:\n    pier:\n      - north\n',
      'Rhino',
    ],
    ['sentences.ini', '[Tide]\n(show | tell) me the tide at ($pier){where}\n', 'Rhasspy'],
    ['tide.chatito', "%[tide]('training': '9')\n    ~[when] is high tide\n", 'a Chatito grammar'],
    ['app.ini', '; settings\n[server]\nport = 80\n', 'a settings file'],
    ['other.yaml', 'colours:\n  - red\n  - blue\n', 'YAML, but in no shape'],
    ['compose.yaml', 'services:\n  web:\n    image: tide\n', 'YAML, but in no shape'],
    [
      'shop.json',
      JSON.stringify({
        name: 'pier',
        intents: [{ intent: 'tide', examples: 3, description: 'asks' }],
        dialog_nodes: [],
      }),
      'JSON, but in no shape',
    ],
    ['package.json', '{"name":"x","dependencies":{}}', 'a setting or a list of packages'],
    ['', '{"name":"x","dependencies":{}}', 'a list of packages'],
    ['numbers.json', '[1, 2, 3]', 'JSON, but in no shape'],
    ['words.jsonl', '{"a": 1}\n{"a": 2}\n', 'JSON lines without a text'],
    ['README.md', README, 'a text about the project'],
    ['guide.md', README, 'a text about something'],
    [
      'actions.py',
      'class Tide(Action):\n    def name(self):\n        return "tide"\n',
      'program code',
    ],
    ['', 'import os\nfrom sys import path\n\ndef tide(pier):\n    return 1;\n', 'program code'],
    ['index.html', '<!doctype html><p>hi</p>', 'a page or a style sheet'],
    ['', '<?xml version="1.0"?><intents/>', 'a page of HTML or XML'],
    ['answers.lg', '# Hello\n- hi there\n- good day\n', 'answers of a bot (.lg)'],
    ['faq.qna', '# ? when do you open\n- opening hours\n```\nAt nine.\n```\n', 'questions with'],
  ])('%s', (name, content, what) => {
    expect(refusal(name, content)).toContain(what)
  })

  it('says what is broken, and never that valid JSON is', () => {
    expect(refusal('half.json', '{"intents": [{"name": "a",\n "samples": [')).toMatch(
      /half\.json: It is broken JSON: line 2/u,
    )
    expect(refusal('x.jsonl', '{"a":1}\n{"b":2}\n')).not.toContain('broken')
  })

  it('takes nothing found for an error, whatever else the file declares', () => {
    const model = { languageModel: { intents: [{ name: 'Tide', samples: [] }], types: [] } }
    expect(refusal('model.json', JSON.stringify(model))).toBe(
      'No utterance was found, only 1 intent.',
    )
    expect(refusal('nlu.yml', 'version: "3.1"\nnlu: []\n')).toContain(
      'It was read as Rasa YAML, but nothing was found in it.',
    )
    expect(refusal('nlu.md', '## lookup:pier\n- north\n- south\n')).toContain('only 2 values')
  })
})

describe('plain and bracket text are taken when nothing speaks against them', () => {
  it.each([
    ['', 'turn it up\nturn it down\n'],
    ['lines.txt', 'turn it up\n[x] marks the spot\n'],
    ['skill.md', '# Tide\nwhen is high tide at [the north pier](pier)\nis it high\n'],
    ['notes.txt', '# Tide\n- when is high tide\n- coffee: yes or no\n'],
    ['', 'remind me: call Ann\nremind me: buy milk\n'],
    ['', 'yes, please\nno, thanks\n'],
    ['', '[two](count) tickets please\n[ten](count) more\n'],
    ['', '# Go\nopen [the page](page) at http://x.example/a\n'],
  ])('%s %s', (name, content) => {
    expect(formatsOf([{ name, content }])).toEqual(['bracket'])
  })

  it('knows .lu by its name, and by what only .lu says', () => {
    const plain = '# Greet\n- hi\n- hello there\n\n> more\n# Leave\n- see you\n'
    expect(formatsOf([{ name: 'greet.lu', content: plain }])).toEqual(['luis-lu'])
    expect(formatsOf([{ name: 'greet.en-us.LU', content: plain }])).toEqual(['luis-lu'])
    expect(formatsOf('# Leave\n- see you\n- [others](./bye.lu#Leave)\n')).toEqual(['luis-lu'])
  })
})

describe('a folder is one project', () => {
  const folder: Record<string, string> = {
    'README.md': README,
    'actions/actions.py': 'class Tide:\n    pass\n',
    'config.yml': CONFIG,
    'data/extra.csv': 'text,intent\nis it high,ask_tide\n',
    'data/notes.txt': '# ideas\nask about [boats](boat)\n',
    'data/nlu/tide.yml': `${NLU}- lookup: pier\n  examples: |\n    - north\n`,
    'data/piers.txt': 'north\nsouth pier\n',
    'data/nlu/old.md':
      '## intent:choose\n- the [south pier](pier)\n## lookup:pier\ndata/piers.txt\n',
    'data/rules.yml': RULES,
    'data/stories.md': STORIES_MD,
    'domain.yml': DOMAIN,
    'requirements.txt': 'rasa==3.1\n',
  }
  const inputs = Object.entries(folder).map(([name, content]): InputFile => ({ name, content }))

  it('reads what Rasa reads from it, and says of each other file what it is', () => {
    const { project, report } = readForTest(inputs)
    expect(linesOf(project)).toEqual([
      'ask_tide: when is high tide',
      'choose: the south pier [pier=south pier]',
    ])
    expect(project.slotTypes).toMatchObject([
      { name: 'pier', values: [{ value: 'north' }, { value: 'south pier' }] },
    ])
    const read = report.files.map(({ name }) => name)
    const skipped = report.entries.filter(({ place }) => place === '').map(({ file }) => file)
    expect([...read, ...skipped].sort()).toEqual(Object.keys(folder).sort())
    expect(read.sort()).toEqual(['data/nlu/old.md', 'data/nlu/tide.yml', 'data/piers.txt'])
    const reasons = Object.fromEntries(report.entries.map(({ file, reason }) => [file, reason]))
    expect(reasons['data/extra.csv']).toContain('the folder is a project of Rasa')
    expect(reasons['data/stories.md']).toBe('It is Rasa stories, no NLU data.')
  })

  it('reads a zip of it alike, in a flat folder too, and names the skill after it', () => {
    const zip = zipSync(
      Object.fromEntries(Object.entries(folder).map(([name, text]) => [name, strToU8(text)])),
    )
    const zipped = readForTest([{ name: 'tides.zip', content: zip }])
    expect(zipped.project.name).toBe('tides')
    expect(linesOf(zipped.project)).toEqual(linesOf(readForTest(inputs).project))
    const flat = readForTest([
      { name: 'domain.yml', content: DOMAIN },
      { name: 'list.txt', content: '# words\n[high](level) tide\n' },
      { name: 'nlu.yml', content: NLU },
    ])
    expect(linesOf(flat.project)).toEqual(['ask_tide: when is high tide'])
  })

  it('names a lookup file that is missing', () => {
    const { report } = readForTest(
      '## intent:choose\n- the [pier](pier)\n## lookup:pier\ndata/piers.txt\n',
    )
    expect(report.entries.at(-1)).toMatchObject({
      kind: 'skipped',
      place: '4',
      text: 'data/piers.txt',
      reason: expect.stringContaining('refers to another file'),
    })
  })

  it('reads one language of a skill that has several, and says so', () => {
    const model = (text: string) =>
      JSON.stringify({ languageModel: { intents: [{ name: 'Tide', samples: [text] }], types: [] } })
    const { project, report } = readForTest([
      { name: 'skill-package/models/de-DE.json', content: model('wann ist Flut') },
      { name: 'skill-package/models/en-GB.json', content: model('when is it high water') },
      { name: 'skill-package/models/en-US.json', content: model('when is high tide') },
    ])
    expect(linesOf(project)).toEqual(['Tide: when is high tide'])
    expect(report.entries.filter(({ kind }) => kind === 'skipped')).toMatchObject([
      { file: 'skill-package/models/de-DE.json', reason: expect.stringContaining('(de-DE)') },
      { file: 'skill-package/models/en-GB.json' },
    ])
  })

  it('reads the only plain list among files that are something else', () => {
    const files = [
      { name: 'README.md', content: README },
      { name: 'said.txt', content: 'turn it up\nturn it down\n' },
    ]
    expect(readForTest(files).project.utterances).toHaveLength(2)
  })
})

describe('recognition costs no more than the length of a text', () => {
  const pieces = [
    '\n',
    ' \n',
    '# ',
    '## a\n',
    '## a\n* ',
    '* a/',
    '[a](',
    '](',
    '![',
    '<p ',
    '<!--',
    '- [',
    '{',
    'a: ',
    'a:\n',
    'a: b\n  ',
    '---\n',
    '[a]{',
    ';\n',
    '[a]\n',
    '"',
    '\t',
    'O\t',
    'a|',
  ]
  it.each(pieces)('%j', (piece) => {
    for (const before of ['', '## a\n', '[a', '{"a":']) {
      const file = sourceFile('', before + piece.repeat(50_000))
      const started = process.cpuUsage()
      recogniseFile(file)
      const { user, system } = process.cpuUsage(started)
      expect((user + system) / 1000).toBeLessThan(10_000)
    }
  })
})
