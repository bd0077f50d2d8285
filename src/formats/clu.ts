/** Azure's conversational language understanding: `assets` with offsets and lengths. */
import { isBuiltInType } from '@/project/builtin-values'
import type { Project } from '@/project/project'
import { builtInNameFor } from './built-in-types'
import { languageOf } from './fit-locale'
import type { Format, SourceFile } from './format'
import { asArray, asOffset, asRecord, asText, asTexts, get, textOf } from './json-access'
import { lossesIn } from './losses'
import type { ProjectBuilder } from './project-builder'
import type { SourceSpan } from './source-utterance'
import { readSplit } from './split-names'
import { fromCodePoints } from './text-offsets'
import { reportUnused } from './unused-parts'
import { holdsAllBut, jsonFile, typesBySlot, writableUtterances } from './writing'

export const clu: Format = {
  id: 'clu',
  label: 'Azure CLU',
  extensions: ['.json'],
  about: 'A project of conversational language understanding.',
  keeps: ['clu'],
  holds: holdsAllBut(
    'templates',
    'outOfScope',
    'unlabelled',
    'unusedSlots',
    'slotTypes',
    'isExtensible',
    'review',
  ),
  sniff: (file) => {
    const assets = get(file.json(), 'assets')
    return Array.isArray(get(assets, 'utterances')) || Array.isArray(get(assets, 'intents')) ? 1 : 0
  },
  read: (files, builder) => {
    for (const file of files) readProject(file, builder)
  },
  write: (project) => ({
    files: [jsonFile(project, '.clu.json', writeCluProject(project))],
    losses: lossesIn(project, clu),
  }),
}

function readProject(file: SourceFile, builder: ProjectBuilder): void {
  const json = file.json()
  const assets = get(json, 'assets')
  const metadata = get(json, 'metadata')
  const isUtf16 = !/code ?point|text ?element/iu.test(String(get(json, 'stringIndexType')))
  builder.setName(nameOfProject(metadata))
  const main = asText(get(metadata, 'language'))
  const extras: CluExtras = { entities: [], languages: [] }
  builder.setLocale(main ?? '')
  for (const intent of asArray(get(assets, 'intents'))) {
    const name = asText(get(intent, 'category'))
    if (name) builder.addIntent(name)
  }
  for (const entity of asArray(get(assets, 'entities'))) {
    const name = asText(get(entity, 'category'))
    if (!name) continue
    builder.addSlotType(name)
    const { category, list, ...rules } = asRecord(entity)!
    if (Object.keys(rules).length > 0) extras.entities.push([name, rules])
    for (const sublist of asArray(get(get(entity, 'list'), 'sublists'))) {
      const synonyms = asArray(get(sublist, 'synonyms')).flatMap((one) =>
        asTexts(get(one, 'values')),
      )
      builder.addValue(name, textOf(get(sublist, 'listKey')), synonyms)
    }
  }
  for (const [index, utterance] of asArray(get(assets, 'utterances')).entries()) {
    const text = textOf(get(utterance, 'text'))
    const unit = (offset: number) => (isUtf16 ? offset : fromCodePoints(text, offset))
    const spans = asArray(get(utterance, 'entities')).map((entity): SourceSpan => {
      const offset = asOffset(get(entity, 'offset'))
      return {
        start: unit(offset),
        end: unit(offset + asOffset(get(entity, 'length'))),
        slot: textOf(get(entity, 'category')),
      }
    })
    const at = { file: file.name, place: `assets.utterances[${index}]` }
    const intent = asText(get(utterance, 'intent')) || null
    builder.addUtterance({
      at,
      text,
      intent,
      spans,
      split: readSplit(asText(get(utterance, 'dataset'))),
    })
    reportUnused(utterance, { at, read: ['entities'], builder })
    const language = asText(get(utterance, 'language'))
    if (language && main && languageOf(language) !== languageOf(main)) {
      extras.languages.push([text, intent ?? '', language])
      const reason = `It is in “${language}”; Skillet knows one language. That is written back on export.`
      builder.keep({ ...at, place: `${at.place}.language` }, text, reason)
    }
  }
  for (const [index, entity] of asArray(get(assets, 'entities')).entries()) {
    const at = { file: file.name, place: `assets.entities[${index}]` }
    reportUnused(entity, { at, read: ['list'], builder, isKept: true })
  }
  const at = { file: file.name, place: 'assets' }
  reportUnused(assets, { at, read: ['intents', 'entities', 'utterances'], builder })
  const { projectName, language, description, ...settings } = asRecord(metadata) ?? {}
  builder.addExtra('clu', { ...extras, metadata: settings })
}

