/** Writes the JSON package of a Dialogflow CX agent. */
import { zipSync } from 'fflate'
import type { Project, SlotType } from '@/project/project'
import { builtInNameFor } from './built-in-types'
import { cutBySpans } from './cut-by-spans'
import { fitLengths } from './fit-lengths'
import { fitLocale } from './fit-locale'

import { fitTypes } from './fit-types'
import type { Fitted, Format, WriteOutcome } from './format'
import { asArray, asRecord, asText, get } from './json-access'
import { keptRows } from './kept-rows'
import { fitAll, fitNamesToPlatform } from './legal-names'
import { lossesIn } from './losses'
import { modelOf } from './model-of-patterns'
import { uuidOf } from './uuid-of'
import { slotTypeLookup, textFile, utterancesByIntent, writableUtterances } from './writing'

/** The languages of agents; those with regions come after the language itself. */
const LANGUAGES =
  'en en-AU en-CA en-GB en-IN de es es-ES es-419 fr fr-CA fr-FR pt pt-BR it nl ja ko zh-CN zh-HK zh-TW da fi hi id no pl ru sv th tr uk bn cs fil hu lt lv mr ms ro si sk ta te vi'.split(
    ' ',
  )

const START_FLOW = 'Default Start Flow'

/** Language, types and names as the agent takes them. */
export function fitCx(project: Project): Fitted {
  return fitAll(
    project,
    (one) => fitLocale(one, LANGUAGES, 'Dialogflow CX'),
    fitCxTypes,
    (one) => fitNamesToPlatform(one, 'dialogflow-cx'),
    (one) => fitLengths(one, 'dialogflow-cx'),
  )
}

function fitCxTypes(project: Project): Fitted {
  const written = writableUtterances(project, { unlabelled: false, templates: false })
  const keptTypes = keptRows(get(project.extras['dialogflow-cx'], 'types'))
  return fitTypes(project, written, {
    isBuiltIn: (type) => type.startsWith('@sys.'),
    builtInFor: (type) => (type.startsWith('@sys.') ? type : builtInNameFor('dialogflow', type)),
    customFor: (type) => type.replace(/^@sys\./u, ''),
    isMore: (type) => keptTypes(type) !== undefined,
    anyWords: '@sys.any',
  })
}

/** The agent as a zip. */
export function writeCxAgent(
  project: Project,
  format: Pick<Format, 'holds' | 'keeps' | 'alsoLost'>,
): WriteOutcome {
  const files = agentFiles(project, format)
  const bytes = zipSync(
    Object.fromEntries(
      [...files].map(([name, json]) => [
        name,
        new TextEncoder().encode(`${JSON.stringify(json, null, 2)}\n`),
      ]),
    ),
    { mtime: '1980-01-01' },
  )
  return {
    files: [{ ...textFile(project, '.cx.zip', ''), bytes }],
    losses: lossesIn(project, format),
  }
}

