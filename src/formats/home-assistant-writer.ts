/** Writes Home Assistant’s custom sentences; templates that were read go back as they came. */
import { stringify } from 'yaml'
import { isBuiltInType } from '@/project/builtin-values'
import { neighbouringSlots, parseTemplate, templateOf } from '@/project/expansion-template'
import type { Project, SlotType, Utterance } from '@/project/project'
import type { Format, WriteOutcome } from './format'
import { inlineRange, isTemplate, readSentenceList } from './home-assistant-list'
import { isItsList } from './home-assistant-names'
import { asArray, asRecord, asText, asTexts, get } from './json-access'
import { keptGroups, keptRows } from './kept-rows'
import { lossesIn } from './losses'
import { modelOf } from './model-of-patterns'
import { parseSentence, type SentencePart } from './sentence-grammar'
import { hasEdgeMarks, isOnlyMarks, writeMarks } from './sentence-punctuation'
import {
  partPatterns,
  slotTypeLookup,
  templatesByIntent,
  textFile,
  utterancesByIntent,
  writableUtterances,
} from './writing'

/** Home Assistant’s languages that are more than a language: all others are written without a region. */
const REGIONS = /^(?:de-CH|es-419|pt-BR|sr-Latn|zh-(?:CN|HK|TW))$/u

type Rules = ReadonlyMap<string, SentencePart>

/** A project as one file of sentences. */
export function writeSentences(
  project: Project,
  format: Pick<Format, 'holds' | 'keeps' | 'alsoLost'>,
): WriteOutcome {
  const parted = partPatterns(writableUtterances(project, format.holds))
  const isHeard = ({ text, spans }: Utterance) => spans.length > 0 || !isOnlyMarks(text)
  const fit = parted.fit.filter(isHeard)
  const dropped = [...parted.dropped, ...parted.fit.filter((one) => !isHeard(one))]
  const extras = project.extras['home-assistant']
  const rules = keptRules(extras)
  const typeOf = slotTypeLookup(project)
  const blocksOf = keptGroups(get(extras, 'blocks'))
  const keptSlots = keptRows(get(extras, 'slots'))
  const cameAs = (intent: string, slot: string) => keptSlots(intent, slot)?.[2]
  const ownTemplates = templatesByIntent(project.templates)
  const written: Utterance[] = []
  const patterns = new Map<string, string[]>()
  const intents = new Map<string, unknown>()
  for (const [intent, utterances] of utterancesByIntent(project, fit)) {
    const lines = new Set([...(ownTemplates.get(intent) ?? []), ...utterances.map(templateOf)])
    patterns.set(intent, [...lines])
    const blocks = keptBlocks(blocksOf(intent), intent, lines, { rules, typeOf, cameAs })
    // What a kept sentence covers needs no words in the lists of other sentences.
    written.push(...utterances.filter((one) => lines.has(templateOf(one))))
    const sentences = [...lines].map((line) => sentenceOf(line, (slot) => typeOf(intent, slot)))
    intents.set(intent, {
      data: [...blocks, ...(sentences.length > 0 ? [{ sentences }] : [])],
    })
  }
  const document = {
    ...asRecord(get(extras, 'rest')),
    language: languageOf(project.locale),
    intents: Object.fromEntries(intents),
    lists: Object.fromEntries(
      typesOf(project, written).flatMap((type) => {
        const list = listOf(type, get(get(extras, 'lists'), type.name), rules)
        return list ? [[type.name, list]] : []
      }),
    ),
    ...(rules.size > 0 ? { expansion_rules: asRecord(get(extras, 'rules')) } : {}),
  }
  return {
    files: [textFile(project, '.yaml', yamlOf(document))],
    losses: [...lossesIn(project, format, dropped), ...unheard(project, patterns, typeOf)],
  }
}

/** Where two slots that take any words stand side by side, Home Assistant finds neither. */
function unheard(
  project: Project,
  patterns: ReadonlyMap<string, readonly string[]>,
  typeOf: (intent: string, slot: string) => string,
): string[] {
  const open = new Set(
    project.slotTypes.filter(({ values }) => values.length === 0).map(({ name }) => name),
  )
  const lost = [...patterns].flatMap(([intent, lines]) =>
    lines.filter((line) =>
      neighbouringSlots(line).some((pair) => pair.every((slot) => open.has(typeOf(intent, slot)))),
    ),
  )
  return lost.length === 0
    ? []
    : [
        `Home Assistant never finds two slots of any words side by side, as in “${lost[0]}”; give one of the types its values. (${lost.length})`,
      ]
}

/** The types, and in those that list values also what annotated texts say for them. */
function typesOf(project: Project, written: readonly Utterance[]): SlotType[] {
  const types = new Map(project.slotTypes.map((type) => [type.name, type]))
  for (const type of modelOf(project, written).types) {
    const listed = types.get(type.name)
    if (!listed) types.set(type.name, { ...type, values: [] })
    else if (listed.values.length > 0 && !isItsList(listed)) types.set(type.name, type)
  }
  return [...types.values()]
}

