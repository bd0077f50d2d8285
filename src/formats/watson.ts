/**
 * IBM Watson Assistant workspaces (“dialog skills”): intents with examples and mentions, entities with
 * values, synonyms and patterns; counterexamples are what is out of scope.
 */
import { fitName, platformLimits } from '@/project/platform-limits'
import type { Project, SlotType, Utterance } from '@/project/project'
import { fitLengths } from './fit-lengths'
import { fitLocale, languageOf } from './fit-locale'

import type { Fitted, Format, SourceFile } from './format'
import {
  asArray,
  asOffset,
  asRecord,
  asText,
  asTexts,
  get,
  isDeeperThan,
  textOf,
} from './json-access'
import { keptRows } from './kept-rows'
import { fitAll, fitNamesToPlatform } from './legal-names'
import { LOSES_IDLE_TYPES, lossesIn } from './losses'
import type { ProjectBuilder } from './project-builder'
import type { SourceSpan } from './source-utterance'
import { reportUnused, shorten } from './unused-parts'
import { holdsAllBut, jsonFile, utterancesByIntent, writableUtterances } from './writing'

export const watson: Format = {
  id: 'watson',
  label: 'Watson Assistant',
  extensions: ['.json'],
  about: 'The JSON of a dialog skill or workspace.',
  holds: holdsAllBut(
    'templates',
    'unlabelled',
    'unusedSlots',
    'slotTypes',
    'isExtensible',
    'split',
    'review',
  ),
  keeps: ['watson'],
  alsoLost: [LOSES_IDLE_TYPES],
  sniff: (file) => {
    const workspace = workspaceOf(file)
    const has = (key: string) => Array.isArray(get(workspace, key))
    const hasExamples = asArray(get(workspace, 'intents')).some(
      (intent) => asText(get(intent, 'intent')) !== null && Array.isArray(get(intent, 'examples')),
    )
    if (hasExamples) return 1
    const hasValues = asArray(get(workspace, 'entities')).some(
      (entity) => asText(get(entity, 'entity')) !== null && Array.isArray(get(entity, 'values')),
    )
    return hasValues || (has('counterexamples') && has('dialog_nodes')) ? 0.9 : 0
  },
  read: (files, builder) => {
    for (const file of files) readWorkspace(file, builder)
  },
  fit: (project) =>
    fitAll(
      project,
      fitLanguage,
      fitCounterexamples,
      (one) => fitNamesToPlatform(one, 'watson', { hasTypes: false }),
      (one) => fitLengths(one, 'watson'),
    ),
  write: (project) => ({
    files: [jsonFile(project, '.watson.json', writeWorkspace(project))],
    losses: lossesIn(project, watson),
  }),
}

/** A name for the intent of what is out of scope that no other intent has. */
function nameOfStrangers(isTaken: (name: string) => boolean): string {
  const names = ['irrelevant', 'counterexamples', 'out_of_scope']
  return names.find((name) => !isTaken(name)) ?? 'irrelevant_input'
}

/** A skill of actions wraps its workspace. */
function workspaceOf(file: SourceFile): unknown {
  const json = file.json()
  return asRecord(get(json, 'workspace')) ?? json
}

function readWorkspace(file: SourceFile, builder: ProjectBuilder): void {
  const workspace = workspaceOf(file)
  const whole = { file: file.name, place: '' }
  if (isDeeperThan(file.json(), 200)) {
    builder.skip(whole, '', 'It is nested deeper than any workspace.')
    return
  }
  builder.setName(textOf(get(workspace, 'name')))
  builder.setLocale(textOf(get(workspace, 'language')))
  const entities: [string, unknown][] = []
  for (const [index, entity] of asArray(get(workspace, 'entities')).entries()) {
    const at = { file: file.name, place: `entities[${index}]` }
    const name = textOf(get(entity, 'entity'))
    if (name.trim() === '') builder.skip(at, shorten(entity), 'The entity has no name.')
    else entities.push([name, readEntity(name, entity, at, builder)])
  }
  const intents: [string, unknown][] = []
  for (const [index, intent] of asArray(get(workspace, 'intents')).entries()) {
    const at = { file: file.name, place: `intents[${index}]` }
    const name = textOf(get(intent, 'intent'))
    if (name.trim() === '') {
      builder.skip(at, shorten(intent), 'The intent has no name.')
      continue
    }
    const {
      intent: _,
      examples,
      description,
      created: _c,
      updated: _u,
      ...rest
    } = asRecord(intent)!
    builder.addIntent(name, { note: textOf(description) })
    reportUnused(rest, { at, read: [], builder, isKept: true })
    intents.push([name, rest])
    for (const [number, example] of asArray(examples).entries()) {
      const here = { file: file.name, place: `${at.place}.examples[${number}]` }
      const text = asText(get(example, 'text')) ?? asText(example)
      if (text === null) builder.skip(here, shorten(example), 'The example has no text.')
      else builder.addUtterance({ at: here, intent: name, text, spans: mentionsOf(example) })
    }
  }
  readCounterexamples(file, workspace, builder)
  const {
    name: _n,
    language: _l,
    intents: _i,
    entities: _e,
    counterexamples: _x,
    ...others
  } = asRecord(workspace) ?? {}
  const { created: _c, updated: _u, status: _s, workspace_id: _w, ...rest } = others
  reportUnused(rest, { at: whole, read: [], builder, isKept: true })
  if (workspace !== file.json()) {
    reportUnused(file.json(), { at: whole, read: ['workspace'], builder })
  }
  builder.addExtra('watson', { workspace: rest, intents, entities })
}

