/**
 * Skillet's plain text: intent headings and lines such as `play [jazz](genre)`.
 *
 *   % name: Music                       % locale: en-US
 *   # PlayMusic                         an intent
 *   % kind: outOfScope                  (or `builtIn`), `% note: …`
 *   @ genre: MusicGenre                 a slot and its type
 *   play some [jazz](genre)             an utterance; a leading `- ` is allowed
 *   play {genre} music                  a template
 *   % type: MusicGenre                  a type (`% type: X (closed)`); below it its values:
 *   hip hop = rap, hiphop               with synonyms
 *
 * A backslash makes the next character plain. Lines before the first heading have no intent, but a
 * line may name its own: one word, a tab, the text.
 */
import type { Project, SplitChoice } from '@/project/project'
import type { Format, SourceFile } from './format'
import { countPairs, strayMarks } from './line-shapes'
import { lossesIn } from './losses'
import type { ProjectBuilder } from './project-builder'
import type { SourceSpan } from './source-utterance'
import { holdsAllBut, textFile, utterancesByIntent, writableUtterances } from './writing'

export const bracketText: Format = {
  id: 'bracket',
  label: 'Bracket text',
  extensions: ['.txt', '.md'],
  about: 'Plain lines under intent headings, with slots as [value](slot).',
  holds: holdsAllBut('spacing', 'review'),
  sniff: ({ text }) => {
    if (/^\s*[[{]\s*["{[\]}]/u.test(text)) return 0
    const sample = text.slice(0, 20_000)
    const isOwn = /^(% (name|type|kind|locale):|@ \S+: \S)/mu.test(sample)
    if (isOwn) return 0.9
    if (/^##+ *(intent|synonym|lookup|regex):/mu.test(sample)) return 0.2
    const hasHeading = /^#{1,3} \S/mu.test(sample)
    const { annotations, links } = countPairs(sample)
    if (annotations > links) return hasHeading ? 0.6 : 0.35
    return hasHeading && links === 0 ? 0.35 : 0.05
  },
  read: (files, builder, { intent }) => {
    for (const file of files) readBracketFile(file, builder, intent)
  },
  write: (project) => ({
    files: [textFile(project, '.txt', writeBracketText(project))],
    losses: lossesIn(project, bracketText),
  }),
}

function readBracketFile(file: SourceFile, builder: ProjectBuilder, given?: string): void {
  let intent: string | null = given || null
  let type: string | null = null
  let split: SplitChoice = 'auto'
  for (const [index, raw] of file.text.split('\n').entries()) {
    const at = { file: file.name, place: String(index + 1) }
    const line = raw.trim()
    if (line === '') continue
    const directive = /^% *(\w+) *: *(.*)/u.exec(line)
    if (directive) {
      const [, key, value = ''] = directive
      if (key === 'name') builder.setName(unescapeMarks(value))
      else if (key === 'locale') builder.setLocale(value)
      else if (key === 'split' && isSplit(value)) split = value
      else if (key === 'type') {
        const isClosed = value.endsWith('(closed)')
        type = unescapeMarks(value.replace(/ *\(closed\)$/u, ''))
        builder.addSlotType(type, { isExtensible: !isClosed })
      } else if (key === 'kind' && intent && isKind(value))
        builder.addIntent(intent, { kind: value })
      else if (key === 'note' && intent) builder.addIntent(intent, { note: unescapeMarks(value) })
      else
        builder.skip(
          at,
          line,
          `“${key}” means nothing here.`,
          'Write \\% for a plain percent sign.',
        )
      continue
    }
    const heading = /^#{1,3} +(.+)$/u.exec(line)
    if (heading) {
      intent = unescapeMarks(heading[1] ?? '')
      type = null
      split = 'auto'
      builder.addIntent(intent)
      continue
    }
    const slot = /^@ *((?:\\.|[^\\:])+?) *: *(.+)$/u.exec(line)
    if (slot && intent) {
      builder.addSlot(intent, unescapeMarks(slot[1] ?? ''), unescapeMarks(slot[2] ?? ''))
      continue
    }
    if (type !== null) {
      const [value = '', synonyms = ''] = splitEscaped(line, '=')
      builder.addValue(type, unescapeMarks(value), splitEscaped(synonyms, ',').map(unescapeMarks))
      continue
    }
    // Among lines of text, one word and a tab name the intent of that line.
    const tabbed = /^([\p{L}\p{N}_][\p{L}\p{N}_.:/-]*)\t+(\S.*)$/u.exec(line)
    const body = (tabbed?.[2] ?? line).replace(/^[-*] +/u, '')
    const owner = tabbed?.[1] ?? intent
    const parsed = parseBracketLine(body)
    const doubts = strayMarks(body)
    if (parsed.hasPlaceholder && !owner) {
      doubts.push('Its {placeholder} is plain text: a pattern needs an intent.')
    }
    if (parsed.hasPlaceholder && owner) {
      const repair = doubts.join(' ')
      builder.addTemplate({
        at,
        intent: owner,
        text: unescapeMarks(body),
        ...(repair ? { repair } : {}),
      })
    } else builder.addUtterance({ at, ...parsed, intent: owner, split, doubts })
  }
}

/** Reads one annotated line: `play [jazz](genre)`; `(genre:canonical)` gives a value too. */
export function parseBracketLine(line: string): {
  text: string
  spans: SourceSpan[]
  hasPlaceholder: boolean
} {
  // Lengths are bounded, so that a line of open brackets is not searched to its end for each of them.
  const PIECE =
    /\\(.)|\[((?:\\.|[^\\\]]){1,2000})\]\(((?:\\.|[^\\)]){1,1000})\)|\{ {0,9}[\p{L}\p{N}_][^{}|]{0,500}\}/gu
  const spans: SourceSpan[] = []
  let text = ''
  let end = 0
  let hasPlaceholder = false
  for (const match of line.matchAll(PIECE)) {
    text += line.slice(end, match.index)
    end = match.index + match[0].length
    if (match[1] !== undefined) text += match[1]
    else if (match[2] !== undefined) {
      const said = unescapeMarks(match[2])
      const [name = '', value = ''] = splitEscaped(match[3] ?? '', ':')
      spans.push({
        start: text.length,
        end: text.length + said.length,
        slot: unescapeMarks(name).trim(),
        ...(value ? { value: unescapeMarks(value) } : {}),
      })
      text += said
    } else {
      hasPlaceholder = true
      text += match[0]
    }
  }
  return { text: text + line.slice(end), spans, hasPlaceholder }
}

function writeBracketText(project: Project): string {
  const lines = [`% name: ${escapeMarks(project.name)}`, `% locale: ${project.locale}`, '']
  const written = writableUtterances(project, bracketText.holds)
  const unlabelled = written.filter((utterance) => utterance.intent === null)
  // A split choice is a section; `auto` comes first, so that a plain file needs none.
  const sections = (utterances: typeof written) => {
    for (const split of ['auto', 'train', 'test'] as const) {
      const members = utterances.filter((utterance) => utterance.split === split)
      if (members.length > 0 && split !== 'auto') lines.push(`% split: ${split}`)
      for (const utterance of members) lines.push(writeBracketLine(utterance))
    }
  }
  sections(unlabelled)
  if (unlabelled.length > 0) lines.push('')
  for (const [name, utterances] of utterancesByIntent(project, written)) {
    const intent = project.intents.find((one) => one.name === name)
    lines.push(`# ${escapeMarks(name, '#')}`)
    if (intent) lines.push(`% kind: ${intent.kind}`)
    for (const slot of intent?.slots ?? [])
      lines.push(`@ ${escapeMarks(slot.name, ':')}: ${escapeMarks(slot.type)}`)
    for (const template of project.templates) {
      if (template.intent === name) lines.push(escapeTemplate(template.text))
    }
    sections(utterances)
    lines.push('')
  }
  for (const type of project.slotTypes) {
    lines.push(`% type: ${escapeMarks(type.name)}${type.isExtensible ? '' : ' (closed)'}`)
    for (const { value, synonyms } of type.values) {
      const others = synonyms.map((synonym) => escapeMarks(synonym, '=,')).join(', ')
      lines.push(others ? `${escapeMarks(value, '=,')} = ${others}` : escapeMarks(value, '=,'))
    }
    lines.push('')
  }
  return `${lines.join('\n').trimEnd()}\n`
}

/** One utterance as a line. */
export function writeBracketLine(utterance: {
  text: string
  spans: readonly { start: number; end: number; slot: string }[]
}): string {
  let line = ''
  let end = 0
  for (const span of utterance.spans) {
    line += escapeMarks(utterance.text.slice(end, span.start), '{}')
    line += `[${escapeMarks(utterance.text.slice(span.start, span.end), '{}')}](${escapeMarks(span.slot, ':')})`
    end = span.end
  }
  const whole = line + escapeMarks(utterance.text.slice(end), '{}')
  return /^[-*#@%]/u.test(whole) ? `\\${whole}` : whole
}

function escapeTemplate(text: string): string {
  const whole = text.replace(/[\\[\]()]/gu, '\\$&')
  return /^[-*#@%]/u.test(whole) ? `\\${whole}` : whole
}

function escapeMarks(text: string, also = ''): string {
  const special = `\\[]()${also}`
  const oneLine = text.replace(/\s+/gu, (space) => (space === ' ' ? space : ' ')).trim()
  const lead = /^\s/u.test(text) ? ' ' : ''
  const trail = /\s$/u.test(text) && oneLine !== '' ? ' ' : ''
  const escaped = [...oneLine].map((mark) => (special.includes(mark) ? `\\${mark}` : mark)).join('')
  const safe = also.includes('=') && /^[-*#@%]/u.test(escaped) ? `\\${escaped}` : escaped
  return lead + safe + trail
}

function unescapeMarks(text: string): string {
  return text.replace(/\\(.)/gu, '$1').trim()
}

/** Cuts at an unescaped separator; with `:` or `=` only at the first one. */
function splitEscaped(text: string, separator: string): string[] {
  const parts: string[] = ['']
  for (let index = 0; index < text.length; index += 1) {
    const mark = text[index] ?? ''
    if (mark === '\\') {
      parts[parts.length - 1] += mark + (text[index + 1] ?? '')
      index += 1
    } else if (mark === separator && (separator === ',' || parts.length === 1)) parts.push('')
    else parts[parts.length - 1] += mark
  }
  return parts.map((part) => part.trim())
}

function isKind(value: string): value is 'custom' | 'builtIn' | 'outOfScope' {
  return value === 'custom' || value === 'builtIn' || value === 'outOfScope'
}

function isSplit(value: string): value is SplitChoice {
  return value === 'auto' || value === 'train' || value === 'test'
}
