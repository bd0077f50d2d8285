/** wit.ai: the utterances of its API and of its zip, and the older `expressions.json`. */
import { strToU8, zipSync } from 'fflate'
import type { Project } from '@/project/project'
import { fitBuiltInTypes } from './built-in-types'
import { createPaths } from './file-paths'
import { fitLocale, languageOf } from './fit-locale'
import { fitNames } from './fit-names'
import type { Fitted, Format, SourceFile } from './format'
import { asArray, asOffset, asRecord, asText, asTexts, get, textOf } from './json-access'
import { latinName } from './latin-name'
import { fitAll } from './legal-names'
import { lossesIn } from './losses'
import type { ProjectBuilder } from './project-builder'
import { createRoleNotes, type RoleNotes } from './role-notes'
import type { Place, SourceSpan } from './source-utterance'
import { fromCodePoints } from './text-offsets'
import { reportUnused } from './unused-parts'
import { holdsAllBut, slotTypeLookup, textFile, writableUtterances } from './writing'

export const wit: Format = {
  id: 'wit',
  label: 'wit.ai',
  extensions: ['.zip', '.json'],
  about: 'The exported zip of an app, its utterances or its expressions.json.',
  holds: holdsAllBut('templates', 'outOfScope', 'unusedSlots', 'isExtensible', 'split', 'review'),
  sniff: (file) => (partOf(file) === null ? 0 : 0.85),
  read: (files, builder) => {
    const noteRoles = createRoleNotes(builder)
    for (const file of files) readPart(file, builder, noteRoles)
  },
  fit: fitWit,
  write: (project) => ({
    files: [
      {
        name: textFile(project, '.wit.zip', '').name,
        bytes: zipSync(appFiles(project), { mtime: '1980-01-01' }),
      },
    ],
    losses: lossesIn(project, wit),
  }),
}

function partOf(
  file: SourceFile,
): 'app' | 'utterances' | 'expressions' | 'entity' | 'intent' | null {
  const json = file.json()
  const list = Array.isArray(json) ? json : asArray(get(json, 'utterances'))
  const first = list[0]
  if (
    get(first, 'text') !== undefined &&
    Array.isArray(get(first, 'entities')) &&
    get(json, 'assets') === undefined
  ) {
    const entity = list.flatMap((one) => asArray(get(one, 'entities')))[0]
    const isWit =
      entity === undefined ? Array.isArray(get(first, 'traits')) : get(entity, 'body') !== undefined
    if (isWit) return 'utterances'
  }
  const example = asArray(get(json, 'data'))[0]
  if (get(example, 'text') !== undefined && Array.isArray(get(example, 'entities')))
    return 'expressions'
  const record = asRecord(json)
  if (!record) return null
  if (Array.isArray(record.roles) && Array.isArray(record.lookups)) return 'entity'
  if (typeof record.name === 'string' && typeof record.lang === 'string') return 'app'
  return Object.keys(record).length === 1 && typeof record.name === 'string' ? 'intent' : null
}

function readPart(file: SourceFile, builder: ProjectBuilder, noteRoles: RoleNotes): void {
  const json = file.json()
  const part = partOf(file)
  const name = textOf(get(json, 'name'))
  if (part === 'app') {
    builder.setName(name)
    builder.setLocale(textOf(get(json, 'lang')))
  } else if (part === 'intent') builder.addIntent(name)
  else if (part === 'entity') {
    builder.addSlotType(name)
    for (const keyword of asArray(get(json, 'keywords'))) {
      builder.addValue(name, textOf(get(keyword, 'keyword')), asTexts(get(keyword, 'synonyms')))
    }
  } else {
    const key = part === 'expressions' ? 'data' : 'utterances'
    const list = Array.isArray(json) ? json : asArray(get(json, key))
    for (const [index, utterance] of list.entries()) {
      const at = { file: file.name, place: `${key}[${index}]` }
      readUtterance(utterance, at, builder, noteRoles)
    }
  }
}