function mentionsOf(example: unknown): SourceSpan[] {
  return asArray(get(example, 'mentions')).map((mention) => {
    const [start, end] = asArray(get(mention, 'location'))
    const entity = textOf(get(mention, 'entity'))
    return { start: asOffset(start), end: asOffset(end), slot: entity, type: entity }
  })
}

/** Adds an entity, and gives what of it is only kept: patterns, fuzzy matching, metadata. */
function readEntity(
  name: string,
  entity: unknown,
  at: { file: string; place: string },
  builder: ProjectBuilder,
): unknown {
  builder.addSlotType(name)
  const patterns: unknown[] = []
  const values: [string, unknown][] = []
  for (const [index, row] of asArray(get(entity, 'values')).entries()) {
    const here = { file: at.file, place: `${at.place}.values[${index}]` }
    const value = asText(get(row, 'value'))
    if (value === null) {
      builder.skip(here, shorten(row), 'The value is no text.')
    } else if (get(row, 'type') === 'patterns' || asArray(get(row, 'patterns')).length > 0) {
      const texts = asTexts(get(row, 'patterns')).join('  ')
      const reason = 'Patterns of characters are not used here; they are written back on export.'
      builder.keep(here, `${value}: ${texts}`, reason)
      patterns.push({ value, type: 'patterns', patterns: asTexts(get(row, 'patterns')) })
    } else {
      builder.addValue(name, value, asTexts(get(row, 'synonyms')))
      const metadata = get(row, 'metadata')
      reportUnused({ metadata }, { at: here, read: [], builder, isKept: true })
      if (asRecord(metadata)) values.push([value.trim(), { metadata }])
    }
  }
  const { entity: _, values: _v, created: _c, updated: _u, ...rest } = asRecord(entity)!
  reportUnused(rest, { at, read: [], builder, isKept: true })
  return { rest, patterns, values }
}

function readCounterexamples(file: SourceFile, workspace: unknown, builder: ProjectBuilder): void {
  const counterexamples = asArray(get(workspace, 'counterexamples'))
  if (counterexamples.length === 0) return
  const intent = nameOfStrangers((name) => builder.hasIntent(name))
  builder.addIntent(intent, { kind: 'outOfScope' })
  for (const [index, example] of counterexamples.entries()) {
    const at = { file: file.name, place: `counterexamples[${index}]` }
    const text = asText(get(example, 'text')) ?? asText(example)
    if (text === null) builder.skip(at, shorten(example), 'The counterexample has no text.')
    else builder.addUtterance({ at, intent, text })
  }
}

const LANGUAGES = 'en de es fr it nl pt-BR ja ko ar cs zh-CN zh-TW'.split(' ')

/** Watson’s languages; `xx` is its word for any other. */
function fitLanguage(project: Project): Fitted {
  const language = languageOf(project.locale)
  const isKnown = LANGUAGES.some((one) => languageOf(one) === language)
  if (isKnown || language === 'xx') return fitLocale(project, [...LANGUAGES, 'xx'], 'Watson')
  const changes = [
    `The locale “${project.locale}” is written as “xx”, Watson’s word for any other.`,
  ]
  return { project: { ...project, locale: 'xx' }, changes }
}

