/**
 * Home Assistant’s custom sentences: YAML of intents with sentence templates, the lists that fill
 * them, and expansion rules. What is sampled from a template is only a part of it, so the template
 * itself is kept for the export.
 */
import { chooseLanguage } from './choose-language'

import type { Format, SourceFile } from './format'
import { closeLists, LOSES_OPEN_LISTS, LOSES_SAID_VALUES } from './home-assistant-fit'
import { addSentenceList } from './home-assistant-list'
import { addItsLists } from './home-assistant-names'
import { writeSentences } from './home-assistant-writer'
import { asArray, asRecord, asText, entriesOf, get, isDeeperThan } from './json-access'
import { LOSES_STRANGERS, leaveOutStrangers } from './leave-out-strangers'
import { fitAll, fitNamesToPlatform } from './legal-names'
import type { ProjectBuilder } from './project-builder'
import { parseSentence, type SentencePart } from './sentence-grammar'
import { addReadings } from './sentence-import'
import { readMarks } from './sentence-punctuation'
import { reportUnused, shorten } from './unused-parts'
import { holdsAllBut } from './writing'
import { readDocuments } from './yaml-text'

/** Rules that Home Assistant brings along, as far as sentences of one’s own need them. */
const ITS_RULES: [string, string][] = [
  ['name', '[the] {name}'],
  ['area', '[the] {area}'],
  ['floor', '[the] {floor}'],
  ['the', '(the|my|our)'],
  ['in', '(in|on|at|of)'],
]

