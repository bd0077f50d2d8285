/** A Dialogflow CX agent: the JSON package that an export gives, a folder for each intent and entity type. */
import { chooseLanguage } from './choose-language'
import { fitCx, writeCxAgent } from './dialogflow-cx-writer'
import type { Format, SourceFile } from './format'
import { asArray, asRecord, asText, asTexts, get, isDeeperThan, textOf } from './json-access'
import type { ProjectBuilder } from './project-builder'
import type { SourceSpan } from './source-utterance'
import { reportUnused, shorten } from './unused-parts'
import { holdsAllBut } from './writing'

export const dialogflowCx: Format = {
  id: 'dialogflow-cx',
  label: 'Dialogflow CX',
  extensions: ['.zip', '.json'],
  about: 'The JSON package of an agent (a zip), or the files inside it.',
  holds: holdsAllBut('templates', 'unlabelled', 'split', 'review'),
  keeps: ['dialogflow-cx'],
  sniff: (file) => {
    const part = partOf(file)
    if (part === null) return 0
    return part === 'intent' || part === 'other' ? 0.9 : 1
  },
  read: (files, builder) => readCxAgent(files, builder),
  fit: fitCx,
  write: (project) => writeCxAgent(project, dialogflowCx),
}

type Part = 'agent' | 'intent' | 'phrases' | 'type' | 'entries' | 'excluded' | 'other'

/** Folders of an agent that say nothing about what people say. */
const OTHER =
  /(?:^|[/\\])(?:flows|webhooks|testCases|playbooks|generativeSettings|generators|agentTransitionRouteGroups|securitySettings)[/\\][^/\\]+[/\\]?/u

/** What a file of an agent is, by its shape, and where that says too little by its folder. */
function partOf(file: SourceFile): Part | null {
  const record = asRecord(file.json())
  if (!record) return null
  const has = (key: string) => Object.hasOwn(record, key)
  const isPhrase = (phrase: unknown) => Array.isArray(get(phrase, 'parts'))
  if (Array.isArray(record.trainingPhrases) && !has('displayName')) {
    return asArray(record.trainingPhrases).every(isPhrase) ? 'phrases' : null
  }
  if (has('defaultLanguageCode') && (has('timeZone') || has('startFlow'))) return 'agent'
  if (has('displayName') && /^KIND_/u.test(textOf(record.kind))) return 'type'
  const isIn = (folder: string) =>
    new RegExp(`(?:^|[/\\\\])${folder}[/\\\\][^/\\\\]+[/\\\\]`, 'u').test(file.name)
  if (Array.isArray(record.entities) && Object.keys(record).length === 1) {
    const isEntry = (entry: unknown) =>
      asText(get(entry, 'value')) !== null && Array.isArray(get(entry, 'synonyms'))
    return asArray(record.entities).every(isEntry) && (isIn('entityTypes') || isLanguaged(record))
      ? 'entries'
      : null
  }
  if (Array.isArray(record.excludedPhrases) && isIn('entityTypes')) return 'excluded'
  const isPlain = has('priority') || has('numTrainingPhrases') || has('isFallback')
  if (has('displayName') && isPlain && !has('responses') && !has('transitionRoutes'))
    return 'intent'
  if (has('displayName') && isIn('intents')) return 'intent'
  return OTHER.test(file.name) && (has('displayName') || has('languageCode') || has('name'))
    ? 'other'
    : null
}

function isLanguaged(record: Record<string, unknown>): boolean {
  const first = asArray(record.entities)[0]
  return asText(get(first, 'languageCode')) !== null
}

/** `intents/Order%21/trainingPhrases/en.json`, taken apart; folders escape what paths may not hold. */
type Located = { file: SourceFile; part: Part; owner: string; language: string; path: string }

