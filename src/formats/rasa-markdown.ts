/** Rasa 1 training files: `## intent:greet` and `- hello [Anna](name)` lines. */

import type { Format, SourceFile } from './format'
import { lossesIn } from './losses'
import type { ProjectBuilder } from './project-builder'
import {
  createRasaCorpus,
  type RasaCorpus,
  rasaAlsoLost,
  rasaHolds,
  rasaLines,
} from './rasa-corpus'
import type { Place } from './source-utterance'
import { textFile } from './writing'

export const rasaMarkdown: Format = {
  id: 'rasa-markdown',
  label: 'Rasa Markdown',
  extensions: ['.md'],
  about: 'nlu.md of Rasa 0 and 1.',
  holds: rasaHolds,
  alsoLost: rasaAlsoLost,
  sniff: ({ text }) => {
    const hasItem = /^[ \t]*[-*+][ \t]*\S/mu.test(text)
    if (/^##+ *(intent|synonym|lookup|regex): ?\S/mu.test(text) && hasItem) return 0.95
    return /^##+ *(intent|lookup): ?\S/mu.test(text) ? 0.9 : 0
  },
  read: (files, builder, reading) => {
    const corpus = createRasaCorpus(builder, reading)
    for (const file of files) readMarkdown(file, builder, corpus)
    corpus.finish()
  },
  write: (project) => {
    const { byIntent, dropped } = rasaLines(project)
    const lines: string[] = []
    const section = (kind: string, name: string, examples: readonly string[]) => {
      lines.push(`## ${kind}:${name}`, ...examples.map((one) => `- ${one}`), '')
    }
    for (const [intent, examples] of byIntent) section('intent', intent, examples)
    for (const type of project.slotTypes) {
      if (type.values.length > 0)
        section(
          'lookup',
          type.name,
          type.values.map(({ value }) => value),
        )
    }
    for (const { value, synonyms } of project.slotTypes.flatMap((type) => type.values)) {
      if (synonyms.length > 0) section('synonym', value, synonyms)
    }
    return {
      files: [textFile(project, '.nlu.md', lines.join('\n'))],
      losses: lossesIn(project, rasaMarkdown, dropped),
    }
  },
}

type Section = { kind: string; name: string }

function readMarkdown(file: SourceFile, builder: ProjectBuilder, corpus: RasaCorpus): void {
  let section: Section | null = null
  for (const [index, raw] of withoutComments(file.text).split('\n').entries()) {
    const line = raw.trim()
    const at = { file: file.name, place: String(index + 1) }
    if (line === '') continue
    const heading = /^##+ *(intent|synonym|lookup|regex) *: *(.+)$/u.exec(line)
    if (heading) {
      section = { kind: heading[1] ?? '', name: (heading[2] ?? '').trim() }
    } else if (/^#+(\s|$)/u.test(line)) {
      // A heading of the first level is a remark to Rasa; one of the second begins something else.
      if (line.startsWith('##')) section = null
      builder.skip(at, line, 'The heading names no intent, synonym, lookup or regex.')
    } else readLine(line, { at, section, builder, corpus })
  }
}

function readLine(
  line: string,
  context: { at: Place; section: Section | null; builder: ProjectBuilder; corpus: RasaCorpus },
): void {
  const { at, section, builder, corpus } = context
  const body = /^[-*+]\s*(\S.*)$/u.exec(line)?.[1]
  if (!section) {
    builder.skip(at, line, 'The line stands under no “## intent:” heading.')
  } else if (body === undefined) {
    if (section.kind === 'lookup' && !/^[-*+]/u.test(line)) {
      corpus.lookupFile(section.name, line, at)
      return
    }
    builder.skip(
      at,
      line,
      'The line is no example: it does not begin with “-”.',
      'Write “- ” first.',
    )
  } else if (section.kind === 'intent') corpus.example({ at, intent: section.name, line: body })
  else if (section.kind === 'synonym') corpus.synonym(section.name, body, at)
  else if (section.kind === 'lookup') corpus.lookup(section.name, body)
  else builder.skip(at, `${section.name}: ${body}`, 'Regular expressions are not used.')
}

/** Comments of Markdown end anywhere; the breaks in them stay, so that lines keep their numbers. */
function withoutComments(text: string): string {
  let result = ''
  let end = 0
  for (let open = text.indexOf('<!--'); open >= 0; open = text.indexOf('<!--', end)) {
    const close = text.indexOf('-->', open + 4)
    if (close < 0) break
    result += text.slice(end, open) + text.slice(open, close).replace(/[^\n]+/gu, '')
    end = close + 3
  }
  return result + text.slice(end)
}
