/** Snips NLU: the YAML that people write and the JSON that its tools make of it. */
import type { Project, SlotType } from '@/project/project'
import { fitBuiltInTypes } from './built-in-types'
import { cutBySpans } from './cut-by-spans'
import { fitLocale } from './fit-locale'
import type { Fitted, Format, SourceFile } from './format'
import { asArray, asRecord, asText, asTexts, entriesOf, get, textOf } from './json-access'
import { fitAll } from './legal-names'
import { lossesIn } from './losses'
import type { ProjectBuilder } from './project-builder'
import type { Place, SourceSpan } from './source-utterance'
import {
  holdsAllBut,
  isSameAnnotation,
  jsonFile,
  slotTypeLookup,
  textFile,
  utterancesByIntent,
  writableUtterances,
} from './writing'
import { readDocuments, yamlString } from './yaml-text'

const holds = holdsAllBut(
  'templates',
  'outOfScope',
  'unlabelled',
  'unusedSlots',
  'split',
  'identity',
  'review',
)

export const snipsJson: Format = {
  id: 'snips-json',
  label: 'Snips JSON',
  extensions: ['.json'],
  about: 'The dataset JSON of snips-nlu.',
  keeps: ['snips'],
  holds,
  sniff: (file) => {
    const json = file.json()
    const intents = entriesOf(get(json, 'intents'))
    return intents.length > 0 &&
      intents.every(([, intent]) => Array.isArray(get(intent, 'utterances')))
      ? 0.95
      : 0
  },
  read: (files, builder) => {
    for (const file of files) readJson(file, builder)
  },
  fit: fitSnips,
  write: (project) => ({
    files: [jsonFile(project, '.snips.json', writeJson(project))],
    losses: lossesIn(project, snipsJson),
  }),
}

function readJson(file: SourceFile, builder: ProjectBuilder): void {
  const json = file.json()
  builder.setLocale(textOf(get(json, 'language')))
  for (const [name, entity] of entriesOf(get(json, 'entities'))) {
    const values = asArray(get(entity, 'data')).map((row): string[] => [
      textOf(get(row, 'value')),
      ...asTexts(get(row, 'synonyms')),
    ])
    readEntity(
      { name, entity, values, at: { file: file.name, place: `entities.${name}` } },
      builder,
    )
  }
  for (const [intent, body] of entriesOf(get(json, 'intents'))) {
    builder.addIntent(intent)
    for (const [index, utterance] of asArray(get(body, 'utterances')).entries()) {
      const spans: SourceSpan[] = []
      let text = ''
      for (const chunk of asArray(get(utterance, 'data'))) {
        const said = textOf(get(chunk, 'text'))
        const entity = asText(get(chunk, 'entity'))
        const slot = asText(get(chunk, 'slot_name')) ?? entity
        if (slot && said.trim()) {
          spans.push({
            start: text.length,
            end: text.length + said.length,
            slot,
            ...(entity ? { type: entity } : {}),
          })
        }
        text += said
      }
      const at = { file: file.name, place: `intents.${intent}.utterances[${index}]` }
      builder.addUtterance({ at, intent, text, spans })
    }
  }
}

/** Reads an entity of either form; what Skillet has no word for is kept for the export. */
function readEntity(
  source: { name: string; entity: unknown; values: readonly string[][]; at: Place },
  builder: ProjectBuilder,
): void {
  const { name, entity, values, at } = source
  const isExtensible = readSwitch(get(entity, 'automatically_extensible'))
  builder.addSlotType(name, isExtensible === null ? {} : { isExtensible })
  const usesSynonyms = readSwitch(get(entity, 'use_synonyms')) ?? true
  const strictness = Number(get(entity, 'matching_strictness') ?? 1)
  const unused: [string, string[]][] = []
  for (const [value = '', ...synonyms] of values) {
    builder.addValue(name, value, usesSynonyms ? synonyms : [])
    if (usesSynonyms || synonyms.length === 0) continue
    unused.push([value, synonyms])
    const reason = '“use_synonyms” is off, so they mean nothing; they are written back on export.'
    builder.keep(at, `${value}: ${synonyms.join(', ')}`, reason)
  }
  const isStrict = strictness === 1 || !Number.isFinite(strictness)
  if (!isStrict) {
    const reason = 'How strictly values match is not used; it is written back on export.'
    builder.keep(at, `matching_strictness: ${strictness}`, reason)
  }
  if (usesSynonyms && isStrict) return
  const settings = {
    ...(usesSynonyms ? {} : { use_synonyms: false }),
    ...(isStrict ? {} : { matching_strictness: strictness }),
  }
  builder.addExtra('snips', { entities: [[name, { settings, unused }]] })
}

