/** Jovo's language models: v3 (arrays, `inputs`) and v4 (records, `entities`). */

import { isBuiltInType } from '@/project/builtin-values'
import type { Project } from '@/project/project'
import { spellDigits } from '@/project/spell-digits'
import { fitInvocation } from './alexa-fit'
import { builtInNameFor, fitBuiltInTypes } from './built-in-types'
import { fitSamples } from './fit-samples'
import type { Fitted, Format, SourceFile } from './format'
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
import { fitAll } from './legal-names'
import { type PatternModel, writePatternModel } from './model-of-patterns'
import type { ProjectBuilder } from './project-builder'
import { reportUnused, shorten } from './unused-parts'
import { holdsAllBut, localeOfName } from './writing'

export const jovo: Format = {
  id: 'jovo',
  label: 'Jovo model',
  extensions: ['.json'],
  about: 'The language model of Jovo 3 and 4.',
  holds: holdsAllBut(
    'utterances',
    'outOfScope',
    'unlabelled',
    'isExtensible',
    'split',
    'spacing',
    'review',
  ),
  keeps: ['jovo'],
  sniff: (file) => {
    const json = file.json()
    const intents = get(json, 'intents')
    const first = Array.isArray(intents) ? intents[0] : entriesOf(intents)[0]?.[1]
    if (get(json, 'interactionModel') || get(json, 'languageModel')) return 0
    const isJovo =
      Array.isArray(get(first, 'phrases')) ||
      Array.isArray(get(json, 'inputTypes')) ||
      asRecord(get(json, 'entityTypes'))
    return isJovo ? 1 : get(json, 'invocation') !== undefined && intents !== undefined ? 0.8 : 0
  },
  read: (files, builder) => {
    for (const file of files) readModel(file, builder)
  },
  fit: fitJovo,
  write: (project) => writePatternModel(project, jovo, (model) => writeModel(project, model)),
}

const OWN_KEYS = ['version', 'invocation', 'intents', 'inputTypes', 'entityTypes']

function named(value: unknown): [string, unknown][] {
  return Array.isArray(value)
    ? value.map((one): [string, unknown] => [textOf(get(one, 'name')), one])
    : entriesOf(value)
}

function readModel(file: SourceFile, builder: ProjectBuilder): void {
  const json = file.json()
  if (isDeeperThan(json, 100)) {
    builder.skip({ file: file.name, place: '' }, '', 'It is nested deeper than any model.')
    return
  }
  builder.setLocale(localeOfName(file.name))
  const invocation = get(json, 'invocation')
  builder.setName(asText(invocation) ?? textOf(entriesOf(invocation)[0]?.[1]))
  for (const [name, type] of named(get(json, 'inputTypes') ?? get(json, 'entityTypes'))) {
    if (!name) continue
    builder.addSlotType(name)
    for (const value of asArray(get(type, 'values'))) {
      const plain = asText(value) ?? textOf(get(value, 'value'))
      builder.addValue(name, plain, asTexts(get(value, 'synonyms')))
    }
  }
  for (const [index, [name, intent]] of named(get(json, 'intents')).entries()) {
    const place = Array.isArray(get(json, 'intents')) ? `intents[${index}]` : `intents.${name}`
    if (!name) {
      builder.skip(
        { file: file.name, place },
        shorten(intent),
        'The intent has no name.',
        'Give it a name.',
      )
      continue
    }
    builder.addIntent(name)
    const here = { file: file.name, place }
    reportUnused(intent, { at: here, read: ['phrases', 'inputs', 'entities'], builder })
    for (const [slot, input] of named(get(intent, 'inputs') ?? get(intent, 'entities'))) {
      if (slot) builder.addSlot(name, slot, typeOf(input) ?? slot)
    }
    for (const [number, phrase] of asArray(get(intent, 'phrases')).entries()) {
      const at = { file: file.name, place: `${place}.phrases[${number}]` }
      const text = asText(phrase)
      if (text === null) builder.skip(at, JSON.stringify(phrase), 'The phrase is no text.')
      else if (/\{[^{}]*\}/u.test(text)) builder.addTemplate({ at, intent: name, text })
      else builder.addUtterance({ at, intent: name, text: text.trim().replace(/\s+/gu, ' ') })
    }
  }
  const rest = entriesOf(json).filter(([key]) => !OWN_KEYS.includes(key))
  reportUnused(json, { at: { file: file.name, place: '' }, read: OWN_KEYS, builder, isKept: true })
  builder.addExtra('jovo', Object.fromEntries(rest))
}

/** A type may be one name or a name for each platform; Alexa's comes first. */
function typeOf(input: unknown): string | null {
  const type = get(input, 'type')
  return asText(type) ?? asText(get(type, 'alexa')) ?? asText(entriesOf(type)[0]?.[1])
}

/** Jovo’s converter to Alexa takes no digits in samples, and an invocation name as Alexa does. */
function fitJovo(project: Project): Fitted {
  return fitAll(
    project,
    fitInvocation,
    (one) => fitBuiltInTypes(one, 'alexa'),
    (one) =>
      fitSamples(one, (pieces) => {
        const spelled = pieces.map((piece) =>
          piece.slot === null ? { ...piece, text: spellDigits(piece.text, one.locale) } : piece,
        )
        return spelled.some(({ slot, text }) => slot === null && /\d/u.test(text))
          ? 'Jovo takes no digits, and these can’t be spelled.'
          : spelled
      }),
  )
}

/** A built-in type is none of the model's own: each platform has its name for it. */
function typeFor(type: string, own: ReadonlySet<string>): unknown {
  if (own.has(type) || !isBuiltInType(type)) return type
  return {
    alexa: builtInNameFor('alexa', type) ?? type,
    // Every platform must have one; this one takes anything.
    dialogflow: builtInNameFor('dialogflow', type) ?? '@sys.any',
  }
}

function writeModel(project: Project, model: PatternModel): unknown {
  const own = new Set(model.types.map(({ name }) => name))
  const intents = model.intents.map(({ name, slots, samples }) => {
    const entities = Object.fromEntries(
      [...slots].map(([slot, type]) => [slot, { type: typeFor(type, own) }]),
    )
    return [name, { phrases: samples, ...(slots.size > 0 ? { entities } : {}) }] as const
  })
  return {
    ...asRecord(project.extras.jovo),
    version: '4.0',
    invocation: project.name,
    intents: Object.fromEntries(intents),
    entityTypes: Object.fromEntries(model.types.map(({ name, values }) => [name, { values }])),
  }
}
