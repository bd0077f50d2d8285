/** Rasa 2 and 3 training files: `nlu:` with blocks of `- example` lines. */
import type { Project } from '@/project/project'
import type { Format, SourceFile } from './format'
import { asArray, asRecord, asText, entriesOf, get } from './json-access'
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
import { reportUnused, shorten } from './unused-parts'
import { textFile } from './writing'
import { readDocuments, yamlString } from './yaml-text'

export const rasaYaml: Format = {
  id: 'rasa-yaml',
  label: 'Rasa YAML',
  extensions: ['.yml', '.yaml'],
  about: 'nlu.yml of Rasa 2 and 3, with synonyms and lookups.',
  holds: rasaHolds,
  alsoLost: rasaAlsoLost,
  sniff: ({ text }) => {
    const hasBlocks = /^[ \t]*(?:-[ \t]*)?(intent|synonym|lookup|regex):/mu.test(text)
    if (/^["']?nlu["']?:\s*(#.*|&\w+|\[\])?$/mu.test(text)) return hasBlocks ? 0.95 : 0.85
    return /^[ \t]*- intent: *\S+/mu.test(text) && /^[ \t]*examples: *[|>]?/mu.test(text) ? 0.7 : 0
  },
  read: (files, builder, reading) => {
    const corpus = createRasaCorpus(builder, reading)
    for (const file of files) readYamlFile(file, builder, corpus)
    corpus.finish()
  },
  write: (project) => {
    const { byIntent, dropped } = rasaLines(project)
    return {
      files: [textFile(project, '.nlu.yml', writeYaml(project, byIntent))],
      losses: lossesIn(project, rasaYaml, dropped),
    }
  },
}

function readYamlFile(file: SourceFile, builder: ProjectBuilder, corpus: RasaCorpus): void {
  for (const document of readDocuments(file, builder)) {
    const nlu = Array.isArray(document) ? document : asArray(get(document, 'nlu'))
    for (const [key, value] of entriesOf(document)) {
      if (key !== 'nlu' && key !== 'version') {
        builder.skip(
          { file: file.name, place: key },
          shorten(value),
          `“${key}” is no training data and was not read.`,
        )
      }
    }
    for (const [index, block] of nlu.entries())
      readBlock(file, `nlu[${index}]`, block, builder, corpus)
  }
}

function readBlock(
  file: SourceFile,
  place: string,
  block: unknown,
  builder: ProjectBuilder,
  corpus: RasaCorpus,
): void {
  const at = (line: number) => ({ file: file.name, place: `${place}.examples[${line}]` })
  const intent = asText(get(block, 'intent'))
  const synonym = asText(get(block, 'synonym'))
  const lookup = asText(get(block, 'lookup'))
  const regex = asText(get(block, 'regex'))
  const examples: { line: string; at: Place }[] = []
  for (const [index, one] of readExamples(get(block, 'examples')).entries()) {
    if (one.problem) builder.skip(at(index), one.line, one.problem, one.remedy)
    else if (one.line !== '') examples.push({ line: one.line, at: at(index) })
  }
  const read = ['examples', 'text']
  reportUnused(block, { at: { file: file.name, place }, read, builder })
  for (const [index, example] of asArray(get(block, 'examples')).entries()) {
    reportUnused(example, { at: at(index), read, builder })
  }
  const name = intent || synonym || lookup || regex
  if (examples.length === 0) {
    const whose = name ? `The ${intent ? 'intent' : 'block'} ${name}` : 'The block'
    builder.skip(at(0), '', `${whose} has no examples.`)
  }
  for (const one of examples) {
    if (intent) corpus.example({ ...one, intent })
    else if (synonym) corpus.synonym(synonym, one.line, one.at)
    else if (lookup) corpus.lookup(lookup, one.line)
    else if (regex)
      builder.skip(one.at, `${regex}: ${one.line}`, 'Regular expressions are not used.')
    else builder.skip(one.at, one.line, 'The block has no intent name.')
  }
}

type Example = { line: string; problem?: string; remedy?: string }

/** Lines of a `|` block that begin with a dash, as Rasa takes them, or the list form with `text:`. */
function readExamples(examples: unknown): Example[] {
  const text = asText(examples)
  if (text === null) {
    return asArray(examples).flatMap((example) => {
      const plain = asText(example) ?? asText(get(asRecord(example), 'text'))
      return plain === null ? [] : [{ line: plain.trim().replace(/^- /u, '') }]
    })
  }
  return text.split('\n').flatMap((raw): Example[] => {
    const line = raw.trim()
    if (line === '') return []
    if (raw.startsWith('-')) return [{ line: raw.slice(1).trim() }]
    if (line.startsWith('#')) return [{ line, problem: 'It is a comment.' }]
    return [
      {
        line,
        problem: line.startsWith('-')
          ? 'The line is indented deeper than its block, and Rasa passes it over.'
          : 'The line does not begin with “-”, and Rasa passes it over.',
        remedy: 'Begin it with “- ”, like the lines around it.',
      },
    ]
  })
}

function writeYaml(project: Project, byIntent: ReadonlyMap<string, readonly string[]>): string {
  const lines = ['version: "3.1"', 'nlu:']
  const block = (kind: string, name: string, examples: readonly string[]) => {
    lines.push(`- ${kind}: ${yamlString(name)}`)
    // Marks that a block scalar can't hold need the quoted form.
    const isPlain = examples.every((one) => PLAIN.test(one))
    lines.push(isPlain ? '  examples: |' : '  examples:')
    for (const one of examples) {
      lines.push(isPlain ? `    - ${one}` : `  - text: ${yamlString(one)}`)
    }
  }
  for (const [intent, examples] of byIntent) block('intent', intent, examples)
  for (const type of project.slotTypes) {
    if (type.values.length > 0)
      block(
        'lookup',
        type.name,
        type.values.map(({ value }) => value),
      )
  }
  for (const { value, synonyms } of project.slotTypes.flatMap((type) => type.values)) {
    if (synonyms.length > 0) block('synonym', value, synonyms)
  }
  return `${lines.join('\n')}\n`
}

/** No white space in front, and no mark that a block scalar can't hold. */
const PLAIN = /^[^\s\p{Cc}\u2028\u2029\ufeff][^\p{Cc}\u2028\u2029\ufeff]*$/u