/** Snips reads YAML 1.1, to which `no` and `off` are switches. */
function readSwitch(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value
  const word = asText(value)?.toLowerCase() ?? ''
  if (/^(yes|y|on|true)$/u.test(word)) return true
  return /^(no|n|off|false)$/u.test(word) ? false : null
}

/** What an entity of Snips had beside its values. */
function settingsOf(project: Project, type: string) {
  const rows = asArray(get(project.extras.snips, 'entities'))
  const kept = asArray(rows.find((row) => asArray(row)[0] === type))[1]
  const unused = new Map(
    asArray(get(kept, 'unused')).map((pair) => [
      textOf(asArray(pair)[0]),
      asTexts(asArray(pair)[1]),
    ]),
  )
  const synonymsOf = (value: string, synonyms: readonly string[]) => [
    ...new Set([...synonyms, ...(unused.get(value) ?? [])]),
  ]
  return { settings: asRecord(get(kept, 'settings')) ?? {}, synonymsOf }
}

function jsonEntity(project: Project, type: SlotType): unknown {
  const { settings, synonymsOf } = settingsOf(project, type.name)
  return {
    data: type.values.map(({ value, synonyms }) => ({
      value,
      synonyms: synonymsOf(value, synonyms),
    })),
    use_synonyms: true,
    automatically_extensible: type.isExtensible,
    matching_strictness: 1,
    ...settings,
  }
}

function writeJson(project: Project): unknown {
  const typeOf = slotTypeLookup(project)
  const groups = utterancesByIntent(project, writableUtterances(project, holds))
  return {
    language: snipsLanguage(project.locale),
    intents: Object.fromEntries(
      [...groups].map(([intent, utterances]) => [
        intent,
        {
          utterances: utterances.map((utterance) => ({
            data: chunksOf(utterance, (slot) => typeOf(intent, slot)),
          })),
        },
      ]),
    ),
    entities: Object.fromEntries(
      project.slotTypes.map((type) => [
        type.name,
        isBuiltIn(type) ? {} : jsonEntity(project, type),
      ]),
    ),
  }
}

const LANGUAGES = ['en', 'de', 'es', 'fr', 'it', 'ja', 'ko', 'pt-BR', 'pt-PT']

/** Those that Snips reads by rules; cities and artists are downloads of their own. */
const BUILT_IN =
  /^snips\/(number|ordinal|date|time|datetime|datePeriod|timePeriod|duration|percentage|amountOfMoney|temperature)$/u

function fitSnips(project: Project): Fitted {
  return fitAll(project, (one) => fitLocale(one, LANGUAGES, 'Snips'), fitSnipsTypes)
}

function fitSnipsTypes(project: Project): Fitted {
  return fitBuiltInTypes(project, 'snips', (type) => BUILT_IN.test(type))
}

/** `pt-BR` → `pt_br`. */
function snipsLanguage(locale: string): string {
  return locale.toLowerCase().replace('-', '_')
}

const isBuiltIn = ({ name, values }: SlotType) => name.startsWith('snips/') && values.length === 0

function chunksOf(
  utterance: Project['utterances'][number],
  typeOf: (slot: string) => string,
): unknown[] {
  return cutBySpans(utterance).map(({ text, slot }) =>
    slot === null ? { text } : { text, entity: typeOf(slot), slot_name: slot },
  )
}

export const snipsYaml: Format = {
  id: 'snips-yaml',
  label: 'Snips YAML',
  extensions: ['.yml', '.yaml'],
  about: 'Documents of `type: intent` and `type: entity`.',
  keeps: ['snips'],
  holds: holdsAllBut(
    'templates',
    'outOfScope',
    'unlabelled',
    'emptyIntents',
    'split',
    'identity',
    'review',
  ),
  sniff: ({ text }) =>
    /^type: *(intent|entity)\s*$/mu.test(text) && /^(utterances|values|name|slots):/mu.test(text)
      ? 0.95
      : 0,
  read: (files, builder) => {
    for (const file of files) {
      for (const [index, document] of readDocuments(file, builder).entries())
        readDocument(file, index, document, builder)
    }
  },
  fit: fitSnipsTypes,
  write: (project) => writeYaml(project),
}