function locate(file: SourceFile): Located {
  const path = file.name.replaceAll('\\', '/')
  const inside = /(?:^|\/)((?:intents|entityTypes)\/([^/]+)\/.*)$/u.exec(path)
  const language = path.slice(path.lastIndexOf('/') + 1).replace(/\.json$/iu, '')
  const other = OTHER.exec(path)
  return {
    file,
    part: partOf(file) ?? 'other',
    owner: decodeName(inside?.[2] ?? ''),
    language: language.toLowerCase(),
    path: inside?.[1] ?? (other ? path.slice(other.index).replace(/^\//u, '') : path),
  }
}

function decodeName(folder: string): string {
  try {
    return decodeURIComponent(folder)
  } catch {
    return folder
  }
}

function readCxAgent(files: readonly SourceFile[], builder: ProjectBuilder): void {
  const located = files.flatMap((file): Located[] => {
    if (!isDeeperThan(file.json(), 200)) return [locate(file)]
    builder.skip({ file: file.name, place: '' }, '', 'It is nested deeper than any agent.')
    return []
  })
  const of = (...parts: Part[]) => located.filter(({ part }) => parts.includes(part))
  const extras: { agent: unknown; intents: unknown[]; types: unknown[]; others: unknown[] } = {
    agent: null,
    intents: [],
    types: [],
    others: [],
  }
  for (const { file } of of('agent')) {
    const json = file.json()
    extras.agent = json
    builder.setName(textOf(get(json, 'displayName')))
    reportUnused(json, {
      at: { file: file.name, place: '' },
      read: ['displayName', 'defaultLanguageCode'],
      builder,
      isKept: true,
    })
  }
  const samples = new Map<string, number>()
  for (const { language, file } of of('phrases')) {
    const count = asArray(get(file.json(), 'trainingPhrases')).length
    samples.set(language, (samples.get(language) ?? 0) + count)
  }
  for (const { language } of of('entries')) samples.set(language, samples.get(language) ?? 0)
  const wanted = asText(get(extras.agent, 'defaultLanguageCode'))
  const chosen = chooseLanguage(samples, wanted)
  builder.setLocale(chosen ?? wanted ?? '')
  for (const one of of('other', 'excluded')) keepWhole(one, extras.others, builder, 'It')
  for (const one of of('phrases', 'entries')) {
    if (one.language === chosen) continue
    keepWhole(one, extras.others, builder, `Another language than the skill’s (${chosen})`)
  }
  const isOwn = ({ language }: Located) => language === chosen
  const types = new Map<string, string>()
  const kept: KeptTypes = new Map()
  for (const one of of('type')) readType(one, { types, kept, builder })
  for (const one of of('entries').filter(isOwn)) {
    readEntries(one, { types, kept, builder })
  }
  const intents = new Map<string, string>()
  for (const one of of('intent')) readIntent(one, { intents, extras: extras.intents, builder })
  for (const one of of('phrases').filter(isOwn)) readPhrases(one, intents, builder)
  extras.types = [...kept.values()]
  builder.addExtra('dialogflow-cx', extras)
}

function keepWhole(one: Located, others: unknown[], builder: ProjectBuilder, what: string): void {
  const { file, path } = one
  others.push([path, file.json()])
  const reason = `${what} is not used here; it is written back on export.`
  builder.keep({ file: file.name, place: '' }, shorten(file.json()), reason)
}

/** Google’s own types keep `@sys.`, the agent’s own lose the `@`; long names end in the type. */
function typeName(type: string): string {
  const short = /entityTypes\/(.+)$/u.exec(type)?.[1] ?? type.replace(/^@/u, '')
  return short.startsWith('sys.') ? `@${short}` : short
}

/** Types by their folders; what is kept of each: the type itself, and entries that are no values. */
type KeptTypes = Map<string, [string, Record<string, unknown>, unknown[]]>
type TypeContext = { types: Map<string, string>; kept: KeptTypes; builder: ProjectBuilder }

function readType({ file, owner }: Located, { types, kept, builder }: TypeContext): void {
  const json = file.json()
  const name = asText(get(json, 'displayName')) ?? owner
  types.set(owner, name)
  const isExtensible = asText(get(json, 'autoExpansionMode')) === 'AUTO_EXPANSION_MODE_DEFAULT'
  builder.addSlotType(name, { isExtensible })
  const { displayName: _, ...rest } = asRecord(json)!
  reportUnused(rest, {
    at: { file: file.name, place: '' },
    read: [],
    builder,
    isKept: true,
  })
  kept.set(name, [name, rest, []])
}

function readEntries({ file, owner }: Located, { types, kept, builder }: TypeContext): void {
  const name = types.get(owner) ?? owner
  if (name.trim() === '') {
    builder.skip(
      { file: file.name, place: '' },
      '',
      'Its entity type is not there.',
      'Give the whole zip.',
    )
    return
  }
  const details = kept.get(name)
  const isPattern = get(details?.[1], 'kind') === 'KIND_REGEXP'
  builder.addSlotType(name)
  for (const [index, entry] of asArray(get(file.json(), 'entities')).entries()) {
    const at = { file: file.name, place: `entities[${index}]` }
    const value = textOf(get(entry, 'value'))
    if (isPattern || /@[\w.-]+:[\w-]/u.test(value)) {
      const what = isPattern ? 'A pattern of characters' : 'An entry made of other types'
      builder.keep(at, value, `${what} is not used here; it is written back on export.`)
      details?.[2].push(entry)
    } else builder.addValue(name, value, asTexts(get(entry, 'synonyms')))
  }
}

function readIntent(
  { file, owner }: Located,
  {
    intents,
    extras,
    builder,
  }: { intents: Map<string, string>; extras: unknown[]; builder: ProjectBuilder },
): void {
  const json = file.json()
  const name = asText(get(json, 'displayName')) ?? owner
  intents.set(owner, name)
  const note = textOf(get(json, 'description'))
  builder.addIntent(name, {
    note,
    ...(get(json, 'isFallback') === true ? { kind: 'outOfScope' as const } : {}),
  })
  for (const parameter of asArray(get(json, 'parameters'))) {
    const slot = textOf(get(parameter, 'id'))
    builder.addSlot(name, slot, typeName(textOf(get(parameter, 'entityType'))) || slot)
  }
  const { displayName: _, ...rest } = asRecord(json)!
  const at = { file: file.name, place: '' }
  // A phrase that stands in the intent itself is what the API gives, not the export.
  const phrases = asArray(rest.trainingPhrases)
  reportUnused(rest, { at, read: ['parameters', 'trainingPhrases'], builder, isKept: true })
  const own = { intent: name, slots: builder.slotsOf(name) }
  for (const [index, phrase] of phrases.entries()) {
    readPhrase(phrase, own, { file: file.name, place: `trainingPhrases[${index}]` }, builder)
  }
  const { trainingPhrases: _t, numTrainingPhrases: _n, ...kept } = rest
  extras.push([name, kept])
}

function readPhrases(
  { file, owner }: Located,
  intents: ReadonlyMap<string, string>,
  builder: ProjectBuilder,
): void {
  const intent = intents.get(owner) ?? owner
  if (intent.trim() === '') {
    builder.skip(
      { file: file.name, place: '' },
      '',
      'Its intent is not there.',
      'Give the whole zip.',
    )
    return
  }
  builder.addIntent(intent)
  const own = { intent, slots: builder.slotsOf(intent) }
  for (const [index, phrase] of asArray(get(file.json(), 'trainingPhrases')).entries()) {
    readPhrase(phrase, own, { file: file.name, place: `trainingPhrases[${index}]` }, builder)
  }
}

function readPhrase(
  phrase: unknown,
  { intent, slots }: { intent: string; slots: ReadonlyMap<string, string> },
  at: { file: string; place: string },
  builder: ProjectBuilder,
): void {
  const spans: SourceSpan[] = []
  let text = ''
  for (const part of asArray(get(phrase, 'parts'))) {
    const said = textOf(get(part, 'text'))
    const slot = asText(get(part, 'parameterId'))
    if (slot && said.trim()) {
      const type = slots.get(slot)
      const end = text.length + said.length
      spans.push({ start: text.length, end, slot, ...(type ? { type } : {}) })
    }
    text += said
  }
  builder.addUtterance({ at, intent, text, spans })
}
