/** NLP.js corpora: utterances with `@entity` or `%entity%`, entities with options, tests. */
import { templateOf } from '@/project/expansion-template'
import type { Project, Utterance } from '@/project/project'
import type { Format, SourceFile } from './format'
import {
  asArray,
  asRecord,
  asText,
  asTexts,
  entriesOf,
  get,
  isDeeperThan,
  textOf,
} from './json-access'
import { lossesIn } from './losses'
import type { ProjectBuilder } from './project-builder'
import { reportUnused, shorten } from './unused-parts'
import {
  holdsAllBut,
  jsonFile,
  partPatterns,
  typesBySlot,
  utterancesByIntent,
  writableUtterances,
} from './writing'

export const nlpjs: Format = {
  id: 'nlpjs',
  label: 'NLP.js corpus',
  extensions: ['.json'],
  about: 'A corpus with intents, entities, answers and tests.',
  holds: holdsAllBut(
    'utterances',
    'outOfScope',
    'unlabelled',
    'emptyIntents',
    'unusedSlots',
    'slotTypes',
    'isExtensible',
    'split',
    'spacing',
    'review',
  ),
  keeps: ['nlpjs'],
  alsoLost: [
    {
      words: 'texts with a literal @name or %name%',
      sentence: 'Texts with a literal @name or %name% are left out.',
      // Each of them is listed by its text.
      countIn: () => 0,
    },
  ],
  sniff: (file) => {
    const first = asArray(get(file.json(), 'data'))[0]
    return get(first, 'intent') !== undefined && Array.isArray(get(first, 'utterances')) ? 1 : 0
  },
  read: (files, builder) => {
    for (const file of files) readCorpus(file, builder)
  },
  write: (project) => {
    const parted = partPatterns(writableUtterances(project, nlpjs.holds))
    const reads = ({ text }: Utterance) => [...text.matchAll(PLACEHOLDER)].length > 0
    const fit = parted.fit.filter((utterance) => !reads(utterance))
    const dropped = [...parted.dropped, ...parted.fit.filter(reads)]
    return {
      files: [jsonFile(project, '.corpus.json', writeCorpus(project, fit))],
      losses: lossesIn(project, nlpjs, dropped),
    }
  },
}

/** How NLP.js finds an entity that is no list. */
const RULES = ['trim', 'regex']

const PLACEHOLDER = /%([^%\s][^%]*)%|@([\p{L}_][\p{L}\p{N}_-]*)/gu

function readCorpus(file: SourceFile, builder: ProjectBuilder): void {
  const json = file.json()
  if (isDeeperThan(json, 100)) {
    builder.skip({ file: file.name, place: '' }, '', 'It is nested deeper than any corpus.')
    return
  }
  builder.setName(textOf(get(json, 'name')))
  builder.setLocale(textOf(get(json, 'locale')))
  const entities = new Set<string>()
  const ruled: [string, unknown][] = []
  for (const [name, entity] of entriesOf(get(json, 'entities'))) {
    entities.add(name)
    builder.addSlotType(name)
    const { options, ...rules } = asRecord(entity) ?? {}
    const isRuled = RULES.some((rule) => Object.hasOwn(rules, rule))
    for (const [option, words] of entriesOf(options ?? (isRuled ? {} : entity))) {
      if (Array.isArray(words)) builder.addValue(name, option, asTexts(words))
    }
    if (!isRuled) continue
    ruled.push([name, rules])
    for (const rule of RULES) {
      if (!Object.hasOwn(rules, rule)) continue
      const reason = `An entity found by “${rule}” has no values here; its rule is written back on export.`
      builder.keep(
        { file: file.name, place: `entities.${name}.${rule}` },
        shorten(rules[rule]),
        reason,
      )
    }
  }
  const answers: [string, unknown][] = []
  for (const [index, row] of asArray(get(json, 'data')).entries()) {
    const intent = textOf(get(row, 'intent'))
    const place = `data[${index}]`
    if (!intent) {
      builder.skip({ file: file.name, place }, shorten(row), 'The row has no intent.')
      continue
    }
    builder.addIntent(intent)
    if (get(row, 'answers') !== undefined) answers.push([intent, get(row, 'answers')])
    const at = { file: file.name, place }
    const read = ['utterances', 'tests']
    reportUnused(row, { at, read: [...read, 'answers'], builder })
    reportUnused({ answers: get(row, 'answers') }, { at, read, builder, isKept: true })
    for (const [number, utterance] of asArray(get(row, 'utterances')).entries()) {
      const at = { file: file.name, place: `${place}.utterances[${number}]` }
      const text = asText(utterance) ?? asText(get(utterance, 'utterance'))
      if (text === null) {
        builder.skip(at, JSON.stringify(utterance), 'The utterance is no text.')
        continue
      }
      let isTemplate = false
      const pattern = text.replace(PLACEHOLDER, (whole, quoted?: string, plain?: string) => {
        const name = (quoted ?? plain)!
        if (quoted === undefined && !entities.has(name)) return whole
        isTemplate = true
        builder.addSlot(intent, name, name)
        return `{${name}}`
      })
      if (isTemplate) builder.addTemplate({ at, intent, text: pattern })
      else builder.addUtterance({ at, intent, text: text.trim().replace(/\s+/gu, ' ') })
    }
    for (const [number, test] of asArray(get(row, 'tests')).entries()) {
      const at = { file: file.name, place: `${place}.tests[${number}]` }
      const text = asText(test) ?? asText(get(test, 'utterance'))
      if (text) builder.addUtterance({ at, intent, text, split: 'test' })
      else builder.skip(at, shorten(test), 'The test is no text.')
    }
  }
  reportUnused(json, { at: { file: file.name, place: '' }, read: ['data', 'entities'], builder })
  builder.addExtra('nlpjs', { answers, entities: ruled })
}

