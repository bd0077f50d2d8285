/** Reads a Dialogflow ES agent: the files of its zip, or some of them. */
import { languageOf } from './fit-locale'
import type { SourceFile } from './format'
import { asArray, asRecord, asText, asTexts, get, isDeeperThan, textOf } from './json-access'
import type { ProjectBuilder } from './project-builder'
import type { SourceSpan } from './source-utterance'
import { reportUnused } from './unused-parts'

/** What a file of an agent is. */
type Part = 'agent' | 'version' | 'intent' | 'phrases' | 'entity' | 'entries'

/** What a file of an agent is, by its content; null when it is of none. */
export function partOf(file: SourceFile): Part | null {
  const json = file.json()
  if (Array.isArray(json)) {
    const first = json[0]
    if (Array.isArray(get(first, 'data')) && get(first, 'annotations') === undefined)
      return 'phrases'
    return get(first, 'value') !== undefined && Array.isArray(get(first, 'synonyms'))
      ? 'entries'
      : null
  }
  const record = asRecord(json)
  if (!record) return null
  const has = (key: string) => Object.hasOwn(record, key)
  if (has('name') && has('responses') && (has('auto') || has('contexts') || has('priority')))
    return 'intent'
  if (has('userSays')) return 'intent'
  if (has('name') && (has('isEnum') || has('automatedExpansion') || has('isOverridable')))
    return 'entity'
  if (has('name') && Array.isArray(record.entries)) return 'entity'
  if (has('language') && (has('defaultTimezone') || has('mlMinConfidence') || has('webhook')))
    return 'agent'
  return Object.keys(record).length === 1 && has('version') ? 'version' : null
}

/** `intents/Order_usersays_en.json` → `intents/Order`; the locale ends the name. */
function stemOf(name: string, mark: string): string {
  const path = name.replace(/\.json$/iu, '')
  const cut = mark ? path.lastIndexOf(mark) : -1
  return cut < 0 ? path : path.slice(0, cut)
}

/** The last part of a path. */
function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** What of an agent is given back as it came. */
type AgentExtras = {
  intents: [name: string, intent: unknown][]
  entities: [name: string, entity: unknown][]
  /** Entries of entities that are no lists of values. */
  entries: [name: string, entries: unknown][]
  /** Phrases and entries in other languages than the agent's first. */
  languages: [name: string, mark: string, content: unknown][]
  agent: unknown
}

/** Gives what the files say to the builder, entities before the intents that name them. */
export function readAgent(files: readonly SourceFile[], builder: ProjectBuilder): void {
  const intents = new Map<string, string>()
  const entities = new Map<string, string>()
  const raw: AgentExtras = { intents: [], entities: [], entries: [], languages: [], agent: null }
  const safe = files.filter((file) => {
    if (!isDeeperThan(file.json(), 100)) return true
    builder.skip({ file: file.name, place: '' }, '', 'It is nested deeper than any agent.')
    return false
  })
  const rules = new Set<string>()
  const of = (part: Part) => safe.filter((file) => partOf(file) === part)
  for (const file of of('agent')) {
    const json = file.json()
    raw.agent = json
    builder.setLocale(textOf(get(json, 'language')))
    const name = asText(get(json, 'displayName')) ?? asText(get(json, 'description'))
    if (name) builder.setName(name)
  }
  for (const file of of('entity')) {
    const json = file.json()
    const name = textOf(get(json, 'name'))
    entities.set(stemOf(file.name, ''), name)
    raw.entities.push([name, json])
    const isExtensible = get(json, 'automatedExpansion')
    builder.addSlotType(name, typeof isExtensible === 'boolean' ? { isExtensible } : {})
    if (get(json, 'isRegexp') === true) rules.add(name)
    readEntries({ type: name, entries: asArray(get(json, 'entries')), file, rules, raw }, builder)
  }
  const language = languageOfAgent(safe, asText(get(raw.agent, 'language')))
  for (const file of of('entries')) {
    const stem = stemOf(file.name, '_entries_')
    const name = entities.get(stem) ?? lastOf(stem)
    const entries = asArray(file.json())
    const foreign = foreignLanguage(file, language)
    if (foreign !== null) keepForeign({ name, file, rows: entries, foreign, raw }, builder)
    else readEntries({ type: name, entries, file, rules, raw }, builder)
  }
  for (const file of of('intent')) {
    const json = file.json()
    const name = asText(get(json, 'name')) ?? lastOf(stemOf(file.name, ''))
    intents.set(stemOf(file.name, ''), name)
    const { userSays, ...rest } = asRecord(json)!
    raw.intents.push([name, rest])
    builder.addIntent(name, get(json, 'fallbackIntent') === true ? { kind: 'outOfScope' } : {})
    for (const response of asArray(get(json, 'responses'))) {
      for (const parameter of asArray(get(response, 'parameters'))) {
        const slot = textOf(get(parameter, 'name'))
        builder.addSlot(name, slot, typeName(textOf(get(parameter, 'dataType'))) || slot)
      }
    }
    const messages = asArray(rest.responses).flatMap((one) => asArray(get(one, 'messages')))
    const { contexts, events } = rest
    const at = { file: file.name, place: '' }
    reportUnused({ messages, contexts, events }, { at, read: [], builder, isKept: true })
    readPhrases(file, name, asArray(userSays), builder)
  }
  for (const file of of('phrases')) {
    const stem = stemOf(file.name, '_usersays_')
    const name = intents.get(stem) ?? lastOf(stem)
    builder.addIntent(name)
    const phrases = asArray(file.json())
    const foreign = foreignLanguage(file, language)
    if (foreign !== null) keepForeign({ name, file, rows: phrases, foreign, raw }, builder)
    else readPhrases(file, name, phrases, builder)
  }
  builder.addExtra('dialogflow', raw)
}

