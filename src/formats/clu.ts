/** Azure's conversational language understanding: `assets` with offsets and lengths. */
import { isBuiltInType } from '@/project/builtin-values'
import type { Project } from '@/project/project'
import type { Format, SourceFile } from './format'
import { asArray, asOffset, asText, asTexts, get } from './json-access'
import { lossesIn } from './losses'
import type { ProjectBuilder, SourceSpan } from './project-builder'
import { readSplit } from './split-names'
import { fromCodePoints } from './text-offsets'
import { reportUnused } from './unused-parts'
import { holdsAllBut, jsonFile, writableUtterances } from './writing'

export const clu: Format = {
  id: 'clu',
  label: 'Azure CLU',
  extensions: ['.json'],
  about: 'A project of conversational language understanding.',
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
  const isUtf16 = !/code ?point|text ?element/iu.test(asText(get(json, 'stringIndexType')) ?? '')
  builder.setName(asText(get(metadata, 'projectName')) ?? '')
  builder.setLocale(asText(get(metadata, 'language')) ?? '')
  for (const intent of asArray(get(assets, 'intents'))) {
    const name = asText(get(intent, 'category'))
    if (name) builder.addIntent(name)
  }
  for (const entity of asArray(get(assets, 'entities'))) {
    const name = asText(get(entity, 'category'))
    if (!name) continue
    builder.addSlotType(name)
    for (const sublist of asArray(get(get(entity, 'list'), 'sublists'))) {
      const synonyms = asArray(get(sublist, 'synonyms')).flatMap((one) =>
        asTexts(get(one, 'values')),
      )
      builder.addValue(name, asText(get(sublist, 'listKey')) ?? '', synonyms)
    }
  }
  for (const [index, utterance] of asArray(get(assets, 'utterances')).entries()) {
    const text = asText(get(utterance, 'text')) ?? ''
    const unit = (offset: number) => (isUtf16 ? offset : fromCodePoints(text, offset))
    const spans = asArray(get(utterance, 'entities')).map((entity): SourceSpan => {
      const offset = asOffset(get(entity, 'offset'))
      return {
        start: unit(offset),
        end: unit(offset + asOffset(get(entity, 'length'))),
        slot: asText(get(entity, 'category')) ?? '',
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
  }
  for (const [index, entity] of asArray(get(assets, 'entities')).entries()) {
    const at = { file: file.name, place: `assets.entities[${index}]` }
    reportUnused(entity, { at, read: ['list', 'prebuilts'], builder })
  }
  const at = { file: file.name, place: 'assets' }
  reportUnused(assets, { at, read: ['intents', 'entities', 'utterances'], builder })
}

function writeCluProject(project: Project): unknown {
  const utterances = writableUtterances(project, clu.holds)
  const typeOfSlot = new Map(
    project.intents.flatMap(({ slots }) => slots.map((slot) => [slot.name, slot.type] as const)),
  )
  for (const span of utterances.flatMap(({ spans }) => spans)) {
    if (!typeOfSlot.has(span.slot)) typeOfSlot.set(span.slot, span.slot)
  }
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
      projectName: project.name,
      multilingual: false,
      description: '',
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
          ...(isBuiltInType(typeName) && sublists.length === 0 ? prebuilt(typeName) : {}),
        }
      }),
      utterances: utterances.map((utterance) => ({
        text: utterance.text,
        intent: utterance.intent,
        language: project.locale.toLowerCase(),
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

const PREBUILTS: readonly [RegExp, string][] = [
  [/date|time|duration/iu, 'DateTime'],
  [/ordinal/iu, 'Quantity.Ordinal'],
  [/temperature/iu, 'Quantity.Temperature'],
  [/number|integer|cardinal/iu, 'Quantity.Number'],
  [/percent/iu, 'Quantity.Percentage'],
  [/age$/iu, 'Quantity.Age'],
  [/currency|money/iu, 'Quantity.Currency'],
  [/e-?mail/iu, 'Email'],
  [/phone/iu, 'PhoneNumber'],
  [/url/iu, 'URL'],
]

function prebuilt(type: string): { prebuilts?: { category: string }[] } {
  const category = PREBUILTS.find(([pattern]) => pattern.test(type))?.[1]
  return category ? { prebuilts: [{ category }] } : {}
}
