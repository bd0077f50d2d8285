/** What LUIS makes of a skill: machine-learned entities, lists and prebuilt ones, with their roles. */

import { parseTemplate } from '@/project/expansion-template'
import type { Project, SlotType } from '@/project/project'
import { builtInNameFor, fitBuiltInTypes } from './built-in-types'
import { fitLocale } from './fit-locale'
import { fitNames, fitOutOfScope, fitRoles } from './fit-names'
import type { Fitted } from './format'
import { fitAll } from './legal-names'
import { slotTypeLookup, writableUtterances } from './writing'

const CULTURES = [
  'en-US',
  'ar-AR',
  'de-DE',
  'es-ES',
  'es-MX',
  'fr-FR',
  'fr-CA',
  'gu-IN',
  'hi-IN',
  'it-IT',
  'ja-JP',
  'ko-KR',
  'mr-IN',
  'nl-NL',
  'pt-BR',
  'ta-IN',
  'te-IN',
  'tr-TR',
  'zh-CN',
]

/** Prebuilt entities that LUIS has in English alone. */
const ENGLISH_ONLY = ['geographyV2', 'personName', 'ordinalV2']
const KEYWORDS =
  /^(ml|list|regex|prebuilt|composite|phraselist|patternany|intent|machine-learned)$/iu

/** Names as LUIS takes them, its own prebuilt types, and one name for one thing. */
export function fitLuis(project: Project): Fitted {
  const isEnglish = /^en\b/iu.test(project.locale)
  return fitAll(
    project,
    (one) => fitLocale(one, CULTURES, 'LUIS'),
    (one) => fitOutOfScope(one, 'None'),
    (one) => fitBuiltInTypes(one, 'luis', (type) => isEnglish || !ENGLISH_ONLY.includes(type)),
    (one) =>
      fitNames(one, {
        intent: (name) => tidy(name, /[<>*%&:\\$]/gu).replace(/^[?#]+ */u, '') || 'intent',
        slot: fitEntityName,
        type: fitEntityName,
      }),
    (one) => fitRoles(one, entityNames(one)),
    fitLimits,
  )
}

const MOST_PATTERNS = 500
const LONGEST_TEXT = 500
const LONGEST_PATTERN = 400

/** LUIS takes so many patterns; the sentences made from the others are written in their place. */
function fitLimits(project: Project): Fitted {
  const changes: string[] = []
  const short = project.templates.filter(({ text }) => text.length <= LONGEST_PATTERN)
  const templates = short.slice(0, MOST_PATTERNS)
  const left = project.templates.length - templates.length
  if (left > 0) {
    changes.push(
      `${left} templates are written as the utterances made from them: LUIS takes ${MOST_PATTERNS} patterns of ${LONGEST_PATTERN} characters.`,
    )
  }
  const utterances = project.utterances.filter(({ text }) => text.length <= LONGEST_TEXT)
  const long = project.utterances.length - utterances.length
  if (long > 0) {
    changes.push(
      `${long} utterances are left out: LUIS takes none of more than ${LONGEST_TEXT} characters.`,
    )
  }
  if (changes.length === 0) return { project, changes }
  return { project: { ...project, templates, utterances }, changes }
}

function fitEntityName(name: string): string {
  const plain = tidy(name, /[<>*%&:\\$={}"',;`]/gu).replace(/^@/u, '') || 'entity'
  return KEYWORDS.test(plain) ? `${plain}_` : plain
}

function tidy(name: string, forbidden: RegExp): string {
  return name.replace(forbidden, '_').replace(/\s+/gu, ' ').trim()
}

function entityNames(project: Project): Set<string> {
  return new Set([
    ...project.intents.flatMap(({ slots }) => slots.map(({ type }) => type)),
    ...project.slotTypes.map(({ name }) => name),
  ])
}

export type LuisEntity = {
  name: string
  roles: string[]
  /** The name of the list of a machine-learned entity, of which LUIS makes a feature. */
  list: string | null
}

export type LuisModel = {
  ml: LuisEntity[]
  /** Lists that stand for themselves, and those that are features. */
  lists: { name: string; roles: string[]; values: SlotType['values'] }[]
  prebuilt: LuisEntity[]
}

/**
 * LUIS does not take a label of a list or, without a role, of a prebuilt entity. So what utterances label is
 * machine-learned, and its values become a list beside it.
 */
export function luisModel(project: Project): LuisModel {
  const typeOf = slotTypeLookup(project)
  const labelled = new Set<string>()
  const bare = new Set<string>()
  const roles = new Map<string, Set<string>>()
  const use = (type: string, slot: string) => {
    const known = roles.get(type) ?? new Set()
    roles.set(type, type === slot ? known : known.add(slot))
    if (type === slot) bare.add(type)
  }
  for (const { intent, spans } of writableUtterances(project, LUIS_UTTERANCES)) {
    for (const { slot } of spans) {
      use(typeOf(intent, slot), slot)
      labelled.add(typeOf(intent, slot))
    }
  }
  for (const { intent, text } of project.templates) {
    for (const part of parseTemplate(text)) {
      if (part.kind === 'slot') use(typeOf(intent, part.slot), part.slot)
    }
  }
  for (const { slots } of project.intents) for (const { name, type } of slots) use(type, name)
  const listed = project.slotTypes.filter(({ values }) => values.length > 0)
  const isListed = new Set(listed.map(({ name }) => name))
  const taken = new Set([
    ...entityNames(project),
    ...roles.keys(),
    ...[...roles.values()].flatMap((own) => [...own]),
  ])
  const isPrebuilt = (type: string) =>
    !isListed.has(type) &&
    builtInNameFor('luis', type) === type &&
    !(labelled.has(type) && bare.has(type))
  const lists = listed.map(({ name: type, values }) => ({
    ...(labelled.has(type)
      ? { name: freeName(`${type}List`, taken), roles: [] }
      : { name: type, roles: [...(roles.get(type) ?? [])] }),
    ...{ type, values },
  }))
  const listOf = new Map(lists.map(({ type, name }) => [type, name]))
  const entities = [...roles].map(
    ([name, own]): LuisEntity => ({ name, roles: [...own], list: listOf.get(name) ?? null }),
  )
  return {
    ml: entities.filter(
      ({ name, list }) => !isPrebuilt(name) && (list === null || labelled.has(name)),
    ),
    lists: lists.map(({ type: _, ...list }) => list),
    prebuilt: entities.filter(({ name }) => isPrebuilt(name)),
  }
}

/** What of utterances both of LUIS's formats write. */
export const LUIS_UTTERANCES = { unlabelled: false, templates: true }

function freeName(wanted: string, taken: Set<string>): string {
  let name = wanted
  for (let number = 2; taken.has(name); number += 1) name = `${wanted}${number}`
  taken.add(name)
  return name
}
