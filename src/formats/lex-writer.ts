/** Writes the zip of an Amazon Lex V2 bot. */
import { zipSync } from 'fflate'
import { fitName, platformLimits } from '@/project/platform-limits'
import type { Project, SlotType } from '@/project/project'
import { builtInNameFor } from './built-in-types'
import { createPaths } from './file-paths'
import { fitLengths } from './fit-lengths'
import { fitLocale } from './fit-locale'

import { fitTypes } from './fit-types'
import type { Fitted, Format, WriteOutcome } from './format'
import { asArray, asRecord, asText, get } from './json-access'
import { keptRows } from './kept-rows'
import { leaveOutStrangers } from './leave-out-strangers'
import { fitAll, fitNamesToPlatform } from './legal-names'
import { lossesIn } from './losses'
import { modelOf, type PatternModel } from './model-of-patterns'
import { partPatterns, textFile, writableUtterances } from './writing'

const LOCALES =
  'ca-ES da-DK de-DE de-AT en-US en-AU en-GB en-IN en-ZA es-ES es-419 es-US fi-FI fr-FR fr-CA hi-IN it-IT ja-JP ko-KR nl-NL no-NO pl-PL pt-BR pt-PT sv-SE zh-CN zh-HK'.split(
    ' ',
  )

/** Lex’s own slot types, and Alexa’s words for the same. */
const BUILT_IN = new Map<string | null, string>(
  [
    ['AlphaNumeric'],
    ['City', 'US_CITY', 'EUROPE_CITY', 'AT_CITY', 'DE_CITY', 'GB_CITY'],
    ['Confirmation'],
    ['Country'],
    ['Date', 'DATE'],
    ['Duration', 'DURATION'],
    ['EmailAddress'],
    ['FirstName', 'US_FIRST_NAME', 'GB_FIRST_NAME', 'DE_FIRST_NAME'],
    ['FreeFormInput', 'SearchQuery'],
    ['LastName', 'US_LAST_NAME'],
    ['Number', 'NUMBER', 'FOUR_DIGIT_NUMBER'],
    ['Percentage'],
    ['PhoneNumber'],
    ['State', 'US_STATE', 'Region'],
    ['StreetName', 'StreetAddress', 'PostalAddress'],
    ['Time', 'TIME'],
    ['UKPostalCode'],
  ].flatMap(([own, ...others]) =>
    [own, ...others].map((name): [string, string] => [`AMAZON.${name}`, `AMAZON.${own}`]),
  ),
)

/** Built-in intents that Lex V2 has. */
const BUILT_IN_INTENT =
  /^(?:Cancel|Fallback|Help|KendraSearch|Pause|QnA|Repeat|Resume|Stop)Intent$/u

/** Names, types and the locale as Lex takes them, and the fallback that each locale needs. */
export function fitLex(project: Project): Fitted {
  return fitAll(
    project,
    leaveOutStrangers,
    fitBotName,
    (one) => fitLocale(one, LOCALES, 'Lex'),
    fitLexTypes,
    (one) => fitNamesToPlatform(one, 'lex', { isFineSlot: (name) => isSubSlot(one, name) }),
    addFallback,
    (one) => fitLengths(one, 'lex'),
  )
}

/** `address.street` is a part of the slot `address`, where there is one. */
function isSubSlot(project: Project, name: string): boolean {
  const [owner, part, ...others] = name.split('.')
  if (!owner || !part || others.length > 0) return false
  return project.intents.some(
    ({ slots }) =>
      slots.some((slot) => slot.name === owner) && slots.some((slot) => slot.name === name),
  )
}

function fitBotName(project: Project): Fitted {
  const name = fitName(project.name, platformLimits.lex.intentName, 'Skill')
  if (name === project.name) return { project, changes: [] }
  const changes = [`The name “${project.name}” is written as “${name}”.`]
  return { project: { ...project, name }, changes }
}

/** Types of Amazon by Lex’s names; those that Lex lacks become custom types. */
function fitLexTypes(project: Project): Fitted {
  const { fit } = partPatterns(writableUtterances(project, { unlabelled: false, templates: true }))
  const kept = new Set(asArray(get(project.extras.lex, 'types')).map((row) => asArray(row)[0]))
  return fitTypes(project, fit, {
    isBuiltIn: (type) => type.startsWith('AMAZON.'),
    builtInFor: (type) => BUILT_IN.get(type) ?? BUILT_IN.get(builtInNameFor('alexa', type)) ?? null,
    customFor: (type) => type.replace(/^AMAZON\./u, ''),
    isMore: (type) => kept.has(type),
    anyWords: 'AMAZON.FreeFormInput',
  })
}

/** Each locale has a fallback, which gathers what is out of scope and has no utterances. */
function addFallback(project: Project): Fitted {
  const isTaken = project.intents.some(({ name }) => name === 'FallbackIntent')
  if (isTaken) return { project, changes: [] }
  return {
    project: {
      ...project,
      intents: [
        ...project.intents,
        { name: 'FallbackIntent', kind: 'outOfScope', note: '', slots: [] },
      ],
    },
    changes: [],
  }
}