function readDocument(
  file: SourceFile,
  index: number,
  document: unknown,
  builder: ProjectBuilder,
): void {
  const name = textOf(get(document, 'name'))
  const place = `document ${index + 1}`
  if (document === null || document === undefined) return
  if (!name) {
    builder.skip(
      { file: file.name, place },
      '',
      'The document has no name.',
      'Add a line `name: …`.',
    )
    return
  }
  if (asText(get(document, 'type')) === 'entity') {
    const values = asArray(get(document, 'values')).map((value) =>
      Array.isArray(value) ? asTexts(value) : [textOf(value)],
    )
    readEntity({ name, entity: document, values, at: { file: file.name, place } }, builder)
    return
  }
  builder.addIntent(name)
  for (const slot of asArray(get(document, 'slots'))) {
    const slotName = textOf(get(slot, 'name'))
    builder.addSlot(name, slotName, asText(get(slot, 'entity')) ?? slotName)
  }
  for (const [number, utterance] of asArray(get(document, 'utterances')).entries()) {
    const at = { file: file.name, place: `${place}: utterances[${number}]` }
    const line = asText(utterance)
    if (line === null) {
      builder.skip(
        at,
        JSON.stringify(utterance).slice(0, 200),
        'The utterance is no text.',
        'Put quotes around a text that starts with a bracket.',
      )
      continue
    }
    const { text, spans, hasPlaceholder } = parseSnipsLine(line)
    if (hasPlaceholder) {
      for (const span of spans) if (span.type) builder.addSlot(name, span.slot, span.type)
      builder.addTemplate({ at, intent: name, text })
    } else builder.addUtterance({ at, intent: name, text, spans })
  }
}

/** `[slot:entity](text)`, `[slot](text)`, or a bare `[slot]`, which is a placeholder. */
function parseSnipsLine(line: string): {
  text: string
  spans: SourceSpan[]
  hasPlaceholder: boolean
} {
  // Lengths are bounded, so that a line of open brackets is not searched to its end for each of them.
  const PIECE = /\[([^\]:]{1,500})(?::([^\]]{1,500}))?\](?:\(([^)]{1,2000})\))?/gu
  const hasPlaceholder = [...line.matchAll(PIECE)].some((match) => match[3] === undefined)
  const spans: SourceSpan[] = []
  let text = ''
  let end = 0
  for (const match of line.matchAll(PIECE)) {
    const [whole, name, type, said] = match
    text += line.slice(end, match.index)
    end = match.index + whole.length
    const slot = name!.trim()
    const piece = hasPlaceholder ? `{${slot}}` : said!
    spans.push({
      start: text.length,
      end: text.length + piece.length,
      slot,
      ...(type ? { type: type.trim() } : {}),
    })
    text += piece
  }
  return { text: text + line.slice(end), spans, hasPlaceholder }
}

function writeYaml(project: Project) {
  const groups = utterancesByIntent(project, writableUtterances(project, holds))
  const typeOf = slotTypeLookup(project)
  const dropped: Project['utterances'] = []
  const documents: string[] = []
  for (const [name, utterances] of groups) {
    const slots = new Map(
      (project.intents.find((one) => one.name === name)?.slots ?? []).map((slot) => [
        slot.name,
        slot.type,
      ]),
    )
    const lines: string[] = []
    for (const utterance of utterances) {
      let line = ''
      let end = 0
      for (const span of utterance.spans) {
        if (!slots.has(span.slot)) slots.set(span.slot, typeOf(name, span.slot))
        line += `${utterance.text.slice(end, span.start)}[${span.slot}](${utterance.text.slice(span.start, span.end)})`
        end = span.end
      }
      line += utterance.text.slice(end)
      const back = parseSnipsLine(line)
      if (isSameAnnotation(back, utterance)) lines.push(`- ${yamlString(line)}`)
      else dropped.push(utterance)
    }
    if (lines.length === 0) continue
    documents.push(
      [
        'type: intent',
        `name: ${yamlString(name)}`,
        ...(slots.size > 0 ? ['slots:'] : []),
        ...[...slots].map(
          ([slot, type]) => `- name: ${yamlString(slot)}\n  entity: ${yamlString(type)}`,
        ),
        'utterances:',
        ...lines,
      ].join('\n'),
    )
  }
  for (const type of project.slotTypes.filter((one) => !isBuiltIn(one))) {
    const { settings, synonymsOf } = settingsOf(project, type.name)
    const values = type.values.map(({ value, synonyms }) => {
      const others = synonymsOf(value, synonyms)
      return others.length > 0
        ? `- [${[value, ...others].map(yamlString).join(', ')}]`
        : `- ${yamlString(value)}`
    })
    documents.push(
      [
        'type: entity',
        `name: ${yamlString(type.name)}`,
        `automatically_extensible: ${type.isExtensible}`,
        ...Object.entries(settings).map(([key, value]) => `${key}: ${value}`),
        ...(values.length > 0 ? ['values:', ...values] : ['values: []']),
      ].join('\n'),
    )
  }
  const text = documents.map((document) => `---\n${document}\n`).join('')
  return {
    files: [textFile(project, '.snips.yaml', text)],
    losses: lossesIn(project, snipsYaml, dropped),
  }
}