/** What of a project is given back as it came. */
type CluExtras = {
  /** Prebuilt components, patterns and how they are composed. */
  entities: [name: string, rules: unknown][]
  /** The language of an utterance in another one than the project. */
  languages: [text: string, intent: string, language: string][]
}

/** A project's name holds no spaces; our own projects say the whole name as their description. */
function nameOfProject(metadata: unknown): string {
  const name = textOf(get(metadata, 'projectName'))
  const description = textOf(get(metadata, 'description'))
  return description !== '' && projectName(description) === name ? description : name
}

/** Letters, digits, hyphens and underscores, at most 50. */
function projectName(name: string): string {
  const plain = name
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}_-]+/gu, '-')
    .replace(/^-+|-+$/gu, '')
  return plain.slice(0, 50) || 'skill'
}

function writeCluProject(project: Project): unknown {
  const utterances = writableUtterances(project, clu.holds)
  const typeOfSlot = typesBySlot(project, utterances)
  const extras = project.extras.clu
  const rulesOf = new Map(
    asArray(get(extras, 'entities')).map((pair) => [asArray(pair)[0], asRecord(asArray(pair)[1])]),
  )
  for (const [name] of rulesOf) {
    if (typeof name === 'string' && !typeOfSlot.has(name)) typeOfSlot.set(name, name)
  }
  const languages = new Map(
    asArray(get(extras, 'languages')).map((row) => {
      const [text, intent, language] = asArray(row)
      return [`${intent}\n${text}`, asText(language)]
    }),
  )
  const types = new Map(project.slotTypes.map((type) => [type.name, type]))
  const intents = new Set([
    ...project.intents.map(({ name }) => name),
    ...utterances.flatMap(({ intent }) => intent ?? []),
  ])
  return {
    projectFileVersion: '2023-04-01',
    stringIndexType: 'Utf16CodeUnit',
    metadata: {
      projectKind: 'Conversation',
      settings: { confidenceThreshold: 0 },
      multilingual: languages.size > 0,
      ...asRecord(get(extras, 'metadata')),
      projectName: projectName(project.name),
      description: project.name,
      language: project.locale.toLowerCase(),
    },
    assets: {
      projectKind: 'Conversation',
      intents: [...intents].map((category) => ({ category })),
      entities: [...typeOfSlot].map(([category, typeName]) => {
        const type = types.get(typeName)
        const sublists = (type?.values ?? []).map(({ value, synonyms }) => ({
          listKey: value,
          synonyms: [{ language: project.locale.toLowerCase(), values: synonyms }],
        }))
        return {
          category,
          compositionSetting: 'combineComponents',
          ...(sublists.length > 0 ? { list: { sublists } } : {}),
          ...(sublists.length === 0 ? prebuilt(typeName) : {}),
          ...rulesOf.get(category),
        }
      }),
      utterances: utterances.map((utterance) => ({
        text: utterance.text,
        intent: utterance.intent,
        language:
          languages.get(`${utterance.intent}\n${utterance.text}`) ?? project.locale.toLowerCase(),
        ...(utterance.split === 'auto'
          ? {}
          : { dataset: utterance.split === 'train' ? 'Train' : 'Test' }),
        entities: utterance.spans.map((span) => ({
          category: span.slot,
          offset: span.start,
          length: span.end - span.start,
        })),
      })),
    },
  }
}

/** CLU has no types of slots but prebuilt components of entities. */
function prebuilt(type: string): { prebuilts?: { category: string }[] } {
  const category = isBuiltInType(type) ? builtInNameFor('clu', type) : null
  return category === null ? {} : { prebuilts: [{ category }] }
}
