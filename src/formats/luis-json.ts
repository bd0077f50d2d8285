/** LUIS app JSON: utterances with inclusive end positions, closed lists, patterns. */
import type { Project } from '@/project/project'
import type { Format, SourceFile } from './format'
import { asArray, asOffset, asText, asTexts, get, textOf } from './json-access'
import { LOSES_IDLE_TYPES, lossesIn } from './losses'
import { listOwners } from './lu-reader'
import { fitLuis, luisModel } from './luis-model'
import { namesInPattern, readLuisPattern, writeLuisPattern } from './luis-pattern'
import type { ProjectBuilder } from './project-builder'
import { createRoleNotes } from './role-notes'
import type { SourceSpan } from './source-utterance'
import { reportUnused, shorten } from './unused-parts'
import { holdsAllBut, jsonFile, slotTypeLookup, writableUtterances } from './writing'

export const luisJson: Format = {
  id: 'luis-json',
  label: 'LUIS JSON',
  extensions: ['.json'],
  about: 'An exported LUIS app.',
  holds: holdsAllBut('outOfScope', 'unlabelled', 'unusedSlots', 'isExtensible', 'split', 'review'),
  alsoLost: [LOSES_IDLE_TYPES],
  sniff: (file) => {
    const json = file.json()
    if (get(json, 'luis_schema_version') !== undefined) return 1
    return Array.isArray(get(json, 'closedLists')) && Array.isArray(get(json, 'utterances'))
      ? 0.9
      : 0
  },
  read: (files, builder) => {
    for (const file of files) readApp(file, builder)
  },
  fit: fitLuis,
  write: (project) => ({
    files: [jsonFile(project, '.luis.json', writeApp(project))],
    losses: lossesIn(project, luisJson),
  }),
}

const FEATURES = [
  'composites',
  'regex_entities',
  'regex_features',
  'model_features',
  'phraselists',
  'hierarchicals',
]
/** Prebuilt and open entities say no more than the labels that use them. */
const READ = [
  'intents',
  'entities',
  'closedLists',
  'utterances',
  'patterns',
  'prebuiltEntities',
  'patternAnyEntities',
  'settings',
]

function readApp(file: SourceFile, builder: ProjectBuilder): void {
  const json = file.json()
  builder.setName(textOf(get(json, 'name')))
  builder.setLocale(textOf(get(json, 'culture')))
  for (const intent of asArray(get(json, 'intents'))) {
    const name = asText(get(intent, 'name'))
    if (name) builder.addIntent(name)
  }
  readLists(file, builder)
  const noteRoles = createRoleNotes(builder)
  for (const [index, utterance] of asArray(get(json, 'utterances')).entries()) {
    const text = textOf(get(utterance, 'text'))
    const spans = asArray(get(utterance, 'entities')).map((entity): SourceSpan => {
      const full = textOf(get(entity, 'entity'))
      const role = asText(get(entity, 'role'))
      return {
        start: asOffset(get(entity, 'startPos')),
        end: asOffset(get(entity, 'endPos')) + 1,
        slot: role || full,
        type: full,
      }
    })
    const intent = asText(get(utterance, 'intent')) || null
    const at = { file: file.name, place: `utterances[${index}]` }
    builder.addUtterance({ at, text, intent, spans })
    noteRoles(at, spans)
    for (const [number, entity] of asArray(get(utterance, 'entities')).entries()) {
      const part = { ...at, place: `${at.place}.entities[${number}]` }
      reportUnused(entity, { at: part, read: [], builder })
    }
  }
  for (const [index, pattern] of asArray(get(json, 'patterns')).entries()) {
    const at = { file: file.name, place: `patterns[${index}]` }
    const text = textOf(get(pattern, 'pattern'))
    const intent = textOf(get(pattern, 'intent'))
    if (!intent) builder.skip(at, text, 'The pattern has no intent.')
    else if (text.trim() === '') builder.skip(at, text, 'The pattern has no text.')
    else readLuisPattern({ at, intent, pattern: text }, builder)
  }
  for (const key of FEATURES) {
    for (const [index, feature] of asArray(get(json, key)).entries()) {
      const at = { file: file.name, place: `${key}[${index}]` }
      builder.skip(at, shorten(feature), 'Features and composed entities are not used.')
    }
  }
  for (const [index, entity] of asArray(get(json, 'entities')).entries()) {
    const at = { file: file.name, place: `entities[${index}]` }
    // `readLists` speaks of features.
    reportUnused(entity, { at, read: ['roles', 'features'], builder })
  }
  reportUnused(json, { at: { file: file.name, place: '' }, read: [...READ, ...FEATURES], builder })
}

