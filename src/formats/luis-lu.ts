/** LUIS .lu text: `# Intent`, `- text {entity=value}`, `@ list`, `$entity:` and comments with `>`. */
import { isBuiltInType } from '@/project/builtin-values'
import type { Project, Utterance } from '@/project/project'
import type { Format, SourceFile } from './format'
import { LOSES_IDLE_TYPES, lossesIn } from './losses'
import { readLuisPattern, writeLuisPattern } from './luis-pattern'
import type { ProjectBuilder, SourceSpan } from './project-builder'
import {
  holdsAllBut,
  isSameAnnotation,
  slotTypeLookup,
  textFile,
  utterancesByIntent,
  writableUtterances,
} from './writing'

export const luisLu: Format = {
  id: 'luis-lu',
  label: 'LUIS .lu',
  extensions: ['.lu'],
  about: 'The text form of Bot Framework tools.',
  holds: holdsAllBut(
    'outOfScope',
    'unlabelled',
    'unusedSlots',
    'isExtensible',
    'split',
    'spacing',
    'review',
  ),
  alsoLost: [LOSES_IDLE_TYPES],
  sniff: ({ text }) => {
    const sample = text.slice(0, 20_000)
    const hasHeading = /^# ?\S/mu.test(sample)
    const labels = /^\s*[-*+] .*\{@?[^{}=\n]+=[^\n]*\}/mu.test(sample)
    const entities =
      /^(\$[\w ]+:|@ *(ml|list|prebuilt|regex|composite|phraselist|patternany) )/mu.test(sample)
    const app = /^> *!#/mu.test(sample)
    if (app && (hasHeading || entities)) return 0.95
    return hasHeading && (labels || entities) ? 0.9 : entities ? 0.5 : 0
  },
  read: (files, builder) => {
    for (const file of files) readLuFile(file, builder)
  },
  write: (project) => writeLu(project),
}

type Section = { kind: 'intent' | 'list' | 'other'; name: string; canonical: string | null }

function readLuFile(file: SourceFile, builder: ProjectBuilder): void {
  let section: Section | null = null
  for (const [index, raw] of file.text.split('\n').entries()) {
    const line = raw.trim()
    const at = { file: file.name, place: String(index + 1) }
    if (line === '') continue
    if (line.startsWith('>')) {
      const setting = /^> *!# *@app\.(name|culture) *= *(.+)$/u.exec(line)
      if (setting?.[1] === 'name') builder.setName(setting[2] ?? '')
      else if (setting) builder.setLocale(setting[2] ?? '')
      continue
    }
    const heading = /^#+ *(.+)$/u.exec(line)
    if (heading && !line.startsWith('##?')) {
      section = { kind: 'intent', name: unescapeMarks(heading[1] ?? '').trim(), canonical: null }
      builder.addIntent(section.name)
      continue
    }
    const declared = readDeclaration(line, builder)
    if (declared) {
      section = declared
      continue
    }
    const body = /^[-*+] *(.+)$/u.exec(line)?.[1]
    if (body === undefined || !section) {
      builder.skip(
        at,
        line,
        'The line belongs to no intent and no entity.',
        'Write “- ” before an utterance.',
      )
    } else if (section.kind === 'list') {
      const canonical = /^((?:\\.|[^\\])*?) *:$/u.exec(body)
      if (canonical) {
        section.canonical = unescapeMarks(canonical[1] ?? '')
        builder.addValue(section.name, section.canonical, [])
      } else if (section.canonical !== null) {
        builder.addValue(section.name, section.canonical, [unescapeMarks(body)])
      }
    } else if (section.kind === 'other')
      builder.skip(at, `${section.name}: ${body}`, 'Features of entities are not used.')
    else if (/^\[[^\]]*\]\([^)]*\.(lu|qna|txt)[^)]*\)$/iu.test(body)) {
      builder.skip(at, body, 'It refers to another file.', 'Give that file too.')
    } else readUtterance(section.name, body, at, builder)
  }
}

/** `$name:simple`, `$list:canonical=`, `$PREBUILT:x`, `@ list name =`, `@ ml name`. */
function readDeclaration(line: string, builder: ProjectBuilder): Section | null {
  const old = /^\$ *([^:]+?) *: *(.*)$/u.exec(line)
  if (old) {
    const [, name = '', rest = ''] = old
    if (rest.endsWith('=')) {
      const canonical = unescapeMarks(rest.slice(0, -1).trim())
      builder.addValue(name, canonical, [])
      return { kind: 'list', name, canonical }
    }
    if (name.toUpperCase() !== 'PREBUILT' && !rest.includes('PHRASELIST')) builder.addSlotType(name)
    return { kind: 'other', name, canonical: null }
  }
  const now = /^@ *(\w+) +("(?:\\.|[^"\\])*"|[^\s="]+)(.*)$/u.exec(line)
  if (!now) return null
  const name = (now[2] ?? '').startsWith('"') ? readQuoted(now[2] ?? '') : (now[2] ?? '')
  if (now[1] === 'list') {
    builder.addSlotType(name)
    return { kind: 'list', name, canonical: null }
  }
  return { kind: 'other', name, canonical: null }
}

