/** YAML within limits: no alias bombs, no endless nesting, broken files become a sentence. */
import { parseAllDocuments } from 'yaml'
import type { SourceFile } from './format'
import type { ProjectBuilder } from './project-builder'

type YamlOutcome = {
  documents: unknown[]
  problem: { line: number; message: string } | null
}

/** The documents of a YAML file; what is broken is reported as skipped. */
export function readDocuments(file: SourceFile, builder: ProjectBuilder): unknown[] {
  const { documents, problem } = parseYaml(file.text)
  if (problem) {
    builder.skip(
      { file: file.name, place: String(problem.line) },
      '',
      `It is broken YAML: ${problem.message}`,
      'Correct the line and try again.',
    )
  }
  return documents
}

/** Parses all documents of a YAML text. What stands before a fault is lost with it. */
function parseYaml(text: string): YamlOutcome {
  if (deepestFlow(text) > 100) {
    return { documents: [], problem: { line: 1, message: 'It is nested deeper than any skill.' } }
  }
  try {
    const parsed = parseAllDocuments(text, {
      logLevel: 'silent',
      prettyErrors: false,
      uniqueKeys: false,
    })
    const documents = Array.isArray(parsed) ? parsed : []
    const values: unknown[] = []
    for (const document of documents) {
      const error = document.errors[0]
      if (error) {
        const line = text.slice(0, error.pos[0]).split('\n').length
        return { documents: values, problem: { line, message: error.message.slice(0, 200) } }
      }
      values.push(document.toJS({ maxAliasCount: 100 }))
    }
    return { documents: values, problem: null }
  } catch (error) {
    const message = error instanceof Error ? error.message.slice(0, 200) : String(error)
    return { documents: [], problem: { line: 1, message } }
  }
}

/** The deepest `[[[…` or `{{{…`, or the widest indent in steps: the parser recurses on both. */
function deepestFlow(text: string): number {
  let deepest = 0
  let depth = 0
  for (let index = 0; index < text.length; index += 1) {
    const mark = text.charCodeAt(index)
    if (mark === 91 || mark === 123) {
      depth += 1
      if (depth > deepest) deepest = depth
    } else if (mark === 93 || mark === 125) depth = Math.max(0, depth - 1)
    else if (mark === 10 && depth < 50) depth = 0
  }
  const indents = text.match(/^ {300,}\S|^(?:- ){100,}/mu)
  return indents ? 1000 : deepest
}

/** A text in double quotes that every YAML parser takes: marks that are not printable are escaped. */
export function yamlString(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/gu,
    (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
