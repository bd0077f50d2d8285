/** Turns whatever a user drops into one project, with a report of everything that was found. */
import { formatById, formats } from './all-formats'
import { decodeText } from './decode-text'
import type {
  Format,
  FormatId,
  ImportOutcome,
  ImportReport,
  InputFile,
  ReadOptions,
  ReportEntry,
  SourceFile,
} from './format'
import { jsonProblem, parseJson } from './json-access'
import { MOST_BYTES, MOST_FILES } from './limits'
import { createProjectBuilder } from './project-builder'
import { canBeText, isZip, unpackZip } from './unpack-zip'

/** Below this a file among many is no skill; a file that stands alone is read as plain lines. */
const SURE_ENOUGH = 0.3

/**
 * Reads one or many files, zips or the files of a folder into a project. Each file's format is
 * found by its content unless `options.format` says it. Never throws: what goes wrong is an outcome.
 */
export function readFiles(inputs: readonly InputFile[], options: ReadOptions = {}): ImportOutcome {
  try {
    return readAll(inputs, options)
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error)
    return failure(
      'crashed',
      `The file could not be read: ${said.slice(0, 200)}.`,
      'This is a fault of Skillet. Please report it with the file, and try another format meanwhile.',
    )
  }
}

function readAll(inputs: readonly InputFile[], options: ReadOptions): ImportOutcome {
  const early: ReportEntry[] = []
  options.onProgress?.({ phase: 'unpacking', done: 0, total: inputs.length })
  const unpacked = unpackInputs(inputs, early)
  if (!Array.isArray(unpacked)) return { ...unpacked, entries: early }
  const sources: SourceFile[] = []
  for (const file of unpacked) {
    const text = decodeText(file.content)
    if (text === null) early.push(skippedFile(file.name, 'It is no text file.'))
    else if (text.trim() === '') early.push(skippedFile(file.name, 'It is empty.'))
    else sources.push(sourceFile(file.name, text))
  }
  if (sources.length === 0) {
    return {
      ...failure(
        'empty',
        inputs.length === 0 ? 'No file was given.' : 'There is no text in what was given.',
        'Choose a file that holds utterances.',
      ),
      entries: early,
    }
  }
  const groups = new Map<FormatId, SourceFile[]>()
  for (const source of sources) {
    const format = options.format ? formatById(options.format) : detect(source, sources.length)
    if (format) groups.set(format.id, [...(groups.get(format.id) ?? []), source])
    else {
      const broken = looksLikeJson(source.text) ? jsonProblem(source.text) : null
      const reason = broken
        ? `It is broken JSON: line ${broken.line}: ${broken.message}`
        : 'It is in no format that Skillet knows.'
      early.push(skippedFile(source.name, reason, broken ? 'Correct the line and try again.' : ''))
    }
  }
  if (groups.size === 0) {
    const broken = early.find((entry) => entry.reason.startsWith('It is broken JSON'))
    return {
      ...failure(
        broken ? 'unreadable' : 'unknown-format',
        broken
          ? `${broken.file || 'The text'}: ${broken.reason}`
          : 'The format was not recognised.',
        broken
          ? 'Correct the line and try again; a file cut off in the middle must be exported anew.'
          : 'Choose the format yourself, or give lines of text under intent headings.',
      ),
      entries: early,
    }
  }
  const projectId = options.projectId ?? randomId()
  const builder = createProjectBuilder({ ...options, projectId })
  const files: ImportReport['files'] = []
  for (const [id, members] of groups) {
    const format = formatById(id)
    options.onProgress?.({ phase: 'reading', done: 0, total: 0 })
    format.read(members, builder, options)
    for (const member of members) files.push({ name: member.name, format: id, label: format.label })
  }
  const { project, report } = builder.finish({
    name: options.name ?? nameOf(sources),
    projectId,
    files,
  })
  const entries = [...early, ...report.entries]
  const whole = { ...report, entries, counts: { ...report.counts } }
  whole.counts.skipped += early.length
  if (
    project.utterances.length === 0 &&
    project.intents.length === 0 &&
    project.slotTypes.length === 0
  ) {
    const first = entries.find((entry) => entry.kind === 'skipped')
    return {
      ...failure(
        entries.some((entry) => entry.reason.includes('newer version of Skillet'))
          ? 'newer-version'
          : 'nothing-found',
        first ? `No utterance was found: ${first.reason}` : 'No utterance was found.',
        first?.remedy || 'Check that this is the whole file, or choose its format yourself.',
      ),
      entries,
    }
  }
  const named = options.name ? { ...project, name: options.name } : project
  return { kind: 'imported', project: named, report: whole }
}