/** What is out of scope becomes one list of texts, which has neither a name nor slots. */
function fitCounterexamples(project: Project): Fitted {
  const strangers = project.intents.filter(({ kind }) => kind === 'outOfScope')
  if (strangers.length === 0) return { project, changes: [] }
  const isStranger = (intent: string | null) => strangers.some(({ name }) => name === intent)
  const own = project.intents.filter(({ kind }) => kind !== 'outOfScope')
  const name = nameOfStrangers((one) => own.some((intent) => intent.name === one))
  const seen = new Set<string>()
  const utterances = project.utterances.flatMap((utterance): Utterance[] => {
    if (!isStranger(utterance.intent)) return [utterance]
    if (seen.has(utterance.text)) return []
    seen.add(utterance.text)
    return [{ ...utterance, intent: name, spans: [], templateId: null }]
  })
  const isKept = strangers.length === 1 && strangers[0]?.name === name
  const hadSlots = project.utterances.some(
    ({ intent, spans }) => isStranger(intent) && spans.length > 0,
  )
  return {
    project: {
      ...project,
      intents: seen.size === 0 ? own : [...own, { name, kind: 'outOfScope', note: '', slots: [] }],
      templates: project.templates.filter(({ intent }) => !isStranger(intent)),
      utterances,
    },
    changes:
      isKept && !hadSlots
        ? []
        : [
            `What is out of scope is written as counterexamples, without slots: ${strangers.map((one) => `“${one.name}”`).join(', ')}.`,
          ],
  }
}

function writeWorkspace(project: Project): unknown {
  const extras = project.extras.watson
  const keptIntents = keptRows(get(extras, 'intents'))
  const keptEntities = keptRows(get(extras, 'entities'))
  const notes = new Map(project.intents.map(({ name, note }) => [name, note]))
  const strangers = new Set(
    project.intents.filter(({ kind }) => kind === 'outOfScope').map((intent) => intent.name),
  )
  const groups = [...utterancesByIntent(project, writableUtterances(project, watson.holds))]
  return {
    description: '',
    metadata: { api_version: { major_version: 'v1', minor_version: '2018-09-20' } },
    dialog_nodes: [],
    learning_opt_out: false,
    ...asRecord(get(extras, 'workspace')),
    name: project.name,
    language: project.locale.toLowerCase(),
    intents: groups
      .filter(([name]) => !strangers.has(name))
      .map(([name, utterances]) => ({
        ...asRecord(keptIntents(name)?.[1]),
        intent: name,
        description: notes.get(name) ?? '',
        examples: utterances.map(({ text, spans }) => ({
          text,
          ...(spans.length > 0
            ? {
                mentions: spans.map(({ start, end, slot }) => ({
                  entity: slot,
                  location: [start, end],
                })),
              }
            : {}),
        })),
      })),
    entities: [...entitiesOf(project)].map(([name, type]) => {
      const details = keptEntities(name)?.[1]
      const keptValues = keptRows(get(details, 'values'))
      return {
        ...asRecord(get(details, 'rest')),
        entity: name,
        values: [
          ...(type?.values ?? []).map(({ value, synonyms }) => ({
            ...asRecord(keptValues(value)?.[1]),
            type: 'synonyms',
            value,
            synonyms,
          })),
          ...asArray(get(details, 'patterns')),
        ],
      }
    }),
    counterexamples: groups
      .filter(([name]) => strangers.has(name))
      .flatMap(([, utterances]) => utterances.map(({ text }) => ({ text }))),
  }
}

/** An entity for each slot, since mentions name entities alone, and for each type that no slot uses. */
function entitiesOf(project: Project): Map<string, SlotType | undefined> {
  const entities = new Map<string, SlotType | undefined>()
  const used = new Set<string>()
  const types = new Map(project.slotTypes.map((type) => [type.name, type]))
  const slots = [
    ...project.intents.flatMap((intent) => intent.slots),
    ...project.utterances.flatMap(({ spans }) =>
      spans.map(({ slot }) => ({ name: slot, type: slot })),
    ),
  ]
  for (const slot of slots) {
    used.add(slot.type)
    if (!entities.has(slot.name)) entities.set(slot.name, types.get(slot.type))
  }
  const rows = asArray(get(project.extras.watson, 'entities')).map(asArray)
  const known = new Map(rows.map(([name], index) => [name, index]))
  for (const type of project.slotTypes) {
    const name = fitName(type.name, platformLimits.watson.typeName, 'type')
    // A system entity has neither values nor mentions, and is there all the same.
    const isIdle = type.values.length === 0 && !known.has(type.name)
    if (!used.has(type.name) && !entities.has(name) && !isIdle) entities.set(name, type)
  }
  const placeOf = (name: string) => known.get(name) ?? known.size
  return new Map([...entities].sort(([one], [other]) => placeOf(one) - placeOf(other)))
}