function readUtterance(
  utterance: unknown,
  at: Place,
  builder: ProjectBuilder,
  noteRoles: RoleNotes,
): void {
  const text = textOf(get(utterance, 'text'))
  const rawIntent = get(utterance, 'intent')
  let intent = asText(rawIntent) ?? asText(get(rawIntent, 'name'))
  const spans: SourceSpan[] = []
  for (const entity of asArray(get(utterance, 'entities'))) {
    const full = textOf(get(entity, 'entity'))
    const value = textOf(get(entity, 'value')).replace(/^"|"$/gu, '')
    if (full === 'intent') {
      intent ??= value
      continue
    }
    const [type, role] = splitLast(full)
    const start = asOffset(get(entity, 'start'))
    const end = asOffset(get(entity, 'end'))
    const body = asText(get(entity, 'body'))
    const isUtf16 = body === null || text.slice(start, end) === body
    spans.push({
      start: isUtf16 ? start : fromCodePoints(text, start),
      end: isUtf16 ? end : fromCodePoints(text, end),
      slot: role || type,
      type,
    })
  }
  builder.addUtterance({ at, text, intent: intent || null, spans })
  noteRoles(at, spans)
  reportUnused(utterance, { at, read: ['entities', 'intent'], builder })
  for (const [number, entity] of asArray(get(utterance, 'entities')).entries()) {
    const part = { ...at, place: `${at.place}.entities[${number}]` }
    reportUnused(entity, { at: part, read: [], builder })
  }
}

/** `wit$location:to` → type and role, at the last colon. */
function splitLast(name: string): [string, string] {
  const cut = name.lastIndexOf(':')
  return cut < 0 ? [name, ''] : [name.slice(0, cut), name.slice(cut + 1)]
}

/** wit.ai takes letters A to Z, digits and underscores, knows languages without regions, and types of its own. */
function fitWit(project: Project): Fitted {
  const plain = (name: string, fallback: string) =>
    /^[A-Za-z]\w*$/u.test(name)
      ? name
      : latinName(name, fallback).replace(/^[^A-Za-z]+/u, '') || fallback
  return fitAll(
    project,
    (one) => fitLocale(one, [languageOf(one.locale)], 'wit.ai'),
    (one) => fitBuiltInTypes(one, 'wit'),
    (one) =>
      fitNames(one, {
        intent: (name) => plain(name, 'intent'),
        slot: (name) => plain(name, 'role'),
        type: (name) => (name.startsWith('wit$') ? name : plain(name, 'entity')),
      }),
  )
}

function appFiles(project: Project): Record<string, Uint8Array> {
  const typeOf = slotTypeLookup(project)
  const files = new Map<string, unknown>()
  const path = createPaths()
  const place = (folder: string, name: string) => `${path(folder, name)}.json`
  files.set('app.json', { name: project.name, lang: project.locale, version: '20200513' })
  for (const { name } of project.intents) files.set(place('intents', name), { name })
  const roles = new Map(project.slotTypes.map((type) => [type.name, new Set<string>()]))
  const utterances = writableUtterances(project, wit.holds).map((utterance) => ({
    text: utterance.text,
    ...(utterance.intent === null ? {} : { intent: utterance.intent }),
    entities: utterance.spans.map((span) => {
      const type = typeOf(utterance.intent, span.slot)
      roles.set(type, (roles.get(type) ?? new Set()).add(span.slot))
      return {
        entity: `${type}:${span.slot}`,
        start: span.start,
        end: span.end,
        body: utterance.text.slice(span.start, span.end),
        entities: [],
      }
    }),
    traits: [],
  }))
  for (const [name, names] of roles) {
    const type = project.slotTypes.find((one) => one.name === name)
    files.set(place('entities', name), {
      name,
      roles: [...names],
      lookups: ['free-text', 'keywords'],
      keywords: (type?.values ?? []).map(({ value, synonyms }) => ({
        keyword: value,
        synonyms: [value, ...synonyms],
      })),
    })
  }
  files.set('utterances/utterances-1.json', { utterances })
  return Object.fromEntries(
    [...files].map(([name, json]) => [name, strToU8(JSON.stringify(json, null, 2))]),
  )
}
