/**
 * OVOS, Mycroft and Padatious: a folder of `.intent` files, one template a line, and `.entity` files
 * with the values of slots; `.voc` files are the vocabularies that `<name>` stands for.
 */
import { zipSync } from 'fflate'
import { neighbouringSlots, parseTemplate, templateOf } from '@/project/expansion-template'
import { fitName, platformLimits } from '@/project/platform-limits'
import type { Project, Utterance } from '@/project/project'
import { chooseLanguage } from './choose-language'

import type { Fitted, Format, SourceFile, WriteOutcome } from './format'
import { asArray, asText, asTexts, get } from './json-access'
import { keptGroups } from './kept-rows'
import { LOSES_STRANGERS, leaveOutStrangers } from './leave-out-strangers'
import { fitAll, fitNamesToPlatform } from './legal-names'
import { lossesIn } from './losses'
import type { ProjectBuilder } from './project-builder'
import { parseSentence, type SentencePart } from './sentence-grammar'
import { addReadings } from './sentence-import'
import { findRuleProblem, sampleReadings } from './sentence-readings'
import type { Place } from './source-utterance'
import {
  holdsAllBut,
  partPatterns,
  templatesByIntent,
  textFile,
  utterancesByIntent,
  writableUtterances,
} from './writing'

export const ovos: Format = {
  id: 'ovos',
  label: 'OVOS / Padatious',
  extensions: ['.intent', '.entity', '.voc', '.zip'],
  about: 'The locale folder of an OVOS or Mycroft skill: .intent and .entity files.',
  holds: holdsAllBut(
    'utterances',
    'unlabelled',
    'emptyIntents',
    'unusedSlots',
    'slotTypes',
    'isExtensible',
    'split',
    'identity',
    'spacing',
    'review',
  ),
  keeps: ['ovos'],
  alsoLost: [LOSES_STRANGERS],
  sniff: ({ name }) => (/\.(?:intent|entity)$/iu.test(name) ? 1 : /\.voc$/iu.test(name) ? 0.85 : 0),
  read: (files, builder, options) => readFolder(files, builder, options.seed ?? 1),
  fit: (project) =>
    fitAll(project, leaveOutStrangers, fitValues, (one) =>
      fitNamesToPlatform(one, 'ovos', { hasTypes: false }),
    ),
  write: (project) => writeFolder(project),
}

