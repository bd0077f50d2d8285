/** Reads .lu files line by line: intents, entities in both dialects, and what Skillet has no use for. */

import type { SourceFile } from './format'
import { parseLuLine } from './lu-line'
import { namesInPattern, readLuisPattern } from './luis-pattern'
import type { ProjectBuilder } from './project-builder'
import { createRoleNotes, type RoleNotes } from './role-notes'
import type { Place } from './source-utterance'

type Section =
  | { kind: 'intent'; name: string }
  | { kind: 'list'; name: string; canonical: string | null; isOld: boolean }
  | { kind: 'skipped'; reason: string }

/** What several files say together. */
type LuApp = {
  lists: Map<string, { value: string; synonyms: string[] }[]>
  /** [entity, name of the feature, its line] */
  features: { entity: string; feature: string; at: Place; line: string }[]
  roleOwners: Map<string, string>
  /** Entities and roles that utterances name. */
  labels: Set<string>
  noteRoles: RoleNotes
}

/** Reads all files of one app: roles first, because labels may name a role alone. */
export function readLuFiles(files: readonly SourceFile[], builder: ProjectBuilder): void {
  const app: LuApp = {
    lists: new Map(),
    features: [],
    roleOwners: new Map(),
    labels: new Set(),
    noteRoles: createRoleNotes(builder),
  }
  for (const file of files) gatherRoles(file, app)
  for (const file of files) readLuFile(file, app, builder)
  addLists(app, builder)
}

function gatherRoles(file: SourceFile, app: LuApp): void {
  for (const line of file.text.split('\n')) {
    const declared = readDeclaration(line.trim())
    for (const role of declared?.roles ?? []) app.roleOwners.set(role, declared?.name ?? '')
  }
}

function readLuFile(file: SourceFile, app: LuApp, builder: ProjectBuilder): void {
  let section: Section | null = null
  let isFenced = false
  for (const [index, raw] of file.text.split('\n').entries()) {
    const line = raw.trim()
    const at = { file: file.name, place: String(index + 1) }
    if (line.startsWith('```')) isFenced = !isFenced
    if (line === '' || isFenced || line.startsWith('```')) continue
    if (line.startsWith('>')) {
      readComment(line, builder)
      continue
    }
    if (/^#+ *\?/u.test(line)) {
      builder.skip(at, line, 'A question with its answer is no training data.')
      section = { kind: 'skipped', reason: '' }
      continue
    }
    const heading = /^#+ *(\S.*)$/u.exec(line)?.[1]
    if (heading !== undefined) {
      section = { kind: 'intent', name: heading.trim() }
      builder.addIntent(section.name)
      continue
    }
    const declared = readDeclaration(line)
    if (declared) {
      section = readEntity(declared, { line, at }, app, builder)
      continue
    }
    const body = /^[-*+] *(\S.*)$/u.exec(line)?.[1]
    if (body !== undefined && section) readBody(section, body, at, app, builder)
    else if (section?.kind === 'skipped' && section.reason === '') continue
    else if (/^\[[^\]]*\] *[(:]/u.test(line)) {
      builder.skip(at, line, REFERENCE, 'Give that file too.')
    } else {
      builder.skip(
        at,
        line,
        'The line belongs to no intent and no entity.',
        'Write “- ” before an utterance.',
      )
    }
  }
}

const REFERENCE = 'It refers to another file, whose lines are not added here.'

function readComment(line: string, builder: ProjectBuilder): void {
  const setting = /^> *!# *@app\.(name|culture) *= *(.+)$/u.exec(line)
  if (setting?.[1] === 'name') builder.setName(setting[2] ?? '')
  else if (setting) builder.setLocale(setting[2] ?? '')
}

type Declaration = {
  /** `list`, `ml`, `prebuilt`… */
  kind: string
  name: string
  roles: string[]
  features: string[]
  /** The canonical value of a list in the older dialect. */
  canonical: string | null
  hasMore: boolean
}

/** `$name:simple Roles=a`, `$list:canonical=`, `@ list "name" hasRoles a usesFeature b =`. */
function readDeclaration(line: string): Declaration | null {
  if (line.startsWith('$')) return readOldDeclaration(line)
  const now = /^@ *([\w-]+) +("[^"]*"|'[^']*'|[^\s="',;]+)(.*)/u.exec(line)
  if (!now) return null
  const [, kind = '', name = '', rest = ''] = now
  const roles = /\bhasRoles? +(.+?)(?= +usesFeatures? |[= ]*$| *=)/iu.exec(rest)?.[1]
  const features = /\busesFeatures? +(.+?)(?= +hasRoles? |[= ]*$| *=)/iu.exec(rest)?.[1]
  return {
    kind: kind.toLowerCase(),
    name: unquoted(name),
    roles: namesIn(roles),
    features: namesIn(features),
    canonical: null,
    hasMore: rest.includes('='),
  }
}