/** Own entities lose their `@`; Google's (`@sys.date`) keep it. */
function typeName(type: string): string {
  return type.startsWith('@sys.') ? type : type.replace(/^@/u, '')
}

/** The language of a file of phrases or entries, by its name: `Order_usersays_en.json`. */
function languageOfFile(file: SourceFile): string | null {
  return (
    /_(?:usersays|entries)_([a-z]{2,3}(?:-[\w]+)?)\.json$/iu.exec(file.name)?.[1]?.toLowerCase() ??
    null
  )
}

/** The first language of an agent; where no file says it, English or what most files are in. */
function languageOfAgent(files: readonly SourceFile[], stated: string | null): string | null {
  if (stated) return stated.toLowerCase()
  const counts = new Map<string, number>()
  for (const file of files) {
    const language = languageOfFile(file)
    if (language) counts.set(language, (counts.get(language) ?? 0) + 1)
  }
  const [most] = [...counts].sort(([, one], [, other]) => other - one)
  return counts.has('en') ? 'en' : (most?.[0] ?? null)
}

/** The language of a file where it is not the agent's; `en` stands for `en-us` too. */
function foreignLanguage(file: SourceFile, language: string | null): string | null {
  if (language === null) return null
  const own = languageOfFile(file)
  return own === language || own === languageOf(language) ? null : own
}

/** A skill has one language; what an agent says in others is written back. */
function keepForeign(
  source: {
    name: string
    file: SourceFile
    rows: readonly unknown[]
    foreign: string
    raw: AgentExtras
  },
  builder: ProjectBuilder,
): void {
  const { name, file, rows, foreign, raw } = source
  const mark = file.name.includes('_usersays_') ? `_usersays_${foreign}` : `_entries_${foreign}`
  raw.languages.push([name, mark, rows])
  for (const [index, row] of rows.entries()) {
    const said = asArray(get(row, 'data')).map((chunk) => textOf(get(chunk, 'text')))
    const text = said.join('') || textOf(get(row, 'value'))
    const reason = `It is in “${foreign}”; a skill has one language. It is written back on export.`
    builder.keep({ file: file.name, place: `[${index}]` }, text, reason)
  }
}

/** Patterns and compositions of other entities are no values; they are written back. */
function readEntries(
  source: {
    type: string
    entries: readonly unknown[]
    file: SourceFile
    rules: ReadonlySet<string>
    raw: AgentExtras
  },
  builder: ProjectBuilder,
): void {
  const { type, entries, file, rules, raw } = source
  builder.addSlotType(type)
  const kept: unknown[] = []
  for (const [index, entry] of entries.entries()) {
    const value = textOf(get(entry, 'value'))
    const what = rules.has(type)
      ? 'A regular expression'
      : /@[\w.-]+:[\w-]+/u.test(value)
        ? 'A composition of other entities'
        : null
    if (what === null) builder.addValue(type, value, asTexts(get(entry, 'synonyms')))
    else {
      kept.push(entry)
      const reason = `${what} is no value; it is written back on export.`
      builder.keep({ file: file.name, place: `[${index}]` }, value, reason)
    }
  }
  if (kept.length > 0) raw.entries.push([type, kept])
}

function readPhrases(
  file: SourceFile,
  intent: string,
  phrases: readonly unknown[],
  builder: ProjectBuilder,
): void {
  for (const [index, phrase] of phrases.entries()) {
    const at = { file: file.name, place: `[${index}]` }
    const spans: SourceSpan[] = []
    let text = ''
    for (const chunk of asArray(get(phrase, 'data'))) {
      const said = textOf(get(chunk, 'text'))
      const slot = asText(get(chunk, 'alias'))
      const meta = textOf(get(chunk, 'meta'))
      // `@sys.ignore` marks words that mean nothing.
      if (slot && said.trim() && meta !== '@sys.ignore') {
        const type = typeName(meta)
        spans.push({
          start: text.length,
          end: text.length + said.length,
          slot,
          ...(type ? { type } : {}),
        })
      }
      text += said
    }
    if (get(phrase, 'isTemplate') === true && /@[\w.-]+(:[\w-]+)?/u.test(text)) {
      const pattern = text.replace(
        /@([\w.-]+)(?::([\w-]+))?/gu,
        (_, type: string, slot?: string) => {
          const name = slot ?? type.replace(/^sys\./u, '')
          builder.addSlot(intent, name, typeName(`@${type}`))
          return `{${name}}`
        },
      )
      builder.addTemplate({ at, intent, text: pattern })
    } else builder.addUtterance({ at, intent, text, spans })
  }
}
