import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import type { Project } from '@/project/project'
import type { FormatId } from './format'
import { readForTest } from './testing-reads'
import { fitProject, writeProject } from './write-project'

const skillOf = (text: string): Project =>
  readForTest([{ name: 'skill.txt', content: text }]).project

/** A format's only file, or one inside its zip, as text. */
function written(project: Project, id: FormatId, name?: string): string {
  const bytes = writeProject(project, id).files[0]?.bytes ?? new Uint8Array()
  return strFromU8(name === undefined ? bytes : (unzipSync(bytes)[name] ?? new Uint8Array()))
}

const changesOf = (project: Project, id: FormatId) => fitProject(project, id).changes.join(' ')

describe('what is written for LUIS', () => {
  it('makes a list of labelled values the feature of an entity', () => {
    const skill = skillOf('# Eat\nbring [stew](dish)\n% type: dish\nstew = goulash\n')
    const lu = written(skill, 'luis-lu')
    expect(lu).toContain('@ ml dish usesFeature dishList')
    expect(lu).toContain('@ list dishList =')
    const app = JSON.parse(written(skill, 'luis-json'))
    expect(app.entities[0].features).toEqual([{ modelName: 'dishList', isRequired: false }])
    expect(
      readForTest([{ name: 'a.json', content: JSON.stringify(app) }]).project.slotTypes,
    ).toEqual(skill.slotTypes)
  })

  it('names built-in types as LUIS does, with a role, and says so', () => {
    const skill = skillOf('# Time\n@ minutes: AMAZON.NUMBER\nwait [ten](minutes) minutes\n')
    expect(written(skill, 'luis-lu')).toContain('wait {@number:minutes=ten} minutes')
    expect(written(skill, 'luis-lu')).toContain('@ prebuilt number hasRoles minutes')
    expect(changesOf(skill, 'luis-lu')).toContain('“AMAZON.NUMBER” is written as “number”')
  })

  it('renames what LUIS forbids: marks in names, one role of two entities', () => {
    const skill = skillOf(
      '# talk: a&b\n@ at: City\nin [Rome](at)\n# Other\n@ at: Time\nby [noon](at)\n',
    )
    const { project, changes } = fitProject(skill, 'luis-json')
    expect(project.intents.map(({ name }) => name)).toEqual(['talk_ a_b', 'Other'])
    expect(project.utterances[1]?.spans[0]?.slot).toBe('at_Time')
    expect(changes).toHaveLength(2)
  })

  it('escapes braces alone beside labels, and gives synonyms with commas a line each', () => {
    const skill = skillOf(
      '# Eat\n\\[more\\] {x} \\(now\\) [stew](dish)\n% type: tea\ngreen = mint\\, green\n',
    )
    skill.utterances[0]!.text = '[more] (now) stew'
    skill.utterances[0]!.spans = [{ start: 13, end: 17, slot: 'dish' }]
    const lu = written({ ...skill, templates: [] }, 'luis-lu')
    expect(lu).toContain('- [more] (now) {@dish=stew}')
    expect(lu).toContain('$tea:green=\n- mint, green\n')
  })

  it('writes the sentences of patterns beyond the five hundredth', () => {
    const lines = Array.from({ length: 502 }, (_, index) => `word${index} {thing}`)
    const skill = skillOf(`# A\n${lines.join('\n')}\n`)
    const app = JSON.parse(written(skill, 'luis-json'))
    expect(app.patterns).toHaveLength(500)
    expect(app.utterances.length).toBeGreaterThanOrEqual(2)
    expect(changesOf(skill, 'luis-json')).toContain('2 templates')
  })
})