/** The rules that an import brought along. */
function keptRules(extras: unknown): Rules {
  const rules = new Map<string, SentencePart>()
  for (const [name, body] of Object.entries(asRecord(get(extras, 'rules')) ?? {})) {
    const parsed = parseSentence(asText(body) ?? '')
    if (parsed.kind === 'parsed') rules.set(name, parsed.sentence)
  }
  return rules
}

/**
 * The blocks of an intent as they were read: each template whose readings all still stand goes
 * back whole, and its readings are taken from `lines`; others are left to be written one by one.
 */
function keptBlocks(
  rows: readonly (readonly unknown[])[],
  intent: string,
  lines: Set<string>,
  {
    rules,
    typeOf,
    cameAs,
  }: {
    rules: Rules
    typeOf: (intent: string, slot: string) => string
    cameAs: (intent: string, slot: string) => unknown
  },
): unknown[] {
  const covered = new Set<string>()
  const blocks: unknown[] = []
  // A slot has one type, a sentence may name another list for it: then the type must be what it was.
  const isStill = (slot: string, list: string) => {
    const type = typeOf(intent, slot)
    return type === list || type === cameAs(intent, slot)
  }
  for (const [, rest, kept] of rows) {
    const sentences: string[] = []
    for (const pair of asArray(kept)) {
      const [sentence, readings] = [asText(asArray(pair)[0]), asTexts(asArray(pair)[1])]
      if (sentence === null || readings.length === 0) continue
      if (!readings.every((reading) => lines.has(reading))) continue
      if (!usesTypes(sentence, rules, isStill)) continue
      sentences.push(sentence)
      for (const reading of readings) covered.add(reading)
    }
    if (sentences.length > 0) blocks.push({ ...asRecord(rest), sentences })
  }
  for (const reading of covered) lines.delete(reading)
  return blocks
}

/** Whether the lists that a template names are still the types of its slots. */
function usesTypes(
  sentence: string,
  rules: Rules,
  isStill: (slot: string, list: string) => boolean,
): boolean {
  const parsed = parseSentence(sentence)
  if (parsed.kind === 'broken') return false
  const open: SentencePart[] = [parsed.sentence]
  const seen = new Set<string>()
  for (let part = open.pop(); part; part = open.pop()) {
    if (part.kind === 'list' && !isStill(part.slot, part.list)) return false
    if (part.kind === 'sequence') open.push(...part.parts)
    if (part.kind === 'choice') open.push(...part.options)
    if (part.kind === 'permutation') open.push(...part.members)
    if (part.kind === 'rule' && !seen.has(part.rule)) {
      seen.add(part.rule)
      const body = rules.get(part.rule)
      if (body) open.push(body)
    }
  }
  return true
}

function sentenceOf(template: string, typeOf: (slot: string) => string): string {
  return parseTemplate(template)
    .map((part) => {
      if (part.kind === 'text') return writeMarks(part.text)
      const type = typeOf(part.slot)
      return type === part.slot ? `{${part.slot}}` : `{${type}:${part.slot}}`
    })
    .join('')
}

/** A type as a list: as it came, where its values are still the same. Null where none is needed. */
function listOf(type: SlotType, came: unknown, rules: Rules): unknown {
  if (came !== undefined) {
    const { values } = readSentenceList(type.name, came, rules)
    if (valueKey(values) === valueKey(type.values)) return came
  }
  if (inlineRange(type.name) || isItsList(type)) return null
  if (type.values.length === 0) {
    return type.isExtensible || isBuiltInType(type.name) ? { wildcard: true } : { values: [] }
  }
  const isPlain = (word: string) => !isTemplate(word) && !hasEdgeMarks(word)
  const plain = (word: string) => (isPlain(word) ? word : writeMarks(word))
  return {
    values: type.values.flatMap(({ value, synonyms }): unknown[] =>
      synonyms.length === 0 && isPlain(value)
        ? [value]
        : [value, ...synonyms].map((word) => ({ in: plain(word), out: value })),
    ),
  }
}

function valueKey(values: SlotType['values']): string {
  const lines = values.map(({ value, synonyms }) => JSON.stringify([value, [...synonyms].sort()]))
  return lines.sort().join('\n')
}

function languageOf(locale: string): string {
  return REGIONS.test(locale) ? locale : locale.replace(/-.*/u, '')
}

/** YAML that every YAML reader takes alike: quoted texts, and no character that some refuse. */
function yamlOf(document: unknown): string {
  const text = stringify(document, {
    version: '1.1',
    defaultStringType: 'QUOTE_DOUBLE',
    defaultKeyType: 'PLAIN',
    lineWidth: 0,
    aliasDuplicateObjects: false,
  })
  return text.replace(
    /[\u007f-\u0084\u0086-\u009f\u2028\u2029\ufeff\ufffe\uffff]/gu,
    (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