/** The bot as a zip. */
export function writeBot(
  project: Project,
  format: Pick<Format, 'holds' | 'keeps' | 'alsoLost'>,
): WriteOutcome {
  const { fit, dropped } = partPatterns(writableUtterances(project, format.holds))
  const files = botFiles(project, modelOf(project, fit))
  const bytes = zipSync(
    Object.fromEntries(
      [...files].map(([name, json]) => [
        name,
        new TextEncoder().encode(JSON.stringify(json, null, 2)),
      ]),
    ),
    { mtime: '1980-01-01' },
  )
  return {
    files: [{ ...textFile(project, '.lex.zip', ''), bytes }],
    losses: lossesIn(project, format, dropped),
  }
}

function botFiles(project: Project, model: PatternModel): Map<string, unknown> {
  const extras = project.extras.lex
  const keptIntents = keptRows(get(extras, 'intents'))
  const keptSlots = keptRows(get(extras, 'slots'))
  const keptTypes = keptRows(get(extras, 'types'))
  const kinds = new Map(project.intents.map(({ name, kind }) => [name, kind]))
  const files = new Map<string, unknown>()
  const locale = project.locale.replaceAll('-', '_')
  const root = `${project.name}/BotLocales/${locale}`
  files.set('Manifest.json', {
    metaData: { schemaVersion: '1', fileFormat: 'LexJson', resourceType: 'BOT' },
  })
  files.set(`${project.name}/Bot.json`, {
    version: 'DRAFT',
    identifier: null,
    description: null,
    dataPrivacy: { childDirected: false },
    idleSessionTTLInSeconds: 300,
    ...asRecord(asArray(get(extras, 'bot'))[0]),
    name: project.name,
  })
  files.set(`${root}/BotLocale.json`, {
    version: null,
    description: null,
    voiceSettings: null,
    nluConfidenceThreshold: 0.4,
    ...asRecord(asArray(get(extras, 'locale'))[0]),
    name: displayName(project.locale),
    identifier: locale,
  })
  const pathOf = createPaths()
  for (const { name, slots, samples } of model.intents) {
    const folder = pathOf(`${root}/Intents`, name)
    const own = [...slots].filter(
      ([slot]) => !slots.has(slot.replace(/\..*$/u, '')) || !slot.includes('.'),
    )
    files.set(`${folder}/Intent.json`, {
      identifier: null,
      description: null,
      parentIntentSignature:
        BUILT_IN_INTENT.test(name) && kinds.get(name) !== 'custom' ? `AMAZON.${name}` : null,
      intentConfirmationSetting: null,
      intentClosingSetting: null,
      inputContexts: null,
      outputContexts: null,
      kendraConfiguration: null,
      dialogCodeHook: null,
      fulfillmentCodeHook: null,
      ...asRecord(keptIntents(name)?.[1]),
      name,
      sampleUtterances: samples.length > 0 ? samples.map((utterance) => ({ utterance })) : null,
      slotPriorities: own.map(([slotName], index) => ({ priority: index + 1, slotName })),
    })
    const pathOfSlot = createPaths()
    for (const [slot, type] of own) {
      files.set(`${pathOfSlot(`${folder}/Slots`, slot)}/Slot.json`, {
        identifier: null,
        description: null,
        multipleValuesSetting: null,
        obfuscationSetting: null,
        valueElicitationSetting: {
          slotConstraint: 'Optional',
          promptSpecification: null,
          defaultValueSpecification: null,
          sampleUtterances: null,
          waitAndContinueSpecification: null,
        },
        ...asRecord(keptSlots(name, slot)?.[2]),
        name: slot,
        slotTypeName: type,
      })
    }
  }
  for (const type of model.types) {
    if (type.name.startsWith('AMAZON.')) continue
    const rest = asRecord(keptTypes(type.name)?.[1])
    files.set(`${pathOf(`${root}/SlotTypes`, type.name)}/SlotType.json`, {
      identifier: null,
      description: null,
      parentSlotTypeSignature: null,
      ...rest,
      name: type.name,
      slotTypeValues:
        type.values.length > 0
          ? type.values.map(({ value, synonyms }) => ({
              sampleValue: { value },
              synonyms: synonyms.length > 0 ? synonyms.map((one) => ({ value: one })) : null,
            }))
          : null,
      valueSelectionSetting: {
        regexFilter: null,
        ...asRecord(get(rest, 'valueSelectionSetting')),
        resolutionStrategy: strategyOf(type, rest),
      },
    })
  }
  for (const pair of asArray(get(extras, 'others'))) {
    const [path, json] = asArray(pair)
    const name = `${project.name}/${path}`
    if (asText(path) !== null && !files.has(name)) files.set(name, json)
  }
  return files
}

/** Concatenation, as of composite types, is neither open nor closed, and stays. */
function strategyOf(type: SlotType, rest: unknown): string {
  const came = asText(get(get(rest, 'valueSelectionSetting'), 'resolutionStrategy'))
  if (came !== null && /^concatenation$/iu.test(came)) return came
  return type.isExtensible ? 'ORIGINAL_VALUE' : 'TOP_RESOLUTION'
}

function displayName(locale: string): string {
  try {
    const names = new Intl.DisplayNames('en', { type: 'language', languageDisplay: 'standard' })
    return names.of(locale) ?? locale
  } catch {
    return locale
  }
}