export const homeAssistant: Format = {
  id: 'home-assistant',
  label: 'Home Assistant sentences',
  extensions: ['.yaml', '.yml'],
  about: 'Custom sentences of Home Assistant’s Assist: intents, lists and expansion rules.',
  holds: holdsAllBut(
    'utterances',
    'unlabelled',
    'unusedSlots',
    'split',
    'identity',
    'spacing',
    'review',
  ),
  keeps: ['home-assistant'],
  alsoLost: [LOSES_STRANGERS, LOSES_OPEN_LISTS, LOSES_SAID_VALUES],
  fit: (project) =>
    fitAll(project, leaveOutStrangers, closeLists, (one) =>
      fitNamesToPlatform(one, 'home-assistant'),
    ),
  sniff: ({ text }) => {
    const sample = text.slice(0, 40_000)
    const has = (key: string) => new RegExp(`^["']?${key}["']?:`, 'mu').test(sample)
    const hasSentences = /^[ \t]+(?:- +)?["']?sentences["']?:/mu.test(sample)
    if (has('intents') && hasSentences) return 0.97
    const parts = ['intents', 'lists', 'expansion_rules', 'skip_words']
    return has('language') && parts.some(has) && !has('pipeline') ? 0.9 : 0
  },
  read: (files, builder, options) => readSentences(files, builder, options.seed ?? 1),
  write: (project) => writeSentences(project, homeAssistant),
}

type Part = { file: SourceFile; body: unknown; at: string }

/** What an import keeps for the export, under the id of the format. */
export type SentenceExtras = {
  /** Blocks of an intent: name, what stands beside the sentences, the sentences with their readings. */
  blocks: [string, Record<string, unknown>, [string, string[]][]][]
  /** Intent, slot and the type that the import gave it. */
  slots: [string, string, string][]
  lists: Record<string, unknown>
  rules: Record<string, unknown>
  rest: Record<string, unknown>
}

function readSentences(files: readonly SourceFile[], builder: ProjectBuilder, seed: number): void {
  const parts: Part[] = []
  const languages = new Map<string, number>()
  for (const file of files) {
    for (const [index, body] of readDocuments(file, builder).entries()) {
      const at = index === 0 ? '' : `document ${index + 1}: `
      if (body === null || body === undefined) continue
      if (isDeeperThan(body, 60)) {
        builder.skip({ file: file.name, place: at }, '', 'It is nested deeper than any sentences.')
        continue
      }
      parts.push({ file, body, at })
      const count = entriesOf(get(body, 'intents')).length
      const language = asText(get(body, 'language'))
      // A file without a language belongs to all of them.
      if (language) languages.set(language, (languages.get(language) ?? 0) + count)
    }
  }
  const language = chooseLanguage(languages)
  if (language) builder.setLocale(language)
  const own = parts.filter(({ file, body }) => {
    const other = asText(get(body, 'language')) ?? ''
    if (other === '' || other === language) return true
    const reason = `It is in another language (${other}); the skill is read in ${language}.`
    builder.skip({ file: file.name, place: '' }, shorten(body), reason, 'Import it apart.')
    return false
  })
  const extras: SentenceExtras = { blocks: [], slots: [], lists: {}, rules: {}, rest: {} }
  const rules = readRules(own, extras, builder)
  const lists = readLists(own, extras, builder, rules)
  addItsLists(
    own.map(({ file }) => file),
    lists,
    { language: language ?? '', builder },
  )
  for (const { file, body, at } of own) {
    for (const [intent, data] of entriesOf(get(body, 'intents'))) {
      builder.addIntent(intent)
      const place = `${at}intents.${intent}`
      reportUnused(data, { at: { file: file.name, place }, read: ['data'], builder })
      for (const [index, block] of asArray(get(data, 'data')).entries()) {
        const here = { file: file.name, place: `${place}.data[${index}]` }
        readBlock(block, { intent, at: here, rules, lists, extras, builder, seed })
      }
    }
    const { language: _, intents: _intents, lists: _lists, ...others } = asRecord(body) ?? {}
    const { expansion_rules: _rules, ...rest } = others
    reportUnused(rest, {
      at: { file: file.name, place: at.trim() },
      read: [],
      builder,
      isKept: true,
    })
    extras.rest = { ...extras.rest, ...rest }
  }
  for (const intent of new Set(extras.blocks.map(([name]) => name))) {
    for (const [slot, type] of builder.slotsOf(intent)) extras.slots.push([intent, slot, type])
  }
  builder.addExtra('home-assistant', extras)
}

function readRules(
  parts: readonly Part[],
  extras: SentenceExtras,
  builder: ProjectBuilder,
): Map<string, SentencePart> {
  const rules = new Map<string, SentencePart>()
  const came = new Map<string, unknown>()
  for (const [name, body] of ITS_RULES) addRule(rules, name, body)
  for (const { file, body, at } of parts) {
    for (const [name, rule] of entriesOf(get(body, 'expansion_rules'))) {
      const place = { file: file.name, place: `${at}expansion_rules.${name}` }
      const problem = addRule(rules, name, rule)
      if (problem) builder.skip(place, shorten(rule), problem, 'Correct the rule and try again.')
      else came.set(name, rule)
    }
  }
  extras.rules = Object.fromEntries(came)
  return rules
}

function addRule(rules: Map<string, SentencePart>, name: string, body: unknown): string {
  const text = asText(body)
  if (text === null) return 'The rule is no text.'
  const parsed = parseSentence(text)
  if (parsed.kind === 'broken') return parsed.reason
  rules.set(name, parsed.sentence)
  return ''
}

function readLists(
  parts: readonly Part[],
  extras: SentenceExtras,
  builder: ProjectBuilder,
  rules: ReadonlyMap<string, SentencePart>,
): Map<string, readonly string[]> {
  const lists = new Map<string, readonly string[]>()
  const came = new Map<string, unknown>()
  for (const { file, body, at } of parts) {
    for (const [name, list] of entriesOf(get(body, 'lists'))) {
      const place = { file: file.name, place: `${at}lists.${name}` }
      lists.set(name, addSentenceList(name, list, { at: place, rules, builder }))
      came.set(name, list)
    }
  }
  extras.lists = Object.fromEntries(came)
  return lists
}

type BlockContext = {
  intent: string
  at: { file: string; place: string }
  rules: Map<string, SentencePart>
  lists: Map<string, readonly string[]>
  extras: SentenceExtras
  builder: ProjectBuilder
  seed: number
}

function readBlock(block: unknown, context: BlockContext): void {
  const { intent, at, builder, extras, seed } = context
  const { sentences, ...rest } = asRecord(block) ?? {}
  // Rules and lists of a block hide those of the file, and are gone after it.
  const rules = rest.expansion_rules ? new Map(context.rules) : context.rules
  const lists = rest.lists ? new Map(context.lists) : context.lists
  for (const [name, body] of entriesOf(rest.expansion_rules)) addRule(rules, name, body)
  for (const [name, list] of entriesOf(rest.lists)) {
    lists.set(name, addSentenceList(name, list, { at, rules, builder }))
  }
  reportUnused(rest, { at, read: [], builder, isKept: true })
  const kept: [string, string[]][] = []
  if (!Array.isArray(sentences)) {
    builder.skip(at, shorten(block), 'The block has no list of sentences.', 'Add `sentences:`.')
  }
  for (const [index, sentence] of asArray(sentences).entries()) {
    const here = { file: at.file, place: `${at.place}.sentences[${index}]` }
    const text = asText(sentence)
    if (text === null) builder.skip(here, shorten(sentence), 'The sentence is no text.')
    else kept.push([text, readSentence(text, { intent, at: here, rules, lists, builder, seed })])
  }
  extras.blocks.push([intent, rest, kept])
}

function readSentence(text: string, context: Omit<BlockContext, 'extras'>): string[] {
  const { intent, at, rules, lists, builder, seed } = context
  const parsed = parseSentence(text)
  if (parsed.kind === 'broken') {
    builder.skip(at, text, parsed.reason, 'Correct the brackets, or put a backslash before them.')
    return []
  }
  return addReadings(readMarks(parsed.sentence), {
    intent,
    at,
    text,
    rules,
    builder,
    seed,
    wordsOf: (list) => lists.get(list) ?? null,
    typeOf: (list) => list,
  })
}
