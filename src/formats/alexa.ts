/** The Alexa interaction model, with every root it has had, and what else must survive for a deploy. */

import type { Project } from '@/project/project'
import { fitAlexa } from './alexa-fit'
import {
  addLiteralSample,
  readSampleUtterances,
  sniffSampleUtterances,
} from './alexa-sample-utterances'
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
import { type PatternModel, writePatternModel } from './model-of-patterns'
import { cleanName } from './names'
import type { ProjectBuilder } from './project-builder'
import { reportUnused, shorten } from './unused-parts'
import { holdsAllBut, localeOfName } from './writing'

export const alexa: Format = {
  id: 'alexa',
  label: 'Alexa interaction model',
  extensions: ['.json', '.txt'],
  about: 'The JSON of the developer console and of `ask deploy`, from any year.',
  holds: holdsAllBut(
    'utterances',
    'outOfScope',
    'unlabelled',
    'isExtensible',
    'split',
    'spacing',
    'review',
  ),
  keeps: ['alexa'],
  sniff: (file) => {
    const json = file.json()
    if (json === undefined) return sniffSampleUtterances(file.text)
    if (get(json, 'inputTypes') !== undefined || get(json, 'intents_') !== undefined) return 0
    const model = languageModelOf(json)
    if (!model) return 0
    if (get(json, 'interactionModel') || get(json, 'languageModel')) {
      return get(json, 'invocation') === undefined ? 1 : 0.5
    }
    const intents = asArray(get(model, 'intents'))
    // The oldest schema names an intent and its slots, and nothing else.
    if (get(intents[0], 'intent') !== undefined) {
      return intents.every((one) => entriesOf(one).every(([key]) => SCHEMA_KEYS.includes(key)))
        ? 0.9
        : 0
    }
    const hasNames = intents.every((one) => asText(get(one, 'name')) !== null)
    const isModel = intents.some(
      (one) => Array.isArray(get(one, 'samples')) || Array.isArray(get(one, 'slots')),
    )
    return hasNames && isModel ? 0.85 : 0
  },
  read: (files, builder) => {
    const texts = files.filter((file) => file.json() === undefined)
    for (const file of files) if (file.json() !== undefined) readModel(file, builder)
    for (const file of texts) readSampleUtterances(file, builder)
  },
  fit: fitAlexa,
  write: (project) => writePatternModel(project, alexa, (model) => writeModel(project, model)),
}

/** What the writer needs to give a model back as it came. */
type AlexaExtras = {
  /** The root with the language model's intents and types taken out. */
  shell: unknown
  /** [intent, slot, other properties of the slot] */
  slots: [string, string, Record<string, unknown>][]
  intents: [string, Record<string, unknown>][]
  types: [string, Record<string, unknown>][]
  /** [type, value, id] */
  ids: [string, string, string][]
}

function languageModelOf(json: unknown): Record<string, unknown> | null {
  const root = asRecord(json)
  if (!root) return null
  const model =
    asRecord(get(get(root, 'interactionModel'), 'languageModel')) ??
    asRecord(get(root, 'languageModel')) ??
    root
  return Array.isArray(get(model, 'intents')) ? model : null
}

function readModel(file: SourceFile, builder: ProjectBuilder): void {
  const json = file.json()
  const model = languageModelOf(json)
  const at = (place: string) => ({ file: file.name, place })
  if (!model || isDeeperThan(json, 100)) {
    builder.skip(
      at(''),
      '',
      model ? 'It is nested deeper than any model.' : 'It holds no list of intents.',
    )
    return
  }
  const base = get(json, 'interactionModel')
    ? 'interactionModel.languageModel.'
    : model === json
      ? ''
      : 'languageModel.'
  const extras: AlexaExtras = { shell: shellOf(json), slots: [], intents: [], types: [], ids: [] }
  builder.setName(textOf(get(model, 'invocationName')))
  builder.setLocale(localeOfName(file.name))
  for (const [index, type] of asArray(get(model, 'types')).entries()) {
    const name = textOf(get(type, 'name'))
    const place = `${base}types[${index}]`
    if (!name) {
      builder.skip(at(place), shorten(type), 'The type has no name.', 'Give it a name.')
      continue
    }
    builder.addSlotType(name)
    extras.types.push([cleanName(name), othersOf(type, ['name', 'values'])])
    for (const value of asArray(get(type, 'values'))) readValue(name, value, builder, extras)
  }
  for (const [index, intent] of asArray(get(model, 'intents')).entries()) {
    const name = asText(get(intent, 'name')) ?? textOf(get(intent, 'intent'))
    const place = `${base}intents[${index}]`
    if (!name) {
      builder.skip(at(place), shorten(intent), 'The intent has no name.', 'Give it a name.')
      continue
    }
    builder.addIntent(name)
    extras.intents.push([cleanName(name), othersOf(intent, ['name', 'intent', 'slots', 'samples'])])
    const slots = asArray(get(intent, 'slots'))
    for (const slot of slots) {
      const slotName = textOf(get(slot, 'name'))
      if (!slotName) continue
      builder.addSlot(name, slotName, asText(get(slot, 'type')) ?? slotName)
      extras.slots.push([cleanName(name), cleanName(slotName), othersOf(slot, ['name', 'type'])])
    }
    for (const [number, sample] of asArray(get(intent, 'samples')).entries()) {
      readSample(name, sample, at(`${place}.samples[${number}]`), builder)
    }
    for (const [slotIndex, slot] of slots.entries()) {
      for (const [number, sample] of asArray(get(slot, 'samples')).entries()) {
        const text = textOf(sample)
        const where = at(`${place}.slots[${slotIndex}].samples[${number}]`)
        builder.keep(
          where,
          text,
          'It answers a question of the dialog, where Alexa knows which slot it asked for; it is written back on export.',
        )
      }
    }
  }
  for (const [place, part] of shellParts(json, model)) {
    reportUnused(part, { at: at(place), read: MODEL_KEYS, builder, isKept: true })
  }
  builder.addExtra('alexa', extras)
}