/** Marks of the grammar; there is no way to say them plainly. `#` stands for a digit, `:0` for a word. */
const GRAMMAR = /[()[\]{}<>|#]|(?:^|\s):0(?=\s|$)|^\/\//u

type Line = { at: Place; text: string }

function readFolder(files: readonly SourceFile[], builder: ProjectBuilder, seed: number): void {
  const located = files.map((file) => {
    const [, stem = '', ending = ''] = /([^/\\]*)\.([^./\\]+)$/u.exec(file.name) ?? []
    return { file, stem, ending: ending.toLowerCase(), language: languageOf(file.name) }
  })
  const samples = new Map<string, number>()
  for (const { file, language, ending } of located) {
    if (language === '' || ending !== 'intent') continue
    samples.set(language, (samples.get(language) ?? 0) + linesOf(file).length)
  }
  const language = chooseLanguage(samples)
  if (language) builder.setLocale(language)
  const own = located.filter(({ file, language: other }) => {
    if (other === '' || language === null || other === language) return true
    const reason = `It is in another language (${other}); the skill is read in ${language}.`
    const text = file.text.slice(0, 200)
    builder.skip({ file: file.name, place: '' }, text, reason, 'Import it as a skill of its own.')
    return false
  })
  const rules = new Map<string, SentencePart>()
  const vocabularies: [string, string[]][] = []
  const named = new Set(
    own.flatMap(({ file }) => [...file.text.matchAll(/<([^<>\n]+)>/gu)].map(([, name]) => name)),
  )
  for (const { file, stem, ending } of own) {
    if (ending !== 'voc') continue
    if (!named.has(stem)) {
      const reason = 'No sentence names this vocabulary.'
      builder.skip({ file: file.name, place: '' }, file.text.slice(0, 200), reason)
      continue
    }
    readVocabulary(stem, linesOf(file), rules, builder)
    vocabularies.push([stem, linesOf(file).map(({ text }) => text)])
  }
  const entities = new Set<string>()
  for (const { file, stem, ending } of own) {
    if (ending !== 'entity') continue
    entities.add(stem)
    builder.addSlotType(stem)
    for (const line of linesOf(file)) readValue(stem, line, rules, builder)
  }
  const kept: [string, string, string[]][] = []
  for (const { file, stem, ending } of own) {
    // Any other file is here because somebody chose the format; it is read as an intent of its name.
    if (ending === 'voc' || ending === 'entity') continue
    const intent = stem || 'intent'
    builder.addIntent(intent)
    for (const { at, text } of linesOf(file)) {
      if (/#|(?:^|\s):0(?=\s|$)/u.test(text)) {
        const reason = '“#” and “:0” stand for any digit and any word, which can’t be read.'
        builder.skip(at, text, reason, 'Write a slot such as {number} instead.')
        continue
      }
      const folded = text.replace(/\{\{([^{}]*)\}\}/gu, '{$1}')
      const parsed = parseSentence(folded, { isPlain: true })
      if (parsed.kind === 'broken') {
        builder.skip(at, text, parsed.reason, 'Correct the brackets and try again.')
        continue
      }
      const readings = addReadings(parsed.sentence, {
        intent,
        at,
        text,
        rules,
        builder,
        seed,
        wordsOf: () => [],
        typeOf: (_, slot) => slot,
      })
      kept.push([intent, folded, readings])
    }
  }
  builder.addExtra('ovos', { lines: kept, vocabularies })
}

/** `locale/en-us/play.intent` says its language. */
function languageOf(path: string): string {
  const folders = path.split(/[/\\]/u).slice(0, -1)
  return (folders.find((one) => /^[a-z]{2,3}-[a-z]{2,4}$/iu.test(one)) ?? '').toLowerCase()
}

/** The lines that say something: no comments, no blank ones. */
function linesOf(file: SourceFile): Line[] {
  return file.text.split(/\r\n|[\n\r]/u).flatMap((raw, index) => {
    const text = raw.replace(/^\ufeff/u, '').trim()
    if (text === '' || text.startsWith('#') || text.startsWith('//')) return []
    return [{ at: { file: file.name, place: String(index + 1) }, text }]
  })
}

function readVocabulary(
  name: string,
  lines: readonly Line[],
  rules: Map<string, SentencePart>,
  builder: ProjectBuilder,
): void {
  const options: SentencePart[] = []
  for (const { at, text } of lines) {
    const parsed = parseSentence(text, { isPlain: true })
    if (parsed.kind === 'parsed') options.push(parsed.sentence)
    else builder.skip(at, text, parsed.reason, 'Correct the brackets and try again.')
  }
  rules.set(name, { kind: 'choice', options })
}

/** One line of an entity: `(new york|nyc)` is a value with its synonyms, anything else values of their own. */
function readValue(
  type: string,
  { at, text }: Line,
  rules: ReadonlyMap<string, SentencePart>,
  builder: ProjectBuilder,
): void {
  const parsed = parseSentence(text, { isPlain: true })
  const problem = parsed.kind === 'parsed' ? findRuleProblem(parsed.sentence, rules) : null
  if (parsed.kind === 'broken' || problem) {
    const reason =
      parsed.kind === 'broken' ? parsed.reason : `The vocabulary <${problem?.rule}> is not there.`
    builder.skip(at, text, reason, 'Correct the line and try again.')
    return
  }
  const readings = sampleReadings(parsed.sentence, rules, { limit: 64, seed: type }).map((pieces) =>
    pieces.map((piece) => ('text' in piece ? piece.text : `{${piece.slot}}`)).join(''),
  )
  const [first = '', ...others] = readings
  if (parsed.sentence.kind === 'choice') builder.addValue(type, first, others)
  else for (const reading of readings) builder.addValue(type, reading, [])
}

/** Values that hold marks of the grammar can’t be written. */
function fitValues(project: Project): Fitted {
  let left = 0
  const isPlain = (word: string) => {
    if (GRAMMAR.test(word)) left += 1
    return !GRAMMAR.test(word)
  }
  const slotTypes = project.slotTypes.map((type) => ({
    ...type,
    values: type.values
      .filter(({ value }) => isPlain(value))
      .map((one) => ({ ...one, synonyms: one.synonyms.filter(isPlain) })),
  }))
  if (left === 0) return { project, changes: [] }
  const what = left === 1 ? 'One value holds' : `${left} values hold`
  return {
    project: { ...project, slotTypes },
    changes: [`${what} marks that mean something in ${platformLimits.ovos.label}; left out.`],
  }
}

function writeFolder(project: Project): WriteOutcome {
  const parted = partPatterns(writableUtterances(project, ovos.holds))
  const isWritable = (template: string) => {
    const parts = parseTemplate(template)
    const words = parts.filter((part) => part.kind === 'text' && part.text.trim() !== '')
    const slots = parts.flatMap((part) => (part.kind === 'slot' ? [part.slot] : []))
    return (
      words.length > 0 &&
      new Set(slots).size === slots.length &&
      parts.every((part) => part.kind === 'slot' || !GRAMMAR.test(part.text)) &&
      neighbouringSlots(template).length === 0
    )
  }
  const canWrite = (utterance: Utterance) => isWritable(templateOf(utterance))
  const fit = parted.fit.filter(canWrite)
  const dropped = [...parted.dropped, ...parted.fit.filter((one) => !canWrite(one))]
  const templates = project.templates.filter(({ text }) => isWritable(text))
  const lostTemplates = project.templates.filter(({ text }) => !isWritable(text))
  const folder = `locale/${project.locale.toLowerCase()}`
  const files: Record<string, Uint8Array> = {}
  const add = (name: string, lines: readonly string[]) => {
    if (lines.length > 0)
      files[`${folder}/${name}`] = new TextEncoder().encode(`${lines.join('\n')}\n`)
  }
  const said = new Map<string, Set<string>>()
  const named = new Set<string>()
  const keptOf = keptGroups(get(project.extras.ovos, 'lines'))
  const ownTemplates = templatesByIntent(templates)
  for (const [intent, utterances] of utterancesByIntent(project, fit)) {
    const lines = new Set([...(ownTemplates.get(intent) ?? []), ...utterances.map(templateOf)])
    for (const { text, spans } of utterances) {
      for (const { start, end, slot } of spans) {
        said.set(slot, (said.get(slot) ?? new Set()).add(text.slice(start, end)))
      }
    }
    const whole = keptLines(keptOf(intent), lines)
    for (const [, name = ''] of whole.join(' ').matchAll(/<([^<>]+)>/gu)) named.add(name)
    add(`${intent}.intent`, [...whole, ...lines])
  }
  for (const row of asArray(get(project.extras.ovos, 'vocabularies'))) {
    const [name, lines] = asArray(row)
    // Vocabularies name others in turn.
    if (named.size > 0) add(`${asText(name)}.voc`, asTexts(lines))
  }
  for (const [name, lines] of entityLines(project, said)) add(`${name}.entity`, lines)
  return {
    files: [
      { ...textFile(project, '.ovos.zip', ''), bytes: zipSync(files, { mtime: '1980-01-01' }) },
    ],
    losses: [
      ...lossesIn(project, ovos, dropped),
      ...lostTemplates.map(
        ({ text }) =>
          `The pattern “${text}” is left out: slots need words beside and between them, each stands once, and marks of the grammar can’t be said.`,
      ),
    ],
  }
}

/** Templates that were read and whose readings all still stand; their readings leave `lines`. */
function keptLines(rows: readonly (readonly unknown[])[], lines: Set<string>): string[] {
  const whole: string[] = []
  const covered = new Set<string>()
  for (const [, line, readings] of rows) {
    const all = asTexts(readings)
    if (all.length === 0) continue
    if (!all.every((reading) => lines.has(reading)) || asText(line) === null) continue
    whole.push(asText(line) ?? '')
    for (const reading of all) covered.add(reading)
  }
  for (const reading of covered) lines.delete(reading)
  return whole
}

/** The values of each slot, since an entity is known by the name of its slot. */
function entityLines(
  project: Project,
  said: ReadonlyMap<string, ReadonlySet<string>>,
): Map<string, string[]> {
  const types = new Map(project.slotTypes.map((type) => [type.name, type]))
  const entities = new Map<string, string[]>()
  const used = new Set<string>()
  const add = (name: string, type: string) => {
    if (entities.has(name)) return
    const values = types.get(type)?.values ?? []
    const lines = values.map(({ value, synonyms }) =>
      synonyms.length > 0 ? `(${[value, ...synonyms].join('|')})` : value,
    )
    const listed = new Set(values.flatMap(({ value, synonyms }) => [value, ...synonyms]))
    for (const word of said.get(name) ?? []) {
      if (!listed.has(word) && !GRAMMAR.test(word)) lines.push(word)
    }
    entities.set(name, lines)
  }
  for (const { name, type } of project.intents.flatMap(({ slots }) => slots)) {
    used.add(type)
    add(name, type)
  }
  const { typeName } = platformLimits.ovos
  for (const { name } of project.slotTypes) {
    if (!used.has(name)) add(fitName(name, typeName, 'type'), name)
  }
  return entities
}