function writeCorpus(project: Project, fit: readonly Utterance[]): unknown {
  const typeOfSlot = typesBySlot(project, fit)
  const said = new Map<string, Set<string>>()
  const groups = utterancesByIntent(project, fit)
  const answers = asArray(get(project.extras.nlpjs, 'answers'))
  const ruled = new Map(
    asArray(get(project.extras.nlpjs, 'entities')).map((pair) => [
      asArray(pair)[0],
      asRecord(asArray(pair)[1]),
    ]),
  )
  const mark = (template: string) =>
    template.replace(/\{([^{}|]+)\}/gu, (_, slot: string) => placeholder(slot))
  const rows = [...groups].map(([intent, utterances]) => {
    const samples = project.templates
      .filter((one) => one.intent === intent)
      .map((one) => mark(one.text))
    const tests: string[] = []
    for (const utterance of utterances) {
      if (utterance.split === 'test' && utterance.spans.length === 0) tests.push(utterance.text)
      else samples.push(mark(templateOf(utterance)))
      for (const span of utterance.spans) {
        const words = said.get(span.slot) ?? new Set()
        said.set(span.slot, words.add(utterance.text.slice(span.start, span.end)))
      }
    }
    const replies = answers.find((pair) => asArray(pair)[0] === intent)
    return {
      intent,
      utterances: [...new Set(samples)],
      ...(replies ? { answers: asArray(replies)[1] } : {}),
      ...(tests.length > 0 ? { tests } : {}),
    }
  })
  // NLP.js knows no intent without texts.
  const data = rows.filter((row) => row.utterances.length > 0 || 'answers' in row || 'tests' in row)
  const entities = [...typeOfSlot].map(([slot, typeName]) => {
    const type = project.slotTypes.find((one) => one.name === typeName)
    const options = new Map(
      (type?.values ?? []).map(({ value, synonyms }) => [value, [value, ...synonyms]]),
    )
    const listed = new Set([...options.values()].flat().map((word) => word.toLowerCase()))
    const rules = ruled.get(slot)
    for (const word of rules ? [] : (said.get(slot) ?? [])) {
      if (!listed.has(word.toLowerCase())) options.set(word, [word])
      listed.add(word.toLowerCase())
    }
    const list = rules && options.size === 0 ? {} : { options: Object.fromEntries(options) }
    return [slot, { ...rules, ...list }] as const
  })
  return {
    name: project.name,
    locale: project.locale,
    data,
    entities: { ...Object.fromEntries(ruled), ...Object.fromEntries(entities) },
  }
}

function placeholder(slot: string): string {
  return `%${slot.replaceAll('%', '')}%`
}