/** The most likely format of a file, by its content alone; null where none is likely. */
export function detectFormat(source: SourceFile): { format: Format; confidence: number } | null {
  let best: { format: Format; confidence: number } | null = null
  for (const format of formats) {
    const confidence = format.sniff(source)
    if (confidence > (best?.confidence ?? 0)) best = { format, confidence }
  }
  return best
}

/** A decoded text as the readers take it. */
export function sourceFile(name: string, text: string): SourceFile {
  let parsed: { value: unknown } | null = null
  return {
    name,
    text,
    json: () => {
      parsed ??= { value: looksLikeJson(text) ? parseJson(text) : undefined }
      return parsed.value
    },
  }
}

function detect(source: SourceFile, count: number): Format | null {
  const best = detectFormat(source)
  if (!best) return null
  return count === 1 || best.confidence >= SURE_ENOUGH ? best.format : null
}

function looksLikeJson(text: string): boolean {
  return /^\s*(?:\/[/*]|[[{]\s*(?:["\]}[{\d\-tfn/]|$))/u.test(text)
}

function unpackInputs(
  inputs: readonly InputFile[],
  early: ReportEntry[],
): InputFile[] | Extract<ImportOutcome, { kind: 'failed' }> {
  const files: InputFile[] = []
  let bytes = 0
  for (const input of inputs) {
    if (isZip(input.content)) {
      const zip = unpackZip(input.content)
      if (zip.kind === 'too-large') {
        return failure(
          'too-large',
          `${input.name}: ${zip.message}`,
          'Unpack it and give only the files of the skill.',
        )
      }
      if (zip.kind === 'broken') {
        return failure(
          'unreadable',
          `${input.name} is a broken zip: ${zip.message}.`,
          'Download or export it again.',
        )
      }
      for (const { name, reason } of zip.skipped) early.push(skippedFile(name, reason))
      files.push(...zip.files)
    } else if (inputs.length > 1 && !canBeText(input.name)) {
      early.push(skippedFile(input.name, 'It is no text file.'))
    } else files.push(input)
  }
  for (const file of files) bytes += file.content.length
  if (bytes > MOST_BYTES || files.length > MOST_FILES) {
    return failure(
      'too-large',
      `There is more than ${MOST_BYTES / 1024 / 1024} MB or ${MOST_FILES} files.`,
      'Give only the files of the skill.',
    )
  }
  return files
}

function failure(
  reason: Extract<ImportOutcome, { kind: 'failed' }>['reason'],
  message: string,
  remedy: string,
): Extract<ImportOutcome, { kind: 'failed' }> {
  return { kind: 'failed', reason, message, remedy, entries: [] }
}

function skippedFile(file: string, reason: string, remedy = ''): ReportEntry {
  return { kind: 'skipped', file, place: '', text: '', reason, remedy, made: 0 }
}

function nameOf(sources: readonly SourceFile[]): string {
  const path = sources[0]?.name ?? ''
  const base = path.split(/[/\\]/u).pop() ?? ''
  const stem = base.replace(/\.[A-Za-z0-9]{1,8}$/u, '')
  return stem || 'Imported skill'
}

/** Works on insecure origins too, where `randomUUID` is missing. */
function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12))
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