function readOldDeclaration(line: string): Declaration | null {
  const old = /^\$ *([^:]+?) *: *(.*)/u.exec(line)
  if (!old) return null
  const [, name = '', rest = ''] = old
  const cut = /^(.*?) *\bRoles? *= *\[?([^\]]*)\]?$/iu.exec(rest)
  const type = (cut?.[1] ?? rest).trim()
  const isPrebuilt = name.toLowerCase() === 'prebuilt'
  const kind = /^phraselist\b/iu.test(type)
    ? 'phraselist'
    : type.endsWith('=')
      ? 'list'
      : type.startsWith('/')
        ? 'regex'
        : type.startsWith('[')
          ? 'composite'
          : isPrebuilt
            ? 'prebuilt'
            : 'simple'
  return {
    kind,
    name: isPrebuilt ? type : name,
    roles: namesIn(cut?.[2]),
    features: [],
    canonical: kind === 'list' ? type.slice(0, -1).trim() : null,
    hasMore: false,
  }
}

const namesIn = (list: string | undefined) =>
  (list ?? '')
    .split(/[,;]/u)
    .map((name) => unquoted(name.trim()))
    .filter(Boolean)

const unquoted = (name: string) => name.replace(/^(["'])(.*)\1$/u, '$2')

/** Why an entity of this kind is not read. */
const UNUSED: Record<string, string> = {
  regex: 'Regular expressions are not used.',
  composite: 'Composed entities are not used.',
  phraselist: 'Phrase lists are not used.',
  intent: 'Features of intents are not used.',
}

function readEntity(
  declared: Declaration,
  source: { line: string; at: Place },
  app: LuApp,
  builder: ProjectBuilder,
): Section {
  const { kind, name, canonical } = declared
  const { line, at } = source
  if (kind === 'list') {
    const values = app.lists.get(name) ?? []
    app.lists.set(name, values)
    if (canonical !== null) values.push({ value: canonical, synonyms: [] })
    return { kind: 'list', name, canonical, isOld: canonical !== null }
  }
  const reason = UNUSED[kind]
  if (reason !== undefined) {
    builder.skip(at, line, reason)
    return { kind: 'skipped', reason }
  }
  for (const feature of declared.features) app.features.push({ entity: name, feature, at, line })
  return { kind: 'skipped', reason: 'Parts and features of entities are not used.' }
}

function readBody(
  section: Section,
  body: string,
  at: Place,
  app: LuApp,
  builder: ProjectBuilder,
): void {
  if (section.kind === 'skipped') {
    if (section.reason !== '') builder.skip(at, body, section.reason)
  } else if (section.kind === 'list') readListLine(section, body, at, app, builder)
  else if (/^\[[^[]+\](\([^|]+\)|\[[^[]+\])$/u.test(body)) {
    builder.skip(at, body, REFERENCE, 'Give that file too.')
  } else readLuUtterance(section.name, body, at, app, builder)
}

/** `- canonical :` and its synonyms below; in the older dialect each line is one synonym, commas and all. */
function readListLine(
  section: Extract<Section, { kind: 'list' }>,
  body: string,
  at: Place,
  app: LuApp,
  builder: ProjectBuilder,
): void {
  const values = app.lists.get(section.name) ?? []
  if (!section.isOld && body.endsWith(':')) {
    section.canonical = body.slice(0, -1).trim()
    values.push({ value: section.canonical, synonyms: [] })
    return
  }
  const last = values[values.length - 1]
  if (section.canonical === null || !last) {
    builder.skip(at, body, 'The synonym belongs to no value.', 'Write “- value :” above it.')
  } else last.synonyms.push(...(section.isOld ? [body] : body.split(/[,;]/u)))
}

function readLuUtterance(
  intent: string,
  body: string,
  at: Place,
  app: LuApp,
  builder: ProjectBuilder,
): void {
  const roleOwner = (role: string) => app.roleOwners.get(role)
  const parsed = parseLuLine(body, roleOwner)
  if (parsed.isMixed) {
    builder.skip(
      at,
      body,
      'It has both labelled words and placeholders.',
      'Give each label its words, or none.',
    )
  } else if (parsed.isPattern) {
    for (const name of namesInPattern(parsed.text)) app.labels.add(name)
    readLuisPattern({ at, intent, pattern: parsed.text }, builder, roleOwner)
  } else {
    for (const span of parsed.spans) app.labels.add(span.type ?? span.slot)
    builder.addUtterance({ at, intent, text: parsed.text, spans: parsed.spans })
    app.noteRoles(at, parsed.spans)
  }
}

/** A list that is the feature of one entity, and nothing by itself, holds the values of that entity. */
function addLists(app: LuApp, builder: ProjectBuilder): void {
  const ownerOf = listOwners(app.features, [...app.lists.keys()], app.labels)
  for (const { entity, feature, at, line } of app.features) {
    if (ownerOf.get(feature) === entity) continue
    builder.skip(at, line, `The feature ${feature} of ${entity} is not used.`)
  }
  for (const [name, values] of app.lists) {
    const type = ownerOf.get(name) ?? name
    builder.addSlotType(type)
    for (const { value, synonyms } of values) builder.addValue(type, value, synonyms)
  }
}

/** The entity whose values a list holds: the only one that has it as a feature, where nothing else names the list. */
export function listOwners(
  features: readonly { entity: string; feature: string }[],
  lists: readonly string[],
  labels: ReadonlySet<string>,
): Map<string, string> {
  const owners = new Map<string, string>()
  for (const list of lists) {
    const entities = new Set(
      features.filter(({ feature }) => feature === list).map(({ entity }) => entity),
    )
    const [only] = entities
    if (entities.size === 1 && only !== undefined && !labels.has(list)) owners.set(list, only)
  }
  return owners
}