const SCHEMA_KEYS = ['intent', 'slots', 'samples']

const MODEL_KEYS = ['interactionModel', 'languageModel', 'intents', 'types']

/** The records of a model that hold more than its language, outermost first: dialogs, prompts… */
function shellParts(json: unknown, model: unknown): [string, unknown][] {
  const interaction = get(json, 'interactionModel')
  const parts: [string, unknown][] = [
    ['', json],
    ['interactionModel', interaction],
    ['languageModel', model === json ? undefined : model],
  ]
  return parts.filter(([, part]) => part !== undefined)
}

function readSample(
  intent: string,
  sample: unknown,
  at: { file: string; place: string },
  builder: ProjectBuilder,
): void {
  const text = asText(sample)
  if (text === null) {
    builder.skip(at, JSON.stringify(sample), 'The sample is no text.', 'Make it a string.')
  } else addLiteralSample({ intent, text: text.trim().replace(/\s+/gu, ' '), at }, builder)
}

function readValue(
  type: string,
  value: unknown,
  builder: ProjectBuilder,
  extras: AlexaExtras,
): void {
  const plain = asText(value)
  if (plain !== null) {
    builder.addValue(type, plain, [])
    return
  }
  const name = get(value, 'name')
  const said = asText(get(name, 'value')) ?? asText(name) ?? textOf(get(value, 'value'))
  builder.addValue(type, said, asTexts(get(name, 'synonyms') ?? get(value, 'synonyms')))
  const id = asText(get(value, 'id'))
  if (id) extras.ids.push([cleanName(type), said.trim(), id])
}

/** The root without intents and types; everything else stays as it came. */
function shellOf(json: unknown): unknown {
  const strip = (model: unknown) => othersOf(model, ['intents', 'types', 'invocationName'])
  const interaction = asRecord(get(json, 'interactionModel'))
  if (interaction) {
    return {
      ...asRecord(json),
      interactionModel: { ...interaction, languageModel: strip(get(interaction, 'languageModel')) },
    }
  }
  const model = get(json, 'languageModel')
  if (model) {
    const rest = othersOf(json, ['languageModel'])
    return { interactionModel: { languageModel: strip(model), ...rest } }
  }
  return { interactionModel: { languageModel: strip(json) } }
}

function othersOf(value: unknown, without: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(entriesOf(value).filter(([key]) => !without.includes(key)))
}

function writeModel(project: Project, model: PatternModel): unknown {
  const extras = readExtras(project.extras.alexa)
  const intents = model.intents.map(({ name, slots, samples }) => ({
    name,
    ...(slots.size > 0
      ? {
          slots: [...slots].map(([slot, type]) => ({
            name: slot,
            type,
            ...extras.slots.find(([one, other]) => one === name && other === slot)?.[2],
          })),
        }
      : {}),
    samples,
    ...extras.intents.find(([one]) => one === name)?.[1],
  }))
  const types = model.types.map((type) => ({
    name: type.name,
    values: type.values.map(({ value, synonyms }) => {
      const id = extras.ids.find(([one, other]) => one === type.name && other === value)?.[2]
      return {
        ...(id === undefined ? {} : { id }),
        name: { value, ...(synonyms.length > 0 ? { synonyms } : {}) },
      }
    }),
    ...extras.types.find(([one]) => one === type.name)?.[1],
  }))
  const interaction = get(extras.shell, 'interactionModel')
  return {
    ...asRecord(extras.shell),
    interactionModel: {
      ...asRecord(interaction),
      languageModel: {
        invocationName: project.name,
        ...asRecord(get(interaction, 'languageModel')),
        intents,
        types,
      },
    },
  }
}

function readExtras(value: unknown): AlexaExtras {
  const list = (key: string) => asArray(get(value, key)).filter(Array.isArray)
  return {
    shell: get(value, 'shell'),
    slots: list('slots') as AlexaExtras['slots'],
    intents: list('intents') as AlexaExtras['intents'],
    types: list('types') as AlexaExtras['types'],
    ids: list('ids') as AlexaExtras['ids'],
  }
}