describe('what is written for Alexa', () => {
  const skill = skillOf(
    '% name: Egg Timer 2\n# Set-Timer\n@ minutes: AMAZON.NUMBER\n@ query: AMAZON.SearchQuery\n@ größe: Size\nwake me at 7, in [ten](minutes)min!\n{query}\nfind {query} in {minutes}\nfind {query}\nthe {größe}’s lid\n??\n# Nothing\n% kind: outOfScope\nhow nice\n% type: Idle\n',
  )
  const { project, changes } = fitProject(skill, 'alexa')
  const said = changes.join('\n')

  it('says names aloud, in letters', () => {
    expect(project.name).toBe('egg timer two')
    expect(project.intents.map(({ name }) => name)).toEqual([
      'Set_Timer',
      'AMAZON.FallbackIntent',
      'AMAZON.CancelIntent',
      'AMAZON.HelpIntent',
      'AMAZON.StopIntent',
    ])
    expect(project.intents[0]?.slots.map(({ name }) => name)).toContain('groesse')
    expect(said).toContain('AMAZON.CancelIntent, AMAZON.HelpIntent, AMAZON.StopIntent: added')
  })

  it('spells digits, drops marks and sets slots apart', () => {
    const written = project.utterances.filter(({ templateId }) => templateId === null)
    expect(written.map(({ text }) => text)).toEqual(['wake me at seven in ten min', 'how nice'])
    expect(written[0]?.spans).toEqual([{ start: 20, end: 23, slot: 'minutes' }])
    expect(project.templates.map(({ text }) => text)).toEqual([
      'find {query}',
      "the {groesse}'s lid",
    ])
    expect(said).toContain('needs words around it')
    expect(said).toContain('there may be no other slot')
    expect(said).toContain('“??” is left out')
  })

  it('leaves out types that nobody uses, and gives an empty one a value', () => {
    expect(project.slotTypes.map(({ name, values }) => [name, values.length])).toEqual(
      expect.arrayContaining([['Size', 1]]),
    )
    expect(project.slotTypes.some(({ name }) => name === 'Idle')).toBe(false)
  })

  it('changes nothing of what the console takes already', () => {
    const again = fitProject(project, 'alexa')
    expect(again.changes).toEqual([])
    expect(again.project).toEqual(project)
  })

  it('leaves out digits that it cannot spell', () => {
    const german = skillOf('% locale: de-DE\n# A\num 7 bitte\num sieben bitte\n')
    expect(fitProject(german, 'alexa').project.utterances.map(({ text }) => text)).toEqual([
      'um sieben bitte',
    ])
  })
})

describe('what is written for others', () => {
  const timer = skillOf(
    '% name: egg timer\n# Set\n@ minutes: AMAZON.NUMBER\nwait [ten](minutes) minutes\n# Help\n',
  )

  it('gives Jovo a built-in type for each platform', () => {
    const model = JSON.parse(written(timer, 'jovo'))
    expect(model.intents.Set.entities.minutes.type).toEqual({
      alexa: 'AMAZON.NUMBER',
      dialogflow: '@sys.number',
    })
  })

  it('names the language of Snips, its built-in types, and leaves out empty intents of its YAML', () => {
    expect(JSON.parse(written(timer, 'snips-json'))).toMatchObject({
      language: 'en',
      entities: { 'snips/number': {} },
    })
    expect(JSON.parse(written({ ...timer, locale: 'pt-BR' }, 'snips-json')).language).toBe('pt_br')
    expect(written(timer, 'snips-yaml')).not.toContain('Help')
    expect(writeProject(timer, 'snips-yaml').losses.join()).toContain('Intents without utterances')
    expect(changesOf({ ...timer, locale: 'fi-FI' }, 'snips-json')).toContain('does not know')
  })

  it('gives Dialogflow its languages, and English no region', () => {
    expect(JSON.parse(written(timer, 'dialogflow', 'agent.json'))).toMatchObject({
      language: 'en',
      supportedLanguages: [],
    })
    expect(written(timer, 'dialogflow', 'intents/Set_usersays_en.json')).toContain('@sys.number')
  })

  it('gives wit.ai a version and a language, CLU a name without spaces, MASSIVE a partition', () => {
    expect(JSON.parse(written(timer, 'wit', 'app.json'))).toEqual({
      name: 'egg timer',
      lang: 'en',
      version: '20200513',
    })
    const clu = written(timer, 'clu')
    expect(JSON.parse(clu).metadata.projectName).toBe('egg-timer')
    expect(readForTest([{ name: 'c.json', content: clu }]).project.name).toBe('egg timer')
    expect(JSON.parse(written(timer, 'massive'))).toMatchObject({
      partition: 'train',
      scenario: 'Set',
    })
    expect(changesOf(timer, 'massive')).toContain('“train”')
  })

  it('writes control characters so that YAML takes them', () => {
    const odd = skillOf('# A\nca\u0081fe \u2028\n')
    odd.utterances[0]!.text = 'ca\u0081fe'
    expect(written(odd, 'rasa-yaml')).toContain('"ca\\u0081fe"')
    expect(written(odd, 'snips-yaml')).toContain('"ca\\u0081fe"')
  })

  it('lets no spreadsheet calculate a cell', () => {
    const sums = skillOf('# A\n\\=1+1\n\\+4\n\\-5\n\\@home\n')
    sums.intents[0]!.name = '=A'
    for (const utterance of sums.utterances) utterance.intent = '=A'
    const csv = written(sums, 'csv')
    expect(csv.split(/[\r\n,]+/u).filter((cell) => /^"?[=+\-@]/u.test(cell))).toEqual([])
    expect(
      readForTest([{ name: 'x.csv', content: csv }]).project.utterances.map(({ text }) => text),
    ).toEqual(['=1+1', '+4', '-5', '@home'])
  })
})