/** Lists are types of their own, or hold the values of the entity whose feature they are. */
function readLists(file: SourceFile, builder: ProjectBuilder): void {
  const json = file.json()
  const lists = asArray(get(json, 'closedLists')).filter((list) => asText(get(list, 'name')))
  const nameOf = (value: unknown) => textOf(get(value, 'name'))
  const features = asArray(get(json, 'entities')).flatMap((entity, index) =>
    asArray(get(entity, 'features')).map((feature) => ({
      entity: nameOf(entity),
      feature: asText(get(feature, 'modelName')) ?? textOf(get(feature, 'featureName')),
      place: `entities[${index}].features`,
    })),
  )
  const labels = new Set([
    ...asArray(get(json, 'utterances')).flatMap((utterance) =>
      asArray(get(utterance, 'entities')).map((entity) => textOf(get(entity, 'entity'))),
    ),
    ...asArray(get(json, 'patterns')).flatMap((pattern) =>
      namesInPattern(textOf(get(pattern, 'pattern'))),
    ),
  ])
  const ownerOf = listOwners(features, lists.map(nameOf), labels)
  for (const { entity, feature, place } of features) {
    if (ownerOf.get(feature) === entity) continue
    const reason = `The feature ${feature} of ${entity} is not used.`
    builder.skip({ file: file.name, place }, '', reason)
  }
  for (const list of lists) {
    const type = ownerOf.get(nameOf(list)) ?? nameOf(list)
    builder.addSlotType(type)
    for (const sub of asArray(get(list, 'subLists'))) {
      builder.addValue(type, textOf(get(sub, 'canonicalForm')), asTexts(get(sub, 'list')))
    }
  }
}

function writeApp(project: Project): unknown {
  const typeOf = slotTypeLookup(project)
  const utterances = writableUtterances(project, luisJson.holds)
  const intents = new Set([
    ...project.intents.map(({ name }) => name),
    ...utterances.flatMap(({ intent }) => intent ?? []),
  ])
  const model = luisModel(project)
  return {
    luis_schema_version: '7.0.0',
    versionId: '0.1',
    name: project.name,
    desc: '',
    culture: project.locale.toLowerCase(),
    intents: [...intents].map((name) => ({ name })),
    entities: model.ml.map(({ name, roles, list }) => ({
      name,
      children: [],
      roles,
      ...(list === null ? {} : { features: [{ modelName: list, isRequired: false }] }),
    })),
    composites: [],
    closedLists: model.lists.map(({ name, roles, values }) => ({
      name,
      roles,
      subLists: values.map(({ value, synonyms }) => ({ canonicalForm: value, list: synonyms })),
    })),
    prebuiltEntities: model.prebuilt.map(({ name, roles }) => ({ name, roles })),
    patternAnyEntities: [],
    regex_entities: [],
    model_features: [],
    patterns: project.templates.map((template) => ({
      pattern: writeLuisPattern(template.text, (slot) => typeOf(template.intent, slot)),
      intent: template.intent,
    })),
    utterances: utterances.map((utterance) => ({
      text: utterance.text,
      intent: utterance.intent,
      entities: utterance.spans.map((span) => {
        const type = typeOf(utterance.intent, span.slot)
        return {
          entity: type,
          ...(type === span.slot ? {} : { role: span.slot }),
          startPos: span.start,
          endPos: span.end - 1,
        }
      }),
    })),
  }
}
