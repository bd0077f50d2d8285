/** Imports that came to nothing, each with what happened and what to do. */
import type { Project } from '@/project/project'
import type { ImportOutcome, ReportEntry, SourceFile } from './format'

export type Failure = Extract<ImportOutcome, { kind: 'failed' }>

/** A failure of which nothing more is known than its words. */
export function failure(reason: Failure['reason'], message: string, remedy: string): Failure {
  return { kind: 'failed', reason, message, remedy, entries: [] }
}

/** Says of one file what it is, of several that each has its reason. */
export function notRecognised(
  left: ReadonlyMap<SourceFile, { reason: string; remedy: string }>,
  broken: ReadonlySet<SourceFile>,
): Failure {
  const [first] = [...broken, ...left.keys()]
  const why = first && left.get(first)
  const kind = broken.size > 0 ? 'unreadable' : 'unknown-format'
  if (first && why && (left.size === 1 || broken.size > 0)) {
    return failure(kind, `${first.name || 'The text'}: ${why.reason}`, why.remedy || CHOOSE)
  }
  return failure(
    kind,
    `None of the ${left.size} files holds utterances that Skillet reads.`,
    CHOOSE,
  )
}

const CHOOSE = 'Choose the format yourself, or give lines of text under intent headings.'

/** A file in a known format that holds no utterance is never a skill. */
export function nothingFound(project: Project, entries: readonly ReportEntry[]): Failure {
  const first = entries.find((entry) => entry.kind === 'skipped')
  const isNewer = entries.some((entry) => entry.reason.includes('newer version of Skillet'))
  const values = project.slotTypes.reduce((sum, { values }) => sum + values.length, 0)
  const others = [
    `${project.intents.length} intent${project.intents.length === 1 ? '' : 's'}`,
    `${values} value${values === 1 ? '' : 's'}`,
  ].filter((part) => !part.startsWith('0 '))
  const found = others.length > 0 ? `, only ${others.join(' and ')}` : ''
  const why = first ? `: ${first.reason}` : '.'
  return failure(
    isNewer ? 'newer-version' : 'nothing-found',
    `No utterance was found${found}${why}`,
    first?.remedy || 'Check that this is the whole file, or choose its format yourself.',
  )
}
