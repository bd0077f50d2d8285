/** Writes a Dialogflow ES agent: the files of its zip. */
import type { Intent, Project, SlotType, Utterance } from '@/project/project'
import { cutBySpans } from './cut-by-spans'
import { createPaths } from './file-paths'
import type { Format } from './format'
import { asArray, asRecord, get } from './json-access'
import { uuidOf } from './uuid-of'
import { slotTypeLookup, utterancesByIntent, writableUtterances } from './writing'

/** The files by their paths; what an import of an agent has kept of it goes back to its place. */
export function agentFiles(project: Project, holds: Format['holds']): Record<string, Uint8Array> {
  const language = project.locale.toLowerCase()
  const kept = keptParts(project)
  const typeOf = slotTypeLookup(project)
  const stemFor = createPaths()
  const files = new Map<string, unknown>([
    ['package.json', { version: '1.0.0' }],
    ['agent.json', agentFile(project, language)],
  ])
  for (const [name, utterances] of utterancesByIntent(
    project,
    writableUtterances(project, holds),
  )) {
    const stem = stemFor('intents', name)
    const intent = project.intents.find((one) => one.name === name)
    const types = new Map((intent?.slots ?? []).map((slot) => [slot.name, slot.type]))
    for (const span of utterances.flatMap(({ spans }) => spans)) {
      if (!types.has(span.slot)) types.set(span.slot, typeOf(name, span.slot))
    }
    files.set(`${stem}.json`, intentFile(name, intent, types, kept.part('intents', name)))
    for (const [mark, rows] of kept.foreign(name, '_usersays_')) {
      files.set(`${stem}${mark}.json`, rows)
    }
    if (utterances.length === 0) continue
    const phrases = utterances.map((utterance) => phraseOf(name, utterance, types, language))
    files.set(`${stem}_usersays_${language}.json`, phrases)
  }
  for (const type of project.slotTypes) {
    if (type.name.startsWith('@sys.')) continue
    const stem = stemFor('entities', type.name)
    files.set(`${stem}.json`, entityFile(type, kept.part('entities', type.name)))
    files.set(`${stem}_entries_${language}.json`, [
      ...type.values.map(({ value, synonyms }) => ({ value, synonyms: [value, ...synonyms] })),
      ...kept.rules(type.name),
    ])
    for (const [mark, rows] of kept.foreign(type.name, '_entries_')) {
      files.set(`${stem}${mark}.json`, rows)
    }
  }
  return Object.fromEntries(
    [...files].map(([name, json]) => [
      name,
      new TextEncoder().encode(JSON.stringify(json, null, 2)),
    ]),
  )
}

/** What an import has kept of the agent, by the name of its intent or entity (`AgentExtras` of the reader). */
function keptParts({ extras }: Project) {
  const rowsOf = (key: string, name: string) =>
    asArray(get(extras.dialogflow, key))
      .map(asArray)
      .filter(([owner]) => owner === name)
  return {
    /** What the file said beside what a skill holds. */
    part: (key: 'intents' | 'entities', name: string) => asRecord(rowsOf(key, name)[0]?.[1]),
    /** Entries that are no values. */
    rules: (name: string) => rowsOf('entries', name).flatMap(([, entries]) => asArray(entries)),
    /** Files of other languages: how their names end, and what is in them. */
    foreign: (name: string, mark: string) =>
      rowsOf('languages', name).flatMap(([, own, rows]): [string, unknown][] =>
        String(own).startsWith(mark) ? [[String(own), rows]] : [],
      ),
  }
}

type Kept = ReturnType<ReturnType<typeof keptParts>['part']>

function agentFile({ name, extras }: Project, language: string) {
  return {
    defaultTimezone: 'Etc/GMT',
    supportedLanguages: [],
    ...asRecord(get(extras.dialogflow, 'agent')),
    displayName: name,
    description: name,
    language,
  }
}

function intentFile(
  name: string,
  intent: Intent | undefined,
  types: ReadonlyMap<string, string>,
  kept: Kept,
) {
  const [response, ...others] = asArray(get(kept, 'responses'))
  const parameters = asArray(get(response, 'parameters'))
  return {
    id: uuidOf(`intent ${name}`),
    auto: true,
    contexts: [],
    priority: 500000,
    webhookUsed: false,
    events: [],
    ...kept,
    name,
    fallbackIntent: intent?.kind === 'outOfScope',
    responses: [
      {
        resetContexts: false,
        affectedContexts: [],
        messages: [],
        ...asRecord(response),
        parameters: [...types].map(([slot, type]) => ({
          id: uuidOf(`parameter ${name} ${slot}`),
          isList: false,
          required: false,
          ...asRecord(parameters.find((one) => get(one, 'name') === slot)),
          name: slot,
          dataType: metaOf(type),
          value: `$${slot}`,
        })),
      },
      ...others,
    ],
  }
}

function phraseOf(
  intent: string,
  utterance: Utterance,
  types: ReadonlyMap<string, string>,
  language: string,
) {
  return {
    id: uuidOf(`phrase ${intent} ${utterance.text}`),
    data: cutBySpans(utterance).map(({ text, slot }) =>
      slot === null
        ? { text, userDefined: false }
        : { text, meta: metaOf(types.get(slot) ?? slot), alias: slot, userDefined: true },
    ),
    isTemplate: false,
    count: 0,
    lang: language,
    updated: 0,
  }
}

function entityFile(type: SlotType, kept: Kept) {
  return {
    id: uuidOf(`entity ${type.name}`),
    isOverridable: true,
    isEnum: false,
    isRegexp: false,
    allowFuzzyExtraction: false,
    ...kept,
    name: type.name,
    automatedExpansion: type.isExtensible,
  }
}

/** Entities go by their name with an `@` before it. */
function metaOf(type: string): string {
  return type.startsWith('@') ? type : `@${type}`
}