function agentFiles(project: Project, format: Pick<Format, 'holds'>): Map<string, unknown> {
  const extras = project.extras['dialogflow-cx']
  const languageCode = project.locale.toLowerCase()
  const files = new Map<string, unknown>()
  files.set('agent.json', {
    timeZone: 'Etc/GMT',
    startFlow: START_FLOW,
    ...asRecord(get(extras, 'agent')),
    displayName: project.name,
    defaultLanguageCode: languageCode,
  })
  const utterances = writableUtterances(project, format.holds)
  const typeOf = slotTypeLookup(project)
  const intents = new Map(project.intents.map((intent) => [intent.name, intent]))
  const keptIntents = keptRows(get(extras, 'intents'))
  const keptTypes = keptRows(get(extras, 'types'))
  for (const [name, own] of utterancesByIntent(project, utterances)) {
    const intent = intents.get(name)
    const slots = new Map((intent?.slots ?? []).map((slot) => [slot.name, slot.type]))
    for (const { slot } of own.flatMap(({ spans }) => spans)) {
      if (!slots.has(slot)) slots.set(slot, typeOf(name, slot))
    }
    const kept = asRecord(keptIntents(name)?.[1])
    const parameters = asArray(get(kept, 'parameters'))
    const path = `intents/${encodeName(name)}`
    const { isFallback: _f, parameters: _p, ...rest } = kept ?? {}
    files.set(`${path}/${encodeName(name)}.json`, {
      name: uuidOf(`intent ${name}`),
      priority: 500000,
      ...rest,
      displayName: name,
      ...(intent?.note ? { description: intent.note } : {}),
      ...(slots.size > 0
        ? {
            parameters: [...slots].map(([id, type]) => ({
              ...asRecord(parameters.find((one) => get(one, 'id') === id)),
              id,
              entityType: type.startsWith('@') ? type : `@${type}`,
            })),
          }
        : {}),
      ...(intent?.kind === 'outOfScope' ? { isFallback: true } : {}),
      numTrainingPhrases: own.length,
    })
    if (own.length === 0) continue
    files.set(`${path}/trainingPhrases/${languageCode}.json`, {
      trainingPhrases: own.map((utterance) => ({
        id: uuidOf(`phrase ${name} ${utterance.text} ${JSON.stringify(utterance.spans)}`),
        parts: cutBySpans(utterance).map(({ text, slot }) =>
          slot === null ? { text } : { text, parameterId: slot },
        ),
        repeatCount: 1,
        languageCode,
      })),
    })
  }
  const own = new Map(project.slotTypes.map((type) => [type.name, type]))
  for (const type of modelOf(project, utterances).types) {
    if (type.name.startsWith('@sys.')) continue
    // What was said fills a list that would be empty; a list that is not stays as it is.
    const listed = own.get(type.name)
    const hasValues = (listed?.values.length ?? 0) > 0
    addType(files, hasValues && listed ? listed : type, { row: keptTypes(type.name), languageCode })
  }
  for (const pair of asArray(get(extras, 'others'))) {
    const [path, json] = asArray(pair)
    const name = asText(path)
    if (name !== null && !files.has(name)) files.set(name, json)
  }
  const hasFlow = [...files.keys()].some((path) => path.startsWith('flows/'))
  if (!hasFlow) files.set(`flows/${START_FLOW}/${START_FLOW}.json`, startFlow(project))
  return files
}

function addType(
  files: Map<string, unknown>,
  type: SlotType,
  { row, languageCode }: { row: readonly unknown[] | undefined; languageCode: string },
): void {
  const { autoExpansionMode: _, ...rest } = asRecord(row?.[1]) ?? {}
  const path = `entityTypes/${encodeName(type.name)}`
  files.set(`${path}/${encodeName(type.name)}.json`, {
    name: uuidOf(`entity type ${type.name}`),
    kind: 'KIND_MAP',
    ...rest,
    displayName: type.name,
    ...(type.isExtensible ? { autoExpansionMode: 'AUTO_EXPANSION_MODE_DEFAULT' } : {}),
  })
  const isPattern = rest.kind === 'KIND_REGEXP'
  const entities = isPattern
    ? []
    : type.values.map(({ value, synonyms }) => ({
        value,
        // A list has values alone, a map repeats the value among its synonyms.
        synonyms: rest.kind === 'KIND_LIST' ? [value] : [...new Set([value, ...synonyms])],
        languageCode,
      }))
  files.set(`${path}/entities/${languageCode}.json`, {
    entities: [...entities, ...asArray(row?.[2])],
  })
}

/** A flow that listens to each intent: an intent that no route names is never matched. */
function startFlow(project: Project): unknown {
  return {
    name: '00000000-0000-0000-0000-000000000000',
    displayName: START_FLOW,
    transitionRoutes: project.intents
      .filter(({ kind }) => kind !== 'outOfScope')
      .map(({ name }) => ({
        name: uuidOf(`route ${name}`),
        intent: name,
        triggerFulfillment: {},
      })),
    nluSettings: { modelType: 'MODEL_TYPE_STANDARD', classificationThreshold: 0.3 },
  }
}

/** Folders are called after what they hold; what a path may not hold is escaped, spaces are not. */
function encodeName(name: string): string {
  const escaped = name.replace(/[^\p{L}\p{N} ._-]/gu, (mark) => {
    const bytes = new TextEncoder().encode(mark)
    return [...bytes].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('')
  })
  return escaped.replace(/^\./u, '%2E')
}