function readQuoted(text: string): string {
  try {
    return String(JSON.parse(text))
  } catch {
    return text.slice(1, -1)
  }
}

function readUtterance(
  intent: string,
  body: string,
  at: { file: string; place: string },
  builder: ProjectBuilder,
): void {
  const parsed = parseLuLine(body)
  if (parsed.isPattern) readLuisPattern({ at, intent, pattern: body }, builder)
  else builder.addUtterance({ at, intent, text: parsed.text, spans: parsed.spans })
}

/** Reads `{type:role=value}`; inside a label another label's text counts, the outer one stays. */
export function parseLuLine(line: string): {
  text: string
  spans: SourceSpan[]
  isPattern: boolean
} {
  const spans: SourceSpan[] = []
  const open: { start: number; name: string | null }[] = []
  let text = ''
  let isPattern = false
  for (let index = 0; index < line.length; index += 1) {
    const mark = line[index] ?? ''
    if (mark === '\\' && index + 1 < line.length) {
      text += line[index + 1]
      index += 1
    } else if (mark === '{') {
      const label = /^\{ *@?((?:\\.|[^\\{}=])+?) *=/u.exec(line.slice(index, index + 300))
      if (label) {
        open.push({ start: text.length, name: label[1] ?? '' })
        index += label[0].length - 1
      } else {
        isPattern = true
        open.push({ start: text.length, name: null })
        text += mark
      }
    } else if (mark === '}' && open.length > 0) {
      const label = open.pop()!
      if (label.name === null) text += mark
      else if (open.length === 0) {
        const said = text.slice(label.start)
        const lead = said.length - said.trimStart().length
        const [type = '', role = ''] = splitRole(label.name)
        spans.push({
          start: label.start + lead,
          end: label.start + said.trimEnd().length,
          slot: role || type,
          type,
        })
      }
    } else text += mark
  }
  return { text, spans, isPattern: isPattern || open.length > 0 }
}

function splitRole(name: string): [string, string] {
  const match = /^((?:\\.|[^\\:])+):(.+)$/u.exec(name)
  return match
    ? [unescapeMarks(match[1] ?? ''), unescapeMarks(match[2] ?? '')]
    : [unescapeMarks(name), '']
}

function unescapeMarks(text: string): string {
  return text.replace(/\\(.)/gu, '$1').trim()
}

const escapeMarks = (text: string, also = '') =>
  [...text].map((mark) => (`\\{}[]()|${also}`.includes(mark) ? `\\${mark}` : mark)).join('')

function writeLu(project: Project) {
  const typeOf = slotTypeLookup(project)
  const dropped: Utterance[] = []
  const lines = [`> !# @app.name = ${project.name}`, `> !# @app.culture = ${project.locale}`, '']
  const used = new Set<string>()
  const groups = utterancesByIntent(project, writableUtterances(project, luisLu.holds))
  for (const [intent, utterances] of groups) {
    lines.push(`# ${escapeMarks(intent)}`)
    for (const utterance of utterances) {
      const line = writeLine(utterance, (slot) => typeOf(intent, slot))
      const back = parseLuLine(line)
      if (back.isPattern || !isSameAnnotation(back, utterance)) {
        dropped.push(utterance)
        continue
      }
      for (const span of utterance.spans) used.add(typeOf(intent, span.slot))
      lines.push(`- ${line}`)
    }
    for (const template of project.templates) {
      if (template.intent !== intent) continue
      lines.push(`- ${writeLuisPattern(template.text, (slot) => typeOf(intent, slot))}`)
    }
    lines.push('')
  }
  const lists = project.slotTypes.filter((type) => type.values.length > 0)
  for (const type of lists) {
    lines.push(`@ list ${JSON.stringify(type.name)} =`)
    for (const { value, synonyms } of type.values) {
      lines.push(
        `\t- ${escapeMarks(value, ':')} :`,
        ...synonyms.map((one) => `\t\t- ${escapeMarks(one, ':')}`),
      )
    }
    lines.push('')
  }
  for (const name of used) {
    if (lists.some((type) => type.name === name)) continue
    lines.push(`@ ${isBuiltInType(name) ? 'prebuilt' : 'ml'} ${JSON.stringify(name)}`)
  }
  return {
    files: [textFile(project, '.lu', `${lines.join('\n').trimEnd()}\n`)],
    losses: lossesIn(project, luisLu, dropped),
  }
}

function writeLine(utterance: Utterance, typeOf: (slot: string) => string): string {
  let line = ''
  let end = 0
  for (const span of utterance.spans) {
    const type = typeOf(span.slot)
    const name =
      escapeMarks(type, ':=') + (type === span.slot ? '' : `:${escapeMarks(span.slot, ':=')}`)
    line += escapeMarks(utterance.text.slice(end, span.start))
    line += `{@${name}=${escapeMarks(utterance.text.slice(span.start, span.end))}}`
    end = span.end
  }
  return line + escapeMarks(utterance.text.slice(end))
}
